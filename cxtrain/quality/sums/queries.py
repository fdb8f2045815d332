"""Reading the roll-up rows, computing them anew from the visits, and a person's single items, which have no rows."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.measures.intervals import Sums
from cxtrain.quality import rollup
from cxtrain.quality.answers import Answer
from cxtrain.quality.instrument import FormItem
from cxtrain.quality.models import InstrumentVersion, ItemRollup, PersonRollup, Rating, UnitRollup, Visit
from cxtrain.quality.queries import answers_of, answers_of_many, instrument_by_digest, instrument_of
from cxtrain.quality.rollup import OVERALL, Cell, ItemCell

_visit, _rating, _form = (model.__table__ for model in (Visit, Rating, InstrumentVersion))
AT_ONCE = 500  # visits whose answers are read together when sums are computed anew
# Rows, not objects, with the columns that `_facts` reads.
_VISITS = (
    select(_visit, _form.c.digest).select_from(_visit.join(_form, _form.c.id == _visit.c.instrument_id))
    .where(_visit.c.touchpoint_id == bindparam("touchpoint"), _visit.c.state == "released",
           _visit.c.visited_on >= bindparam("since"), _visit.c.visited_on < bindparam("until")).order_by(_visit.c.id))


def _facts(visit: Visit | Any) -> rollup.VisitFacts:
    return rollup.VisitFacts(
        unit_id=visit.unit_id, touchpoint_id=visit.touchpoint_id, visited_on=visit.visited_on, kind=visit.kind,
        people=visit.people, employee_id=visit.employee_id, identification=visit.identification, state=visit.state,
        appeals_open=visit.appeals_open, under_review=visit.under_review,
        doubles=visit.doubles_id is not None)


def contributions_of(visit: Visit, answers: Mapping[str, Answer] | None = None) -> dict[rollup.AnyKey, rollup.Sums]:
    """Return what a visit, as it stands, adds to the roll-ups: nothing before its release."""
    given = answers_of(visit.id) if answers is None else answers
    return rollup.of_answers(_facts(visit), instrument_of(visit.instrument), given)


@dataclass(frozen=True)
class RowSet:
    """One of the tables of sums: which rows it holds, and how a row is written and read."""

    model: type[UnitRollup] | type[PersonRollup] | type[ItemRollup]
    subject: str  # unit, person; "" for single items
    column: str  # of the subject's id

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that name a row."""
        if self.subject:
            return (self.column, "touchpoint_id", "dimension", "month", "kind")
        return tuple(each.name for each in fields(rollup.ItemKey))

    def holds(self, key: rollup.AnyKey) -> bool:
        """Whether the row belongs here."""
        return (key.subject if isinstance(key, rollup.Key) else "") == self.subject

    def row(self, key: rollup.AnyKey, sums: rollup.Sums) -> dict[str, Any]:
        """Return the row as the table has it."""
        named = {each.name: getattr(key, each.name) for each in fields(key)}
        if isinstance(key, rollup.Key):
            named = {self.column if name == "subject_id" else name: value for name, value in named.items() if name != "subject"}
        more = {"na": sums.na, "unnoticed": sums.unnoticed} if not self.subject else {}
        return named | {"n": sums.n, "total": sums.total, "squares": sums.squares} | more

    def read(self, row: Mapping[str, Any]) -> tuple[rollup.AnyKey, rollup.Sums]:
        """Return what a row of the table says."""
        sums = rollup.Sums(row["n"], row["total"], row["squares"], row.get("na", 0), row.get("unnoticed", 0))
        if not self.subject:
            return rollup.ItemKey(*(row[name] for name in self.keys)), sums
        return rollup.Key(self.subject, *(row[name] for name in self.keys)), sums


SETS = (RowSet(UnitRollup, "unit", "unit_id"), RowSet(PersonRollup, "person", "employee_id"),
        RowSet(ItemRollup, "", "unit_id"))


@dataclass(frozen=True)
class Portion:
    """A month of a touchpoint: whatever is computed anew is computed by portions, so that a million visits fit."""

    touchpoint_id: int
    month: str  # 2026-05

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """The first day, and the first of the next month."""
        first = dt.date.fromisoformat(f"{self.month}-01")
        return first, (first + dt.timedelta(days=32)).replace(day=1)


def portions() -> list[Portion]:
    """Return the months of touchpoints in which there are released visits or rows, in a fixed order."""
    found: set[tuple[int, str]] = set()
    for touchpoint_id in db.session.scalars(select(Touchpoint.id)).all():
        ends = db.session.execute(select(func.min(Visit.visited_on), func.max(Visit.visited_on)).where(
            Visit.touchpoint_id == touchpoint_id, Visit.state == "released")).one()
        if ends[0]:
            found |= {(touchpoint_id, f"{year:04d}-{month:02d}") for year in range(ends[0].year, ends[1].year + 1)
                      for month in range(1, 13) if ends[0].replace(day=1) <= dt.date(year, month, 1) <= ends[1]}
    for each in SETS:
        table = each.model.__table__.c
        found |= {(row[0], row[1]) for row in db.session.execute(select(table.touchpoint_id, table.month).distinct())}
    return [Portion(*each) for each in sorted(found)]


def computed_rollups(portion: Portion | None = None) -> dict[rollup.AnyKey, rollup.Sums]:
    """Return the roll-up rows of a portion (or of all) as computed anew from the released visits and their ratings."""
    total: dict[rollup.AnyKey, rollup.Sums] = {}
    for each in [portion] if portion else portions():
        for row, answers in _counting(each):
            added = rollup.of_answers(_facts(row), instrument_by_digest(row.digest), answers)
            for key, sums in added.items():
                total[key] = total.get(key, rollup.Sums()) + sums
    return {key: sums for key, sums in total.items() if not sums.is_empty}


def _counting(portion: Portion) -> Iterator[tuple[Any, dict[str, Answer]]]:
    """Yield a portion's released visits as rows, each with its answers."""
    rows = db.session.execute(_VISITS, {"touchpoint": portion.touchpoint_id, **dict(zip(
        ("since", "until"), portion.days, strict=True))}).all()
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start:start + AT_ONCE]
        answers = answers_of_many([row.id for row in some])
        for row in some:
            yield row, answers.get(row.id, {})


def kept_rollups(portion: Portion | None = None) -> dict[rollup.AnyKey, rollup.Sums]:
    """Return the roll-up rows of a portion (or of all) as the tables hold them; empty rows are none."""
    kept: dict[rollup.AnyKey, rollup.Sums] = {}
    for each in SETS:
        table = each.model.__table__
        query = select(table)
        if portion:
            query = query.where(table.c.touchpoint_id == portion.touchpoint_id, table.c.month == portion.month)
        kept |= dict(each.read(row) for row in db.session.execute(query).mappings())
    return {key: sums for key, sums in kept.items() if not sums.is_empty}


def verify_rollups() -> tuple[int, dict[rollup.AnyKey, tuple[rollup.Sums, rollup.Sums]]]:
    """Compare the tables with a fresh computation: how many rows there are, and where they differ (kept, computed)."""
    count, wrong = 0, dict[rollup.AnyKey, tuple[rollup.Sums, rollup.Sums]]()
    for portion in portions():
        kept, computed = kept_rollups(portion), computed_rollups(portion)
        count += len(set(kept) | set(computed))
        wrong |= rollup.differences(kept, computed)
    return count, wrong


def items_are_summed() -> bool:
    """Whether single items have rows, or there is nothing to sum."""
    if db.session.scalar(select(ItemRollup.n).limit(1)) is not None:
        return True
    counting = select(Visit.id).where(Visit.state == "released", ~Visit.under_review, Visit.kind != "coaching")
    return db.session.scalar(counting.limit(1)) is None


def unit_cells(unit_ids: Sequence[int], *, since: str, until: str = "9999-12", by_month: bool = False,
               kind: str = "mystery_shop", overall: bool = False) -> list[Cell]:
    """Return unit × touchpoint × dimension (× month) sums of months `since`..`until` ("2026-05"), in one statement.

    With `overall` the cells of the dimension OVERALL stand beside those of the five.
    """
    return _cells(_sums_of(UnitRollup, by_month, overall), unit_ids, (since, until, kind))


def person_cells(employee_ids: Sequence[int], *, since: str, until: str = "9999-12", by_month: bool = False,
                 kind: str = "mystery_shop") -> list[Cell]:
    """Return employee × touchpoint × dimension (× month) sums over person items, in one statement.

    Args:
        employee_ids: whose.
        since, until: months, both included.
        by_month: one cell per month instead of one for all.
        kind: of observation; kinds are never mixed.
    """
    return _cells(_sums_of(PersonRollup, by_month), employee_ids, (since, until, kind))


@lru_cache(maxsize=8)
def _sums_of(model: type[UnitRollup] | type[PersonRollup], by_month: bool, overall: bool = False) -> Select[Any]:
    """Return the statement, written over the table and made once: Team and Employee run it for everybody."""
    table = model.__table__.c
    subject = table.unit_id if model is UnitRollup else table.employee_id
    month = table.month if by_month else db.literal("")
    keys = (subject, table.touchpoint_id, table.dimension, *((table.month,) if by_month else ()))
    five = () if overall or model is PersonRollup else (table.dimension != OVERALL,)
    return (select(subject, table.touchpoint_id, table.dimension, month, func.sum(table.n), func.sum(table.total),
                   func.sum(table.squares))
            .where(subject.in_(db.bindparam("ids", expanding=True)), table.kind == db.bindparam("kind"), table.n > 0,
                   table.month.between(db.bindparam("since"), db.bindparam("until")), *five)
            .group_by(*keys).order_by(*keys))  # floats are added in one order everywhere


def place_sums(unit_ids: Sequence[int], span: tuple[str, str], *, kind: str = "mystery_shop",
               touchpoint_id: int | None = None) -> list[Cell]:
    """Return touchpoint × dimension × month sums of all these units together, OVERALL among them, in one statement.

    Args:
        unit_ids: whose visits are put together; `subject_id` of the cells is 0.
        span: the first and the last month, both included.
        kind: of observation; kinds are never mixed.
        touchpoint_id: the only one wanted; None: all.
    """
    values = {"ids": list(unit_ids), "since": span[0], "until": span[1], "kind": kind}
    if touchpoint_id is not None:
        values["touchpoint"] = touchpoint_id
    return [Cell(*row) for row in db.session.execute(_place(touchpoint_id is not None), values)]


@lru_cache(maxsize=2)
def _place(one: bool) -> Select[Any]:
    table = UnitRollup.__table__.c
    keys = (table.touchpoint_id, table.dimension, table.month)
    query = (select(db.literal(0), *keys, func.sum(table.n), func.sum(table.total), func.sum(table.squares))
             .where(table.unit_id.in_(bindparam("ids", expanding=True)), table.kind == bindparam("kind"), table.n > 0,
                    table.month.between(bindparam("since"), bindparam("until")))
             .group_by(*keys).order_by(*keys))
    return query.where(table.touchpoint_id == bindparam("touchpoint")) if one else query


def item_sums(unit_ids: Sequence[int], touchpoint_id: int, months: tuple[str, str], kind: str = "mystery_shop",
              *, by_month: bool = False) -> list[ItemCell]:
    """Return the sums of a touchpoint's single items over units, in one statement.

    Args:
        unit_ids: whose visits are put together.
        touchpoint_id: which touchpoint.
        months: the first and the last, both included, as ("2026-01", "2026-05").
        kind: of observation; kinds are never mixed.
        by_month: one cell per month instead of one for all.
    """
    values = {"ids": list(unit_ids), "touchpoint": touchpoint_id, "since": months[0], "until": months[1], "kind": kind}
    return [ItemCell(*row) for row in db.session.execute(_items_of(by_month), values)]


@lru_cache(maxsize=2)
def _items_of(by_month: bool) -> Select[Any]:
    table = ItemRollup.__table__.c
    month = table.month if by_month else db.literal("")
    keys = (table.instrument, table.item, table.scale)
    parts = (*keys, *((table.month,) if by_month else ()))
    return (select(*keys, month, *(func.sum(table[name]) for name in ("n", "total", "squares", "na", "unnoticed")))
            .where(table.touchpoint_id == bindparam("touchpoint"), table.unit_id.in_(bindparam("ids", expanding=True)),
                   table.kind == bindparam("kind"), table.month.between(bindparam("since"), bindparam("until")),
                   table.n + table.na + table.unnoticed > 0)
            .group_by(*parts).order_by(*parts))


def _cells(statement: Select[Any], ids: Sequence[int], span: tuple[str, str, str]) -> list[Cell]:
    values = {"ids": list(ids), **dict(zip(("since", "until", "kind"), span, strict=True))}
    return [Cell(*row) for row in db.session.execute(statement, values)]


_ITEMS = (
    select(_form.c.digest, _rating.c.item, func.count(), func.sum(_rating.c.value),
           func.sum(_rating.c.value * _rating.c.value))
    .select_from(_visit.join(_rating, _rating.c.visit_id == _visit.c.id)
                 .join(_form, _form.c.id == _visit.c.instrument_id))
    .where(_visit.c.employee_id == bindparam("employee"), _visit.c.state == "released",
           _visit.c.appeals_open == 0, ~_visit.c.under_review, _visit.c.doubles_id.is_(None),
           _visit.c.kind == bindparam("kind"), _visit.c.visited_on >= bindparam("since"), _rating.c.value.is_not(None))
    .group_by(_form.c.digest, _rating.c.item).order_by(_rating.c.item))


def single_items(employee_id: int, since: dt.date, *, apart_from: tuple[str, ...], kind: str = "mystery_shop"
                 ) -> list[tuple[FormItem, Sums]]:
    """Return the person items of dimensions that are not a person's own, each with its sums over the visits since a day.

    Args:
        employee_id: whose; only visits in which they were identified for certain count.
        since: the first day that counts.
        apart_from: the dimensions that are shown as a whole.
        kind: of observation; kinds are never mixed.
    """
    found: dict[str, tuple[FormItem, Sums]] = {}
    for digest, item_id, n, total, squares in db.session.execute(
            _ITEMS, {"employee": employee_id, "since": since, "kind": kind}):
        item = next(each for each in instrument_by_digest(digest).items if each.id == item_id)
        if item.of == "person" and item.dimension not in apart_from:
            before = found[item_id][1] if item_id in found else Sums(0, 0.0, 0.0)
            found[item_id] = item, before + Sums(int(n), float(total), float(squares))
    return list(found.values())
