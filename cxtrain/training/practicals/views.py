"""Practical assessments: what is to be assessed, marking on a phone, handing in, talking over, results."""

from typing import Any

from flask import Blueprint, abort, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.people.corrections.forms import asked
from cxtrain.people.corrections.matter import CorrectionRefused
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.training.practicals import marking, operations, queries
from cxtrain.training.practicals.forms import CorrectForm, HandInForm, MarkForm, agreed_in, posted_marks, talk_form
from cxtrain.training.practicals.models import PracticalMarks, PracticalSitting
from cxtrain.training.practicals.refusal import Refused
from cxtrain.training.practicals.results import queries as results
from cxtrain.training.practicals.turns import KINDS, STAGES, Stage
from cxtrain.web.converters import asked_id
from cxtrain.web.pages import done, shown_moment

bp = Blueprint("practicals", __name__, url_prefix="/practicals")


@bp.app_context_processor
def words() -> dict[str, Any]:
    """Give templates the words of sittings, and what Today says of them."""
    return {"sitting_kinds": KINDS, "sitting_stages": STAGES, "sitting_stage": queries.stage, "shown_mark": marking.shown_mark,
            "practicals_due": lambda: queries.due_for(current_user.employee_id)}


@bp.route("")
@requires(Can.ASSESS)
def list_sittings() -> ResponseReturnValue:
    """List what one has to assess, what is open in one's units, and the sheets."""
    before = asked_id("before")
    found = queries.open_in_reach(current_user, before)
    return render_template("training/practicals/list_sittings.html", mine=queries.to_assess(current_user), today=today(
        current_user.zone), sittings=found[:queries.PAGE], more=len(found) > queries.PAGE, before=before,
        sheets=queries.list_sheets(retired=False))


@bp.route("/<int:sitting_id>")
@requires(Can.ASSESS)
def show_sitting(sitting_id: int) -> ResponseReturnValue:
    """Show how a sitting stands, and once all have handed in, what was marked."""
    sitting = queries.get_sitting(current_user, sitting_id)
    sheet, stage = queries.sheet_of(sitting.version), queries.stage(sitting)
    seen = stage in (Stage.TALK, Stage.DECIDED)
    return render_template(
        "training/practicals/show_sitting.html", sitting=sitting, sheet=sheet, stage=stage, seen=seen,
        mine=next((each for each in sitting.marks if each.assessor_id == current_user.employee_id), None),
        may_plan=current_user.may_in(Can.ASSESS, sitting.employee.unit.path), **_agreement(sitting, seen=seen))


def _agreement(sitting: PracticalSitting, *, seen: bool) -> dict[str, Any]:
    """Return how far two assessors agree; nothing where there is one, or one has not handed in."""
    if not seen or sitting.assessors < 2:
        return {"compared": None, "differing": ()}
    sheet, (first, second) = queries.sheet_of(sitting.version), (each.marks for each in sitting.marks)
    return {"compared": marking.compared(sheet, first, second), "differing": marking.differing(sheet, first, second)}


@bp.route("/<int:sitting_id>/mark", methods=["GET", "POST"])
@requires(Can.ASSESS)
def mark_sitting(sitting_id: int) -> ResponseReturnValue:
    """Show the sheet to be marked, and save it whole; the page's script saves each mark as it is given."""
    sitting, own = queries.get_marking(current_user, sitting_id, to_change=request.method == "POST")
    if own.done_at is not None:
        return redirect(url_for(".show_sitting", sitting_id=sitting.id), 303)
    form = MarkForm(data={"words": own.words})
    if form.is_submitted_and_valid():
        operations.save_marks(sitting, own, _posted())
        check = request.form.get("do") == "check"
        answer = done(url_for(".hand_in" if check else ".mark_sitting", sitting_id=sitting.id), None if check else _("Saved."))
        db.session.commit()
        return answer
    sheet = queries.sheet_of(sitting.version)
    shown = own.marks if not form.is_submitted() else marking.laid_over(sheet, _posted(), own.marks)
    return render_template("training/practicals/mark_sitting.html", sitting=sitting, sheet=sheet, marks=shown, form=form,
                           left=len(marking.missing(sheet, shown))), 400 if form.errors else 200


def _posted() -> dict[str, str]:
    """Return what the page sends: marks by item id, and the words where they are sent."""
    words = {"words": request.form["words"]} if "words" in request.form else {}
    return posted_marks(request.form) | words


@bp.route("/<int:sitting_id>/save", methods=["POST"])
@requires(Can.ASSESS)
def save_marks(sitting_id: int) -> ResponseReturnValue:
    """Keep the marks that changed, for the page's script; the same request twice leaves the same row."""
    sitting, own = queries.get_marking(current_user, sitting_id, to_change=True)
    try:
        operations.save_marks(sitting, own, _posted())
    except Refused as refusal:
        return jsonify(error=_(refusal.sentence)), 409
    db.session.commit()
    left = marking.missing(queries.sheet_of(sitting.version), own.marks)
    return jsonify(saved_at=shown_moment(now(), "time"), left=len(left))


@bp.route("/<int:sitting_id>/hand-in", methods=["GET", "POST"])
@requires(Can.ASSESS)
def hand_in(sitting_id: int) -> ResponseReturnValue:
    """Look over what was marked, and hand it in."""
    sitting, own = queries.get_marking(current_user, sitting_id, to_change=request.method == "POST")
    if own.done_at is not None:
        return redirect(url_for(".show_sitting", sitting_id=sitting.id), 303)
    sheet, form = queries.sheet_of(sitting.version), HandInForm(today=today(sitting.employee.unit.zone))
    left = marking.missing(sheet, own.marks)
    if form.is_submitted_and_valid() and not left:
        operations.hand_in(sitting, own, sat_on=form.sat_on.data)
        answer = done(url_for(".show_sitting", sitting_id=sitting.id), _handed_in(sitting))
        db.session.commit()
        return answer
    found = marking.outcome(sheet, [own.marks], {}) if not left else None
    page = render_template("training/practicals/hand_in.html", sitting=sitting, sheet=sheet, own=own, form=form, left=left,
                           found=found)
    return page, 400 if form.is_submitted() else 200


def _handed_in(sitting: PracticalSitting) -> str:
    return {Stage.WAITING: _("Handed in. The other assessor's marks are still to come."),
            Stage.TALK: _("Handed in. You differ on something critical: talk it over, then say here what you agreed on."),
            }.get(queries.stage(sitting), _("Handed in and decided."))


@bp.route("/<int:sitting_id>/talk", methods=["GET", "POST"])
@requires(Can.ASSESS)
def talk_over(sitting_id: int) -> ResponseReturnValue:
    """Say what two assessors agreed on about critical items that they had marked differently."""
    sitting, _own = queries.get_marking(current_user, sitting_id, to_change=request.method == "POST")
    if queries.stage(sitting) is not Stage.TALK:
        return redirect(url_for(".show_sitting", sitting_id=sitting.id), 303)
    items = _agreement(sitting, seen=True)["differing"]
    form = talk_form(items)()
    if form.is_submitted_and_valid():
        operations.talk_over(sitting, agreed_in(form, items), words=form.words.data.strip())
        answer = done(url_for(".show_sitting", sitting_id=sitting.id), _("Decided."))
        db.session.commit()
        return answer
    return render_template("training/practicals/talk_over.html", sitting=sitting, form=form, items=items), (
        400 if form.errors else 200)


@bp.route("/<int:sitting_id>/correct", methods=["GET", "POST"])
@requires(Can.ASSESS)
def correct_marks(sitting_id: int) -> ResponseReturnValue:
    """Correct the own marks of a decided sitting, or those that one keyed in, with a reason."""
    sitting = queries.get_sitting(current_user, sitting_id, to_change=request.method == "POST")
    own = _correctable(sitting)
    sheet, form = queries.sheet_of(sitting.version), CorrectForm()
    effective = {**own.marks, **sitting.agreed}
    marks = marking.laid_over(sheet, _posted(), effective) if form.is_submitted() else effective
    if form.is_submitted_and_valid() and _is_asked(form, sitting, own, marks):
        answer = done(url_for(".show_sitting", sitting_id=sitting.id), asked())
        db.session.commit()
        return answer
    return render_template("training/practicals/correct_marks.html", sitting=sitting, sheet=sheet, own=own, marks=marks,
                           form=form), 400 if form.errors else 200


def _is_asked(form: CorrectForm, sitting: PracticalSitting, own: PracticalMarks, marks: marking.Marks) -> bool:
    """Ask for the correction; where it is refused, the form says why."""
    try:
        operations.correct(current_user, sitting, own, marks, reason=form.reason.data.strip())
    except CorrectionRefused as refusal:
        form.reason.errors = [_(refusal.sentence, **refusal.values)]
    return not form.reason.errors


def _correctable(sitting: PracticalSitting) -> PracticalMarks:
    """Return the marks that the reader may correct; 404 where there are none, or nothing is decided."""
    me = current_user.employee_id
    mine = [each for each in sitting.marks if each.assessor_id == me] or [each for each in sitting.marks if each.keyed_by == me]
    return mine[0] if mine and queries.stage(sitting) is Stage.DECIDED else abort(404)


@bp.route("/sheets/<slug>")
@requires(Can.TRAIN)
def show_sheet(slug: str) -> ResponseReturnValue:
    """Show what is assessed, how to prepare for it, and how the reader's own sittings went."""
    row = queries.get_sheet(slug)
    return render_template("training/practicals/show_sheet.html", row=row, sheet=queries.sheet_of(row.current),
                           own=queries.own_sittings(current_user.employee_id, row.id))


@bp.route("/<int:sitting_id>/result")
@requires(Can.TRAIN)
def show_result(sitting_id: int) -> ResponseReturnValue:
    """Show the reader's own result: what was good, what to practise, and the assessors' words."""
    sitting = queries.get_own(current_user.employee_id, sitting_id)
    sheet = queries.sheet_of(sitting.version)
    return render_template("training/practicals/show_result.html", sitting=sitting, sheet=sheet, lost=marking.lost(
        sheet, [each.marks for each in sitting.marks], sitting.agreed))


@bp.route("/sheets/<slug>/results")
@requires(Can.ASSESS)
def list_results(slug: str) -> ResponseReturnValue:
    """List the decided sittings at a sheet, with pass rates of first sittings and resits apart."""
    row, before = queries.get_sheet(slug), asked_id("before")
    found = queries.decided_at(current_user, row, before)
    return render_template("training/practicals/list_results.html", row=row, sittings=found[:queries.PAGE],
                           more=len(found) > queries.PAGE, before=before, rates=results.rates_at(current_user, row),
                           agreement=results.agreement_at(current_user, row))
