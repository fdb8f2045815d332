"""Courses that were to be passed by a day that has passed, of people in reach who are at work."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import within
from cxtrain.people.staff.queries import goes_by
from cxtrain.training.models import Assignment, Course, CourseVersion
from cxtrain.training.rules.queries import WAITING

CAN = Can.ASSIGN_TRAINING
PAGE = 50
MOST = 20_000  # lines of one file
MOST_COURSES = 8  # in the text for a group
ORDERS = {  # the id makes each place unique
    "late": (Assignment.due_on, Unit.code, Employee.sort_key, Assignment.id),
    "unit": (Unit.code, Employee.sort_key, Assignment.due_on, Assignment.id),
    "person": (Employee.sort_key, Assignment.due_on, Assignment.id),
    "course": (Course.slug, Assignment.due_on, Unit.code, Employee.sort_key, Assignment.id),
}


@dataclass(frozen=True)
class Search:
    """What the reader looks for."""

    unit: Unit | None = None  # with everything below it
    course_id: int | None = None
    text: str = ""  # of a name, its pinyin or a staff number
    least: int = 1  # days late
    order: str = "late"


@dataclass(frozen=True)
class Line:
    """One course of one person."""

    assignment: Assignment
    employee: Employee
    title: dict[str, str]
    slug: str
    days: int  # late


@dataclass(frozen=True)
class CourseLine:
    """One course, counted: everybody to whom it was assigned."""

    title: dict[str, str]
    done: int
    open: int
    overdue: int
    day: dt.date  # the last of those that have passed


def _late(actor: Actor, search: Search) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on Assignment, Employee and Unit."""
    found = [within(actor, CAN), Employee.status == "active", *WAITING,
             Assignment.due_on <= today(actor.zone) - dt.timedelta(days=max(1, search.least)), *_narrowed(search)]
    return (*found, goes_by(search.text)) if search.text.strip() else tuple(found)


def _narrowed(search: Search) -> tuple[ColumnElement[bool], ...]:
    unit = (Unit.path.startswith(search.unit.path, autoescape=True),) if search.unit else ()
    return (*unit, Assignment.course_id == search.course_id) if search.course_id else unit


def _lines(actor: Actor, search: Search) -> Select[tuple[Assignment, Employee, dict[str, str], str]]:
    return (select(Assignment, Employee, CourseVersion.title, Course.slug)
            .join(Employee, Employee.id == Assignment.employee_id).join(Unit, Unit.id == Employee.unit_id)
            .join(Course, Course.id == Assignment.course_id).join(CourseVersion, CourseVersion.id == Course.current_id)
            .where(*_late(actor, search)).order_by(*ORDERS.get(search.order, ORDERS["late"])))


def list_overdue(actor: Actor, search: Search, *, page: int = 1, size: int = PAGE) -> list[Line]:
    """Return a page of what is late, in the order asked for."""
    rows = db.session.execute(_lines(actor, search).offset((page - 1) * size).limit(size)).tuples()
    day = today(actor.zone)
    return [Line(row, person, title, slug, (day - row.due_on).days) for row, person, title, slug in rows]


def count_overdue(actor: Actor, search: Search | None = None) -> int:
    """Return how many lines there are on all pages."""
    query = (select(func.count(Assignment.id)).join(Employee, Employee.id == Assignment.employee_id)
             .join(Unit, Unit.id == Employee.unit_id).where(*_late(actor, search or Search())))
    return db.session.scalar(query) or 0


def courses_late(actor: Actor, search: Search) -> list[CourseLine]:
    """Return the courses with somebody late, the most first, counted over the unit and course looked for."""
    open_, late = Assignment.done_at.is_(None), Assignment.due_on < today(actor.zone)
    overdue = func.count(Assignment.id).filter(open_, late)
    rows = db.session.execute(
        select(CourseVersion.title, func.count(Assignment.done_at), func.count(Assignment.id), overdue,
               func.max(Assignment.due_on).filter(open_, late))
        .join(Employee, Employee.id == Assignment.employee_id).join(Unit, Unit.id == Employee.unit_id)
        .join(Course, Course.id == Assignment.course_id).join(CourseVersion, CourseVersion.id == Course.current_id)
        .where(within(actor, CAN), Employee.status == "active", Assignment.withdrawn_at.is_(None), *_narrowed(search))
        .group_by(Course.id, CourseVersion.id).having(overdue > 0).order_by(overdue.desc(), Course.id).limit(MOST_COURSES))
    return [CourseLine(title, done, people - done, n, day) for title, done, people, n, day in rows]
