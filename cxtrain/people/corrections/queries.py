"""Reading corrections: those one may decide, those one asked for, and what became of a record."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, Select, and_, false, func, literal, or_, select
from sqlalchemy.orm import joinedload

from cxtrain.extensions import db
from cxtrain.people.corrections.matter import MATTERS, Change, Matter
from cxtrain.people.corrections.models import Correction
from cxtrain.people.models import Account, Employee, RoleGrant, Unit
from cxtrain.people.permissions import GRANTS, Actor, Can, Role
from cxtrain.people.queries import below

MOST = 100


PEOPLE = tuple(joinedload(each) for each in (Correction.person, Correction.asker, Correction.decider))


@dataclass(frozen=True)
class Shown:
    """A correction, and how its page says what is another one."""

    row: Correction
    matter: Matter

    @property
    def about(self) -> dict[str, str]:
        """What it belongs to, in both languages."""
        return dict(self.matter.about(self.row.subject))

    @property
    def changes(self) -> list[Change]:
        """What is another one, in the reader's words."""
        return self.matter.changes(self.row.subject, self.row.before, self.row.after)

    @property
    def meanwhile(self) -> list[Change]:
        """What changed since it was asked for, while it waits; empty where nothing did."""
        if self.row.state != "waiting" or (now := self.matter.stands(self.row.subject)) == self.row.before:
            return []
        return self.matter.changes(self.row.subject, self.row.before, now)


def _rows() -> Select[Any]:
    return select(Correction).options(*PEOPLE).where(Correction.kind.in_(MATTERS))


def _shown(query: Select[Any]) -> list[Shown]:
    return [Shown(row, MATTERS[row.kind]) for row in db.session.scalars(query)]


def _decidable(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that the actor may decide: where the person belongs, and neither asker nor concerned."""
    by_kind = [and_(Correction.kind == each.kind, below(_reach(actor, each))) for each in MATTERS.values()]
    there = Correction.employee_id.in_(select(Employee.id).join(Unit, Unit.id == Employee.unit_id).where(or_(*by_kind)))
    return and_(there, Correction.asked_by != actor.employee_id, Correction.employee_id != actor.employee_id)


def _reach(actor: Actor, matter: Matter) -> tuple[str, ...]:
    return tuple(sorted({*actor.reach(matter.can), *actor.reach(Can.CONFIRM_CORRECTIONS)}))


def _waiting(actor: Actor) -> Select[tuple[int]]:
    able = any(_reach(actor, each) for each in MATTERS.values())
    return select(func.count(Correction.id)).where(Correction.state == "waiting", _decidable(actor) if able else false())


def count_to_decide(actor: Actor) -> int:
    """Return how many corrections wait for somebody like the actor."""
    return db.session.scalar(_waiting(actor)) or 0


def list_to_decide(actor: Actor) -> list[Shown]:
    """Return what waits for the actor, the longest waiting first."""
    return _shown(_rows().where(Correction.state == "waiting", _decidable(actor)).order_by(Correction.id).limit(MOST))


def list_asked(actor: Actor) -> list[Shown]:
    """Return what the actor asked for, the latest first."""
    return _shown(_rows().where(Correction.asked_by == actor.employee_id).order_by(Correction.id.desc()).limit(MOST))


def list_decided(actor: Actor) -> list[Shown]:
    """Return what the actor decided, the latest first."""
    return _shown(_rows().where(Correction.decided_by == actor.employee_id, Correction.asked_by != actor.employee_id)
                  .order_by(Correction.decided_at.desc()).limit(MOST))


def get_correction(actor: Actor, correction_id: int, *, to_change: bool = False) -> Shown:
    """Return a correction that the actor asked for or may decide; otherwise answer 404.

    Whom it is about reads it where the value is shown, by the rules of that page.
    """
    query = select(Correction).where(Correction.id == correction_id, Correction.kind.in_(MATTERS), or_(
        Correction.asked_by == actor.employee_id, _decidable(actor)))
    row = db.session.scalar(query.with_for_update(of=Correction) if to_change else query) or abort(404)
    return Shown(row, MATTERS[row.kind])


def may_decide(actor: Actor, row: Correction) -> bool:
    """Whether the actor may decide it."""
    return bool(db.session.scalar(select(Correction.id).where(Correction.id == row.id, _decidable(actor))))


def waiting_for(kind: str, subject: str) -> Correction | None:
    """Return the correction of a record that waits, None where none does."""
    return db.session.scalar(_rows().where(
        Correction.kind == kind, Correction.subject == subject, Correction.state == "waiting"))


def corrections_of(kind: str, subjects: Sequence[object]) -> dict[str, list[Shown]]:
    """Return what was or is to be corrected of some records, the earliest first, by subject."""
    found: dict[str, list[Shown]] = {}
    if subjects:
        for each in _shown(_rows().where(Correction.kind == kind, Correction.subject.in_([str(one) for one in subjects]),
                                         Correction.state.in_(("waiting", "confirmed"))).order_by(Correction.id)):
            found.setdefault(each.row.subject, []).append(each)
    return found


def corrections_today(actor: Actor, since: dt.datetime) -> dict[str, Any]:
    """Return how many wait for the actor, and what of the actor's own was corrected since a moment, in one statement."""
    always, own = select(literal(1)).subquery(), and_(
        Correction.employee_id == actor.employee_id, Correction.state == "confirmed", Correction.decided_at >= since,
        Correction.kind.in_(MATTERS))
    query = (select(_waiting(actor).scalar_subquery(), Correction).options(*PEOPLE).select_from(always)
             .outerjoin(Correction, own).order_by(Correction.decided_at.desc()).limit(10))
    rows = db.session.execute(query).all()
    return {"to_confirm": rows[0][0], "corrected": [Shown(row, MATTERS[row.kind]) for _, row in rows if row]}


def deciders_of(row: Correction) -> list[Employee]:
    """Return who may decide: whoever does such things where the person belongs; where nobody does, HR."""
    return _holders(row, MATTERS[row.kind].can) or _holders(row, Can.CONFIRM_CORRECTIONS)


def _holders(row: Correction, can: Can) -> list[Employee]:
    over = [int(part) for part in row.person.unit.path.split("/") if part]
    roles = [role.value for role in Role if can in GRANTS[role]]
    ids = select(Account.employee_id).join(RoleGrant, RoleGrant.account_id == Account.id).where(
        RoleGrant.role.in_(roles), RoleGrant.unit_id.in_(over), Account.active)
    return list(db.session.scalars(select(Employee).where(
        Employee.id.in_(ids), Employee.status == "active", Employee.id.not_in((row.asked_by, row.employee_id)),
    ).order_by(Employee.sort_key)))


def verify_corrections() -> tuple[int, tuple[str, ...]]:
    """Return how many records were corrected, and a sentence for each that is not what its corrections say (I2)."""
    stood: dict[tuple[str, str], Any] = {}
    wrong = []
    for each in _shown(_rows().where(Correction.state == "confirmed").order_by(Correction.id)):
        key = each.row.kind, each.row.subject
        if key in stood and stood[key] != each.row.before:
            wrong.append(f"correction {each.row.id} does not begin where the one before ended")
        stood[key] = each.row.after
    wrong += [f"{kind} {subject} is not what it was corrected to" for (kind, subject), after in stood.items()
              if MATTERS[kind].stands(subject) != after]
    return len(stood), tuple(wrong)
