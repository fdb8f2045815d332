"""Reading the monthly list from the sums by day: a month costs as much after ten years as after one."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from cxtrain.extensions import db
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import within
from cxtrain.training.activity.models import LearningDay

PAGE = 50  # people on one page
AGENCY = ("dispatched", "outsourced", "promoter")  # whose working time is another firm's business
MOST_MONTHS = 36  # that can be chosen


@dataclass(frozen=True)
class Wanted:
    """What the reader wants to see."""

    month: dt.date  # its first day
    unit_id: int | None = None  # with everything below it
    everybody: bool = False  # also people with no minute outside working time
    agency: bool = False  # also agency workers, outsourced people and brand promoters
    page: int = 1


@dataclass(frozen=True)
class Figures:
    """Seconds of active time."""

    within: int
    outside: int
    assigned_outside: int  # of those outside, for courses given as working time

    @property
    def own_outside(self) -> int:
        """Of those outside, voluntary ones."""
        return self.outside - self.assigned_outside


@dataclass(frozen=True)
class Line:
    """What one person learnt in the month while belonging to one unit; who moved has two."""

    employee_id: int
    number: str
    name: dict[str, str]
    employment: str
    unit: dict[str, str]
    path: str  # of the unit where they belong today, perhaps another one
    days: int  # with minutes outside working time
    figures: Figures


@dataclass(frozen=True)
class DayLine:
    """The same for one day."""

    number: str
    name: dict[str, str]
    unit: dict[str, str]
    day: dt.date
    figures: Figures


@dataclass(frozen=True)
class Listed:
    """A page of the list, and the figures of all its pages."""

    lines: tuple[Line, ...]
    people: int  # lines on all pages
    total: Figures


_day = LearningDay.__table__.c
_SUMS = (func.sum(_day.seconds - _day.outside), func.sum(_day.outside), func.sum(_day.assigned_outside))
_today = Unit.__table__.alias("unit_today")
_PERSON = (Employee.id, Employee.number, Employee.name, Employee.name_en, Employee.employment, Unit.name, Unit.name_en,
           _today.c.path)


def list_month(actor: Actor, wanted: Wanted) -> Listed:
    """Return a page of the month, by unit and name."""
    people, days = _people(actor, wanted)
    counted = people.add_columns(days, *(total.label(name) for total, name in zip(
        _SUMS, ("within", "outside", "assigned"), strict=True))).order_by(None).subquery()
    whole = db.session.execute(select(
        func.count(), *(func.coalesce(func.sum(counted.c[name]), 0) for name in ("within", "outside", "assigned")))).one()
    rows = db.session.execute(people.add_columns(days, *_SUMS).limit(PAGE).offset(PAGE * (wanted.page - 1)))
    return Listed(tuple(map(_line, rows)), whole[0], Figures(*map(int, whole[1:])))


def whole_month(actor: Actor, wanted: Wanted) -> list[Line]:
    """Return all lines of the month, for a file."""
    people, days = _people(actor, wanted)
    return [_line(row) for row in db.session.execute(people.add_columns(days, *_SUMS))]


def days_of_month(actor: Actor, wanted: Wanted) -> list[DayLine]:
    """Return the month day by day, for a file."""
    query = (_in_month(actor, wanted, *_PERSON, _day.day, *_SUMS).group_by(*_PERSON, Unit.code, Employee.sort_key, _day.day)
             .order_by(Unit.code, Employee.sort_key, Employee.id, _day.day))
    rows = db.session.execute(query if wanted.everybody else query.having(func.sum(_day.outside) > 0))
    return [DayLine(row[1], _words(*row[2:4]), _words(*row[5:7]), row[8], Figures(*map(int, row[9:12]))) for row in rows]


def first_month() -> dt.date | None:
    """Return the first day of the month in which learning was first summed up."""
    day = db.session.scalar(select(func.min(_day.day)))
    return day.replace(day=1) if day else None


def _people(actor: Actor, wanted: Wanted) -> tuple[Select[Any], Any]:
    """Return the people of the month, each with each unit of theirs, and the count of their days outside."""
    query = _in_month(actor, wanted, *_PERSON).group_by(*_PERSON, Unit.id, Unit.code, Employee.sort_key).order_by(
        Unit.code, Employee.sort_key, Employee.id)
    outside = func.count(_day.day.distinct()).filter(_day.outside > 0)
    return query if wanted.everybody else query.having(func.sum(_day.outside) > 0), outside


def _in_month(actor: Actor, wanted: Wanted, *columns: Any) -> Select[Any]:
    query = (select(*columns).select_from(LearningDay).join(Employee, Employee.id == _day.employee_id)
             .join(Unit, Unit.id == _day.unit_id).join(_today, _today.c.id == Employee.unit_id)
             .where(_day.day >= wanted.month, _day.day < next_month(wanted.month), within(actor, Can.SEE_LEARNING_TIME)))
    if wanted.unit_id:
        path = select(Unit.path).where(Unit.id == wanted.unit_id).scalar_subquery()
        query = query.where(func.substr(Unit.path, 1, func.length(path)) == path)
    return query if wanted.agency else query.where(Employee.employment.not_in(AGENCY))


def next_month(first: dt.date) -> dt.date:
    """Return the first day of the month after the one that begins with `first`."""
    return (first + dt.timedelta(days=32)).replace(day=1)


def _line(row: Any) -> Line:
    return Line(row[0], row[1], _words(*row[2:4]), row[4], _words(*row[5:7]), row[7], row[8], Figures(*map(int, row[9:12])))


def _words(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en or zh}
