"""Reading class hours: of one person by class and course, and of many in a fixed number of statements.

A class counts once it is closed, on the day of its last session; learning on screen on the day it was done. Hours stay with the
unit where they were earned.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, func, select

from cxtrain.extensions import db
from cxtrain.people.models import Unit
from cxtrain.training.activity.queries import learnt_by_step, summed_until
from cxtrain.training.classes.hours import Attended, Hours, class_hours, credited, credited_hours
from cxtrain.training.classes.models import Attendance, ClassMember, ClassSession, TrainingClass
from cxtrain.training.hours.models import CreditedDay
from cxtrain.training.models import CourseVersion, Enrolment
from cxtrain.training.queries import course_by_digest

DAY = dt.timedelta(days=1)
_credit, _class = CreditedDay.__table__.c, TrainingClass.__table__.c


@dataclass(frozen=True)
class ClassHours:
    """One closed class of one person."""

    class_id: int
    day: dt.date  # of the last session
    minutes: int  # attended
    hours: float


@dataclass(frozen=True)
class CourseHours:
    """What one person learnt on screen in one way through a course."""

    enrolment_id: int
    first: dt.date  # first and last day within what was asked for
    last: dt.date
    minutes: int  # that count
    hours: float


@dataclass(frozen=True)
class PersonHours:
    """One person's class hours, the earliest first."""

    classes: tuple[ClassHours, ...]
    courses: tuple[CourseHours, ...]

    @property
    def hours(self) -> Hours:
        """All of them; the total is the sum of the lines."""
        return Hours(sum(each.hours for each in self.classes), sum(each.hours for each in self.courses),
                     sum(each.minutes for each in self.classes), sum(each.minutes for each in self.courses))


def stated_minutes(enrolments: Collection[int]) -> dict[tuple[int, str], int]:
    """Return the minutes that the course of each of these ways states, by enrolment and step key."""
    rows = db.session.execute(select(Enrolment.id, CourseVersion.digest).join(
        CourseVersion, CourseVersion.id == Enrolment.course_version_id).where(Enrolment.id.in_(enrolments)))
    return {(key, step.key): step.minutes for key, digest in rows for step in course_by_digest(digest).steps}


def hours_of(employee_id: int, year: int | None = None) -> PersonHours:
    """Return somebody's class hours of a year, or of all years, with what was learnt since the last nightly sum."""
    first, last = (dt.date(year, 1, 1), dt.date(year, 12, 31)) if year else (dt.date.min, dt.date.max)
    closed = _closed(first, last, employee_id)
    attended, minutes = _ended(closed, first, last), _minutes(closed, employee_id=employee_id)
    there = [(row, day, minutes[employee_id, row.id]) for row, day in attended if (employee_id, row.id) in minutes]
    classes = [ClassHours(row.id, day, spent, class_hours(spent, row.hour_minutes)) for row, day, spent in there]
    return PersonHours(tuple(sorted(classes, key=lambda each: (each.day, each.class_id))), _courses(employee_id, first, last))


def hours_by_person(unit_path: str, since: dt.date, until: dt.date) -> dict[int, Hours]:
    """Return class hours from `since` to `until`, both included, by employee id, in three statements.

    Only who earned any is in it, and only with what they earned while they belonged to the unit at `unit_path` or below. What
    was learnt on screen counts from the night after.
    """
    closed = _closed(since, until)
    ended = {row.id: row.hour_minutes for row, _ in _ended(closed, since, until)}
    attended: dict[int, list[Attended]] = defaultdict(list)
    for (employee_id, class_id), minutes in _minutes(closed, unit_path=unit_path).items():
        if class_id in ended:
            attended[employee_id].append(Attended(minutes, ended[class_id]))
    online: dict[int, list[int]] = defaultdict(list)
    rows = (select(_credit.employee_id, func.sum(_credit.credited)).select_from(CreditedDay)
            .join(Unit, Unit.id == _credit.unit_id)
            .where(_credit.day >= since, _credit.day <= until, Unit.path.startswith(unit_path, autoescape=True))
            .group_by(_credit.employee_id, _credit.enrolment_id))
    for employee_id, seconds in db.session.execute(rows).all():
        online[employee_id].append(int(seconds))
    return {key: credited_hours(attended[key], online[key]) for key in {*attended, *online}}


def _closed(since: dt.date, until: dt.date, employee_id: int | None = None) -> Select[Any]:
    """Select the closed classes whose last session was from `since` to `until`, and some of a day beside: zones differ."""
    last = func.max(ClassSession.ends_at)
    query = (select(_class.id, _class.hour_minutes, Unit.zone, last.label("last")).select_from(TrainingClass)
             .join(Unit, Unit.id == _class.unit_id).join(ClassSession, ClassSession.class_id == _class.id)
             .where(_class.closed_at.is_not(None)).group_by(_class.id, _class.hour_minutes, Unit.zone))
    if employee_id is not None:
        query = query.where(_class.id.in_(select(ClassMember.class_id).where(ClassMember.employee_id == employee_id)))
    if since > dt.date.min:
        query = query.having(last >= _moment(since - DAY))
    if until < dt.date.max:
        query = query.having(last < _moment(until + 2 * DAY))
    return query


def _ended(closed: Select[Any], since: dt.date, until: dt.date) -> list[tuple[Row[Any], dt.date]]:
    """Return those whose last session was from `since` to `until` where they were held: id and hour_minutes, and its day."""
    days = [(row, row.last.astimezone(ZoneInfo(row.zone)).date()) for row in db.session.execute(closed)]
    return [(row, day) for row, day in days if since <= day <= until]


def _moment(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), dt.UTC)


def _minutes(closed: Select[Any], *, employee_id: int | None = None, unit_path: str = "") -> dict[tuple[int, int], int]:
    """Return the minutes attended, by employee and class, of who is on the roster."""
    classes = closed.with_only_columns(_class.id).correlate(None)
    query: Select[tuple[int, int, int]] = (
        select(Attendance.employee_id, ClassSession.class_id, func.sum(Attendance.minutes))
        .join(ClassSession, ClassSession.id == Attendance.session_id)
        .join(ClassMember, (ClassMember.class_id == ClassSession.class_id)
              & (ClassMember.employee_id == Attendance.employee_id))
        .where(ClassSession.class_id.in_(classes), ClassMember.removed_at.is_(None))
        .group_by(Attendance.employee_id, ClassSession.class_id))
    if employee_id is not None:
        query = query.where(Attendance.employee_id == employee_id)
    if unit_path:
        query = query.join(Unit, Unit.id == ClassMember.unit_id).where(Unit.path.startswith(unit_path, autoescape=True))
    return {(person, class_id): int(minutes) for person, class_id, minutes in db.session.execute(query).all() if minutes}


def _courses(employee_id: int, first: dt.date, last: dt.date) -> tuple[CourseHours, ...]:
    """Return what somebody learnt on screen: the sums as far as they are whole, and what has been done since."""
    until = summed_until()
    fresh = until + DAY if until else dt.date.min
    kept = db.session.execute(select(
        _credit.day, _credit.enrolment_id, _credit.step, _credit.seconds, _credit.credited).where(
            _credit.employee_id == employee_id, _credit.day < fresh).order_by(_credit.day)).all()
    lately = sorted(learnt_by_step(fresh, [employee_id])[1], key=lambda each: each.day)
    stated = stated_minutes({each.enrolment_id for each in lately}) if lately else {}
    spent: dict[tuple[int, str], int] = defaultdict(int)
    days = [(row.day, row.enrolment_id, row.credited) for row in kept]
    for row in kept:
        spent[row.enrolment_id, row.step] += row.seconds
    for each in lately:
        key = each.enrolment_id, each.step
        days.append((each.day, each.enrolment_id, credited(spent[key], each.seconds, stated.get(key, 0))))
        spent[key] += each.seconds
    return _by_course([day for day in days if first <= day[0] <= last])


def _by_course(days: Sequence[tuple[dt.date, int, int]]) -> tuple[CourseHours, ...]:
    """Return the days (day, enrolment, seconds that count) by way through a course."""
    by_way: dict[int, list[tuple[dt.date, int]]] = defaultdict(list)
    for day, enrolment_id, seconds in days:
        by_way[enrolment_id].append((day, seconds))
    made = [(key, min(spent)[0], max(spent)[0], sum(seconds for _, seconds in spent)) for key, spent in by_way.items()]
    found = [CourseHours(key, first, last, seconds // 60, class_hours(seconds / 60)) for key, first, last, seconds in made]
    return tuple(sorted(found, key=lambda each: (each.first, each.enrolment_id)))

