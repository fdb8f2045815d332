"""HR's list of certificates that end, as a page and as a table, and their courses given again."""

import datetime as dt
from io import BytesIO

from flask import Blueprint, abort, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from cxtrain.certificates.queries import course_choices
from cxtrain.certificates.renewal import operations, queries
from cxtrain.certificates.renewal.expiry import WINDOWS
from cxtrain.certificates.renewal.forms import AssignAgainForm
from cxtrain.certificates.renewal.queries import Ending, Wanted
from cxtrain.certificates.terms import STATUS_WORDS, status_on
from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.staff.views import unit_choices
from cxtrain.training.assignments.operations import Terms
from cxtrain.web.bilingual import N_
from cxtrain.web.cells import Value
from cxtrain.web.converters import asked_id
from cxtrain.web.pages import done, said
from cxtrain.web.tables import csv_bytes, xlsx_bytes

bp = Blueprint("renewal", __name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS = (
    N_("Certificate number"), N_("Name"), N_("Staff number"), N_("Unit"), N_("Post"), N_("Course"), N_("Valid until"),
    N_("In grace until"), N_("Days left"), N_("Status"), N_("Course to be done by"), N_("Exempt"),
)  # fmt: skip


@bp.route("/certificates/ending", methods=["GET", "POST"])
@requires(Can.SEE_REGISTER)
def list_ending():
    """List whose certificates end soon or have ended, and give them their course again."""
    wanted, day = _wanted(), today(current_user.zone)
    found, counted = queries.list_ending(current_user, wanted, day)
    form = AssignAgainForm(ids=[each.certificate.id for each in found if each.can_be_given], today=day)
    if form.is_submitted_and_valid():
        if not current_user.may(Can.ASSIGN_TRAINING):
            abort(403)
        ticked = [each for each in found if each.certificate.id in form.certificates.data]
        n = operations.assign_again(current_user, ticked, Terms(form.due_on.data, form.working_time.data))
        answer = done(url_for(".list_ending", **_asked(wanted)), ngettext(
            "The course is given again to %(num)s person.", "The course is given again to %(num)s people.", n))
        db.session.commit()
        return answer
    return render_template(
        "certificates/list_ending.html", wanted=wanted, found=found, counts=counted, form=form, day=day, windows=WINDOWS,
        units=unit_choices(Can.SEE_REGISTER), courses=course_choices(), asked=_asked(wanted),
        assigns=current_user.may(Can.ASSIGN_TRAINING),
    ), 400 if form.errors else 200  # fmt: skip


@bp.route("/certificates/ending.<any(xlsx, csv):ending>")
@requires(Can.SEE_REGISTER)
def ending_file(ending: str):
    """Send the list as a table."""
    day = today(current_user.zone)
    found, _counts = queries.list_ending(current_user, _wanted(), day)
    rows = [_row(each, day) for each in found]
    headings = tuple(_(heading) for heading in HEADINGS)
    if ending == "csv":
        return send_file(BytesIO(csv_bytes(headings, rows)), "text/csv", True, "ending-certificates.csv")
    sheet = _("Ending certificates")
    return send_file(BytesIO(xlsx_bytes({sheet: [headings, *rows]}, (sheet,))), XLSX, True, "ending-certificates.xlsx")


def _row(each: Ending, day: dt.date) -> tuple[Value, ...]:
    paper, person = each.certificate, each.employee
    status = _(STATUS_WORDS[status_on(day, queries.life_of(paper))])
    left = (paper.valid_until - day).days if paper.valid_until else None
    return (paper.number, person.name, person.number, said(each.unit.label), person.post, said(paper.facts["course"]),
            paper.valid_until, paper.grace_until, left, status, each.due_on, _("yes") if each.exempt else None)


def _wanted() -> Wanted:
    window = request.args.get("within", "")
    return Wanted(window if window in WINDOWS else "60", asked_id("unit"), request.args.get("course", "")[:60] or None)


def _asked(wanted: Wanted) -> dict[str, str | int | None]:
    """Return the same wish as parts of an address."""
    return {"within": wanted.window, "unit": wanted.unit_id, "course": wanted.course}
