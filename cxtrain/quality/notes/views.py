"""Noting what happened in a month at a touchpoint."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.journey.queries import get_touchpoint
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.queries import list_units
from cxtrain.quality.notes import operations, queries
from cxtrain.quality.notes.forms import NoteForm
from cxtrain.web.pages import done, said

bp = Blueprint("notes", __name__, url_prefix="/quality/places")
MONTHS = 36  # back from this one


@bp.route("/touchpoints/<int:touchpoint_id>/notes/new", methods=["GET", "POST"])
@requires(Can.SEE_QUALITY)
def note_month(touchpoint_id: int) -> ResponseReturnValue:
    """Write what happened in a month, for all who look at the chart."""
    touchpoint = get_touchpoint(touchpoint_id)
    units = [(unit.id, said(unit.label)) for unit in list_units(current_user, Can.SEE_QUALITY)]
    months = _months()
    form = NoteForm(units=units, months=months, data={
        "unit_id": request.args.get("unit", type=int), "month": request.args.get("month", months[0])})
    if form.is_submitted_and_valid():
        operations.note_month(current_user, operations.Noted(
            form.unit_id.data, touchpoint.id, form.month.data, form.words.data, form.anew.data))
        answer = done(_chart(touchpoint.id, form.unit_id.data), _("Noted on the chart."))
        db.session.commit()
        return answer
    return render_template("quality/note_month.html", form=form, touchpoint=touchpoint), 400 if form.errors else 200


def _chart(touchpoint_id: int, unit_id: int) -> str:
    return url_for("places.show_touchpoint", touchpoint_id=touchpoint_id, unit=unit_id)


def _months() -> list[str]:
    """Return the months that can be noted, this one first."""
    day = today(current_user.zone)
    last = day.year * 12 + day.month - 1
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(last, last - MONTHS, -1)]


@bp.route("/notes/<int:note_id>/take-back", methods=["POST"])
@requires(Can.SEE_QUALITY)
def take_back_note(note_id: int) -> ResponseReturnValue:
    """Take a note off the chart."""
    note = queries.get_note_for(current_user, note_id)
    answer = done(_chart(note.touchpoint_id, note.unit_id), _("The note is off the chart."))
    operations.take_back(note)
    db.session.commit()
    return answer
