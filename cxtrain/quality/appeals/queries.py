"""Reading appeals: of a scorecard, of who decides them, and what came of them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select, union_all

from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.measures.intervals import Estimate, wilson
from cxtrain.people.absences.queries import paused_until
from cxtrain.people.models import Account, RoleGrant, Unit
from cxtrain.people.permissions import GRANTS, Actor, Can, Role
from cxtrain.people.queries import units_in_reach
from cxtrain.quality import timetable
from cxtrain.quality.appeals.models import Appeal
from cxtrain.quality.instrument import FormItem
from cxtrain.quality.models import InstrumentVersion, Rating, Visit
from cxtrain.quality.queries import instrument_by_digest, instrument_of
from cxtrain.web.bilingual import Bilingual

PAGE = 30  # decided appeals on a page
MOST_OPEN = 200
FEWEST = 5  # decided appeals below which nothing is said of an item or a shopper
DECIDERS = tuple(role.value for role in Role if Can.DECIDE_APPEALS in GRANTS[role])


def appeals_of(visit_id: int) -> list[Appeal]:
    """Return the appeals against a scorecard, in the order in which they were opened."""
    return list(db.session.scalars(select(Appeal).where(Appeal.visit_id == visit_id).order_by(Appeal.id)))


def standing(visit_id: int, item: str) -> Appeal | None:
    """Return the appeal against a line that is open or was decided."""
    return db.session.scalar(select(Appeal).where(
        Appeal.visit_id == visit_id, Appeal.item == item, Appeal.state != "withdrawn"))


def leads(actor: Actor, visit: Visit) -> bool:
    """Return whether `actor` supervises the unit that was visited."""
    return any(held.role == Role.SUPERVISOR and visit.unit.path.startswith(held.unit_path) for held in actor.roles)


def lines_to_appeal(actor: Actor, visit: Visit) -> list[FormItem]:
    """Return the lines that `actor` may appeal and nobody has, whatever the day.

    The person observed may appeal any; a supervisor what is about the place or the process, and all where nobody was
    identified for certain. Whoever made the visit or keyed it in appeals nothing, and nor does anybody once it is void.
    """
    own = visit.employee_id is not None and visit.employee_id == actor.employee_id
    behind = actor.account_id in (visit.entered_by, visit.observed_by)
    if visit.state != "released" or visit.kind == "coaching" or behind or not (own or leads(actor, visit)):
        return []
    gone = select(Appeal.item).where(Appeal.visit_id == visit.id, Appeal.state != "withdrawn")
    rated = set(db.session.scalars(select(Rating.item).where(
        Rating.visit_id == visit.id, or_(Rating.value.is_not(None), Rating.missing.is_not(None)), Rating.item.not_in(gone))))
    return [item for item in instrument_of(visit.instrument).items if item.id in rated
            and (own or item.of != "person" or visit.employee_id is None)]


def appeal_until(actor: Actor, visit: Visit) -> dt.datetime | None:
    """Return until when `actor` may appeal: days away stop the clock of the person observed.

    Returns:
        The moment; None while the person is away and nobody knows until when.
    """
    if visit.released_at is None:
        return None
    until = timetable.appeal_until(visit.released_at)
    if visit.employee_id is None or visit.employee_id != actor.employee_id:
        return until
    return paused_until(visit.employee_id, visit.released_at, until)


def is_too_late(actor: Actor, visit: Visit, moment: dt.datetime) -> bool:
    """Return whether the time for an appeal of `actor` is over."""
    until = appeal_until(actor, visit)
    return until is not None and moment > until


def _decidable(actor: Actor) -> ColumnElement[bool]:
    me, person = actor.account_id, actor.employee_id
    return and_(Visit.unit_id.in_(units_in_reach(actor, Can.DECIDE_APPEALS)), Appeal.entered_by != me, Appeal.appealed_by != me,
                or_(Appeal.observed_by.is_(None), Appeal.observed_by != me),
                or_(Appeal.employee_id.is_(None), Appeal.employee_id != person))


def _appeals(*conditions: ColumnElement[bool]) -> Select[tuple[Appeal]]:
    return select(Appeal).join(Visit, Visit.id == Appeal.visit_id).where(*conditions)


def get_appeal_for(actor: Actor, appeal_id: int) -> Appeal:
    """Return an appeal that `actor` may decide, in whatever state; one's own case is not there, like a foreign one: 404."""
    return db.session.scalar(_appeals(Appeal.id == appeal_id, _decidable(actor))) or abort(404)


def get_own_appeal(actor: Actor, appeal_id: int) -> Appeal:
    """Return an appeal that `actor` has opened; else 404."""
    return db.session.scalar(_appeals(Appeal.id == appeal_id, Appeal.appealed_by == actor.account_id)) or abort(404)


def evidence_for(actor: Actor, appeal_id: int) -> str:
    """Return the digest of an appeal's photo, for who opened it and who may decide it; else 404."""
    allowed = or_(Appeal.appealed_by == actor.account_id, _decidable(actor))
    found = db.session.scalar(_appeals(Appeal.id == appeal_id, allowed))
    return (found.photo_digest if found else None) or abort(404)


@dataclass(frozen=True)
class AppealLists:
    """The page of who decides appeals."""

    open: list[Appeal]  # the most pressing first
    decided: list[Appeal]  # the latest first
    more: bool  # whether there are older decided ones


def list_appeals_for(actor: Actor, *, before: int | None = None) -> AppealLists:
    """Return the appeals that `actor` may decide, and those decided, below id `before`."""
    due = _appeals(Appeal.state == "open", _decidable(actor)).order_by(Appeal.due_at, Appeal.id).limit(MOST_OPEN)
    past = _appeals(Appeal.state.in_(("upheld", "declined", "void")), _decidable(actor))
    older = past.where(Appeal.id < before) if before else past
    decided = list(db.session.scalars(older.order_by(Appeal.id.desc()).limit(PAGE + 1)))
    return AppealLists(list(db.session.scalars(due)), decided[:PAGE], len(decided) > PAGE)


def count_pressing(actor: Actor) -> tuple[int, int]:
    """Return how many open appeals are `actor`'s to decide, and how many of these are late.

    One is first for those nearest above the unit who may decide; once it is late it is everybody's who may.
    """
    rows = db.session.execute(
        select(Unit.path, Appeal.escalated_at).select_from(Appeal).join(Visit, Visit.id == Appeal.visit_id)
        .join(Unit, Unit.id == Visit.unit_id).where(Appeal.state == "open", _decidable(actor))).all()
    if not rows:
        return 0, 0
    paths, mine = decider_paths(), set(actor.reach(Can.DECIDE_APPEALS))
    nearest = {row.path: max((path for path in paths if row.path.startswith(path)), key=len, default="") for row in rows}
    late = sum(row.escalated_at is not None for row in rows)
    return late + sum(row.escalated_at is None and nearest[row.path] in mine for row in rows), late


def decider_paths() -> set[str]:
    """Return the paths of the units for which somebody decides appeals."""
    return set(db.session.scalars(
        select(Unit.path).join(RoleGrant, RoleGrant.unit_id == Unit.id).join(Account, Account.id == RoleGrant.account_id)
        .where(RoleGrant.role.in_(DECIDERS), Account.active)))


@dataclass(frozen=True)
class News:
    """What became of a scorecard since its release."""

    visit_id: int
    visited_on: dt.date
    touchpoint: dict[str, str]
    what: str  # upheld, declined (of an appeal), void (the visit)


_visit, _place, _appeal = (model.__table__ for model in (Visit, Touchpoint, Appeal))
_SHOWN = (_visit.c.id, _visit.c.visited_on, _place.c.title)
_PLACED = _visit.join(_place, _place.c.id == _visit.c.touchpoint_id)
_NEWS = union_all(  # each part by its own index: this stands on everybody's Today
    select(*_SHOWN, _appeal.c.state, _appeal.c.closed_at.label("at"))
    .select_from(_PLACED.join(_appeal, _appeal.c.visit_id == _visit.c.id))
    .where(_appeal.c.appealed_by == db.bindparam("account"), _appeal.c.state.in_(("upheld", "declined")),
           _appeal.c.closed_at >= db.bindparam("since")),
    select(*_SHOWN, _visit.c.state, _visit.c.decided_at).select_from(_PLACED)
    .where(_visit.c.employee_id == db.bindparam("employee"), _visit.c.state == "void",
           _visit.c.decided_at >= db.bindparam("since"))).order_by(db.desc("at")).limit(5)


def news_for(actor: Actor, since: dt.datetime) -> list[News]:
    """Return the decisions since a moment on the actor's appeals, and which of the actor's visits were made void."""
    values = {"account": actor.account_id, "employee": actor.employee_id, "since": since}
    return [News(*row[:4]) for row in db.session.execute(_NEWS, values)]


@dataclass(frozen=True)
class Upheld:
    """How many appeals were decided about something, and the share of them that were upheld."""

    label: Bilingual | dict[str, str]
    form: dict[str, str]  # the form's title; empty for shoppers
    n: int
    share: Estimate | None  # 0..1 with Wilson's interval; None below five


def _upheld(label: Bilingual | dict[str, str], form: dict[str, str], counts: tuple[int, int]) -> Upheld:
    n, upheld = counts
    return Upheld(label, form, n, wilson(upheld, n) if n >= FEWEST else None)


def _decided(actor: Actor, *columns: Any) -> list[Row[Any]]:
    counts = func.count().label("n"), func.sum(case((Appeal.state == "upheld", 1), else_=0)).label("upheld")
    return list(db.session.execute(
        select(*columns, *counts).select_from(Appeal).join(Visit, Visit.id == Appeal.visit_id)
        .join(InstrumentVersion, InstrumentVersion.id == Visit.instrument_id)
        .where(Appeal.state.in_(("upheld", "declined")), Visit.unit_id.in_(units_in_reach(actor, Can.DECIDE_APPEALS)))
        .group_by(*columns)))


def upheld_by_item(actor: Actor) -> list[Upheld]:
    """Return the share of upheld appeals for each line of each form, over all its versions, the most appealed first."""
    latest: dict[tuple[str, str], tuple[int, str]] = {}
    counts: dict[tuple[str, str], tuple[int, int]] = {}
    for row in _decided(actor, InstrumentVersion.slug, InstrumentVersion.id, InstrumentVersion.digest, Appeal.item):
        key = row.slug, row.item
        n, upheld = counts.get(key, (0, 0))
        counts[key] = n + row.n, upheld + row.upheld
        latest[key] = max(latest.get(key, (0, "")), (row.id, row.digest))
    found = []
    for key, both in counts.items():
        form = instrument_by_digest(latest[key][1])
        item = next(each for each in form.items if each.id == key[1])
        found.append(_upheld(item.label, form.title.said.as_dict(), both))
    return sorted(found, key=lambda each: -each.n)


def upheld_by_shopper(actor: Actor) -> list[Upheld]:
    """Return the share of upheld appeals for each shopper, the most appealed first. For deciders' eyes only."""
    rows = _decided(actor, Visit.observed_by, Visit.shopper)
    names = {account.id: account.employee.label for account in db.session.scalars(
        select(Account).where(Account.id.in_([row.observed_by for row in rows if row.observed_by])))}
    found = [_upheld(names[row.observed_by] if row.observed_by else {"zh": row.shopper, "en": row.shopper}, {},
                     (row.n, row.upheld)) for row in rows]
    return sorted(found, key=lambda each: -each.n)
