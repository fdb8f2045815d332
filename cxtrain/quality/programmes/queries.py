"""Reading programmes: which one is in force in a unit on a day, and what the notices are of."""

import datetime as dt

from sqlalchemy import bindparam, func, or_, select

from cxtrain.extensions import db
from cxtrain.people.models import Unit
from cxtrain.quality.programmes.models import ProgrammeVersion
from cxtrain.quality.programmes.notice import narrower
from cxtrain.quality.programmes.ruling import Rule
from cxtrain.quality.refusal import NO_PROGRAMME, NOT_IN_PROGRAMME, Refused

_version, _unit = ProgrammeVersion.__table__, Unit.__table__
_IN_FORCE = (
    select(ProgrammeVersion).join(_unit, _unit.c.id == _version.c.unit_id)
    .where(_version.c.unit_id.in_(bindparam("places", expanding=True)), _version.c.state == "published",
           _version.c.starts_on <= bindparam("day"), or_(_version.c.ends_on.is_(None), _version.c.ends_on >= bindparam("day")))
    .order_by(func.length(_unit.c.path).desc(), _version.c.starts_on.desc(), _version.c.number.desc()).limit(1))


def places_above(unit: Unit) -> list[int]:
    """Return the ids from the firm down to the unit."""
    return [int(part) for part in unit.path.split("/") if part]


def in_force(unit: Unit, day: dt.date) -> ProgrammeVersion | None:
    """Return the programme that rules in `unit` on `day`: of the nearest unit up the tree, the one begun last."""
    return db.session.scalar(_IN_FORCE, {"places": places_above(unit), "day": day})


def rules_of(path: str) -> list[Rule]:
    """Return what is published for the unit at `path`, for those above it and for those below it."""
    query = (select(_version.c.id, _unit.c.path, _version.c.number, _version.c.people, _version.c.starts_on, _version.c.ends_on)
             .join(_unit, _unit.c.id == _version.c.unit_id).where(_version.c.state == "published"))
    found = [Rule(*row) for row in db.session.execute(query)]
    return [rule for rule in found if rule.path.startswith(path) or path.startswith(rule.path)]


def draft_of(unit_id: int) -> ProgrammeVersion | None:
    """Return the draft of the unit's own programme."""
    return db.session.scalar(select(ProgrammeVersion).where(
        ProgrammeVersion.unit_id == unit_id, ProgrammeVersion.state == "draft"))


def latest_of(unit_id: int) -> ProgrammeVersion | None:
    """Return the version of the unit's own programme that was published last."""
    return db.session.scalars(select(ProgrammeVersion).where(
        ProgrammeVersion.unit_id == unit_id, ProgrammeVersion.state == "published")
        .order_by(ProgrammeVersion.number.desc()).limit(1)).first()


def people_on(unit: Unit, day: dt.date, kind: str = "mystery_shop") -> str:
    """Return what may be stored about persons on an observation of `kind` in `unit` on `day`.

    Coaching is between two people who know of it, and needs no programme.

    Raises:
        quality.refusal.Refused: no programme is in force, or it does not provide for this kind.
    """
    if kind == "coaching":
        return unit.people
    programme = in_force(unit, day)
    if programme is None:
        raise Refused(NO_PROGRAMME)
    if kind not in programme.kinds:
        raise Refused(NOT_IN_PROGRAMME)
    return narrower(unit.people, programme.people)
