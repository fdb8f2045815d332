"""Certificates: one's own, HR's register, revocation, and the pages that anyone may open with a code."""

import datetime as dt
from functools import lru_cache

from flask import Blueprint, abort, current_app, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from cxtrain.certificates import operations, queries
from cxtrain.certificates.form import ART, TEMPLATE
from cxtrain.certificates.forms import RevokeForm
from cxtrain.certificates.models import Certificate
from cxtrain.certificates.print_runs.views import bp as print_runs
from cxtrain.certificates.terms import STATUS_WORDS, Status, read_code
from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.guards import public, requires
from cxtrain.people.names import masked_name
from cxtrain.people.permissions import Can
from cxtrain.people.staff.views import unit_choices
from cxtrain.web import pdf
from cxtrain.web.converters import asked_id
from cxtrain.web.fonts import MissingFont, MissingGlyphs
from cxtrain.web.limits import hit
from cxtrain.web.pages import done
from cxtrain.web.qr import qr_code
from cxtrain.web.transactions import writing

bp = Blueprint("certificates", __name__)
blueprints = [bp, print_runs]
TRIES, WINDOW = 30, dt.timedelta(minutes=1)  # A code has 128 bits; the limit keeps machines from knocking.


def base_url() -> str:
    """Return what the addresses on paper begin with: the public address, or the one this request came to."""
    return str(current_app.config["CX"].public_url or request.url_root).rstrip("/")


@bp.app_template_filter("status")
def status_today(certificate: Certificate) -> Status:
    """Return what the certificate is worth today, where it was issued."""
    return certificate.status(today(certificate.unit.zone))


@bp.app_template_filter("status_word")
def status_word(certificate: Certificate) -> str:
    """Return the same in the reader's language."""
    return str(_(STATUS_WORDS[status_today(certificate)]))


@bp.route("/certificates")
@requires(Can.SEE_OWN)
def my_certificates():
    """List one's own certificates."""
    return render_template(
        "certificates/my_certificates.html", certificates=queries.certificates_of(current_user.employee_id)
    )


@bp.route("/certificates/<int:certificate_id>")
@requires(Can.SEE_OWN)
def show_certificate(certificate_id: int):
    """Show a certificate as it looks on paper, with what can be done with it."""
    return _shown(queries.get_certificate_for(current_user, certificate_id))


def _shown(certificate: Certificate, problem: str = "") -> str:
    lines = operations.worded(certificate, base_url())
    keeps = current_user.may_in(Can.REVOKE_CERTIFICATES, certificate.unit.path)
    return render_template(
        "certificates/show_certificate.html", certificate=certificate, c=lines, qr=qr_code(lines.url), keeps=keeps,
        facts=queries.facts_of(certificate), problem=problem,
    )  # fmt: skip


@bp.route("/certificates/<int:certificate_id>/certificate.pdf")
@requires(Can.SEE_OWN)
def certificate_pdf(certificate_id: int):
    """Send the certificate as a PDF; where it cannot be printed, say why and show it on screen."""
    certificate = queries.get_certificate_for(current_user, certificate_id)
    if certificate.revoked_at:
        abort(410, _("This certificate was revoked and is no longer printed."))
    lines, number = operations.worded(certificate, base_url()), certificate.number
    db.session.rollback()  # Printing takes tens of milliseconds; no transaction should be open for it.
    try:
        body = pdf.render(TEMPLATE, locale="zh_Hans", art=ART, records=[lines])
    except (MissingFont, MissingGlyphs, pdf.PrintFailed) as fault:
        current_app.logger.warning("certificate %s: %s", number, fault)
        return _shown(queries.get_certificate_for(current_user, certificate_id), _problem(fault)), 503
    headers = {"Content-Disposition": f'inline; filename="{number}.pdf"'}
    return Response(body, mimetype="application/pdf", headers=headers)


def _problem(fault: Exception) -> str:
    """Return why a certificate could not be printed, for whoever wanted it."""
    if isinstance(fault, MissingGlyphs):
        lacking = " ".join(fault.characters)
        return str(_("It cannot be printed: the installed fonts lack %(characters)s.", characters=lacking))
    if isinstance(fault, MissingFont):
        said = _("It cannot be printed: the font %(font)s is missing. Ask whoever runs the system.", font=fault.family)
        return str(said)
    return str(_("It could not be printed just now. Try again in a minute."))


@bp.route("/certificates/register")
@requires(Can.SEE_REGISTER)
def register():
    """List the certificates of the units in reach, the latest first, searched by name or number."""
    sought = queries.Sought(request.args.get("q", "")[:60], asked_id("unit"), asked_id("before"))
    found = queries.register_page(current_user, sought)
    shown = found[: queries.PAGE]
    return render_template(
        "certificates/register.html", certificates=shown, sought=sought, units=unit_choices(Can.SEE_REGISTER),
        prints=current_user.may(Can.PRINT_CERTIFICATES),
        more=shown[-1].id if len(found) > queries.PAGE else None,
    )  # fmt: skip


@bp.route("/certificates/<int:certificate_id>/revoke", methods=["GET", "POST"])
@requires(Can.REVOKE_CERTIFICATES)
def revoke_certificate(certificate_id: int):
    """Revoke a certificate, with a reason."""
    certificate = queries.get_kept_certificate_for(current_user, Can.REVOKE_CERTIFICATES, certificate_id)
    form = RevokeForm(request.form)
    if form.is_submitted_and_valid():
        operations.revoke(current_user, certificate, form.reason.data)
        url = url_for(".show_certificate", certificate_id=certificate.id)
        answer = done(url, _("%(number)s is revoked; its public page says so from now on.", number=certificate.number))
        db.session.commit()
        return answer
    page = render_template("certificates/revoke_certificate.html", certificate=certificate, form=form)
    return page, 400 if form.errors else 200


@bp.route("/verify")
@public
def verify():
    """Ask for the code on a certificate."""
    typed = request.args.get("code", "").strip()
    code = read_code(typed)
    if code:
        return redirect(url_for(".show_verification", code=code), 303)
    return _not_found() if typed else render_template("certificates/verify.html", unknown=False)


@bp.route("/verify/<code>")
@public
def show_verification(code: str):
    """Say whether the certificate with this code is genuine and good, and no more about the person than needed."""
    if not _may_try():
        return render_template("certificates/verify.html", unknown=False, busy=True), 429
    certificate = queries.certificate_by_code(read_code(code))
    if certificate is None:
        return _not_found()
    facts, day = queries.facts_of(certificate), today(certificate.unit.zone)
    return render_template(
        "certificates/show_verification.html", certificate=certificate, facts=facts, name=masked_name(facts.name),
        status=certificate.status(day), word=status_word(certificate), day=day,
    )  # fmt: skip


def _not_found() -> tuple[str, int]:
    """Return the one answer to every code that opens nothing, whatever is wrong with it."""
    return render_template("certificates/verify.html", unknown=True), 404


def _may_try() -> bool:
    """Count a try of this address; the count is written even though the page only reads."""
    db.session.rollback()
    with writing():
        fine = hit(f"verify@{request.remote_addr}", TRIES, WINDOW)
        db.session.commit()
    return fine


@bp.route("/certificates/border.svg")
@public
def border_svg():
    """Send the border that lies under certificates on screen; it is the same that is printed."""
    answer = make_response(_border())
    answer.headers.update({"Content-Type": "image/svg+xml", "Cache-Control": "public, max-age=86400"})
    return answer


@lru_cache(maxsize=1)
def _border() -> str:
    return render_template("certificates/border.html", **ART.facts)
