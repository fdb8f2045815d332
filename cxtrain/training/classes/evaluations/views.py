"""Saying what one thought of a class, reading what all thought, and keying in paper sheets."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.training.classes.evaluations import forms, operations, queries
from cxtrain.training.classes.evaluations.questions import ANCHORS, ENOUGH, QUESTIONS, faults_of
from cxtrain.training.classes.models import TrainingClass
from cxtrain.web.pages import done

bp = Blueprint("evaluations", __name__, url_prefix="/training/classes/<int:class_id>")


@bp.app_context_processor
def cards() -> dict[str, Callable[[], list[TrainingClass]]]:
    """Give Today what the reader may still evaluate."""
    return {"to_evaluate": lambda: queries.to_evaluate(current_user.employee_id)}


@bp.context_processor
def words() -> dict[str, Any]:
    """Give the package's templates its words."""
    return {"questions": QUESTIONS, "anchors": ANCHORS, "enough": ENOUGH}


@bp.route("/evaluate", methods=["GET", "POST"])
@requires(Can.TRAIN)
def evaluate_class(class_id: int) -> ResponseReturnValue:
    """Say what one thought, once. The answer leaves no trace of who gave it, so nothing about it is noted by its sender."""
    row, member = queries.get_own_class(current_user, class_id)
    form, why = forms.EvaluationForm(), _why_not(row, member.evaluated)
    nothing = not why and form.is_submitted() and not any(form.marks()) and not (form.words.data or "").strip()
    if why or nothing or not form.is_submitted_and_valid():
        page = render_template("training/evaluations/evaluate_class.html", row=row, form=form, why=why, nothing=nothing)
        return page, 400 if form.is_submitted() and not member.evaluated else 200
    if not operations.evaluate(row, member, form.marks(), form.words.data.strip()):
        abort(409, _("You have said what you thought. Thank you."))
    db.session.commit()
    flash(_("Thank you. Nobody sees what you in particular said."))
    return redirect(url_for("reports.today"), 303)


def _why_not(row: TrainingClass, evaluated: bool) -> str:
    """Return why somebody cannot say what they thought, "" where they can."""
    if evaluated:
        return _("You have said what you thought. Thank you.")
    if queries.was_away(row, current_user.employee_id):
        return _("You were not there, so there is nothing to evaluate.")
    return "" if queries.takes_answers(row) else _("It can be evaluated from the end of the last session until 14 days after "
                                                   "the class was closed.")


@bp.route("/evaluations")
@requires(Can.TRAIN, Can.RUN_CLASSES)
def show_evaluations(class_id: int) -> ResponseReturnValue:
    """Show what people thought, from five answers on and then in steps of five."""
    row = queries.get_class(current_user, class_id)
    return render_template("training/evaluations/show_evaluations.html", row=row, told=queries.told_of(row.id))


@bp.route("/evaluations/paper", methods=["GET", "POST"])
@requires(Can.TRAIN, Can.RUN_CLASSES)
def key_evaluations(class_id: int) -> ResponseReturnValue:
    """Key in paper sheets as a tally: typed, looked over, and kept in the place of an earlier one."""
    row = queries.get_class(current_user, class_id, to_change=request.method == "POST")
    if request.method == "GET":
        return _keying(row, forms.TallyForm(data=forms.typed(queries.paper_tally(row.id))))
    if row.trainer_id == current_user.employee_id:
        abort(409, _("You teach this class: somebody else who runs classes here keys in its sheets."))
    form = forms.TallyForm()
    valid = form.is_submitted_and_valid()
    tally = form.tally()
    faults = faults_of(tally)
    forms.say_faults(form, faults)
    if forms.too_many(form, queries.room_for_paper(row.id)) or not valid or any(faults):
        return _keying(row, form), 400
    if form.do.data != "save":
        return _keying(row, form, whole=form.do.data == "check")
    operations.keep_tally(row, tally)
    answer = done(url_for(".show_evaluations", class_id=row.id), _("The tally is kept."))
    db.session.commit()
    return answer


def _keying(row: TrainingClass, form: forms.TallyForm, *, whole: bool = False) -> str:
    """Return the page; `whole`: nothing is wrong, and what will be kept is shown once more."""
    return render_template("training/evaluations/key_evaluations.html", row=row, form=form, whole=whole, tally=form.tally())
