"""Planning sittings, changing what is planned, putting off and taking back; the caller commits."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Actor
from cxtrain.training.classes.models import ClassMember
from cxtrain.training.practicals import queries, turns
from cxtrain.training.practicals.models import PracticalMarks, PracticalSheet, PracticalSitting
from cxtrain.training.practicals.refusal import NOT_ONESELF, TOO_LATE, Refused
from cxtrain.training.practicals.telling.operations import News, relieve, tell
from cxtrain.web.bilingual import N_

OPEN_ALREADY = N_("%(name)s has a sitting at this sheet that is still open.")
IS_ASSESSOR = N_("%(name)s cannot be the own assessor.")
IS_ONESELF = N_("%(name)s is yourself: somebody else plans your sitting.")
HAS_LEFT = N_("%(name)s has left.")


@dataclass(frozen=True)
class Plan:
    """When, where and by whom."""

    assessors: tuple[Employee, ...]  # one or two
    planned_on: dt.date | None = None
    place: str = ""
    class_id: int | None = None  # kept for those on its roster; others are planned without it


@dataclass(frozen=True)
class Planned:
    """What planning came to."""

    made: tuple[PracticalSitting, ...]
    left_out: tuple[tuple[Employee, str], ...]  # who, and the sentence that says why


def plan_sittings(actor: Actor, sheet: PracticalSheet, people: Sequence[Employee], plan: Plan) -> Planned:
    """Plan a sitting at the current version for each of `people` who can have one now: first or resit follows from the past."""
    above = queries.superiors(people, plan.assessors)
    made, left_out, roster = [], [], _on_roster(plan.class_id)
    for person in people:
        why = _why_not(actor, person, plan)
        before = queries.turns_of(sheet.id, person.id)
        kind = turns.next_kind(before)
        if why or kind is None:
            left_out.append((person, why or OPEN_ALREADY))
            continue
        sitting = PracticalSitting(
            sheet_id=sheet.id, version_id=sheet.current_id, version=sheet.current, employee_id=person.id, employee=person,
            unit_id=person.unit_id, class_id=plan.class_id if person.id in roster else None, kind=kind,
            number=turns.next_number(before), assessors=len(plan.assessors), planned_on=plan.planned_on, place=plan.place,
            deferred_why="", made_by=actor.employee_id, made_at=now(), agreed={}, talked="")
        db.session.add(sitting)
        db.session.flush()
        sitting.marks = [_blank(sitting, each, above) for each in plan.assessors]
        db.session.flush()
        record("practical planned", sitting, unit_id=person.unit_id, sheet=sheet.slug, kind=kind, number=sitting.number)
        made.append(sitting)
    tell(News.PLANNED, made)
    return Planned(tuple(made), tuple(left_out))


def _on_roster(class_id: int | None) -> set[int]:
    return set(db.session.scalars(select(ClassMember.employee_id).where(
        ClassMember.class_id == class_id, ClassMember.removed_at.is_(None)))) if class_id is not None else set()


def _why_not(actor: Actor, person: Employee, plan: Plan) -> str:
    told = ((person.id == actor.employee_id, IS_ONESELF), (person.status == "left", HAS_LEFT),
            (person.id in {assessor.id for assessor in plan.assessors}, IS_ASSESSOR))
    return next((sentence for holds, sentence in told if holds), "")


def _blank(sitting: PracticalSitting, assessor: Employee, above: set[tuple[int, int]]) -> PracticalMarks:
    return PracticalMarks(
        sitting_id=sitting.id, assessor_id=assessor.id, assessor=assessor, marks={}, words="", source="screen",
        corrected_why="", is_superior=(sitting.employee_id, assessor.id) in above)


def change_plan(sitting: PracticalSitting, plan: Plan) -> None:
    """Give a sitting that nobody has handed in marks for other assessors, another day or place; drafts of who goes are dropped.

    Raises:
        Refused: it is too late, or somebody would assess themselves.
    """
    _refuse_late(sitting)
    if any(each.id == sitting.employee_id for each in plan.assessors):
        raise Refused(NOT_ONESELF)
    gone = [each.assessor_id for each in sitting.marks if each.assessor_id not in {one.id for one in plan.assessors}]
    _reassign(sitting, {each.id: each for each in plan.assessors})
    sitting.assessors, sitting.planned_on, sitting.place = len(plan.assessors), plan.planned_on, plan.place
    db.session.flush()
    record("practical changed", sitting, unit_id=sitting.unit_id, assessors=sorted(each.id for each in plan.assessors),
           day=plan.planned_on.isoformat() if plan.planned_on else None)
    tell(News.CHANGED, [sitting])
    relieve(sitting, gone)


def _reassign(sitting: PracticalSitting, wanted: Mapping[int, Employee]) -> None:
    above = queries.superiors([sitting.employee], [*wanted.values()])
    for row in [row for row in sitting.marks if row.assessor_id not in wanted]:
        db.session.delete(row)
    there = {row.assessor_id for row in sitting.marks}
    db.session.add_all(_blank(sitting, each, above) for key, each in wanted.items() if key not in there)
    db.session.flush()
    db.session.expire(sitting, ["marks"])


def put_off(sitting: PracticalSitting, *, until: dt.date, why: str) -> None:
    """Put a sitting off to another day, with a reason: a first one becomes a deferred one, and stays no resit.

    Raises:
        Refused: somebody has handed in marks.
    """
    _refuse_late(sitting)
    sitting.kind, sitting.planned_on, sitting.deferred_why = turns.kind_put_off(sitting.kind), until, why
    db.session.flush()
    record("practical put off", sitting, unit_id=sitting.unit_id, kind=sitting.kind, until=until.isoformat(),
           reason_given=bool(why))
    tell(News.PUT_OFF, [sitting])


def withdraw(sitting: PracticalSitting, *, why: str) -> None:
    """Take a planned sitting back, as if it had never been planned.

    Raises:
        Refused: somebody has handed in marks.
    """
    _refuse_late(sitting)
    sitting.withdrawn_at, sitting.withdrawn_why = now(), why
    db.session.flush()
    record("practical withdrawn", sitting, unit_id=sitting.unit_id, reason_given=bool(why))
    tell(News.WITHDRAWN, [sitting])


def _refuse_late(sitting: PracticalSitting) -> None:
    if not turns.may_change(queries.stage(sitting)):
        raise Refused(TOO_LATE)
