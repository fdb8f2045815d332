"""Reading what was told of closed months, for the units in reach; nothing in it names anybody."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from cxtrain.extensions import db
from cxtrain.measures.intervals import Interval, wilson
from cxtrain.people.models import Unit
from cxtrain.training.refreshers.models import RefresherShare, RefresherSum
from cxtrain.training.refreshers.retention.shares import Answered

MONTHS = 12  # that a page offers


@dataclass(frozen=True)
class Line:
    """What was answered again about one thing."""

    name: str  # slug of a dimension or touchpoint, empty for questions without
    share: float  # 0..1
    interval: Interval | None
    n: int  # answers
    people: int  # at least so many


_table = RefresherShare.__table__
_CLOSED = (select(_table.c.month).where(_table.c.unit_id == bindparam("unit")).distinct()
           .order_by(_table.c.month.desc()).limit(MONTHS))
_TOLD = select(_table.c.touchpoint, _table.c.dimension, _table.c.people, _table.c.n, _table.c.right_n).where(
    _table.c.unit_id == bindparam("unit"), _table.c.month == bindparam("month"))


def told_months(unit_id: int) -> list[str]:
    """Return the closed months of which something is told of the unit, the latest first."""
    return list(db.session.scalars(_CLOSED, {"unit": unit_id}))


def told_of(unit_id: int, month: str) -> tuple[list[Line], list[Line]]:
    """Return what is told of a unit in a month: by dimension, and by touchpoint."""
    rows = db.session.execute(_TOLD, {"unit": unit_id, "month": month}).all()
    by_dimension, by_touchpoint = ([(row[place], row.people, row.n, row.right_n) for row in rows] for place in (1, 0))
    return _lines(by_dimension), _lines(by_touchpoint)


def _lines(parts: Iterable[tuple[str, int, int, int]]) -> list[Line]:
    """Return a line for each name. The same people may stand behind several parts, so they are not added up."""
    found: dict[str, tuple[int, int, int]] = {}
    for name, people, n, right in parts:
        before = found.get(name, (0, 0, 0))
        found[name] = max(before[0], people), before[1] + n, before[2] + right
    return [Line(name, right / n, wilson(right, n).interval, n, people) for name, (people, n, right) in sorted(found.items())]


def open_months(before: str) -> list[str]:
    """Return the months before `before` ("2026-11") that are to be closed."""
    return list(db.session.scalars(select(RefresherSum.month).where(RefresherSum.month < before).distinct().order_by(
        RefresherSum.month)))


def answered_in(month: str) -> list[Answered]:
    """Return what people answered again in a month that is not closed, where their units keep anything about persons."""
    rows = db.session.execute(
        select(RefresherSum.employee_id, Unit.path, RefresherSum.touchpoint, RefresherSum.dimension,
               func.sum(RefresherSum.n), func.sum(RefresherSum.right_n))
        .join(Unit, Unit.id == RefresherSum.unit_id).where(RefresherSum.month == month, Unit.people != "none")
        .group_by(RefresherSum.employee_id, Unit.path, RefresherSum.touchpoint, RefresherSum.dimension))
    return [Answered(employee_id, path, touchpoint, dimension, int(n), int(right))
            for employee_id, path, touchpoint, dimension, n, right in rows]
