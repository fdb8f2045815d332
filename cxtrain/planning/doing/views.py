"""Work on a plan's actions."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.planning.doing import forms, operations, queries
from cxtrain.planning.doing.asking import visits_to_ask
from cxtrain.planning.lifecycle import IllegalMove, State, owns
from cxtrain.planning.models import Plan, PlanAction
from cxtrain.planning.queries import get_action_for
from cxtrain.planning.views import ended, plan_page
from cxtrain.web.pages import said, shown_day

Page = ResponseReturnValue
bp = Blueprint("doing", __name__, url_prefix="/planning")


@bp.app_context_processor
def facts() -> dict[str, Callable[..., Any]]:
    """Give the parts of a plan's page and of a board's what actions have set going."""
    return {"standings_of": lambda plan: queries.standings(current_user, plan),
            "may_arrange": lambda plan, action: operations.may_arrange(plan, action, current_user),
            "origins_of": lambda board: queries.origins_of(current_user, board.id)}


@bp.route("/plans/<int:plan_id>/actions/<int:action_id>/arrange", methods=["GET", "POST"])
@requires(Can.SEE_OWN)
def arrange_action(plan_id: int, action_id: int) -> Page:
    """Say which course, when to meet, or how many visits; what is chosen begins once the plan is approved."""
    plan, action = get_action_for(current_user, plan_id, action_id)
    if action.kind not in _FORMS:
        abort(404)
    if not operations.may_arrange(plan, action, current_user):
        abort(409 if action.done_at or not plan.is_open else 403)
    form = _FORMS[action.kind](plan, action)
    if form.is_submitted_and_valid():
        try:
            operations.arrange(plan, action, form.arrangement(plan.unit.zone), actor=current_user)
        except IllegalMove:
            abort(409)
        return ended(plan, _("Saved."))
    return render_template("planning/doing/arrange_action.html", plan=plan, action=action, form=form), \
        400 if form.errors else 200


def _course_form(plan: Plan, action: PlanAction) -> forms.CourseForm:
    work, found = queries.work_for(action.id), queries.courses_for(plan)
    titles = [(key, _("%(course)s (about this touchpoint)", course=said(title)) if near else said(title))
              for key, title, near in found]
    return forms.CourseForm(courses=[(0, _("None: it is practised another way")), *titles],
                            course_id=work.course_id or 0 if work else 0)


def _meeting_form(plan: Plan, action: PlanAction) -> forms.MeetingForm:
    work = queries.work_for(action.id)
    held = [(visit.id, f"{shown_day(visit.visited_on)} · {said(visit.touchpoint.title)}")
            for visit in queries.observations_with(current_user, plan)]
    if work and work.visit_id and work.visit_id not in [key for key, _label in held]:
        held.append((work.visit_id, _("The one that is linked")))
    at = work.meets_at.astimezone(ZoneInfo(plan.unit.zone)) if work and work.meets_at else None
    return forms.MeetingForm(observations=[(0, _("None yet")), *held], day=at.date() if at else action.due_on,
                             time=at.time() if at else None, visit_id=work.visit_id or 0 if work else 0)


def _visits_form(plan: Plan, action: PlanAction) -> forms.VisitsForm:
    standing = queries.standings(current_user, plan).get(action.id)
    asked = standing.asked if standing and standing.asked else visits_to_ask(plan.n_needed)
    return forms.VisitsForm(visits=asked, fewest=standing.planned if standing else 0)


_FORMS: dict[str, Callable[[Plan, PlanAction], forms.ArrangeForm]] = {
    "train": _course_form, "coach": _meeting_form, "collect": _visits_form}


@bp.route("/plans/<int:plan_id>/actions/<int:action_id>/note", methods=["POST"])
@requires(Can.SEE_OWN)
def write_note(plan_id: int, action_id: int) -> Page:
    """Keep a note about a meeting."""
    plan, action = get_action_for(current_user, plan_id, action_id)
    form = forms.NoteForm()
    if not form.is_submitted_and_valid():
        return plan_page(plan, 400, note=form, noting=action.id)
    try:
        operations.write_note(plan, action, form.words.data, actor=current_user)
    except IllegalMove:
        abort(403 if plan.state == State.APPROVED else 409)
    return ended(plan, _("Saved."))


@bp.route("/plans/<int:plan_id>/actions/<int:action_id>/finish", methods=["POST"])
@requires(Can.SEE_OWN)
def finish_action(plan_id: int, action_id: int) -> Page:
    """Take an owner's word that an action is done."""
    plan, action = get_action_for(current_user, plan_id, action_id)
    if not owns(current_user, plan.case, action.owner_id):
        abort(403 if plan.state == State.APPROVED else 409)
    if action.done_at is not None:
        abort(409)
    form = forms.DoneForm()
    if not form.is_submitted_and_valid():
        return plan_page(plan, 400, note=form, finishing=action.id)
    operations.finish_action(plan, action, form.note.data or "", actor=current_user)
    return ended(plan, _("Marked as done."))
