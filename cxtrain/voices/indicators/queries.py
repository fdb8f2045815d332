"""Reading indicators: what was entered for a unit or for the stores below it, put together in the database."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort
from sqlalchemy import Row, Select, bindparam, case, func, select

from cxtrain.extensions import db
from cxtrain.people.models import Employee, Unit
from cxtrain.voices.indicators.definition import CORE, COST, DERIVED, LOST, REVENUE, START, Definition, own
from cxtrain.voices.indicators.figures import Figure, Pool, derived, figure, pool
from cxtrain.voices.indicators.models import Indicator, IndicatorEntry, IndicatorTarget, WorthAssumption
from cxtrain.voices.indicators.numbers import Number

_entry, _unit = IndicatorEntry.__table__, Unit.__table__
_over = _entry.alias("over")
_HOLDS = (_entry.c.replaced_at.is_(None), _entry.c.value.is_not(None))


def definitions(*, ended: bool = False) -> dict[str, Definition]:
    """Return the indicators by slug in the order of pages: every firm's, what follows from them, the firm's own.

    Args:
        ended: whether those that are no longer entered are among them.
    """
    rows = db.session.scalars(select(Indicator).order_by(Indicator.id))
    return {each.slug: each for each in (*CORE, *DERIVED, *(own(row) for row in rows if ended or row.ended_at is None))}


def get_definition(slug: str) -> Definition:
    """Return an indicator, also one that has ended, or answer 404."""
    return definitions(ended=True).get(slug) or abort(404)


def get_indicator(indicator_id: int) -> Indicator:
    """Return one of the firm's own, or answer 404."""
    return db.session.get(Indicator, indicator_id) or abort(404)


def months_of(last: str, count: int) -> tuple[str, ...]:
    """Return `count` months up to `last`, oldest first."""
    whole = int(last[:4]) * 12 + int(last[5:]) - 1
    return tuple(f"{each // 12:04d}-{each % 12 + 1:02d}" for each in range(whole - count + 1, whole + 1))


def _pooling(*, below: bool) -> Select[Any]:
    """Return the statement that puts entries together by indicator and month: of one unit, or of the stores below a path."""
    whole = _entry.c.whole
    query = select(
        _entry.c.slug, _entry.c.month, func.count(), func.count(whole),
        func.sum(case((whole.is_not(None), _entry.c.value), else_=0.0)), func.sum(func.coalesce(whole, 0.0)),
        func.sum(_entry.c.value), func.sum(_entry.c.value * func.coalesce(whole, 0.0)))
    return _asked(query, below).group_by(_entry.c.slug, _entry.c.month)


def _deriving(*, below: bool) -> Select[Any]:
    """Return the same for what is divided by the customers at the start, of units that entered both."""
    query = select(_entry.c.slug, _entry.c.month, func.count(), func.sum(_entry.c.value), func.sum(_over.c.value)).join(
        _over, (_over.c.unit_id == _entry.c.unit_id) & (_over.c.month == _entry.c.month))
    return _asked(query, below).where(
        _over.c.slug == START, _over.c.replaced_at.is_(None), _over.c.value.is_not(None),
        _entry.c.slug.in_((LOST, REVENUE, COST))).group_by(_entry.c.slug, _entry.c.month)


def _asked(query: Select[Any], below: bool) -> Select[Any]:
    query = query.where(*_HOLDS, _entry.c.month.between(bindparam("first"), bindparam("last")))
    if not below:
        return query.where(_entry.c.unit_id == bindparam("unit"))
    stores = select(_unit.c.id).where(_unit.c.kind == "store", _unit.c.path.like(bindparam("path")))
    return query.where(_entry.c.unit_id.in_(stores))


_STATEMENTS = {below: (_pooling(below=below), _deriving(below=below)) for below in (True, False)}
Pools = dict[tuple[str, str], Pool]  # by slug, month


def _pools(values: Mapping[str, object], known: Mapping[str, Definition], *, below: bool) -> Pools:
    pooling, deriving = _STATEMENTS[below]
    found: Pools = {}
    for slug, month, units, counted, total, whole, plain, weighted in db.session.execute(pooling, values):
        if slug in known:
            found[slug, month] = Pool(units, counted, float(weighted if known[slug].form == "mean" else total), float(whole),
                                      float(plain))
    for slug, month, units, part, over in db.session.execute(deriving, values):
        for each in DERIVED:
            if each.of == slug:
                total = float(over - part if each.rest else part)
                found[each.slug, month] = Pool(units, units, total, float(over), total)
    return found


def figures_of(unit: Unit, months: Sequence[str], known: Mapping[str, Definition]) -> dict[str, list[Figure]]:
    """Return each indicator month by month.

    What was entered for a region itself holds for it; where nothing was, its stores are put together.

    Args:
        unit: a store, a region or the firm.
        months: without gaps, oldest first.
        known: the indicators wanted.
    """
    span = {"first": months[0], "last": months[-1]}
    itself = _pools({**span, "unit": unit.id}, known, below=False)
    stores = {} if unit.kind == "store" else _pools({**span, "path": f"{unit.path}%"}, known, below=True)
    of = 1 if unit.kind == "store" else count_stores(unit)
    return {slug: [figure(each, month, itself[slug, month], 1) if (slug, month) in itself else
                   figure(each, month, stores.get((slug, month)), of) for month in months] for slug, each in known.items()}


def count_stores(unit: Unit) -> int:
    """Return how many stores there are in a unit."""
    return db.session.scalar(select(func.count()).select_from(Unit).where(
        Unit.kind == "store", Unit.path.startswith(unit.path, autoescape=True))) or 0


def series(unit_id: int, slug: str, months: Sequence[str]) -> list[Figure]:
    """Return one indicator of a unit month by month, for pages of other packages.

    Raises:
        LookupError: there is no such indicator.
    """
    known = definitions(ended=True)
    return figures_of(db.session.get_one(Unit, unit_id), months, {slug: known[slug]})[slug]


@dataclass(frozen=True)
class Kept:
    """A number as it stands, with the id of its entry, by which a form knows whether it has changed meanwhile."""

    entry_id: int
    number: Number | None  # None: taken out


def hold(unit_id: int) -> None:
    """Let nobody else enter anything for a unit until this transaction ends."""
    db.session.execute(select(Unit.id).where(Unit.id == unit_id).with_for_update())


def kept_of(unit_ids: Iterable[int], months: Iterable[str], slugs: Sequence[str] = ()) -> dict[tuple[int, str, str], Kept]:
    """Return what stands, by unit, month and slug; of all indicators where no `slugs` are given."""
    query = select(_entry).where(_entry.c.unit_id.in_(list(unit_ids)), _entry.c.month.in_(list(months)),
                                 _entry.c.replaced_at.is_(None))
    rows = db.session.execute(query.where(_entry.c.slug.in_(slugs)) if slugs else query)
    return {(row.unit_id, row.month, row.slug): Kept(row.id, None if row.value is None else Number(row.value, row.whole))
            for row in rows}


def figures_of_stores(definition: Definition, store_ids: Sequence[int], months: Sequence[str]) -> dict[int, list[Figure]]:
    """Return one indicator of each store in these months."""
    kept = kept_of(store_ids, months, [definition.of, definition.over] if definition.is_derived else [definition.slug])
    entered: dict[tuple[int, str], dict[str, Number]] = {}
    for (unit_id, month, slug), each in kept.items():
        if each.number:
            entered.setdefault((unit_id, month), {})[slug] = each.number
    found: dict[int, list[Figure]] = {}
    for store_id in store_ids:
        for month in months:
            numbers = entered.get((store_id, month), {})
            number = {**numbers, **derived(numbers)}.get(definition.slug)
            found.setdefault(store_id, []).append(figure(definition, month, pool(definition, [number]) if number else None, 1))
    return found


def targets_of_units(unit_ids: Sequence[int], year: int, slug: str) -> dict[int, float]:
    """Return the targets of units for one indicator and year."""
    rows = db.session.execute(select(IndicatorTarget.unit_id, IndicatorTarget.value).where(
        IndicatorTarget.unit_id.in_(list(unit_ids)), IndicatorTarget.year == year, IndicatorTarget.slug == slug,
        IndicatorTarget.replaced_at.is_(None)))
    return {unit_id: value for unit_id, value in rows if value is not None}


def numbers_of(unit_id: int, month: str) -> dict[str, Number]:
    """Return the numbers of a unit and month by slug."""
    return {slug: kept.number for (_, _, slug), kept in kept_of([unit_id], [month]).items() if kept.number}


def history(unit_id: int, slug: str, month: str) -> list[IndicatorEntry]:
    """Return what was ever entered there, the newest first."""
    return list(db.session.scalars(select(IndicatorEntry).where(
        IndicatorEntry.unit_id == unit_id, IndicatorEntry.slug == slug, IndicatorEntry.month == month,
    ).order_by(IndicatorEntry.id.desc())))


def corrected(unit_id: int, months: Sequence[str]) -> dict[tuple[str, str], int]:
    """Return how often each number of a unit was entered, by slug and month; only those entered more than once."""
    rows = db.session.execute(select(_entry.c.slug, _entry.c.month, func.count()).where(
        _entry.c.unit_id == unit_id, _entry.c.month.between(months[0], months[-1])
    ).group_by(_entry.c.slug, _entry.c.month).having(func.count() > 1))
    return {(slug, month): count for slug, month, count in rows}


def targets_of(unit_id: int, years: Iterable[int]) -> dict[tuple[int, str], float]:
    """Return a unit's targets by year and slug."""
    rows = db.session.execute(select(IndicatorTarget.year, IndicatorTarget.slug, IndicatorTarget.value).where(
        IndicatorTarget.unit_id == unit_id, IndicatorTarget.year.in_(list(years)), IndicatorTarget.replaced_at.is_(None)))
    return {(year, slug): value for year, slug, value in rows if value is not None}


def target_history(unit_id: int, year: int) -> list[Row[tuple[IndicatorTarget, Employee]]]:
    """Return each target ever set for a unit and year with who set it, the newest first."""
    query = select(IndicatorTarget, Employee).join(Employee, Employee.id == IndicatorTarget.set_by)
    return list(db.session.execute(query.where(
        IndicatorTarget.unit_id == unit_id, IndicatorTarget.year == year).order_by(IndicatorTarget.id.desc())))


def assumption_of(unit: Unit) -> WorthAssumption | None:
    """Return what a customer's value is computed with in a unit: its own, or the nearest above it; None where nobody said."""
    above = [int(part) for part in unit.path.split("/") if part]
    rows = db.session.scalars(select(WorthAssumption).where(WorthAssumption.unit_id.in_(above)).order_by(WorthAssumption.id))
    newest = {row.unit_id: row for row in rows}
    return next((newest[unit_id] for unit_id in reversed(above) if unit_id in newest), None)


def assumptions(unit_id: int) -> list[WorthAssumption]:
    """Return what was ever assumed for a unit itself, the newest first."""
    return list(db.session.scalars(select(WorthAssumption).where(WorthAssumption.unit_id == unit_id).order_by(
        WorthAssumption.id.desc())))


def last_month(day: dt.date) -> str:
    """Return the last month that is over, as most numbers are entered then."""
    return f"{day.replace(day=1) - dt.timedelta(days=1):%Y-%m}"


def own_ids() -> dict[str, int]:
    """Return the ids of the firm's own indicators by slug."""
    return {slug: own_id for slug, own_id in db.session.execute(select(Indicator.slug, Indicator.id))}
