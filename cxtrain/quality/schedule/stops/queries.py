"""One planned visit through the eyes of HR, of its shopper, and of whoever holds its paper form."""

from dataclasses import dataclass

from flask import abort
from sqlalchemy import ColumnElement, Select, func, or_, select

from cxtrain.extensions import db
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import units_in_reach
from cxtrain.quality.schedule import queries as plans
from cxtrain.quality.schedule.conflicts import Conflict, conflict
from cxtrain.quality.schedule.models import PlannedVisit
from cxtrain.quality.shoppers.queries import Member, pool


def planned_in_reach(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on PlannedVisit that `actor` plans visits there."""
    return PlannedVisit.unit_id.in_(units_in_reach(actor, Can.PLAN_VISITS))


def _one(query: Select[tuple[PlannedVisit]], *, lock: bool = False) -> PlannedVisit:
    return db.session.scalar(query.with_for_update(of=PlannedVisit) if lock else query) or abort(404)


def get_planned_for(actor: Actor, planned_id: int, *, lock: bool = False) -> PlannedVisit:
    """Return the planned visit where `actor` plans; else 404. With `lock` nobody else changes it meanwhile."""
    return _one(select(PlannedVisit).where(PlannedVisit.id == planned_id, planned_in_reach(actor)), lock=lock)


def get_assigned_for(actor: Actor, planned_id: int, *, lock: bool = False) -> PlannedVisit:
    """Return a visit to which `actor` is sent; else 404, also once it is cancelled."""
    return _one(select(PlannedVisit).where(PlannedVisit.id == planned_id, PlannedVisit.account_id == actor.account_id,
                                           PlannedVisit.state != "cancelled"), lock=lock)


def get_briefed_for(actor: Actor, planned_id: int) -> PlannedVisit:
    """Return a visit whose brief `actor` may read: its shopper, or whoever plans there; else 404."""
    return _one(select(PlannedVisit).where(PlannedVisit.id == planned_id, or_(
        (PlannedVisit.account_id == actor.account_id) & (PlannedVisit.state != "cancelled"), planned_in_reach(actor))))


def planned_by_code(code: str) -> PlannedVisit | None:
    """Return the planned visit that a paper form names."""
    plain = "".join(code.upper().split()).replace("-", "")
    return db.session.scalar(select(PlannedVisit).where(PlannedVisit.code == plain).with_for_update(of=PlannedVisit))


def line_of(planned: PlannedVisit) -> plans.Line:
    """Return what became of a planned visit."""
    return plans.lines(PlannedVisit.id == planned.id)[0]


def replacement_of(planned: PlannedVisit) -> PlannedVisit | None:
    """Return the visit that was drawn for a missed one."""
    return db.session.scalar(select(PlannedVisit).where(PlannedVisit.redrawn_from == planned.id))


@dataclass(frozen=True)
class Candidate:
    """Somebody who could go, or why not."""

    member: Member
    conflict: Conflict | None
    load: int  # visits in the month of this one


def candidates(planned: PlannedVisit) -> list[Candidate]:
    """Return everybody who can be sent: the free ones first, whoever has least to do before the others."""
    stop, members = plans.stop_of(planned), pool([planned.plan.unit.path])
    been = plans.been([stop], [member.account_id for member in members], planned.plan.lockout)
    month = (planned.day.year, planned.day.month)
    found = [Candidate(member, conflict(stop, member.facts, been, planned.plan.lockout),
                       sum(one.account_id == member.account_id and (one.day.year, one.day.month) == month for one in been))
             for member in members]
    return sorted(found, key=lambda one: (one.conflict is not None, one.load, one.member.number))


def missed_by_shopper(accounts: list[int]) -> dict[int, int]:
    """Return how many visits each of these shoppers has missed."""
    query = select(PlannedVisit.account_id, func.count()).where(
        PlannedVisit.account_id.in_(accounts), PlannedVisit.state == "missed").group_by(PlannedVisit.account_id)
    return {account_id: n for account_id, n in db.session.execute(query).tuples() if account_id is not None}
