"""Reading which time people sat quizzes, on screen and on paper, and how many passed."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from flask import abort
from sqlalchemy import ColumnElement, Select, func, or_, select

from cxtrain.extensions import db
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import EMPLOYED, below
from cxtrain.quizzes.models import QuizAttempt, QuizVersion
from cxtrain.quizzes.sittings.models import QuizDeferral, QuizSitting
from cxtrain.web.keying import plain

PAGE = 50  # units, or exams put off, on one page


class Share(NamedTuple):
    """How many sat, and how many of them passed."""

    n: int = 0
    passed: int = 0

    def plus(self, count: int, *, passed: bool) -> "Share":
        """Return the share with `count` sittings more, all of which were passed or were not."""
        return Share(self.n + count, self.passed + (count if passed else 0))


@dataclass(frozen=True)
class PassCounts:
    """First sittings (首考) and resits (补考) apart, and how many exams were put off (缓考)."""

    first: Share = Share()
    resit: Share = Share()
    deferred: int = 0


@dataclass(frozen=True)
class Sat:
    """A sitting with what it was about."""

    sitting: QuizSitting
    score: float
    slug: str
    title: dict[str, str]


def pass_counts(unit_path: str, since: dt.date, until: dt.date, *, employments: Collection[str] | None = None) -> PassCounts:
    """Return the counts of a unit and all below it, from `since` to `until`, both days included, in two statements.

    Each sitting counts where its person belonged at the time. `employments`: only of people employed so today.
    """
    found = _counted(None, unit_path, (since, until), employments)
    return found.get(0, PassCounts())


def counts_by_unit(unit_path: str, since: dt.date, until: dt.date, *,
                   employments: Collection[str] | None = None) -> dict[int, PassCounts]:
    """Return the same for each unit, by id; only its own people, without units below. One without any is not in it."""
    return _counted("unit_id", unit_path, (since, until), employments)


def counts_by_person(unit_path: str, since: dt.date, until: dt.date, *,
                     employments: Collection[str] | None = None) -> dict[int, PassCounts]:
    """Return the same for each person, by id."""
    return _counted("employee_id", unit_path, (since, until), employments)


def _counted(by: str | None, unit_path: str, days: tuple[dt.date, dt.date],
             employments: Collection[str] | None) -> dict[int, PassCounts]:
    """Read two statements, over what the days and the units leave; the first is answered by its index alone."""
    kinds: dict[int, dict[str, Share]] = defaultdict(dict)
    sat, put_off = QuizSitting.__table__.c, QuizDeferral.__table__.c
    per: Any = [sat[by]] if by else []
    rows = select(*per, sat.kind, sat.passed, func.count()).where(
        sat.sat_on.between(*days), *people_in(sat, unit_path, employments)).group_by(*per, sat.kind, sat.passed)
    for *key, kind, passed, count in db.session.execute(rows):
        found = kinds[key[0] if key else 0]
        found[kind] = found.get(kind, Share()).plus(count, passed=passed)
    per = [put_off[by]] if by else []
    counts = select(*per, func.count()).where(
        put_off.made_on.between(*days), or_(put_off.ended_at.is_(None), put_off.attempt_id.is_not(None)),
        *people_in(put_off, unit_path, employments)).group_by(*per)
    deferred = {(key[0] if key else 0): count for *key, count in db.session.execute(counts)}
    return {key: PassCounts(kinds[key].get("first", Share()), kinds[key].get("resit", Share()), deferred.get(key, 0))
            for key in kinds.keys() | deferred.keys()}


def people_in(columns: Any, unit_path: str, employments: Collection[str] | None) -> Iterable[ColumnElement[bool]]:
    """Yield what rows with `unit_id` and `employee_id` must meet to be of a unit or below it, and of people so employed."""
    yield columns.unit_id.in_(select(Unit.__table__.c.id).where(below((unit_path,))))
    if employments is not None:
        person = Employee.__table__.c
        yield columns.employee_id.in_(select(person.id).where(person.employment.in_(employments)))


@dataclass(frozen=True)
class Counted:
    """A unit with the counts of its own people."""

    unit: Unit
    counts: PassCounts


def _paths(actor: Actor) -> tuple[str, ...]:
    return tuple(sorted({*actor.reach(Can.MARK_ANSWERS), *actor.reach(Can.ASSIGN_TRAINING)}))


def units_counted(actor: Actor, since: dt.date, until: dt.date, page: int = 1) -> tuple[list[Counted], bool]:
    """Return a page of the units in reach in which anybody sat, or had an exam put off, in the order of the tree, and whether
    there are more.
    """
    found: dict[int, PassCounts] = {}
    for path in _paths(actor):
        found |= counts_by_unit(path, since, until)
    units = db.session.scalars(select(Unit).where(Unit.id.in_(found)).order_by(Unit.path)
                               .offset(PAGE * (page - 1)).limit(PAGE + 1)).all() if found else []
    return [Counted(unit, found[unit.id]) for unit in units[:PAGE]], len(units) > PAGE


def open_deferrals(actor: Actor, page: int = 1) -> tuple[list[QuizDeferral], bool]:
    """Return a page of what is put off of people in reach, but not one's own, soonest first, and whether there is more."""
    open_ones = _deferrals(actor).where(QuizDeferral.ended_at.is_(None)).order_by(QuizDeferral.new_on, QuizDeferral.id)
    rows = db.session.scalars(open_ones.offset(PAGE * (page - 1)).limit(PAGE + 1)).all()
    return list(rows[:PAGE]), len(rows) > PAGE


def get_deferral(actor: Actor, deferral_id: int) -> QuizDeferral:
    """Return what was put off of somebody in reach, not oneself; otherwise answer 404."""
    return db.session.scalar(_deferrals(actor).where(QuizDeferral.id == deferral_id)) or abort(404)


def _deferrals(actor: Actor) -> Select[tuple[QuizDeferral]]:
    return (select(QuizDeferral).join(Employee, Employee.id == QuizDeferral.employee_id)
            .join(Unit, Unit.id == Employee.unit_id)
            .where(below(_paths(actor)), QuizDeferral.employee_id != actor.employee_id))


def person_by_number(actor: Actor, number: str) -> Employee | None:
    """Return who in reach has this staff number and has not left, None where nobody does."""
    return db.session.scalar(select(Employee).join(Unit, Unit.id == Employee.unit_id).where(
        func.upper(Employee.number) == plain(number).upper(), below(_paths(actor)), Employee.status != "left", EMPLOYED))


def kinds_of(attempt_ids: Collection[int]) -> dict[int, QuizSitting]:
    """Return the sittings of these attempts, by attempt id. What has no score yet is not in it."""
    rows = db.session.scalars(select(QuizSitting).where(QuizSitting.attempt_id.in_(attempt_ids))) if attempt_ids else ()
    return {row.attempt_id: row for row in rows}


def sittings_of(employee_ids: Collection[int], since: dt.date | None = None,
                until: dt.date | None = None) -> dict[int, list[Sat]]:
    """Return the sittings of people, the oldest first, by person; practice after a pass is left out. One statement."""
    query = _sat().where(QuizSitting.employee_id.in_(employee_ids), QuizSitting.kind != "again")
    if since is not None:
        query = query.where(QuizSitting.sat_on >= since)
    if until is not None:
        query = query.where(QuizSitting.sat_on <= until)
    found: dict[int, list[Sat]] = defaultdict(list)
    for row in db.session.execute(query.order_by(QuizSitting.sat_on, QuizSitting.attempt_id)).tuples():
        found[row[0].employee_id].append(Sat(*row))
    return dict(found)


def _sat() -> Select[Any]:
    return (select(QuizSitting, QuizAttempt.score, QuizVersion.slug, QuizVersion.title)
            .join(QuizAttempt, QuizAttempt.id == QuizSitting.attempt_id)
            .join(QuizVersion, QuizVersion.id == QuizAttempt.version_id))


def deferral_of(employee_id: int, quiz_id: int) -> QuizDeferral | None:
    """Return until when somebody's exam is put off, None where it is not."""
    return db.session.scalar(select(QuizDeferral).where(
        QuizDeferral.employee_id == employee_id, QuizDeferral.quiz_id == quiz_id, QuizDeferral.ended_at.is_(None)))
