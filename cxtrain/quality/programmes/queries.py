"""Reading programmes: which one is in force in a unit on a day, and all of them as HR sees them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort
from sqlalchemy import ColumnElement, FromClause, bindparam, exists, func, or_, select

from cxtrain.extensions import db
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import list_units, within
from cxtrain.people.tree import tree_order
from cxtrain.quality.models import Visit
from cxtrain.quality.programmes.models import ProgrammeVersion
from cxtrain.quality.programmes.notice import WIDTH, narrower
from cxtrain.quality.programmes.ruling import Rule, coming, ruling
from cxtrain.quality.refusal import NO_PROGRAMME, NOT_IN_PROGRAMME, Refused

_version, _unit = ProgrammeVersion.__table__, Unit.__table__


def _begun(version: FromClause) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of ruling.Rule.has_begun."""
    return (version.c.state == "published", version.c.starts_on <= bindparam("day"),
            or_(version.c.ends_on.is_(None), version.c.ends_on >= version.c.starts_on))


_later = _version.alias("later")
_IN_FORCE = (
    select(ProgrammeVersion).join(_unit, _unit.c.id == _version.c.unit_id)
    .where(_version.c.unit_id.in_(bindparam("places", expanding=True)), *_begun(_version),
           or_(_version.c.ends_on.is_(None), _version.c.ends_on >= bindparam("day")),
           ~exists().where(_later.c.unit_id == _version.c.unit_id, _later.c.number > _version.c.number, *_begun(_later)))
    .order_by(func.length(_unit.c.path).desc()).limit(1))


def places_above(unit: Unit) -> list[int]:
    """Return the ids from the firm down to the unit."""
    return [int(part) for part in unit.path.split("/") if part]


def in_force(unit: Unit, day: dt.date) -> ProgrammeVersion | None:
    """Return the programme that rules in `unit` on `day`, as ruling.ruling() has it, in one statement."""
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


def get_programme_for(actor: Actor, programme_id: int, *states: str) -> ProgrammeVersion:
    """Return a version of a unit whose programmes `actor` writes, in one of `states` if given; else 404."""
    found = db.session.scalar(select(ProgrammeVersion).where(
        ProgrammeVersion.id == programme_id,
        ProgrammeVersion.unit_id.in_(select(Unit.id).where(within(actor, Can.WRITE_PROGRAMMES)))))
    return found if found and (not states or found.state in states) else abort(404)


def versions_of(unit_id: int) -> list[ProgrammeVersion]:
    """Return all versions of the unit's own programme, the latest first."""
    return list(db.session.scalars(select(ProgrammeVersion).where(ProgrammeVersion.unit_id == unit_id)
                                   .order_by(ProgrammeVersion.number.desc())))


def rule_of(version: ProgrammeVersion) -> Rule:
    """Return a version as far as its force goes; a draft as if it were published."""
    return Rule(version.id, version.unit.path, version.number, version.people, version.starts_on or dt.date.max,
                version.ends_on)


@dataclass(frozen=True)
class Line:
    """A unit in the list of programmes, with what rules it and what is going to."""

    unit: Unit
    depth: int  # 0: topmost of those in reach
    now: Rule | None
    coming: Rule | None
    draft: int | None  # id of the unit's own draft
    own: int | None  # id of the latest published version of its own

    @property
    def inherits(self) -> bool:
        """Whether what rules the unit is told for a unit above."""
        return self.now is not None and self.now.path != self.unit.path


def programmes_for(actor: Actor, day: dt.date) -> list[Line]:
    """Return the units in reach along the tree, each with its programmes, in three statements."""
    units, rules = list_units(actor, Can.WRITE_PROGRAMMES), rules_of("")
    open_drafts = select(_version.c.unit_id, _version.c.id).where(_version.c.state == "draft")
    drafts = dict(db.session.execute(open_drafts).tuples().all())
    own = {rule.path: rule.id for rule in sorted(rules, key=lambda rule: rule.number)}
    units.sort(key=tree_order(units))
    top = min((unit.path.count("/") for unit in units), default=0)
    return [Line(unit, unit.path.count("/") - top, ruling(rules, unit.path, day),
                 next(iter(coming(rules, unit.path, day)), None), drafts.get(unit.id), own.get(unit.path)) for unit in units]


def standing(version: ProgrammeVersion, rules: Sequence[Rule], day: dt.date) -> str:
    """Return what a version is on a day in its own unit: draft, coming, now, replaced, ended or withdrawn."""
    if version.state == "draft":
        return "draft"
    rule = rule_of(version)
    if rule.ends_on and rule.ends_on < rule.starts_on:
        return "withdrawn"
    if rule.ends_on and rule.ends_on < day:
        return "ended"
    if rule.starts_on > day:
        return "coming"
    return "now" if ruling(rules, rule.path, day) == rule else "replaced"


def units_under(version: ProgrammeVersion, actor: Actor, day: dt.date) -> list[Unit]:
    """Return the units in reach that a version rules: today, or from its first day on where that is still to come."""
    rules, rule = rules_of(version.unit.path), rule_of(version)
    if version.state == "draft":
        rules.append(rule)
    on = max(day, rule.starts_on)
    return [unit for unit in list_units(actor, Can.WRITE_PROGRAMMES)
            if unit.path.startswith(rule.path) and ruling(rules, unit.path, on) == rule]


def _named(path: str) -> ColumnElement[bool]:
    below = select(Unit.id).where(Unit.path.startswith(path, autoescape=True))
    return Visit.unit_id.in_(below) & (Visit.kind != "coaching") & (Visit.employee_id.is_not(None) | (Visit.badge != ""))


def count_named(path: str, before: dt.date | None = None) -> int:
    """Return how many visits at or below `path` bear a name or a badge; only those before a day where one is given."""
    query = select(func.count()).select_from(Visit).where(_named(path))
    return db.session.scalar(query.where(Visit.visited_on < before) if before else query) or 0


def named_visits(path: str, before: dt.date | None = None) -> list[Visit]:
    """Return these visits, oldest first."""
    query = select(Visit).where(_named(path)).order_by(Visit.visited_on, Visit.id)
    return list(db.session.scalars(query.where(Visit.visited_on < before) if before else query))


@dataclass(frozen=True)
class Effect:
    """What publishing a draft changes about the storing of names, as counts of units, and of visits that bear names."""

    narrowed: int  # at once
    widened: int  # from the first day on
    named: int  # visits there with a name or badge, where none may be stored any more


def effect_of(draft: ProgrammeVersion, units: Sequence[Unit]) -> Effect:
    """Return what publishing a draft changes in the units that it is going to rule."""
    steps = [WIDTH[draft.people] - WIDTH[unit.people] for unit in units]
    named = count_named(draft.unit.path) if draft.people == "none" else 0
    return Effect(sum(step < 0 for step in steps), sum(step > 0 for step in steps), named)


def keeping_until(day: dt.date, months: int) -> dt.date:
    """Return the day before which visits are older than `months` months on `day`."""
    month = day.year * 12 + day.month - 1 - months
    return dt.date(month // 12, month % 12 + 1, min(day.day, 28))
