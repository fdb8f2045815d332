"""Which notices concern somebody, and who of a unit has read one."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort
from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from cxtrain.extensions import db
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import EMPLOYED, within
from cxtrain.quality.programmes.models import ProgrammeReceipt, ProgrammeVersion
from cxtrain.quality.programmes.notice import CONSULTED, KINDS, Notice, paragraphs
from cxtrain.quality.programmes.ruling import Rule, coming, ruling

_version, _unit, _receipt = ProgrammeVersion.__table__, Unit.__table__, ProgrammeReceipt.__table__
_TOLD = (
    select(_version.c.id, _unit.c.path, _version.c.number, _version.c.people, _version.c.starts_on, _version.c.ends_on,
           _receipt.c.read_at, _unit.c.name, _unit.c.name_en)
    .select_from(_version.join(_unit, _unit.c.id == _version.c.unit_id).outerjoin(_receipt, and_(
        _receipt.c.version_id == _version.c.id, _receipt.c.employee_id == db.bindparam("employee"))))
    .where(_version.c.state == "published", or_(_version.c.unit_id.in_(db.bindparam("places", expanding=True)),
                                                _receipt.c.read_at.is_not(None))))


@dataclass(frozen=True)
class Told:
    """A notice that concerns somebody: what rules their unit now, what will, or what they have read before."""

    rule: Rule
    unit: dict[str, str]
    read_at: dt.datetime | None
    standing: str  # now, coming, past


def _told(actor: Actor, day: dt.date) -> list[Told]:
    places = [int(part) for part in actor.unit_path.split("/") if part]
    rows = db.session.execute(_TOLD, {"employee": actor.employee_id, "places": places}).all()
    found = [(Rule(*row[:6]), {"zh": row.name, "en": row.name_en or row.name}, row.read_at) for row in rows]
    rules = [rule for rule, _, _ in found]
    now, later = ruling(rules, actor.unit_path, day), coming(rules, actor.unit_path, day)
    return [Told(rule, unit, read_at, "now" if rule == now else "coming" if rule in later else "past")
            for rule, unit, read_at in found]


def unread_for(actor: Actor, day: dt.date) -> list[Told]:
    """Return the notices that the actor has not read of what rules their unit or is going to, in one statement."""
    return [told for told in _told(actor, day) if told.read_at is None and told.standing != "past"]


def notices_for(actor: Actor, day: dt.date) -> list[Told]:
    """Return the notices that concern the actor: now, coming, and those read before; the latest first."""
    found = [told for told in _told(actor, day) if told.standing != "past" or told.read_at]
    return sorted(found, key=lambda told: told.rule.starts_on, reverse=True)


def get_notice_for(actor: Actor, version_id: int, day: dt.date) -> tuple[ProgrammeVersion, Told]:
    """Return a notice that concerns the actor, and how; else 404."""
    told = next((told for told in notices_for(actor, day) if told.rule.id == version_id), None) or abort(404)
    return db.session.get_one(ProgrammeVersion, version_id), told


def get_printed_for(actor: Actor, version_id: int, day: dt.date) -> ProgrammeVersion:
    """Return a version whose notice the actor may print: one that concerns them, or one of a unit they write for."""
    reach = select(ProgrammeVersion).where(ProgrammeVersion.id == version_id, ProgrammeVersion.unit_id.in_(
        select(Unit.id).where(within(actor, Can.WRITE_PROGRAMMES))))
    return db.session.scalar(reach) or get_notice_for(actor, version_id, day)[0]


def notice_of(version: ProgrammeVersion) -> Notice:
    """Return the notice of a version, or of a draft as it would be."""
    return Notice(
        code=f"{version.unit.code}-{version.number}", unit=version.unit.label,
        sections=paragraphs(version.words, version.people, version.retention_months),
        kinds=tuple(KINDS[kind] for kind in version.kinds), starts_on=version.starts_on, published_on=version.published_on,
        posted_on=version.posted_on, consulted=CONSULTED[version.consulted] if version.consulted else None,
        consulted_on=version.consulted_on, consultation=version.consultation)


@dataclass(frozen=True)
class Readers:
    """How many people of a unit have read a notice."""

    unit: Unit
    people: int
    read: int


def _employed() -> Select[tuple[Employee]]:
    return select(Employee).where(Employee.status != "left", EMPLOYED)


def _receipt_of(version_id: int) -> ColumnElement[bool]:
    return and_(ProgrammeReceipt.employee_id == Employee.id, ProgrammeReceipt.version_id == version_id)


def readers_by_unit(version_id: int, unit_ids: Sequence[int]) -> list[Readers]:
    """Return who has read the notice, as counts by unit, by code; a unit without people is left out."""
    if not unit_ids:
        return []
    count = (_employed().with_only_columns(
        Employee.unit_id, func.count().label("people"),
        func.sum(case((ProgrammeReceipt.read_at.is_(None), 0), else_=1)).label("read"))
        .outerjoin(ProgrammeReceipt, _receipt_of(version_id))
        .where(Employee.unit_id.in_(unit_ids)).group_by(Employee.unit_id).subquery())
    rows = db.session.execute(select(Unit, count.c.people, count.c.read).join(count, count.c.unit_id == Unit.id)
                              .order_by(Unit.code))
    return [Readers(*row) for row in rows]


def readers_in(version_id: int, unit_id: int) -> list[tuple[Employee, dt.datetime | None]]:
    """Return the people of a unit, each with when they read the notice; those who have not come first."""
    query = (_employed().add_columns(ProgrammeReceipt.read_at)
             .outerjoin(ProgrammeReceipt, _receipt_of(version_id))
             .where(Employee.unit_id == unit_id)
             .order_by(ProgrammeReceipt.read_at.is_not(None), Employee.sort_key, Employee.id))
    return list(db.session.execute(query).tuples())
