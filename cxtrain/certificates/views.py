"""Certificates: one's own, one of them on screen and on paper."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, current_app, render_template, request
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from cxtrain.certificates import operations, queries
from cxtrain.certificates.form.sheet import TEMPLATE
from cxtrain.certificates.models import Certificate
from cxtrain.certificates.print_runs.views import bp as print_runs
from cxtrain.certificates.register.queries import of_same_course
from cxtrain.certificates.register.views import bp as register
from cxtrain.certificates.renewal.views import bp as renewal
from cxtrain.certificates.series.views import bp as series
from cxtrain.certificates.tabs import TABS
from cxtrain.certificates.terms import STATUS_WORDS, Status
from cxtrain.certificates.verification.views import bp as verification
from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.views import opened
from cxtrain.web import pdf
from cxtrain.web.bilingual import N_
from cxtrain.web.fonts import MissingFont, MissingGlyphs
from cxtrain.web.qr import qr_code
from cxtrain.web.raster import picture_of
from cxtrain.web.signing import SigningFailed

bp = Blueprint("certificates", __name__)
PICTURE = 1600  # pixels: the code can be scanned and the small print read, in 200 KB
GONE = N_("This certificate was revoked and is no longer printed.")
blueprints = [bp, print_runs, register, renewal, series, verification]


def base_url() -> str:
    """Return what the addresses on paper begin with: the public address, or the one this request came to."""
    return str(current_app.config["CX"].public_url or request.url_root).rstrip("/")


@bp.app_context_processor
def _tabs() -> dict[str, Any]:
    """Give every template certificate_tabs(): the pages about certificates that the reader may open."""
    return {"certificate_tabs": lambda: opened(TABS)}


@bp.app_template_filter("status")
def status_today(certificate: Certificate) -> Status:
    """Return what the certificate is worth today, where it was issued."""
    return certificate.status(today(certificate.unit.zone))


@bp.app_template_filter("status_said")
def status_said(status: Status) -> str:
    """Return a status in the reader's language."""
    return str(_(STATUS_WORDS[status]))


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
        facts=queries.facts_of(certificate), problem=problem, others=of_same_course(certificate),
    )  # fmt: skip


@bp.route("/certificates/<int:certificate_id>/certificate.pdf")
@requires(Can.SEE_OWN)
def certificate_pdf(certificate_id: int):
    """Send the certificate as a PDF; where it cannot be printed, say why and show it on screen."""
    return _sent(certificate_id, "pdf", "application/pdf", operations.signed_where_set)


@bp.route("/certificates/<int:certificate_id>/certificate.png")
@requires(Can.SEE_OWN)
def certificate_png(certificate_id: int):
    """Send the certificate as a picture, for phones on which PDFs download badly; never with a seal."""
    return _sent(certificate_id, "png", "image/png", lambda body: picture_of(body, PICTURE))


@bp.route("/certificates/<int:certificate_id>/picture")
@requires(Can.SEE_OWN)
def show_picture(certificate_id: int):
    """Show the certificate as a picture that a long press saves."""
    certificate = queries.get_certificate_for(current_user, certificate_id)
    if certificate.revoked_at:
        abort(410, _(GONE))
    return render_template("certificates/show_picture.html", certificate=certificate)


def _sent(certificate_id: int, ending: str, kind: str, made: Callable[[bytes], bytes]) -> Response | tuple[str, int]:
    """Return the answer with the certificate as a file of this kind, which `made` makes of its PDF."""
    certificate = queries.get_certificate_for(current_user, certificate_id)
    if certificate.revoked_at:
        abort(410, _(GONE))
    lines, art, number = operations.worded(certificate, base_url()), operations.drawing(certificate), certificate.number
    db.session.rollback()  # Printing takes tens of milliseconds; no transaction should be open for it.
    try:
        body = made(pdf.render(TEMPLATE, locale="zh_Hans", art=art, records=[lines]))
    except (MissingFont, MissingGlyphs, SigningFailed, pdf.PrintFailed) as fault:
        current_app.logger.warning("certificate %s: %s", number, fault)
        return _shown(queries.get_certificate_for(current_user, certificate_id), _problem(fault)), 503
    headers = {"Content-Disposition": f'inline; filename="{number}.{ending}"'}
    return Response(body, mimetype=kind, headers=headers)


def _problem(fault: Exception) -> str:
    """Return why a certificate could not be printed, for whoever wanted it."""
    if isinstance(fault, MissingGlyphs):
        lacking = " ".join(fault.characters)
        return str(_("It cannot be printed: the installed fonts lack %(characters)s.", characters=lacking))
    if isinstance(fault, MissingFont):
        said = _("It cannot be printed: the font %(font)s is missing. Ask whoever runs the system.", font=fault.family)
        return str(said)
    return str(_("It could not be printed just now. Try again in a minute."))
