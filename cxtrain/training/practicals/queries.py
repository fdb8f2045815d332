"""Reading sheets and sittings through the eyes of whoever asks: a foreign row and a missing row are the same 404.

A sitting is read by those who may assess where its person works, and by its assessors wherever they work; never as its own
person, whose page is `own_sittings`. What an assessor marked is nobody else's to see until all have handed in.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import selectinload

from cxtrain.extensions import db
from cxtrain.people.models import Account, Employee, RoleGrant, Unit
from cxtrain.people.permissions import GRANTS, Actor, Can, Role
from cxtrain.people.queries import EMPLOYED, within
from cxtrain.training.practicals import sheet as files
from cxtrain.training.practicals.models import PracticalMarks, PracticalSheet, PracticalSheetVersion, PracticalSitting
from cxtrain.training.practicals.turns import Stage, Turn, stage_of

PAGE = 50
ASSESSING = tuple(role.value for role in Role if Can.ASSESS in GRANTS[role])
OPEN = (PracticalSitting.decided_at.is_(None), PracticalSitting.withdrawn_at.is_(None))


@lru_cache(maxsize=200)
def sheet_by_digest(digest: str) -> files.Sheet:
    """Return the sheet of a published version."""
    source = db.session.scalars(select(PracticalSheetVersion.source).where(PracticalSheetVersion.digest == digest)).one()
    found = files.parse(source).sheet
    assert found is not None, "published sheets have no faults"
    return found


def sheet_of(version: PracticalSheetVersion) -> files.Sheet:
    """Return the sheet of a version."""
    return sheet_by_digest(version.digest)


def list_sheets(*, retired: bool = True) -> list[PracticalSheet]:
    """Return the sheets, those in use first, by slug."""
    query = select(PracticalSheet).order_by(PracticalSheet.retired_at.is_not(None), PracticalSheet.slug)
    return list(db.session.scalars(query if retired else query.where(PracticalSheet.retired_at.is_(None))))


def get_sheet(slug: str, *, to_change: bool = False) -> PracticalSheet:
    """Return the sheet, or answer 404. Sheets belong to the firm. To be changed, one comes after the other."""
    query = select(PracticalSheet).where(PracticalSheet.slug == slug)
    return db.session.scalar(query.with_for_update(of=PracticalSheet) if to_change else query) or abort(404)


def stage(sitting: PracticalSitting) -> Stage:
    """Return how a sitting stands."""
    return stage_of(decided=sitting.decided_at is not None, withdrawn=sitting.withdrawn_at is not None,
                    handed_in=sum(each.done_at is not None for each in sitting.marks), assessors=sitting.assessors)


def turns_of(sheet_id: int, employee_id: int) -> list[Turn]:
    """Return somebody's sittings at a sheet so far."""
    rows = db.session.execute(select(
        PracticalSitting.number, PracticalSitting.kind, PracticalSitting.decided_at.is_not(None),
        PracticalSitting.withdrawn_at.is_not(None)).where(
            PracticalSitting.sheet_id == sheet_id, PracticalSitting.employee_id == employee_id))
    return [Turn(number, kind, bool(decided), bool(withdrawn)) for number, kind, decided, withdrawn in rows]


def _sittings() -> Select[Any]:
    return (select(PracticalSitting).join(Employee, Employee.id == PracticalSitting.employee_id)
            .join(Unit, Unit.id == Employee.unit_id)
            .options(selectinload(PracticalSitting.marks).joinedload(PracticalMarks.assessor),
                     selectinload(PracticalSitting.employee)))


def _assessed_by(employee_id: int) -> ColumnElement[bool]:
    return PracticalSitting.id.in_(select(PracticalMarks.sitting_id).where(PracticalMarks.assessor_id == employee_id))


def _seen_by(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    return (or_(within(actor, Can.ASSESS), _assessed_by(actor.employee_id)), PracticalSitting.employee_id != actor.employee_id)


def get_sitting(actor: Actor, sitting_id: int, *, to_change: bool = False) -> PracticalSitting:
    """Return the sitting of somebody in reach, or that the actor assesses; otherwise answer 404."""
    query = _sittings().where(PracticalSitting.id == sitting_id, *_seen_by(actor))
    return db.session.scalar(query.with_for_update(of=PracticalSitting) if to_change else query) or abort(404)


def get_planned(actor: Actor, sitting_id: int, *, to_change: bool = False) -> PracticalSitting:
    """Return the sitting of somebody in reach, not one that is merely assessed; otherwise answer 404."""
    query = _sittings().where(PracticalSitting.id == sitting_id, within(actor, Can.ASSESS),
                              PracticalSitting.employee_id != actor.employee_id)
    return db.session.scalar(query.with_for_update(of=PracticalSitting) if to_change else query) or abort(404)


def get_marking(actor: Actor, sitting_id: int, *, to_change: bool = False) -> tuple[PracticalSitting, PracticalMarks]:
    """Return a sitting that the actor assesses, with the own marks; otherwise answer 404."""
    query = _sittings().where(PracticalSitting.id == sitting_id, _assessed_by(actor.employee_id),
                              PracticalSitting.withdrawn_at.is_(None), PracticalSitting.employee_id != actor.employee_id)
    sitting = db.session.scalar(query.with_for_update(of=PracticalSitting) if to_change else query) or abort(404)
    return sitting, next(each for each in sitting.marks if each.assessor_id == actor.employee_id)


def own_sittings(employee_id: int, sheet_id: int) -> list[PracticalSitting]:
    """Return somebody's own sittings at a sheet, the newest first, without those that were withdrawn."""
    return list(db.session.scalars(_sittings().where(
        PracticalSitting.employee_id == employee_id, PracticalSitting.sheet_id == sheet_id,
        PracticalSitting.withdrawn_at.is_(None)).order_by(PracticalSitting.number.desc())))


def get_own(employee_id: int, sitting_id: int) -> PracticalSitting:
    """Return somebody's own sitting once it is decided; otherwise answer 404."""
    return db.session.scalar(_sittings().where(
        PracticalSitting.id == sitting_id, PracticalSitting.employee_id == employee_id,
        PracticalSitting.decided_at.is_not(None))) or abort(404)


def to_assess(actor: Actor) -> list[PracticalSitting]:
    """Return what the actor has still to mark or to talk over, soonest first."""
    return list(db.session.scalars(_sittings().where(*OPEN, _assessed_by(actor.employee_id)).order_by(
        PracticalSitting.planned_on.is_(None), PracticalSitting.planned_on, PracticalSitting.id)))


def open_in_reach(actor: Actor, before: int | None = None) -> list[PracticalSitting]:
    """Return sittings of people in reach that are not decided, the newest first, a page of them and one more."""
    query = _sittings().where(*OPEN, within(actor, Can.ASSESS), PracticalSitting.employee_id != actor.employee_id)
    return _page(query, before)


def decided_at(actor: Actor, sheet: PracticalSheet, before: int | None = None) -> list[PracticalSitting]:
    """Return decided sittings at a sheet that the actor may see, the newest first, a page of them and one more."""
    query = _sittings().where(PracticalSitting.sheet_id == sheet.id, PracticalSitting.decided_at.is_not(None), *_seen_by(actor))
    return _page(query, before)


def _page(query: Select[Any], before: int | None) -> list[PracticalSitting]:
    if before is not None:
        query = query.where(PracticalSitting.id < before)
    return list(db.session.scalars(query.order_by(PracticalSitting.id.desc()).limit(PAGE + 1)))


def doubles(actor: Actor, sheet: PracticalSheet, most: int = 100) -> list[PracticalSitting]:
    """Return the newest decided sittings at a sheet that two assessors marked, as far as the actor may see them."""
    return list(db.session.scalars(_sittings().where(
        PracticalSitting.sheet_id == sheet.id, PracticalSitting.decided_at.is_not(None), PracticalSitting.assessors == 2,
        *_seen_by(actor)).order_by(PracticalSitting.id.desc()).limit(most)))


@dataclass(frozen=True)
class Due:
    """What Today says of practical assessments."""

    sitting_id: int
    slug: str
    title: dict[str, str]
    planned_on: dt.date | None
    place: str
    name: dict[str, str]  # of who is assessed
    is_own: bool


def due_for(employee_id: int) -> list[Due]:
    """Return the sittings that somebody has before them, as the one assessed or as an assessor who has not handed in."""
    waiting = select(PracticalMarks.sitting_id).where(
        PracticalMarks.assessor_id == employee_id, PracticalMarks.done_at.is_(None))
    rows = db.session.execute(
        select(PracticalSitting.id, PracticalSheetVersion.slug, PracticalSheetVersion.title, PracticalSitting.planned_on,
               PracticalSitting.place, Employee.name, Employee.name_en, PracticalSitting.employee_id == employee_id)
        .join(PracticalSheetVersion, PracticalSheetVersion.id == PracticalSitting.version_id)
        .join(Employee, Employee.id == PracticalSitting.employee_id)
        .where(*OPEN, or_(PracticalSitting.employee_id == employee_id, PracticalSitting.id.in_(waiting)))
        .order_by(PracticalSitting.planned_on.is_(None), PracticalSitting.planned_on, PracticalSitting.id).limit(20))
    return [Due(key, slug, title, day, place, {"zh": name, "en": english or name}, bool(own))
            for key, slug, title, day, place, name, english, own in rows]


def people_by_number(actor: Actor, numbers: Collection[str]) -> dict[str, Employee]:
    """Return the people in reach who have these staff numbers, by number in capitals."""
    rows = db.session.scalars(select(Employee).join(Unit, Unit.id == Employee.unit_id).where(
        func.upper(Employee.number).in_([number.upper() for number in numbers]), within(actor, Can.ASSESS), EMPLOYED))
    return {person.number.upper(): person for person in rows}


def people_of(actor: Actor, unit: Unit) -> list[Employee]:
    """Return the people of a unit itself whom the actor could have assessed, by name; not the actor."""
    return list(db.session.scalars(select(Employee).join(Unit, Unit.id == Employee.unit_id).where(
        Employee.unit_id == unit.id, Employee.status != "left", EMPLOYED, Employee.id != actor.employee_id,
        within(actor, Can.ASSESS)).order_by(Employee.sort_key)))


def assessors_near(unit: Unit, most: int = 200) -> list[Employee]:
    """Return who may assess and stands near a unit: those over it, those of the units beside it, and those below."""
    over = [int(part) for part in unit.path.split("/") if part]
    near = or_(RoleGrant.unit_id.in_(over), Unit.parent_id == unit.parent_id, Unit.path.startswith(unit.path, autoescape=True))
    ids = (select(Account.employee_id).join(RoleGrant, RoleGrant.account_id == Account.id)
           .join(Unit, Unit.id == RoleGrant.unit_id).where(RoleGrant.role.in_(ASSESSING), Account.active, near))
    return list(db.session.scalars(select(Employee).where(
        Employee.id.in_(ids), Employee.status == "active", EMPLOYED).order_by(Employee.sort_key).limit(most)))


def superiors(people: Sequence[Employee], assessors: Sequence[Employee]) -> set[tuple[int, int]]:
    """Return which assessor is whose direct superior, as (person, assessor): whom the roster names, else who leads the unit."""
    leads = db.session.execute(
        select(Account.employee_id, RoleGrant.unit_id).join(RoleGrant, RoleGrant.account_id == Account.id).where(
            RoleGrant.role == Role.SUPERVISOR.value, Account.employee_id.in_([each.id for each in assessors])))
    led = {(assessor, unit) for assessor, unit in leads}

    def is_over(assessor: Employee, person: Employee) -> bool:
        if person.supervisor_number:
            return assessor.number == person.supervisor_number
        return (assessor.id, person.unit_id) in led

    return {(person.id, assessor.id) for person in people for assessor in assessors if is_over(assessor, person)}


def open_sittings(sheet_id: int, employee_ids: Collection[int]) -> dict[int, PracticalSitting]:
    """Return the sitting that each of these people has before them at a sheet."""
    rows = db.session.scalars(_sittings().where(
        *OPEN, PracticalSitting.sheet_id == sheet_id, PracticalSitting.employee_id.in_(employee_ids)))
    return {sitting.employee_id: sitting for sitting in rows}
