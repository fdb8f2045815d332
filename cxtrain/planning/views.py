"""Findings, drafts, plans: written, approved, read, worked on, reviewed, printed."""

import datetime as dt
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
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
from cxtrain.planning.clause.queries import is_pending, words_of
from cxtrain.planning.doing.operations import begin_work, end_work
from cxtrain.planning.evidence import comparison_from, evidence_from
from cxtrain.planning.lifecycle import MOVES, Move, State, moves_of, owns
from cxtrain.planning.models import Plan
from cxtrain.planning.readiness import missing
from cxtrain.planning.talks.forms import OwnOptionForm
from cxtrain.planning.talks.operations import may_drop
from cxtrain.planning.talks.sheet import SOURCES
from cxtrain.planning.triage.queries import practised_since
from cxtrain.web.converters import asked_id
from cxtrain.web.pages import conflict, done, reader_locale, said

Page = ResponseReturnValue
bp = Blueprint("planning", __name__, url_prefix="/planning")
DAYS_BY_HAND = 60


@bp.route("")
@requires(Can.SEE_OWN)
def list_plans() -> Page:
    """Show the plans in reach, and one's own, the next to be checked first; ended ones a page at a time."""
    over = request.args.get("show") == "ended"
    plans = queries.ended_plans(current_user, asked_id("before")) if over else queries.list_plans(current_user)
    more = plans[-1].id if over and len(plans) == queries.ENDED_PAGE else None
    return render_template("planning/list_plans.html", plans=plans, show="ended" if over else "open", more=more,
                           library=queries.library(), today=today(current_user.zone),
                           may_change_clause=(may := current_user.may(Can.CHANGE_CLAUSE)), clause_waits=may and is_pending(),
                           stores=list_units(current_user, Can.WRITE_PLANS, "store"))


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
            return ended(plan, _("Draft saved. Now add what will be done."), "edit_plan")
        except operations.PlanRefused as error:
            refused = error
    return render_template("planning/start_plan.html", unit=unit, person=person, form=form,
                           refused=sentence(refused)), status(form, refused)


@bp.route("/plans/<int:plan_id>")
@requires(Can.SEE_OWN)
def show_plan(plan_id: int) -> Page:
    """Show a plan: finding, cause, goal, actions, the employee's own words, the review."""
    return plan_page(queries.get_plan_for(current_user, plan_id))


def plan_page(plan: Plan, status: int = 200, **typed: Any) -> Page:
    """Return the plan's page; `typed` may hold answer, option or note (forms as sent), finishing (an action's id), problem."""
    answer = forms.AnswerForm(formdata=None, words=plan.own_words, approved=approval_of(plan))
    facts = {"answer": answer, "note": None, "finishing": 0, "problem": "", "option": OwnOptionForm(formdata=None)}
    return render_template("planning/show_plan.html", plan=plan, **{**facts, **typed}, **plan_facts(plan)), status


def plan_facts(plan: Plan) -> dict[str, Any]:
    """Return what every page of a plan shows."""
    case = plan.case
    moves = moves_of(current_user, case)
    return {
        "moves": moves,
        "missing": missing(operations.prepared(plan)) if {Move.APPROVE, Move.EDIT} & moves and plan.state == "draft" else (),
        "clause": words_of(plan) if plan.is_coaching else None, "sources": SOURCES,
        "droppable": {option.id for option in plan.options if Move.OPTION in moves and may_drop(plan, option, current_user)},
        "mine": {action.id for action in plan.actions if owns(current_user, case, action.owner_id)},
        "names": queries.names_of([plan.drafted_by, plan.approved_by, plan.closed_by,
                                   *(action.done_by for action in plan.actions)]),
        "retest": practised_since(plan, plan.approved_at.date()) if plan.is_retested and plan.approved_at else None,
        "evidence": evidence_from(plan.evidence), "result": comparison_from(plan.result),
        "library": queries.library(), "kinds": forms.KINDS, "outcomes": forms.OUTCOMES, "today": today(plan.unit.zone),
    }


@bp.route("/plans/<int:plan_id>/edit", methods=["GET", "POST"])
@requires(Can.SEE_OWN)
def edit_plan(plan_id: int) -> Page:
    """Change a plan's words and actions; the one who comes second sees both texts."""
    plan = plan_for(plan_id, Move.EDIT)
    form, refused = _plan_form(plan), None
    if form.is_submitted_and_valid():
        if form.version.data != plan.version:
            theirs, differing = form.against(plan, reader_locale())
            return conflict("planning/edit_plan.html", plan=plan, form=form, theirs=theirs, differing=differing,
                            kinds=forms.KINDS, refused="")
        try:
            operations.edit_plan(plan, form.facts, actor=current_user, locale=reader_locale())
            return ended(plan, _("Plan saved."))
        except operations.PlanRefused as error:
            refused = error
    return render_template("planning/edit_plan.html", plan=plan, form=form, theirs=None, differing=set(),
                           kinds=forms.KINDS, refused=sentence(refused)), status(form, refused)


def _plan_form(plan: Plan) -> forms.PlanForm:
    owners = queries.owners_for(current_user, plan.unit_id, plan.employee_id, [a.owner_id for a in plan.actions])
    dimensions = [(slug, said(words.name.said)) for slug, words in queries.library().dimensions.items()]
    return forms.plan_form(plan, reader_locale(), usual_owner=plan.employee_id or current_user.employee_id,
                     owners=[(owner.id, said(owner.label)) for owner in owners],
                     dimensions=[("", _("None in particular")), *dimensions])


@bp.route("/plans/<int:plan_id>/approve", methods=["POST"])
@requires(Can.APPROVE_PLANS)
def approve_plan(plan_id: int) -> Page:
    """Approve a draft as it was read, so that it counts and the employee sees it."""
    plan = plan_for(plan_id, Move.APPROVE)
    if request.form.get("seen", plan.version, type=int) != plan.version:
        return plan_page(plan, 409, problem=_("Somebody changed this plan while you were reading. Look at it as it stands now, "
                                              "then approve it."))
    try:
        operations.approve_plan(plan, actor=current_user)
    except operations.PlanRefused as error:
        return plan_page(plan, 409, problem=sentence(error))
    begin_work(plan, actor=current_user)
    return ended(plan, _("Plan approved."))


@bp.route("/plans/<int:plan_id>/withdraw", methods=["POST"])
@requires(Can.SEE_OWN)
def withdraw_plan(plan_id: int) -> Page:
    """Put a draft aside for good."""
    plan = plan_for(plan_id, Move.WITHDRAW)
    operations.withdraw_plan(plan, actor=current_user)
    end_work(plan, actor=current_user)
    return ended(plan, _("Draft withdrawn."), "list_plans")


@bp.route("/plans/<int:plan_id>/answer", methods=["POST"])
@requires(Can.SEE_OWN)
def answer_plan(plan_id: int) -> Page:
    """Take the employee's word that the plan was read as it was approved, and the employee's own words."""
    plan = plan_for(plan_id, Move.ANSWER)
    form, approved = forms.AnswerForm(), approval_of(plan)
    if form.is_submitted_and_valid():
        if form.approved.data not in ("", approved):
            form.again(approved)
            return plan_page(plan, 409, answer=form, problem=_(
                "This plan was changed and approved anew while you were reading. Read it as it stands now; your words are "
                "still in their field."))
        operations.answer_plan(plan, form.words.data or "", actor=current_user)
        return ended(plan, _("Noted that you have read it. Reading is not agreeing."))
    return plan_page(plan, 400, answer=form)


def approval_of(plan: Plan) -> str:
    """Return what tells one approval of a plan from the next; "" for a draft."""
    return plan.approved_at.isoformat() if plan.approved_at else ""


def plan_for(plan_id: int, move: Move) -> Plan:
    """Return the plan where the reader may make the move; 404 where it is not theirs to see, 409 where it is too late."""
    plan = queries.get_plan_for(current_user, plan_id)
    if move not in moves_of(current_user, plan.case):
        abort(403 if (State(plan.state), move) in MOVES else 409)
    return plan


def ended(plan: Plan, message: Any, endpoint: str = "show_plan") -> Response:
    """Answer a change of a plan and commit it."""
    target = url_for("planning.list_plans") if endpoint == "list_plans" else url_for(f"planning.{endpoint}", plan_id=plan.id)
    answer = done(target, str(message))
    db.session.commit()
    return answer


def sentence(refused: operations.PlanRefused | None) -> str:
    """Return why something was refused, in the reader's language."""
    return _(refused.message, **refused.values) if refused else ""


def status(form: Any, refused: operations.PlanRefused | None) -> int:
    """Return the status of a page whose form was sent, or was not."""
    return 409 if refused else 400 if form.errors else 200
