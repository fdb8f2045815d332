"""Findings, drafts, plans: written, approved, read, worked on, reviewed, printed."""

import datetime as dt
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.journey.queries import list_touchpoints
from cxtrain.people.guards import requires
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_employee_for, get_unit_for, list_units
from cxtrain.planning import forms, operations, queries
from cxtrain.planning.evidence import comparison_from, evidence_from
from cxtrain.planning.lifecycle import MOVES, Move, State, moves_of, owns
from cxtrain.planning.lines.queries import plans_about
from cxtrain.planning.models import Plan
from cxtrain.planning.months import LOOK_BACK
from cxtrain.planning.picture import Found, picture_of
from cxtrain.web import pdf
from cxtrain.web.pages import conflict, done, reader_locale, said

Page = ResponseReturnValue
bp = Blueprint("planning", __name__, url_prefix="/planning")
OBSERVATIONS = ("mystery_shop", "announced_check")
SHOWN = {"open": (State.DRAFT, State.APPROVED), "ended": (State.CLOSED, State.WITHDRAWN)}
DAYS_BY_HAND = 60
DRAFTED = _l("Draft made. Change what does not fit, then approve it.")


@bp.route("")
@requires(Can.SEE_OWN)
def list_plans() -> Page:
    """Show the plans in reach, and one's own, the next to be checked first."""
    show = request.args.get("show", "open")
    plans = queries.list_plans(current_user, SHOWN.get(show, SHOWN["open"]))
    return render_template("planning/list_plans.html", plans=plans, show=show if show in SHOWN else "open",
                           library=queries.library(), today=today(current_user.zone),
                           stores=list_units(current_user, Can.WRITE_PLANS, "store"))


@bp.route("/units/<int:unit_id>", methods=["GET", "POST"])
@requires(Can.WRITE_PLANS)
def unit_findings(unit_id: int) -> Page:
    """Say what the visits show about a store, and draft an improvement plan from a finding."""
    unit = get_unit_for(current_user, Can.WRITE_PLANS, unit_id)
    kind, day = _observation(), today(unit.zone)
    found = queries.find_for_unit(unit.id, kind, day)
    form = forms.CellForm(dimensions=list(queries.library().dimensions))
    plan, refused = _drafted(form, found, unit, None)
    if plan:
        return _end(plan, DRAFTED, "edit_plan")
    people = queries.visits_of_people(unit.id, kind, day) if unit.people != "none" else []
    return render_template(
        "planning/unit_findings.html", unit=unit, picture=picture_of(found), kind=kind, form=form, refused=_sentence(refused),
        people=people, stores=list_units(current_user, Can.WRITE_PLANS, "store"), months=LOOK_BACK,
        library=queries.library()), _status(form, refused)


@bp.route("/employees/<int:employee_id>", methods=["GET", "POST"])
@requires(Can.WRITE_PLANS)
def person_findings(employee_id: int) -> Page:
    """Say what the visits show about a person, as far as they do, and draft a coaching plan from a finding."""
    person = get_employee_for(current_user, Can.WRITE_PLANS, employee_id)
    kind, unit = _observation(), person.unit
    found = queries.find_for_person(person.id, kind, today(unit.zone)) if unit.people != "none" else []
    form = forms.CellForm(dimensions=list(queries.library().dimensions))
    plan, refused = _drafted(form, found, unit, person)
    if plan:
        return _end(plan, DRAFTED, "edit_plan")
    return render_template(
        "planning/person_findings.html", person=person, picture=picture_of(found), kind=kind, form=form,
        refused=_sentence(refused), months=LOOK_BACK, library=queries.library(),
        plans=plans_about(current_user, person.id)), _status(form, refused)


def _drafted(
    form: forms.CellForm, found: list[Found], unit: Unit, person: Employee | None
) -> tuple[Plan | None, operations.PlanRefused | None]:
    """Return the plan drafted by this request, or why it was refused, or neither where none was asked for."""
    if not form.is_submitted_and_valid():
        return None, None
    wanted = (form.touchpoint_id.data, form.dimension.data)
    chosen = next((each for each in found if (each.place.id, each.dimension) == wanted), None)
    if chosen is None or not chosen.finding.allows_plan:
        abort(404)
    if chosen.plan_id or person and person.id == current_user.employee_id:
        abort(409 if chosen.plan_id else 403)
    try:
        return operations.draft_plan(
            chosen, found, actor=current_user, unit=unit, employee=person, today=today(unit.zone)), None
    except operations.PlanRefused as error:
        return None, error


@bp.route("/units/<int:unit_id>/start", methods=["GET", "POST"])
@requires(Can.WRITE_PLANS)
def start_plan(unit_id: int) -> Page:
    """Start an improvement plan by hand, in words."""
    unit = get_unit_for(current_user, Can.WRITE_PLANS, unit_id)
    return _start(unit, None)


@bp.route("/employees/<int:employee_id>/start", methods=["GET", "POST"])
@requires(Can.SEE_OWN)
def start_person_plan(employee_id: int) -> Page:
    """Start a coaching plan by hand, in words: a supervisor's, or one's own."""
    if employee_id == current_user.employee_id:
        person = db.session.get_one(Employee, employee_id)
    else:
        person = get_employee_for(current_user, Can.WRITE_PLANS, employee_id)
    return _start(person.unit, person)


def _start(unit: Unit, person: Employee | None) -> Page:
    day = today(unit.zone)
    touchpoints = [(0, _("None in particular")), *((place.id, said(place.title)) for place in list_touchpoints())]
    form = forms.StartForm(touchpoints=touchpoints, due_on=day + dt.timedelta(DAYS_BY_HAND))
    refused = None
    if form.is_submitted_and_valid():
        try:
            plan = operations.start_plan(
                actor=current_user, unit=unit, employee=person, touchpoint_id=form.touchpoint_id.data or None,
                reason=form.reason.data, goal=form.goal.data, due_on=form.due_on.data, locale=reader_locale())
            return _end(plan, _("Draft saved. Now add what will be done."), "edit_plan")
        except operations.PlanRefused as error:
            refused = error
    return render_template("planning/start_plan.html", unit=unit, person=person, form=form,
                           refused=_sentence(refused)), _status(form, refused)


@bp.route("/plans/<int:plan_id>")
@requires(Can.SEE_OWN)
def show_plan(plan_id: int) -> Page:
    """Show a plan: finding, cause, goal, actions, the employee's own words, the review."""
    return _plan_page(queries.get_plan_for(current_user, plan_id))


def _plan_page(plan: Plan, status: int = 200, **typed: Any) -> Page:
    """Return the plan's page; `typed` may hold answer or note (forms as sent), finishing (an action's id), problem."""
    facts = {"answer": forms.AnswerForm(formdata=None, words=plan.own_words), "note": None, "finishing": 0, "problem": ""}
    return render_template("planning/show_plan.html", plan=plan, **{**facts, **typed}, **_plan_facts(plan)), status


def _plan_facts(plan: Plan) -> dict[str, Any]:
    case = plan.case
    return {
        "moves": moves_of(current_user, case),
        "mine": {action.id for action in plan.actions if owns(current_user, case, action.owner_id)},
        "names": queries.names_of([plan.drafted_by, plan.approved_by, plan.closed_by,
                                   *(action.done_by for action in plan.actions)]),
        "evidence": evidence_from(plan.evidence), "result": comparison_from(plan.result),
        "library": queries.library(), "kinds": forms.KINDS, "outcomes": forms.OUTCOMES, "today": today(plan.unit.zone),
    }


@bp.route("/plans/<int:plan_id>/plan.pdf")
@requires(Can.SEE_OWN)
def plan_pdf(plan_id: int) -> Response:
    """Send the plan as a PDF, in the reader's language."""
    plan = queries.get_plan_for(current_user, plan_id)
    sheet = plan.on_paper(queries.names_of([plan.drafted_by, plan.approved_by, plan.closed_by]), queries.library())
    db.session.rollback()  # printing takes half a second; no transaction should be open for it
    body = pdf.render("planning/plan.pdf.html", locale=reader_locale(), plan=sheet)
    return Response(body, mimetype="application/pdf",
                    headers={"Content-Disposition": f'inline; filename="{sheet.number}.pdf"'})


@bp.route("/plans/<int:plan_id>/edit", methods=["GET", "POST"])
@requires(Can.SEE_OWN)
def edit_plan(plan_id: int) -> Page:
    """Change a plan's words and actions; the one who comes second sees both texts."""
    plan = _plan_for(plan_id, Move.EDIT)
    form, refused = _plan_form(plan), None
    if form.is_submitted_and_valid():
        if form.version.data != plan.version:
            theirs, differing = form.against(plan, reader_locale())
            return conflict("planning/edit_plan.html", plan=plan, form=form, theirs=theirs, differing=differing,
                            kinds=forms.KINDS, refused="")
        try:
            operations.edit_plan(plan, form.facts, actor=current_user, locale=reader_locale())
            return _end(plan, _("Plan saved."))
        except operations.PlanRefused as error:
            refused = error
    return render_template("planning/edit_plan.html", plan=plan, form=form, theirs=None, differing=set(),
                           kinds=forms.KINDS, refused=_sentence(refused)), _status(form, refused)


def _plan_form(plan: Plan) -> forms.PlanForm:
    owners = queries.owners_for(current_user, plan.unit_id, plan.employee_id, [a.owner_id for a in plan.actions])
    dimensions = [(slug, said(words.name.said)) for slug, words in queries.library().dimensions.items()]
    return forms.plan_form(plan, reader_locale(), usual_owner=plan.employee_id or current_user.employee_id,
                     owners=[(owner.id, said(owner.label)) for owner in owners],
                     dimensions=[("", _("None in particular")), *dimensions])


@bp.route("/plans/<int:plan_id>/approve", methods=["POST"])
@requires(Can.APPROVE_PLANS)
def approve_plan(plan_id: int) -> Page:
    """Approve a draft, so that it counts and the employee sees it."""
    plan = _plan_for(plan_id, Move.APPROVE)
    try:
        operations.approve_plan(plan, actor=current_user)
    except operations.PlanRefused as error:
        return _plan_page(plan, 409, problem=_sentence(error))
    return _end(plan, _("Plan approved."))


@bp.route("/plans/<int:plan_id>/withdraw", methods=["POST"])
@requires(Can.SEE_OWN)
def withdraw_plan(plan_id: int) -> Page:
    """Put a draft aside for good."""
    plan = _plan_for(plan_id, Move.WITHDRAW)
    operations.withdraw_plan(plan, actor=current_user)
    return _end(plan, _("Draft withdrawn."), "list_plans")


@bp.route("/plans/<int:plan_id>/answer", methods=["POST"])
@requires(Can.SEE_OWN)
def answer_plan(plan_id: int) -> Page:
    """Take the employee's word that the plan was read, and the employee's own words."""
    plan = _plan_for(plan_id, Move.ANSWER)
    form = forms.AnswerForm()
    if form.is_submitted_and_valid():
        operations.answer_plan(plan, form.words.data or "", actor=current_user)
        return _end(plan, _("Noted that you have read it. Reading is not agreeing."))
    return _plan_page(plan, 400, answer=form)


@bp.route("/plans/<int:plan_id>/actions/<int:action_id>/finish", methods=["POST"])
@requires(Can.SEE_OWN)
def finish_action(plan_id: int, action_id: int) -> Page:
    """Take an owner's word that an action is done."""
    plan, action = queries.get_action_for(current_user, plan_id, action_id)
    if not owns(current_user, plan.case, action.owner_id):
        abort(403 if plan.state == State.APPROVED else 409)
    if action.done_at is not None:
        abort(409)
    form = forms.DoneForm()
    if not form.is_submitted_and_valid():
        return _plan_page(plan, 400, note=form, finishing=action.id)
    operations.finish_action(plan, action, form.note.data or "", actor=current_user)
    return _end(plan, _("Marked as done."))


@bp.route("/plans/<int:plan_id>/close", methods=["GET", "POST"])
@requires(Can.APPROVE_PLANS)
def close_plan(plan_id: int) -> Page:
    """Review a plan, with the numbers before and after where there are any."""
    plan = _plan_for(plan_id, Move.CLOSE)
    compared = queries.compare_since_approval(plan, today(plan.unit.zone))
    form, facts = forms.CloseForm(), _plan_facts(plan)
    if form.is_submitted_and_valid():
        operations.close_plan(plan, actor=current_user, outcome=form.outcome.data, review=form.review.data,
                              compared=compared)
        return _end(plan, _("Plan reviewed and closed."))
    return render_template("planning/close_plan.html", plan=plan, form=form, **{**facts, "result": compared},
                           ), _status(form, None)


def _plan_for(plan_id: int, move: Move) -> Plan:
    """Return the plan where the reader may make the move; 404 where it is not theirs to see, 409 where it is too late."""
    plan = queries.get_plan_for(current_user, plan_id)
    if move not in moves_of(current_user, plan.case):
        abort(403 if (State(plan.state), move) in MOVES else 409)
    return plan


def _end(plan: Plan, message: Any, endpoint: str = "show_plan") -> Response:
    target = url_for(".list_plans") if endpoint == "list_plans" else url_for(f".{endpoint}", plan_id=plan.id)
    answer = done(target, str(message))
    db.session.commit()
    return answer


def _observation() -> str:
    asked = request.values.get("kind", "")
    return asked if asked in OBSERVATIONS else OBSERVATIONS[0]


def _sentence(refused: operations.PlanRefused | None) -> str:
    return _(refused.message, **refused.values) if refused else ""


def _status(form: Any, refused: operations.PlanRefused | None) -> int:
    return 409 if refused else 400 if form.errors else 200
