"""Gathering HR's reports: a fixed number of statements, however many units and people there are.

People stand in the unit where they belong today, with all their figures of the period; a unit's figures are the sums of
its people's.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import EMPLOYED, below, within
from cxtrain.reports.hr_reports import parts
from cxtrain.reports.hr_reports.asked import Wanted
from cxtrain.reports.hr_reports.figures import Figures, Line, Report, total
from cxtrain.reports.hr_reports.models import ReportFilter
from cxtrain.reports.hr_reports.parts import Scope
from cxtrain.training.classes.hours import Hours

CAN = Can.SEE_HR_REPORTS
PAGE = 50
MOST = 50_000  # lines of one file


def report(actor: Actor, wanted: Wanted, *, whole: bool = False) -> Report:
    """Return a page of the report, or the whole of it, by unit and name."""
    scope = _scope(actor, wanted)
    by_person, rooms, screens = parts.hours(scope)
    held, nobody = parts.holdings(scope), (0, 0)
    by_unit = {unit_id: replace(each, class_hours=rooms[unit_id], online_hours=screens[unit_id],
                                required=held.get(unit_id, nobody)[0], held=held.get(unit_id, nobody)[1])
               for unit_id, each in parts.figures(scope, Employee.unit_id).items()}
    whole_sum, most = total(by_unit.values()), MOST if whole else PAGE
    skip = 0 if whole else PAGE * (wanted.page - 1)
    if wanted.by == "person":
        return Report(tuple(_people(scope, by_person, skip, most)), whole_sum.people, whole_sum, scope.on)
    return Report(tuple(_units(by_unit, skip, most)), len(by_unit), whole_sum, scope.on)


def _scope(actor: Actor, wanted: Wanted) -> Scope:
    conditions: list[ColumnElement[bool]] = [within(actor, CAN), EMPLOYED, Employee.status != "left"]
    reach = paths = _tops(actor.reach(CAN))
    if wanted.left_out:
        conditions.append(Employee.employment.not_in(wanted.left_out))
    if wanted.unit_id:
        paths = tuple(db.session.scalars(select(Unit.path).where(Unit.id == wanted.unit_id, within(actor, CAN))))
        conditions.append(below(paths))
    return Scope(tuple(conditions), wanted.since, wanted.until, today(actor.zone), actor.zone, paths, wanted.left_out, reach)


def _tops(paths: tuple[str, ...]) -> tuple[str, ...]:
    """Return the paths that lie below no other of them."""
    return tuple(path for path in paths if not any(path != each and path.startswith(each) for each in paths))


def _units(by_unit: Mapping[int, Figures], skip: int, most: int) -> list[Line]:
    query = select(Unit).where(Unit.id.in_(by_unit)).order_by(Unit.code, Unit.id).offset(skip).limit(most)
    return [Line(unit.label, unit.code, by_unit[unit.id], id=unit.id) for unit in db.session.scalars(query)]


def _people(scope: Scope, hours: Mapping[int, Hours], skip: int, most: int) -> list[Line]:
    rows = db.session.execute(_persons(scope).offset(skip).limit(most)).all()
    found = parts.figures(scope, Employee.id, [row.id for row in rows] if most == PAGE else None)
    return [_person(row, found.get(row.id, Figures(people=1)), hours.get(row.id, Hours())) for row in rows]


def _person(row: Row[Any], found: Figures, hours: Hours) -> Line:
    earned = replace(found, class_hours=hours.classroom, online_hours=hours.online)
    return Line({"zh": row.unit, "en": row.unit_en or row.unit}, row.code, earned, row.number,
                {"zh": row.name, "en": row.name_en or row.name}, row.post, row.employment, row.mobile, row.id)


def _persons(scope: Scope) -> Select[Any]:
    return (select(Employee.id, Employee.number, Employee.name, Employee.name_en, Employee.post, Employee.employment,
                   Employee.mobile, Unit.name.label("unit"), Unit.name_en.label("unit_en"), Unit.code)
            .join(Unit, Unit.id == Employee.unit_id).where(*scope.people)
            .order_by(Unit.code, Unit.id, Employee.sort_key, Employee.id))


def kept_filters(employee_id: int) -> list[ReportFilter]:
    """Return the filters that somebody keeps, by name."""
    return list(db.session.scalars(
        select(ReportFilter).where(ReportFilter.employee_id == employee_id).order_by(ReportFilter.name)))


def get_filter_of(actor: Actor, filter_id: int) -> ReportFilter | None:
    """Return one's own filter, None where there is none."""
    return db.session.scalar(select(ReportFilter).where(
        ReportFilter.id == filter_id, ReportFilter.employee_id == actor.employee_id))

