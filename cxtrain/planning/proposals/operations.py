"""Drafting a plan from a finding; the caller commits."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from cxtrain.clock import now
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor
from cxtrain.planning.doing.operations import offer_courses
from cxtrain.planning.draft import Draft, DraftAction, Scene, draft
from cxtrain.planning.models import Plan, PlanAction
from cxtrain.planning.months import LOOK_BACK
from cxtrain.planning.operations import added, refuse_crowding
from cxtrain.planning.picture import Found
from cxtrain.planning.remedies.queries import course_for, library_in_use
from cxtrain.planning.talks.models import PlanOption
from cxtrain.planning.triage.queries import Subject, triaged
from cxtrain.web.bilingual import Bilingual


def draft_plan(
    chosen: Found, others: Sequence[Found], *, actor: Actor, unit: Unit, employee: Employee | None, today: dt.date
) -> Plan:
    """Write a draft from a finding, about `employee` or, where that is None, about the unit.

    Args:
        chosen: the finding; it must allow a plan.
        others: all findings about the same subject, which tell whether the dimension is low elsewhere too.

    Raises:
        PlanRefused: the store keeps nothing about persons, or the employee has enough to work on.
    """
    place, about = chosen.place, employee.id if employee else None
    why = triaged([chosen], others, Subject(unit, about, chosen.kind, today))[place.id, chosen.dimension]
    scene = Scene(Bilingual(**unit.label), place.title, place.stage, place.channel, chosen.kind, LOOK_BACK,
                  course_for(place.slug))
    made = draft(chosen.finding, library_in_use(), scene=scene, cause=why.cause, today=today)
    refuse_crowding(employee, unit, [action.dimension for action in made.actions])
    plan = Plan(unit_id=unit.id, employee_id=about, touchpoint_id=place.id, dimension=chosen.dimension, origin="finding",
                triage=why.as_dict(), evidence=asdict(chosen.evidence) if chosen.evidence else None, **_said(made))
    plan.options += [PlanOption(what=option.action.what.as_dict(), source="library", slug=option.action.slug,
                                chosen=option.chosen, added_at=now()) for option in made.options]
    plan.actions += [_drafted(position, action, employee, actor) for position, action in enumerate(made.actions)]
    return offer_courses(added(plan, actor), [action.course for action in made.actions])


def _said(made: Draft) -> dict[str, Any]:
    """Return what a draft says, as the columns of a plan hold it."""
    goal = made.smart
    return {"finding": made.finding.as_dict(), "cause": made.cause.as_dict(), "goal": made.goal.as_dict(),
            "indicator": goal.indicator.as_dict(), "baseline": round(goal.baseline, 2), "target": round(goal.target, 2),
            "n_needed": goal.per_side, "due_on": made.due_on}


def _drafted(position: int, action: DraftAction, employee: Employee | None, actor: Actor) -> PlanAction:
    # What is practised is the employee's to do; what is watched or changed is the supervisor's.
    owner_id = employee.id if employee and action.kind == "train" else actor.employee_id
    return PlanAction(position=position, kind=action.kind, what=action.what.as_dict(), dimension=action.dimension,
                      owner_id=owner_id, due_on=action.due_on)
