"""Reading the roll-up rows, computing them anew from the visits, and a person's single items, which have no rows."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from cxtrain.extensions import db
from cxtrain.measures.intervals import Sums
from cxtrain.quality import rollup
from cxtrain.quality.answers import Answer
from cxtrain.quality.instrument import FormItem
from cxtrain.quality.models import InstrumentVersion, PersonRollup, Rating, UnitRollup, Visit
from cxtrain.quality.queries import answers_of, answers_of_many, instrument_by_digest, instrument_of
from cxtrain.quality.rollup import Cell
from cxtrain.quality.scoring import dimension_scores


def _facts(visit: Visit) -> rollup.VisitFacts:
    return rollup.VisitFacts(
        unit_id=visit.unit_id, touchpoint_id=visit.touchpoint_id, visited_on=visit.visited_on, kind=visit.kind,
        people=visit.people, employee_id=visit.employee_id, identification=visit.identification, state=visit.state,
        appeals_open=visit.appeals_open, under_review=visit.under_review,
        doubles=visit.doubles_id is not None)


def contributions_of(visit: Visit, answers: Mapping[str, Answer] | None = None) -> dict[rollup.Key, rollup.Sums]:
    """Return what a visit, as it stands, adds to the roll-ups: nothing before its release."""
    given = answers_of(visit.id) if answers is None else answers
    form = instrument_of(visit.instrument)
    return rollup.contributions(_facts(visit), unit=dimension_scores(form, given),
                                person=dimension_scores(form, given, person_only=True))


def computed_rollups() -> dict[rollup.Key, rollup.Sums]:
    """Return all roll-up rows as computed anew from the released visits and their ratings."""
    counting = (Visit.state == "released", ~Visit.under_review, Visit.doubles_id.is_(None))
    visits = db.session.scalars(select(Visit).where(*counting)).all()
    answers = answers_of_many(select(Visit.id).where(*counting))
    total: dict[rollup.Key, rollup.Sums] = {}
    for visit in visits:
        for key, sums in contributions_of(visit, answers.get(visit.id, {})).items():
            total[key] = total.get(key, rollup.Sums()) + sums
    return total


def kept_rollups() -> dict[rollup.Key, rollup.Sums]:
    """Return all roll-up rows as the tables hold them; rows of n = 0 are none."""
    kept = {}
    for subject, model, column in (("unit", UnitRollup, "unit_id"), ("person", PersonRollup, "employee_id")):
        for row in db.session.execute(select(model.__table__).where(model.__table__.c.n > 0)).mappings():
            key = rollup.Key(subject, row[column], row["touchpoint_id"], row["dimension"], row["month"], row["kind"])
            kept[key] = rollup.Sums(row["n"], row["total"], row["squares"])
    return kept


def verify_rollups() -> tuple[int, dict[rollup.Key, tuple[rollup.Sums, rollup.Sums]]]:
    """Compare the tables with a fresh computation: how many rows there are, and where they differ (kept, computed)."""
    kept, computed = kept_rollups(), computed_rollups()
    return len(set(kept) | set(computed)), rollup.differences(kept, computed)


def unit_cells(unit_ids: Sequence[int], *, since: str, until: str = "9999-12", by_month: bool = False,
               kind: str = "mystery_shop") -> list[Cell]:
    """Return unit × touchpoint × dimension (× month) sums of months `since`..`until` ("2026-05"), in one statement."""
    return _cells(_sums_of(UnitRollup, by_month), unit_ids, (since, until, kind))


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


@lru_cache(maxsize=4)
def _sums_of(model: type[UnitRollup] | type[PersonRollup], by_month: bool) -> Select[Any]:
    """Return the statement, written over the table and made once: Team and Employee run it for everybody."""
    table = model.__table__.c
    subject = table.unit_id if model is UnitRollup else table.employee_id
    month = table.month if by_month else db.literal("")
    keys = (subject, table.touchpoint_id, table.dimension, *((table.month,) if by_month else ()))
    return (select(subject, table.touchpoint_id, table.dimension, month, func.sum(table.n), func.sum(table.total),
                   func.sum(table.squares))
            .where(subject.in_(db.bindparam("ids", expanding=True)), table.kind == db.bindparam("kind"), table.n > 0,
                   table.month.between(db.bindparam("since"), db.bindparam("until"))).group_by(*keys))


def _cells(statement: Select[Any], ids: Sequence[int], span: tuple[str, str, str]) -> list[Cell]:
    values = {"ids": list(ids), **dict(zip(("since", "until", "kind"), span, strict=True))}
    return [Cell(*row) for row in db.session.execute(statement, values)]


_visit, _rating, _form = (model.__table__ for model in (Visit, Rating, InstrumentVersion))
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
