"""Keeping versions of plans, in the transaction of the change; the caller commits."""

from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.people.permissions import Actor
from cxtrain.planning.clause.queries import words_of
from cxtrain.planning.history.models import PlanVersion
from cxtrain.planning.models import Plan, PlanAction
from cxtrain.planning.sheet import day_of
from cxtrain.planning.talks.models import PlanOption, PlanTalk


def keep(plan: Plan, act: str, actor: Actor) -> PlanVersion:
    """Keep the plan as it stands now, after `act` (contents.ACTS); call it last in each operation that changes a plan."""
    db.session.flush()
    newest = db.session.scalar(select(func.max(PlanVersion.number)).where(PlanVersion.plan_id == plan.id)) or 0
    version = PlanVersion(plan_id=plan.id, number=newest + 1, act=act, author_id=actor.employee_id, at=now(),
                          is_shown=plan.case.is_readable, contents=contents_of(plan))
    db.session.add(version)
    db.session.flush()
    return version


def contents_of(plan: Plan) -> dict[str, Any]:
    """Return what `history/contents.py` describes."""
    zone = ZoneInfo(plan.unit.zone)
    return {
        "state": plan.state, "finding": plan.finding, "cause": plan.cause, "goal": plan.goal, "indicator": plan.indicator,
        "baseline": plan.baseline, "target": plan.target, "n_needed": plan.n_needed, "due_on": plan.due_on.isoformat(),
        "own_words": plan.own_words, "outcome": plan.outcome, "review": plan.review,
        "clause": words_of(plan) if plan.is_coaching else {},
        "actions": [_action(action, zone) for action in plan.actions], "options": [_option(each) for each in plan.options],
        "talks": [_talk(talk) for talk in plan.talks],
    }


def _action(action: PlanAction, zone: ZoneInfo) -> dict[str, Any]:
    done_on = day_of(action.done_at, zone)
    return {"id": action.id, "what": action.what, "kind": action.kind, "dimension": action.dimension,
            "owner": action.owner.label, "due_on": action.due_on.isoformat(),
            "done_on": done_on.isoformat() if done_on else None, "note": action.note}


def _option(option: PlanOption) -> dict[str, Any]:
    return {"id": option.id, "what": option.what, "source": option.source, "chosen": option.chosen}


def _talk(talk: PlanTalk) -> dict[str, Any]:
    return {"id": talk.id, "held_on": talk.held_on.isoformat(), "place": talk.place, "leader": talk.leader.label,
            "goal": talk.goal, "reality": talk.reality, "gap": talk.gap, "motivation": talk.motivation, "forward": talk.forward,
            "doer": talk.doer.label, "forward_on": talk.forward_on.isoformat(), "support": talk.support,
            "next_on": talk.next_on.isoformat() if talk.next_on else None}
