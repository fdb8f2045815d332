"""Keeping what was read from a table; the caller commits."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor
from cxtrain.voices.feedback.imports.rows import Matter
from cxtrain.voices.feedback.models import Feedback
from cxtrain.voices.feedback.operations import Told, changed, happened, tell

NOON = dt.time(12)


@dataclass(frozen=True)
class Taken:
    """How many rows were kept, and how many had come before."""

    kept: int
    known: int


def take_in(actor: Actor, matters: Sequence[Matter]) -> Taken:
    """Keep the rows that have not come before. Those with a result are kept as closed, without a time; others' clocks run."""
    keys = [each.number for each in matters]
    known = set(db.session.scalars(select(Feedback.source_key).where(Feedback.source_key.in_(keys))))
    units = {unit.id: unit for unit in db.session.scalars(select(Unit).where(Unit.id.in_({each.unit_id for each in matters})))}
    fresh = [each for each in matters if each.number not in known]
    for each in fresh:
        _keep(actor, each, units[each.unit_id])
    return Taken(len(fresh), len(matters) - len(fresh))


def _keep(actor: Actor, matter: Matter, unit: Unit) -> None:
    at = min(now(), dt.datetime.combine(matter.day, NOON, ZoneInfo(unit.zone)))
    feedback = tell(actor, Told(matter.kind, unit, matter.touchpoint_id, matter.words, severity=matter.severity,
                                reachable=matter.reachable, source_key=matter.number, at=at))
    if matter.result:
        feedback.state, feedback.closed_at, feedback.outcome, feedback.result = "closed", at, "solved", matter.result
        happened(feedback, "closed", by=actor.employee_id, note=matter.result)
        changed("feedback closed", feedback, outcome="solved", imported=True)
