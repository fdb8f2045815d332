"""The parts of HR's reports, each summed by unit or by person in one statement."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select

from cxtrain.certificates.models import Certificate
from cxtrain.certificates.renewal.queries import ending_between, standing
from cxtrain.extensions import db
from cxtrain.people.models import Employee, Unit
from cxtrain.quizzes.sittings.models import QuizSitting
from cxtrain.reports.hr_reports.figures import Figures, Passes
from cxtrain.reports.training_files.queries import holders
from cxtrain.training.activity.models import LearningDay
from cxtrain.training.classes.hours import Hours
from cxtrain.training.hours.queries import hours_by_person
from cxtrain.training.models import Assignment
from cxtrain.training.practicals.models import PracticalSitting

SOON = 60  # days in which a certificate ends
Sums = dict[str, Any]


@dataclass(frozen=True)
class Scope:
    """Whose figures, of when, as of which day."""

    people: tuple[ColumnElement[bool], ...]  # conditions on Employee and Unit
    since: dt.date
    until: dt.date
    on: dt.date
    zone: str  # by whose clock that day ends
    paths: tuple[str, ...]  # of the units that hold all of it, none below another
    left_out: tuple[str, ...]  # kinds of employment
    reach: tuple[str, ...]  # of the reader, none below another


def figures(scope: Scope, key: Any, ids: Collection[int] | None = None) -> dict[int, Figures]:
    """Return the figures by `key`, which is the id of the person or of the unit where they belong.

    Args:
        scope: whose, and of when.
        key: a column of Employee.
        ids: only of these keys; all where None.
    """
    found: dict[int, Sums] = defaultdict(dict)
    for query in (_people, _assignments, _learning, _certificates, _ending, _quizzes, _practicals):
        narrowed = query(scope).add_columns(key.label("key")).group_by(key)
        for row in db.session.execute(narrowed if ids is None else narrowed.where(key.in_(ids))).mappings():
            found[row["key"]] |= {name: value or 0 for name, value in row.items() if name != "key"}
    return {at: _read(sums) for at, sums in found.items()}


def hours(scope: Scope) -> tuple[dict[int, Hours], dict[int, float], dict[int, float]]:
    """Return class hours by person, and those in rooms and on screens by the unit where people belong today.

    Whoever moved brings along what they earned elsewhere in the reader's reach.
    """
    by_person: dict[int, Hours] = {}
    for path in scope.reach:
        for key, found in hours_by_person(path, scope.since, scope.until).items():
            old = by_person.get(key, Hours())
            by_person[key] = Hours(*(getattr(old, each.name) + getattr(found, each.name) for each in fields(Hours)))
    rooms: dict[int, float] = defaultdict(float)
    screens: dict[int, float] = defaultdict(float)
    for employee_id, unit_id in db.session.execute(_of_people(scope, Employee.id, Employee.unit_id)):
        if employee_id in by_person:
            rooms[unit_id] += by_person[employee_id].classroom
            screens[unit_id] += by_person[employee_id].online
    return by_person, rooms, screens


def _read(sums: Sums) -> Figures:
    passes = {kind: Passes(*(sums.pop(f"{kind}_{name}", 0) for name in PASSES)) for kind in ("quiz", "practical")}
    return Figures(**sums, **passes)


def holdings(scope: Scope) -> dict[int, tuple[int, int]]:
    """Return how many certificates posts need, and how many of these are held and valid today, by unit."""
    sums: dict[int, tuple[int, int]] = {}
    for path in scope.paths:
        for row in holders(path, scope.on, scope.zone, leave_out=scope.left_out).rows:
            required, held = sums.get(row.unit_id, (0, 0))
            sums[row.unit_id] = (required + row.required, held + row.valid)
    return sums


def _of(scope: Scope, owner: Any, *columns: Any) -> Select[Any]:
    """Return a select of the columns about the people in scope, whose id is in `owner`."""
    return (select(*columns).join(Employee, Employee.id == owner).join(Unit, Unit.id == Employee.unit_id)
            .where(*scope.people))


def _of_people(scope: Scope, *columns: Any) -> Select[Any]:
    return select(*columns).select_from(Employee).join(Unit, Unit.id == Employee.unit_id).where(*scope.people)


def _people(scope: Scope) -> Select[Any]:
    return _of_people(scope, func.count(Employee.id).label("people"))


def _assignments(scope: Scope) -> Select[Any]:
    late = Assignment.done_at.is_(None) & (Assignment.due_on < scope.on)
    return _of(scope, Assignment.employee_id, func.count(Assignment.id).label("assigned"),
               func.count(Assignment.done_at).label("done"), func.count().filter(late).label("overdue")).where(
        Assignment.due_on.between(scope.since, scope.until), Assignment.withdrawn_at.is_(None))


def _learning(scope: Scope) -> Select[Any]:
    names = ("seconds", "outside", "assigned_outside")
    return _of(scope, LearningDay.employee_id, *(func.sum(getattr(LearningDay, name)).label(name) for name in names)).where(
        LearningDay.day.between(scope.since, scope.until))


def _certificates(scope: Scope) -> Select[Any]:
    """Of one course somebody may hold two that are valid, of which one renews the other; they count as they stand."""
    good = or_(Certificate.valid_until.is_(None), Certificate.valid_until >= scope.on)
    return _of(scope, Certificate.employee_id, func.count(Certificate.id).label("certificates")).where(
        Certificate.revoked_at.is_(None), good)


def _ending(scope: Scope) -> Select[Any]:
    soon = ending_between(scope.on, scope.on + dt.timedelta(days=SOON))
    return standing().with_only_columns(func.count(Certificate.id).label("ending")).where(soon, *scope.people)


PASSES = ("first", "first_passed", "resit", "resit_passed", "deferred")


def _passes(kind: str, first: Any, resit: Any, *, passed: Any, deferred: Any) -> Iterator[Any]:
    said = (first, first & passed, resit, resit & passed, first & deferred)
    for name, condition in zip(PASSES, said, strict=True):
        yield func.sum(case((condition, 1), else_=0)).label(f"{kind}_{name}")


def _quizzes(scope: Scope) -> Select[Any]:
    counts = _passes("quiz", QuizSitting.kind == "first", QuizSitting.kind == "resit", passed=QuizSitting.passed.is_(True),
                     deferred=QuizSitting.deferred.is_(True))
    return _of(scope, QuizSitting.employee_id, *counts).where(QuizSitting.sat_on.between(scope.since, scope.until))


def _practicals(scope: Scope) -> Select[Any]:
    kind = PracticalSitting.kind
    counts = _passes("practical", kind != "resit", kind == "resit", passed=PracticalSitting.passed.is_(True),
                     deferred=kind == "deferred")
    return _of(scope, PracticalSitting.employee_id, *counts).where(
        PracticalSitting.sat_on.between(scope.since, scope.until), PracticalSitting.decided_at.is_not(None),
        PracticalSitting.withdrawn_at.is_(None))
