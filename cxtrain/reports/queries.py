"""Reading what the Team and Employee pages set side by side; each in a handful of statements, whatever the history."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select

from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.measures.intervals import Sums
from cxtrain.people.models import Employee, Unit
from cxtrain.planning.models import Plan
from cxtrain.quality.models import PersonRollup, UnitRollup, Visit
from cxtrain.reports.figures import PERSON_DIMENSIONS, Cell, Key, cell

KIND = "mystery_shop"  # kinds of observation are never mixed in one mean


@dataclass(frozen=True)
class Line:
    """One row of a table: what it is about, and its cells in the order of the dimensions."""

    subject: Touchpoint | Employee
    cells: tuple[Cell, ...]

    @property
    def n(self) -> int:
        """The most visits behind any of the cells."""
        return max((each.n for each in self.cells), default=0)


def unit_sums(unit_id: int, months: tuple[str, ...]) -> dict[Key, Sums]:
    """Return the unit's sums by (touchpoint id, dimension) over `months`."""
    query = (select(UnitRollup.touchpoint_id, UnitRollup.dimension, func.sum(UnitRollup.n), func.sum(UnitRollup.total),
                    func.sum(UnitRollup.squares))
             .where(UnitRollup.unit_id == unit_id, UnitRollup.kind == KIND, UnitRollup.month.between(months[0], months[-1]))
             .group_by(UnitRollup.touchpoint_id, UnitRollup.dimension))
    return {(touchpoint, dimension): Sums(int(n), float(total), float(squares))
            for touchpoint, dimension, n, total, squares in db.session.execute(query)}


def people_sums(unit_id: int, months: tuple[str, ...]) -> dict[Key, Sums]:
    """Return the sums by (employee id, dimension) of those who belong to the unit today."""
    query = (select(PersonRollup.employee_id, PersonRollup.dimension, func.sum(PersonRollup.n),
                    func.sum(PersonRollup.total), func.sum(PersonRollup.squares))
             .join(Employee, Employee.id == PersonRollup.employee_id)
             .where(Employee.unit_id == unit_id, Employee.status != "left", PersonRollup.kind == KIND,
                    PersonRollup.month.between(months[0], months[-1]))
             .group_by(PersonRollup.employee_id, PersonRollup.dimension))
    return {(employee, dimension): Sums(int(n), float(total), float(squares))
            for employee, dimension, n, total, squares in db.session.execute(query)}


def person_rows(employee_id: int, months: tuple[str, ...]) -> list[tuple[int, str, str, Sums]]:
    """Return the person's roll-up rows as (touchpoint id, dimension, month, sums), the oldest month first."""
    query = (select(PersonRollup).where(
        PersonRollup.employee_id == employee_id, PersonRollup.kind == KIND,
        PersonRollup.month.between(months[0], months[-1])).order_by(PersonRollup.month))
    return [(row.touchpoint_id, row.dimension, row.month, Sums(row.n, row.total, row.squares))
            for row in db.session.scalars(query)]


def lines_by_touchpoint(touchpoints: list[Touchpoint], sums: dict[Key, Sums], dimensions: tuple[str, ...]) -> list[Line]:
    """Return a line for each touchpoint, against its own standard."""
    return [Line(touchpoint, tuple(cell(sums.get((touchpoint.id, each)), touchpoint.expectation[each])
                                   for each in dimensions)) for touchpoint in touchpoints]


def lines_by_person(people: list[Employee], sums: dict[Key, Sums], standards: dict[str, float]) -> list[Line]:
    """Return a line for each person seen at all, over the dimensions that are a person's own."""
    seen = {employee for employee, _ in sums}
    return [Line(person, tuple(cell(sums.get((person.id, each)), standards[each], settled_from=6)
                               for each in PERSON_DIMENSIONS)) for person in people if person.id in seen]


def people_of(unit_id: int) -> list[Employee]:
    """Return who belongs to the unit today, by name."""
    query = select(Employee).where(Employee.unit_id == unit_id, Employee.status != "left").order_by(Employee.sort_key)
    return list(db.session.scalars(query))


def pressing_plans(unit: Unit, day: dt.date, limit: int = 5) -> list[Plan]:
    """Return the unit's open plans that are overdue or wait for approval, the most overdue first."""
    query = (select(Plan).where(Plan.unit_id == unit.id, Plan.state.in_(("draft", "approved")),
                                (Plan.due_on < day) | (Plan.state == "draft")).order_by(Plan.due_on).limit(limit))
    return list(db.session.scalars(query))


def latest_praise(unit_id: int, limit: int = 3) -> list[Visit]:
    """Return the unit's latest released visits that praise somebody or something."""
    query = (select(Visit).where(Visit.unit_id == unit_id, Visit.state == "released", Visit.praise != "")
             .order_by(Visit.visited_on.desc()).limit(limit))
    return list(db.session.scalars(query))
