"""Reading what was learnt in three months, by unit."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from cxtrain.extensions import db
from cxtrain.measures.intervals import Sums
from cxtrain.people.employment import EMPLOYMENTS
from cxtrain.people.models import Employee, Membership, Unit
from cxtrain.people.queries import below
from cxtrain.quizzes.sittings.queries import counts_by_unit
from cxtrain.reports.monthly.sources.counted import Cells, add, share, shares
from cxtrain.reports.monthly.spans import Span, moment
from cxtrain.reports.training_files.queries import NOT_OURS, holders
from cxtrain.training.hours.queries import hours_by_person
from cxtrain.training.models import Assignment
from cxtrain.training.practicals.models import PracticalSitting

Spans = Sequence[Span]
OURS = tuple(sorted(set(EMPLOYMENTS) - NOT_OURS))
_unit, _person, _member, _given, _sat = (model.__table__.c for model in (
    Unit, Employee, Membership, Assignment, PracticalSitting))


@dataclass(frozen=True)
class Scope:
    """A unit with everything below it, and the three months."""

    path: str
    zone: str
    spans: tuple[Span, Span, Span]


def which(column: ColumnElement[Any], spans: Spans) -> ColumnElement[int]:
    """Return which of the months a day lies in."""
    return case(*((and_(column >= span.first, column < span.end), nr) for nr, span in enumerate(spans)))


def within(column: ColumnElement[Any], spans: Spans) -> ColumnElement[bool]:
    """Return the condition that a day lies in one of the months."""
    return or_(*(and_(column >= span.first, column < span.end) for span in spans))


def completion(scope: Scope) -> Cells:
    """Return assignments due, and of them those passed by the month's end."""
    when, ends = which(_given.due_on, scope.spans), [moment(span.end, scope.zone) for span in scope.spans]
    done = or_(*(and_(_given.due_on >= span.first, _given.due_on < span.end, _given.done_at < end)
                 for span, end in zip(scope.spans, ends, strict=True)))
    query = (select(_member.unit_id, when, func.count(), func.sum(case((done, 1), else_=0)))
             .select_from(Assignment.__table__.join(Employee.__table__, _person.id == _given.employee_id)
                          .join(Membership.__table__, and_(_member.employee_id == _given.employee_id, _there(_given.due_on)))
                          .join(Unit.__table__, _unit.id == _member.unit_id))
             .where(below((scope.path,)), within(_given.due_on, scope.spans), _given.withdrawn_at.is_(None),
                    _person.employment.in_(OURS)).group_by(_member.unit_id, when))
    return shares(tuple(row) for row in db.session.execute(query))


def _there(day: Any) -> ColumnElement[bool]:
    return and_(_member.start_on <= day, or_(_member.end_on.is_(None), _member.end_on >= day))


def hours(scope: Scope, months: Collection[int]) -> Cells:
    """Return class hours per head of some of the months: who belonged there on the last day, with the hours earned."""
    cells: Cells = {}
    for nr, span in ((nr, scope.spans[nr]) for nr in months):
        earned = hours_by_person(scope.path, span.first, span.last)
        people: dict[int, list[float]] = defaultdict(list)
        for employee_id, unit_id in db.session.execute(_people(scope.path, span.last)).all():
            found = earned.get(employee_id)
            people[unit_id].append(found.total if found else 0.0)
        for unit_id, each in people.items():
            add(cells, (unit_id, nr), Sums.of(each))
    return cells


def _people(path: str, day: dt.date) -> Any:
    return (select(_person.id, _member.unit_id)
            .select_from(Membership.__table__.join(Employee.__table__, _person.id == _member.employee_id)
                         .join(Unit.__table__, _unit.id == _member.unit_id))
            .where(below((path,)), _there(day), _person.employment.in_(OURS)))


def passes(scope: Scope) -> tuple[Cells, Cells]:
    """Return first exams and resits: those of quizzes on screen and on paper, and practical assessments."""
    first, resit = Cells(), Cells()
    for nr, span in enumerate(scope.spans):
        for unit_id, found in counts_by_unit(scope.path, span.first, span.last, employments=OURS).items():
            add(first, (unit_id, nr), share(found.first.n, found.first.passed))
            add(resit, (unit_id, nr), share(found.resit.n, found.resit.passed))
    when, again = which(_sat.sat_on, scope.spans), _sat.kind == "resit"  # each once, or PostgreSQL groups by neither
    query = (select(_sat.unit_id, when, again, func.count(), func.sum(case((_sat.passed, 1), else_=0)))
             .select_from(PracticalSitting.__table__.join(Unit.__table__, _unit.id == _sat.unit_id)
                          .join(Employee.__table__, _person.id == _sat.employee_id))
             .where(below((scope.path,)), within(_sat.sat_on, scope.spans), _sat.passed.is_not(None),
                    _person.employment.in_(OURS)).group_by(_sat.unit_id, when, again))
    for unit_id, nr, is_resit, n, passed in db.session.execute(query):
        add(resit if is_resit else first, (unit_id, nr), share(n, int(passed)))
    return first, resit


def certified(scope: Scope, months: Collection[int]) -> Cells:
    """Return certificates that posts ask for on the last day of some of the months, and those held and valid."""
    cells: Cells = {}
    for nr, span in ((nr, scope.spans[nr]) for nr in months):
        for row in holders(scope.path, span.last, scope.zone).rows:
            add(cells, (row.unit_id, nr), share(row.required, row.valid))
    return cells
