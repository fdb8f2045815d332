"""Corrections: what waits for a second person, and one of them with both versions."""

from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.people.corrections import operations, queries
from cxtrain.people.corrections.forms import DecideForm
from cxtrain.people.corrections.matter import STATES, CorrectionRefused
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.web.bilingual import N_
from cxtrain.web.pages import done

bp = Blueprint("corrections", __name__, url_prefix="/corrections")
DONE = {"confirm": N_("Confirmed. It counts from now on."), "refuse": N_("Refused. What was recorded stays."),
        "withdraw": N_("Withdrawn. What was recorded stays.")}


@bp.app_context_processor
def words() -> dict[str, Any]:
    """Give templates what became of a record, and the words for it."""
    return {"corrections_of": queries.corrections_of, "correction_states": STATES}


@bp.route("")
@requires(Can.SEE_OWN)
def list_corrections() -> ResponseReturnValue:
    """List what waits for the reader's decision, what the reader asked for, and what the reader decided."""
    return render_template("people/list_corrections.html", waiting=queries.list_to_decide(current_user),
                           asked=queries.list_asked(current_user), decided=queries.list_decided(current_user))


@bp.route("/<int:correction_id>", methods=["GET", "POST"])
@requires(Can.SEE_OWN)
def show_correction(correction_id: int) -> ResponseReturnValue:
    """Show a correction with what stood and what is to stand; a second person decides on it, and who asked may withdraw it."""
    found = queries.get_correction(current_user, correction_id, to_change=request.method == "POST")
    form = DecideForm()
    if not form.is_submitted_and_valid():
        return _page(found, form), 400 if form.is_submitted() else 200
    try:
        _decide(found, form)
    except CorrectionRefused as refusal:
        db.session.rollback()
        return _page(queries.get_correction(current_user, correction_id), form, _(refusal.sentence, **refusal.values)), 409
    answer = done(url_for(".list_corrections"), _(DONE[form.do.data]))
    db.session.commit()
    return answer


def _decide(found: queries.Shown, form: DecideForm) -> None:
    if form.do.data == "confirm":
        operations.confirm(current_user, found.row)
    elif form.do.data == "refuse":
        operations.refuse(current_user, found.row, (form.words.data or "").strip())
    elif form.do.data == "withdraw":
        operations.withdraw(current_user, found.row)
    else:
        abort(400)


def _page(found: queries.Shown, form: DecideForm, refusal: str = "") -> str:
    waits = found.row.state == "waiting"
    return render_template(
        "people/show_correction.html", found=found, row=found.row, form=form, refusal=refusal,
        decides=waits and queries.may_decide(current_user, found.row),
        deciders=queries.deciders_of(found.row) if waits and found.row.asked_by == current_user.employee_id else [])
