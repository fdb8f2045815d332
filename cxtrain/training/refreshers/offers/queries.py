"""Reading which questions somebody has met, which are kept from them, and where they have the most to gain."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, bindparam, exists, or_, select, union_all

from cxtrain.extensions import db
from cxtrain.journey.queries import list_touchpoints
from cxtrain.measures.intervals import Sums
from cxtrain.people.models import Employee, Unit
from cxtrain.quality.sums.queries import person_cells
from cxtrain.quizzes.models import BankQuestion, QuestionVersion, Quiz, QuizAttempt, QuizVersion
from cxtrain.quizzes.queries import quiz_by_digest, used_up
from cxtrain.quizzes.quiz import Draw, Fixed, When
from cxtrain.training.course import StepKind
from cxtrain.training.models import Assignment, Course, CourseVersion, Enrolment
from cxtrain.training.queries import course_by_digest
from cxtrain.training.refreshers.cards import ASKED, Offer, Place, Seen, weak
from cxtrain.training.refreshers.models import RefresherCard

LATELY = 40  # attempts at quizzes, and ways through courses: what lies further back is no longer looked at
MOST = 200  # questions among which the next are chosen
MONTHS = dt.timedelta(days=365)  # of visits, for where somebody has the most to gain
_attempt, _quiz, _version, _enrolment, _course, _text, _duty, _bank, _asked, _person, _unit, _card = (
    model.__table__ for model in (QuizAttempt, Quiz, QuizVersion, Enrolment, Course, CourseVersion, Assignment, BankQuestion,
                                  QuestionVersion, Employee, Unit, RefresherCard))


@dataclass
class Scope:
    """What somebody may be asked; made by `scope_of`."""

    met: set[str] = field(default_factory=set)  # keys in quizzes of theirs
    kept: set[str] = field(default_factory=set)  # of these, whose answers they may not see yet
    categories: set[str] = field(default_factory=set)  # that a quiz of theirs draws from
    settled: set[str] = field(default_factory=set)  # slugs of quizzes whose answers they may see

    def allows(self, key: str) -> bool:
        """Whether the question may be asked: nothing keeps it, and the quiz that it stands in, if any, is settled."""
        slug, stands_in_a_quiz, _id = key.partition("/")
        return key not in self.kept and (not stands_in_a_quiz or slug in self.settled)


_ATTEMPTS = (
    select(_quiz.c.slug, _version.c.digest, _attempt.c.paper, _attempt.c.submitted_at, _attempt.c.passed)
    .select_from(_attempt.join(_quiz, _quiz.c.id == _attempt.c.quiz_id)
                 .join(_version, _version.c.id == _attempt.c.version_id))
    .where(_attempt.c.employee_id == bindparam("employee")).order_by(_attempt.c.id.desc()).limit(LATELY))
_COURSES = union_all(
    select(_text.c.digest).where(_text.c.id.in_(
        select(_enrolment.c.course_version_id).where(_enrolment.c.employee_id == bindparam("employee"))
        .order_by(_enrolment.c.id.desc()).limit(LATELY))),
    select(_text.c.digest).where(_text.c.id.in_(
        select(_course.c.current_id).join(_duty, _duty.c.course_id == _course.c.id)
        .where(_duty.c.employee_id == bindparam("employee"), _duty.c.done_at.is_(None), _duty.c.withdrawn_at.is_(None)))))


def scope_of(employee_id: int, moment: dt.datetime, zone: str) -> Scope:
    """Return what somebody may be asked at `moment`, from the quizzes that they took and those of their courses."""
    scope, attempts = Scope(), db.session.execute(_ATTEMPTS, {"employee": employee_id}).all()
    by_slug: dict[str, list[Row[Any]]] = {}
    for row in attempts:
        by_slug.setdefault(row.slug, []).append(row)
    failed = [slug for slug, rows in by_slug.items() if not any(row.passed for row in rows)]
    out = {slug for _employee, slug in used_up([employee_id], failed)}
    local = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    scope.settled = {slug for slug, rows in by_slug.items() if _is_settled(rows, slug in out, local)}
    keys = _keys_of({version for row in attempts for version in row.paper})
    for row in attempts:
        paper = {keys[version] for version in row.paper if version in keys}
        scope.met |= paper
        if row.slug not in scope.settled or row.submitted_at is None:
            scope.kept |= paper
    _look_at_courses(scope, employee_id)
    return scope


def _is_settled(rows: list[Row[Any]], is_used_up: bool, local: dt.datetime) -> bool:
    """Whether somebody may see which answers were right, by the latest version that they took."""
    quiz = quiz_by_digest(rows[0].digest)
    done, passed = any(row.submitted_at for row in rows), any(row.passed for row in rows)
    return {When.AT_ONCE: done, When.SETTLED: passed or is_used_up, When.NEVER: False,
            When.CLOSED: quiz.closes is not None and local >= quiz.closes}[quiz.review.answers]


def _keys_of(versions: Collection[int]) -> dict[int, str]:
    rows = db.session.execute(select(_asked.c.id, _asked.c.key).where(_asked.c.id.in_(versions))) if versions else ()
    return {version: key for version, key in rows}


def _look_at_courses(scope: Scope, employee_id: int) -> None:
    """Add what the quizzes of somebody's courses ask, taken or not."""
    digests = db.session.scalars(_COURSES, {"employee": employee_id}).all()
    slugs = {step.slug for digest in set(digests) for step in course_by_digest(digest).steps if step.kind is StepKind.QUIZ}
    rows = db.session.execute(select(_quiz.c.slug, _version.c.digest).select_from(
        _quiz.join(_version, _version.c.id == _quiz.c.current_id)).where(_quiz.c.slug.in_(slugs | scope.settled)))
    for slug, digest in rows:
        slots = quiz_by_digest(digest).slots
        fixed = {slot.key for slot in slots if isinstance(slot, Fixed)}
        scope.met |= fixed
        scope.kept |= fixed if slug not in scope.settled else set()
        scope.categories |= {slot.category for slot in slots if isinstance(slot, Draw) and slot.category}


def new_questions(employee_id: int, scope: Scope) -> list[Offer]:
    """Return questions that somebody has no card of: met in a quiz of theirs, or of a category that theirs draw from."""
    wanted = [_bank.c.key.in_(sorted(key for key in scope.met if scope.allows(key)))]
    for category in sorted(scope.categories):
        wanted += [_bank.c.category == category, _bank.c.category.startswith(f"{category}/", autoescape=True)]
    known = exists().where(_card.c.employee_id == employee_id, _card.c.question_id == _bank.c.id)
    rows = db.session.execute(
        select(_bank.c.id, _bank.c.current_id, _bank.c.touchpoint, _bank.c.dimension, _bank.c.key)
        .where(_bank.c.retired_at.is_(None), _bank.c.kind.in_(sorted(ASKED)), ~known, or_(*wanted))
        .order_by(_bank.c.id).limit(MOST))
    return [Offer(row.id, row.current_id, row.touchpoint or "", row.dimension or "")
            for row in rows if scope.allows(row.key)]


def weak_places(employee_id: int, day: dt.date) -> frozenset[Place]:
    """Return where visits of the last year say that somebody has something to gain.

    Nothing where their unit keeps nothing about persons.
    """
    kept = select(_unit.c.people).join(_person, _person.c.unit_id == _unit.c.id).where(_person.c.id == employee_id)
    if db.session.scalar(kept) == "none":
        return frozenset()
    return weak(_seen(person_cells([employee_id], since=f"{day - MONTHS:%Y-%m}")))


def _seen(cells: Iterable[Any]) -> Iterable[Seen]:
    touchpoints = {touchpoint.id: touchpoint for touchpoint in list_touchpoints()}
    for cell in cells:
        touchpoint = touchpoints[cell.touchpoint_id]
        yield Seen((touchpoint.slug, cell.dimension), Sums(int(cell.n), float(cell.total), float(cell.squares)),
                   float(touchpoint.expectation[cell.dimension]))
