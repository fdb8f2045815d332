"""HR's register: looked through, handed out as a table, certificates corrected and revoked."""

from io import BytesIO

from flask import Blueprint, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.certificates.models import Certificate
from cxtrain.certificates.queries import course_choices, facts_of, get_kept_certificate_for
from cxtrain.certificates.register import book, operations, queries
from cxtrain.certificates.register.correction import correction_of
from cxtrain.certificates.register.forms import CorrectForm, RevokeForm
from cxtrain.certificates.terms import STATUS_WORDS, Status
from cxtrain.certificates.wording import LEVELS
from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.corrections.forms import asked
from cxtrain.people.corrections.matter import CorrectionRefused
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.staff.views import unit_choices
from cxtrain.web.converters import asked_id
from cxtrain.web.pages import done, said, shown_moment
from cxtrain.web.tables import csv_bytes, xlsx_bytes

bp = Blueprint("register", __name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.route("/certificates/register")
@requires(Can.SEE_REGISTER)
def list_certificates():
    """List the certificates of the units in reach, the latest first, searched by name or number."""
    sought = queries.Sought(request.args.get("q", "")[:60], asked_id("unit"), asked_id("before"))
    found = queries.register_page(current_user, sought)
    shown = found[: queries.PAGE]
    return render_template(
        "certificates/list_certificates.html", certificates=shown, sought=sought, units=unit_choices(Can.SEE_REGISTER),
        prints=current_user.may(Can.PRINT_CERTIFICATES), courses=course_choices(),
        years=queries.years(current_user), more=shown[-1].id if len(found) > queries.PAGE else None,
    )  # fmt: skip


@bp.route("/certificates/register.<any(xlsx, csv):ending>")
@requires(Can.SEE_REGISTER)
def register_file(ending: str):
    """Send the register, or a unit's, a course's or a year's part of it, in the order of the numbers."""
    wanted = queries.Extract(asked_id("unit"), request.args.get("course", "")[:60] or None, asked_id("year"))
    found = queries.extract(current_user, wanted)
    numbers = queries.numbers_of(found)
    gaps = [] if wanted.course else queries.gaps_of(found)
    rows = list(book.rows([_line(each, numbers) for each in found], [
        book.Gap(gap.prefix, gap.year, gap.first, gap.last, _("Not issued"), gap.reason) for gap in gaps]))
    headings = tuple(_(heading) for heading in book.HEADINGS)
    if ending == "csv":
        return send_file(BytesIO(csv_bytes(headings, rows)), "text/csv", True, "register.csv")
    sheet = _("Register of certificates")
    return send_file(BytesIO(xlsx_bytes({sheet: [headings, *rows]}, landscape=(sheet,))), XLSX, True, "register.xlsx")


def _line(certificate: Certificate, numbers: dict[int, str]) -> book.Line:
    facts, status = facts_of(certificate), certificate.status(today(certificate.unit.zone))
    return book.Line(
        certificate.prefix, certificate.year, certificate.running, facts.name, facts.staff_number, facts.unit, facts.post,
        said(facts.course), facts.class_hours, said(LEVELS[facts.level]) if facts.level else "", certificate.issued_on,
        certificate.valid_until, certificate.grace_until, _(STATUS_WORDS[status]), _remarks(certificate, status, numbers),
    )  # fmt: skip


def _remarks(certificate: Certificate, status: Status, numbers: dict[int, str]) -> str:
    said_of = []
    if certificate.renews_id:
        said_of.append(_("renews %(number)s", number=numbers[certificate.renews_id]))
    if certificate.corrects_id:
        said_of.append(_("corrects %(number)s", number=numbers[certificate.corrects_id]))
    if certificate.revoked_at:
        word, day = _(STATUS_WORDS[status]), shown_moment(certificate.revoked_at, "yyyy-MM-dd")
        said_of.append(f"{word} {day}: {certificate.revoked_reason}")
    return "; ".join(said_of)


@bp.route("/certificates/<int:certificate_id>/correct", methods=["GET", "POST"])
@requires(Can.REVOKE_CERTIFICATES)
def correct_certificate(certificate_id: int):
    """Ask for a certificate with what is wrong put right; once a second person confirms, it is issued and the old one void."""
    certificate = get_kept_certificate_for(current_user, Can.REVOKE_CERTIFICATES, certificate_id)
    facts = facts_of(certificate)
    latest = max(today(certificate.unit.zone), facts.finished_on)
    form = CorrectForm(request.form, obj=correction_of(facts), latest=latest)
    if form.is_submitted_and_valid():
        try:
            operations.ask_correction(current_user, certificate, form.correction, form.reason.data)
        except CorrectionRefused as refusal:
            form.reason.errors = [_(refusal.sentence, **refusal.values)]
        else:
            answer = done(url_for("certificates.show_certificate", certificate_id=certificate.id), asked())
            db.session.commit()
            return answer
    page = render_template("certificates/correct_certificate.html", certificate=certificate, form=form)
    return page, 400 if form.errors else 200


@bp.route("/certificates/<int:certificate_id>/revoke", methods=["GET", "POST"])
@requires(Can.REVOKE_CERTIFICATES)
def revoke_certificate(certificate_id: int):
    """Revoke a certificate, with a reason."""
    certificate = get_kept_certificate_for(current_user, Can.REVOKE_CERTIFICATES, certificate_id)
    form = RevokeForm(request.form)
    if form.is_submitted_and_valid():
        operations.revoke(current_user, certificate, form.reason.data)
        url = url_for("certificates.show_certificate", certificate_id=certificate.id)
        answer = done(url, _("%(number)s is revoked; its public page says so from now on.", number=certificate.number))
        db.session.commit()
        return answer
    page = render_template("certificates/revoke_certificate.html", certificate=certificate, form=form)
    return page, 400 if form.errors else 200
