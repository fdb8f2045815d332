"""Closing a class, and correcting it afterwards."""

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.people.corrections.forms import asked
from cxtrain.people.corrections.matter import CorrectionRefused
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.training.classes import queries
from cxtrain.training.classes.forms import CloseForm, CorrectForm
from cxtrain.training.classes.models import STATES, ClassSession
from cxtrain.training.classes.results import operations
from cxtrain.training.classes.results.operations import Given
from cxtrain.web.pages import done
from cxtrain.web.whole import whole

bp = Blueprint("class_results", __name__, url_prefix="/training/classes")


@bp.route("/<int:class_id>/close", methods=["GET", "POST"])
@requires(Can.TRAIN)
def close_class(class_id: int) -> ResponseReturnValue:
    """Show what a class lacks, then close it: from then on it counts."""
    row = queries.get_led_class(current_user, class_id, to_change=request.method == "POST")
    if row.closed_at is not None or row.cancelled_at is not None:
        abort(409, _("This class is closed or cancelled; it stays as it is."))
    form = CloseForm(data={"summary": row.summary})
    roster = queries.roster_of(row)
    missing = queries.missing_of(row, roster)
    valid = form.is_submitted_and_valid()
    if valid and missing.unmarked and not form.absent.data:
        form.absent.errors = [_("Mark who was there, or tick that the others were absent.")]
    if valid and not (form.summary.data or "").strip() and not form.bare.data:
        form.summary.errors = [_("Write a summary, or tick that there is none.")]
    if not valid or missing.forbids or form.absent.errors or form.summary.errors:
        page = render_template("training/classes/close_class.html", row=row, form=form, missing=missing, roster=roster)
        return page, 400 if form.is_submitted() else 200
    settled = operations.close_class(current_user, row, (form.summary.data or "").strip())
    message = ngettext("Closed. It settles a step of the course for %(num)s person.",
                       "Closed. It settles a step of the course for %(num)s people.", settled)
    answer = done(url_for("classes.show_class", class_id=row.id), message)
    db.session.commit()
    return answer


@bp.route("/<int:class_id>/people/<int:employee_id>/correct", methods=["GET", "POST"])
@requires(Can.TRAIN)
def correct_marks(class_id: int, employee_id: int) -> ResponseReturnValue:
    """Correct whether somebody was at a class that is closed, with a reason."""
    row = queries.get_led_class(current_user, class_id, to_change=request.method == "POST")
    if row.closed_at is None:
        abort(409, _("This class is not closed yet; mark who was there instead."))
    person = next((each for each in queries.roster_of(row) if each.member.employee_id == employee_id), None) or abort(404)
    if employee_id == current_user.employee_id:
        abort(409, _("Nobody corrects their own attendance."))
    form, sessions = CorrectForm(), queries.sessions_of(row)
    given, wrong = _given(sessions) if form.is_submitted() else ({}, False)
    if form.is_submitted_and_valid() and not wrong:
        try:
            operations.correct_marks(current_user, row, person, given, reason=form.reason.data.strip())
        except CorrectionRefused as refusal:
            form.reason.errors = [_(refusal.sentence, **refusal.values)]
        else:
            answer = done(url_for("classes.show_class", class_id=row.id, _anchor="roster"), asked())
            db.session.commit()
            return answer
    page = render_template("training/classes/correct_marks.html", row=row, form=form, person=person, sessions=sessions,
                           given=given, wrong=wrong)
    return page, 400 if form.is_submitted() else 200


def _given(sessions: list[ClassSession]) -> tuple[dict[int, Given], bool]:
    """Return what was chosen for each session, and whether any of it cannot be."""
    found, wrong = {}, False
    for session in sessions:
        state = request.form.get(f"state-{session.id}", "")
        minutes = whole(request.form.get(f"minutes-{session.id}"), session.minutes)
        partly = state in ("late", "left_early")
        wrong = wrong or state not in STATES or partly and minutes is None
        found[session.id] = Given(state, minutes if partly else None)
    return found, wrong
