"""Gathering a training file: a few statements for each year in which somebody learnt, however much it was."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import select

from cxtrain.certificates.models import Certificate
from cxtrain.certificates.queries import certificates_of
from cxtrain.extensions import db
from cxtrain.journey.touchpoint import DIMENSION_NAMES
from cxtrain.people.models import Employee
from cxtrain.quality.sums.queries import person_cells
from cxtrain.reports.training_files.sheet import LEAST, Held, Line, Observed, Result, TrainingFile, years_of
from cxtrain.training.classes.hours import attended_percent
from cxtrain.training.classes.models import ClassSession, TrainingClass
from cxtrain.training.course import Course, StepKind
from cxtrain.training.hours.queries import ClassHours, CourseHours, PersonHours, hours_of
from cxtrain.training.models import CourseVersion, Enrolment, StepTry
from cxtrain.training.queries import course_by_digest


@dataclass(frozen=True)
class Way:
    """One way through a course, with what was reached."""

    course: Course
    started_on: dt.date
    passed_on: dt.date | None
    results: tuple[Result, ...]
    certificate: Certificate | None
    classes: frozenset[int]  # ids of those that settled its steps


@dataclass(frozen=True)
class ClassHeld:
    """A class that was held: its sessions' days and minutes."""

    row: TrainingClass
    first: dt.date
    last: dt.date
    minutes: int
    trainer: dict[str, str]


def file_of(person: Employee, day: dt.date, year: int | None = None, *, observed: bool = True) -> TrainingFile:
    """Return the training file of `person` as of `day`, a day of their unit.

    Args:
        year: of this year alone.
        observed: with results of mystery shops; an auditor's copy has none.
    """
    zone = ZoneInfo(person.unit.zone)
    ways = _ways(person.id, zone)
    lines = [line for each in ([year] if year else _years(person.id, ways)) for line in _lines(person.id, each, ways)]
    papers = [Held(row.number, row.title, row.issued_on, row.valid_until, row.status(day).value)
              for row in certificates_of(person.id) if year is None or row.issued_on.year == year]
    seen = _observed(person.id, year) if observed else ()
    return TrainingFile(person.label, person.number, person.unit.label, person.post, person.joined_on, years_of(lines),
                        tuple(papers), seen, day)


def _ways(employee_id: int, zone: ZoneInfo) -> dict[int, Way]:
    mine = select(Enrolment.id).where(Enrolment.employee_id == employee_id)
    tries: dict[int, list[StepTry]] = {}
    for each in db.session.scalars(select(StepTry).where(StepTry.enrolment_id.in_(mine))):
        tries.setdefault(each.enrolment_id, []).append(each)
    papers = {row.enrolment_id: row for row in reversed(certificates_of(employee_id)) if row.revoked_at is None}
    rows = db.session.execute(
        select(Enrolment.id, Enrolment.started_on, Enrolment.passed_at, CourseVersion.digest)
        .join(CourseVersion, CourseVersion.id == Enrolment.course_version_id).where(Enrolment.employee_id == employee_id))
    return {row.id: Way(
        course_by_digest(row.digest), row.started_on, row.passed_at.astimezone(zone).date() if row.passed_at else None,
        tuple(_results(course_by_digest(row.digest), tries.get(row.id, ()))), papers.get(row.id),
        frozenset(each.attempt_id for each in tries.get(row.id, ()) if each.step.startswith(f"{StepKind.CLASSROOM}:")))
        for row in rows}


def _results(course: Course, tries: Sequence[StepTry]) -> Iterator[Result]:
    """Yield the best try at each exam of a course, in the order of its steps."""
    best = {each.step: each.best for each in tries}
    for step in course.steps:
        examined = step.kind in (StepKind.QUIZ, StepKind.PRACTICAL) or step.mode == "exam"
        if examined and step.key in best:
            yield Result(step.kind.value, best[step.key])


def _years(employee_id: int, ways: dict[int, Way]) -> list[int]:
    """Return the years in which somebody learnt or passed anything."""
    whole = hours_of(employee_id)
    found = {each.day.year for each in whole.classes} | {way.passed_on.year for way in ways.values() if way.passed_on}
    for course in whole.courses:
        found |= set(range(course.first.year, course.last.year + 1))
    return sorted(found)


def _lines(employee_id: int, year: int, ways: dict[int, Way]) -> Iterator[tuple[int, Line]]:
    """Yield the lines of a year: what was passed in it stands with learning on screen, else with the class, else alone."""
    hours = hours_of(employee_id, year)
    told = {key for key, way in ways.items() if way.passed_on and way.passed_on.year == year}
    for each in hours.courses:
        if each.enrolment_id in ways:
            yield year, _online(each, ways[each.enrolment_id], passed=each.enrolment_id in told)
    told -= {each.enrolment_id for each in hours.courses}
    held = _held(hours)
    for spent in hours.classes:
        way = next((key for key in sorted(told) if spent.class_id in ways[key].classes), None)
        yield year, _class(spent, held[spent.class_id], ways[way] if way else None)
        told -= {way} if way else set()
    for key in sorted(told):
        yield year, _alone(ways[key])


def _online(spent: CourseHours, way: Way, *, passed: bool) -> Line:
    number = way.certificate.number if passed and way.certificate else ""
    return Line(spent.first, max(spent.last, way.passed_on) if passed and way.passed_on else spent.last,
                way.course.title.as_dict(), None, "online", spent.hours, {}, way.results if passed else (),
                passed or None, number)


def _class(spent: ClassHours, held: ClassHeld, way: Way | None) -> Line:
    share = Result("classroom", float(attended_percent(spent.minutes, held.minutes)))
    number = way.certificate.number if way and way.certificate else ""
    return Line(held.first, held.last, held.row.course_version.title, (held.row.year, held.row.term), "class", spent.hours,
                held.trainer, (share, *(way.results if way else ())), True if way else None, number)


def _alone(way: Way) -> Line:
    """Return the line of a course that was passed without learning on screen or in a class that counts."""
    day = way.passed_on or way.started_on
    return Line(day, day, way.course.title.as_dict(), None, "exam", 0.0, {}, way.results, True,
                way.certificate.number if way.certificate else "")


def _held(hours: PersonHours) -> dict[int, ClassHeld]:
    """Return the classes of these hours."""
    ids = [each.class_id for each in hours.classes]
    if not ids:
        return {}
    rows = db.session.execute(select(TrainingClass, Employee).outerjoin(Employee, Employee.id == TrainingClass.trainer_id)
                              .where(TrainingClass.id.in_(ids))).tuples().all()
    sessions: dict[int, list[ClassSession]] = {}
    query = select(ClassSession).where(ClassSession.class_id.in_(ids)).order_by(ClassSession.starts_at)
    for session in db.session.scalars(query):
        sessions.setdefault(session.class_id, []).append(session)
    return {row.id: _as_held(row, sessions[row.id], trainer) for row, trainer in rows}


def _as_held(row: TrainingClass, sessions: Sequence[ClassSession], trainer: Employee | None) -> ClassHeld:
    days = [each.starts_at.astimezone(ZoneInfo(row.unit.zone)).date() for each in sessions]
    named = trainer.label if trainer else {"zh": row.trainer_name, "en": row.trainer_name}
    return ClassHeld(row, days[0], days[-1], sum(each.minutes for each in sessions), named)


def _observed(employee_id: int, year: int | None) -> tuple[Observed, ...]:
    """Return what released mystery shops say of somebody, by dimension: with n, and no mean of a few."""
    span = (f"{year}-01", f"{year}-12") if year else ("2000-01", "9999-12")
    sums: dict[str, tuple[int, float]] = {}
    for each in person_cells([employee_id], since=span[0], until=span[1]):
        n, total = sums.get(each.dimension, (0, 0.0))
        sums[each.dimension] = n + int(each.n), total + float(each.total)
    return tuple(Observed(DIMENSION_NAMES[name], n, total / n if n >= LEAST else None)
                 for name, (n, total) in sums.items() if name in DIMENSION_NAMES)
