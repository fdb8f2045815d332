"""Reading what people did, and making days of active time of it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select, func, or_, select

from cxtrain.extensions import db
from cxtrain.jobs.models import PeriodicSlot
from cxtrain.people.models import Employee, Membership, Unit
from cxtrain.quizzes.models import Answer, Quiz, QuizAttempt
from cxtrain.quizzes.papers.exams.models import ON_SCREEN
from cxtrain.roleplay.models import Attempt, Hint, Scenario, Step
from cxtrain.training.activity.attribution import Duty, Purpose, Way, is_duty, purpose
from cxtrain.training.activity.hours import shares
from cxtrain.training.activity.models import LearningDay
from cxtrain.training.activity.spans import Mark, Piece, pieces
from cxtrain.training.course import StepKind
from cxtrain.training.models import Assignment, CourseVersion, Enrolment, LessonRead
from cxtrain.training.queries import course_by_digest

SLOT = "learning time summed up"  # of the turns that worked; each is a day of UTC
CHUNK = 500  # people in one statement
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Learnt:
    """How long somebody learnt on one day, for one way through a course or outside any (None); seconds."""

    employee_id: int
    day: dt.date  # at the unit where they belonged
    unit_id: int
    enrolment_id: int | None
    seconds: int
    outside: int  # outside working time
    assigned: int  # for a course given as working time
    assigned_outside: int


@dataclass(frozen=True)
class StepDay:
    """How long somebody was at one step of a course on one day; seconds of active time."""

    employee_id: int
    day: dt.date
    unit_id: int
    enrolment_id: int
    step: str  # key, such as "quiz:front-desk"
    seconds: int


class _Done(NamedTuple):
    """Something that was done: at the step `key`, or, where it is known, for the way through a course."""

    start: dt.datetime
    end: dt.datetime
    key: str
    enrolment_id: int | None = None


@dataclass(frozen=True)
class _Person:
    """What is known about somebody: ways through courses, duties, and where they belonged since when, latest first."""

    ways: list[Way]
    duties: list[Duty]
    places: list[tuple[dt.date, int, str]]  # first day, unit, its zone

    def place(self, day: dt.date) -> tuple[int, str]:
        """Return the unit of that day, and its zone; before the first one, the first."""
        return next((place[1:] for place in self.places if place[0] <= day), self.places[-1][1:])


def summed_through() -> dt.datetime | None:
    """Return the moment until which the sums hold all that was done, wherever; None while nothing has been summed up."""
    last = db.session.scalar(select(func.max(PeriodicSlot.slot)).where(PeriodicSlot.name == SLOT))
    return dt.datetime.combine(dt.date.fromisoformat(last), dt.time(), dt.UTC) if last else None


def summed_until() -> dt.date | None:
    """Return the last day that the sums hold whole, everywhere on earth; None while nothing has been summed up."""
    through = summed_through()
    return through.date() - 2 * DAY if through else None


def days_of(employee_id: int) -> list[Learnt]:
    """Return all days on which somebody learnt: the sums as far as they are whole, and what has been done since."""
    until = summed_until()
    since = until + DAY if until else dt.date.min
    table = LearningDay.__table__
    kept = select(*(table.c[name] for name in Learnt.__dataclass_fields__)).where(
        table.c.employee_id == employee_id, table.c.day < since)
    return [*(Learnt(*row) for row in db.session.execute(kept)), *learnt(since, [employee_id])]


def learnt(since: dt.date, people: Sequence[int] | None = None, *, until: dt.date = dt.date.max) -> list[Learnt]:
    """Return the days from `since` on and before `until`, from what was done: of these people, or of all.

    What a day brings does not depend on either: the marks of the days around are read, too.
    """
    return learnt_by_step(since, people, until=until)[0]


def learnt_by_step(since: dt.date, people: Sequence[int] | None = None, *,
                   until: dt.date = dt.date.max) -> tuple[list[Learnt], list[StepDay]]:
    """Return the same days, and how long of them was spent at each step of each course."""
    done = _done_between(since, until, people)
    ids = sorted(done)
    days: list[Learnt] = []
    steps: list[StepDay] = []
    for start in range(0, len(ids), CHUNK):
        for employee_id, person in _people(ids[start : start + CHUNK]).items():
            made = pieces(_marks(person, done[employee_id]))
            days += (day for day in _days(employee_id, person, made) if since <= day.day < until)
            steps += (day for day in _steps(employee_id, person, made) if since <= day.day < until)
    return days, steps


def _days(employee_id: int, person: _Person, made: Iterable[Piece[Purpose]]) -> Iterator[Learnt]:
    """Yield the days of somebody whose active time this is."""
    sums: dict[tuple[dt.date, int, int | None], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for piece in made:
        zone = person.place(piece.start.date())[1]
        for share in shares(piece.start, piece.end, zone):
            parts = sums[share.day, person.place(share.day)[0], piece.about.enrolment_id]
            assigned = piece.about.assigned
            for at, counts in enumerate((True, share.outside, assigned, assigned and share.outside)):
                parts[at] += share.seconds if counts else 0
    for (day, unit_id, enrolment_id), (seconds, outside, assigned_seconds, both) in sums.items():
        yield Learnt(employee_id, day, unit_id, enrolment_id, seconds, outside, assigned_seconds, both)


def _steps(employee_id: int, person: _Person, made: Iterable[Piece[Purpose]]) -> Iterator[StepDay]:
    """Yield the steps of courses at which somebody was, day by day."""
    sums: dict[tuple[dt.date, int, int, str], int] = defaultdict(int)
    for piece in made:
        if piece.about.enrolment_id is not None:
            for share in shares(piece.start, piece.end, person.place(piece.start.date())[1]):
                sums[share.day, person.place(share.day)[0], piece.about.enrolment_id, piece.about.step] += share.seconds
    return (StepDay(employee_id, *key, seconds) for key, seconds in sums.items())


def _marks(person: _Person, done: Iterable[_Done]) -> Iterator[Mark[Purpose]]:
    courses = {way.enrolment_id: way.course_id for way in person.ways}
    for each in done:
        if each.enrolment_id is not None:
            course = courses[each.enrolment_id]
            about = Purpose(each.enrolment_id, is_duty(course, each.end, person.duties), each.key)
        else:
            zone = person.place(each.end.date())[1]
            found = purpose(each.key, each.end, zone, ways=person.ways, duties=person.duties)
            about = Purpose(found.enrolment_id, found.assigned, each.key)
        yield Mark(each.start, each.end, about)


def _done_between(since: dt.date, until: dt.date, people: Sequence[int] | None) -> dict[int, list[_Done]]:
    """Return what was done from the day before `since` to the day after `until`, by person."""
    # A day more, because the time before a mark may belong to it; another for zones around UTC.
    first = dt.datetime.combine(max(since, dt.date(2000, 1, 1)) - 2 * DAY, dt.time(), dt.UTC)
    last = dt.datetime.combine(min(until, dt.date(2999, 1, 1)) + 2 * DAY, dt.time(), dt.UTC)
    found: dict[int, list[_Done]] = defaultdict(list)
    for employee_id, enrolment_id, lesson, read_at, seconds in _rows(_lessons(first, last), Enrolment.employee_id, people):
        opened = read_at - dt.timedelta(seconds=seconds or 0)
        found[employee_id].append(_Done(opened, read_at, f"{StepKind.LESSON}:{lesson}", enrolment_id))
    for kind, statements, owner in ((StepKind.SCENARIO, _plays(first, last), Attempt.employee_id),
                                    (StepKind.QUIZ, _quizzes(first, last), QuizAttempt.employee_id)):
        for statement in statements:
            for employee_id, slug, *moments in _rows(statement, owner, people):
                key = f"{kind}:{slug}"
                found[employee_id] += (_Done(at, at, key) for at in moments if at and first <= at < last)
    return found


def _rows(statement: Select[Any], owner: Any, people: Sequence[int] | None) -> Iterable[Any]:
    return db.session.execute(statement.where(owner.in_(people)) if people is not None else statement)


def _lessons(first: dt.datetime, last: dt.datetime) -> Select[Any]:
    return (select(Enrolment.employee_id, LessonRead.enrolment_id, LessonRead.lesson, LessonRead.read_at, LessonRead.seconds)
            .join(Enrolment, Enrolment.id == LessonRead.enrolment_id)
            .where(LessonRead.read_at >= first, LessonRead.read_at < last))


def _plays(first: dt.datetime, last: dt.datetime) -> tuple[Select[Any], ...]:
    then = or_(Attempt.finished_at >= first, Attempt.finished_at.is_(None)), Attempt.started_at < last
    whole = select(Attempt.employee_id, Scenario.slug, Attempt.started_at, Attempt.finished_at)
    taken = [select(Attempt.employee_id, Scenario.slug, each.at).join(each, each.attempt_id == Attempt.id).where(
        each.at >= first, each.at < last) for each in (Step, Hint)]
    return tuple(each.join(Scenario, Scenario.id == Attempt.scenario_id).where(*then) for each in (whole, *taken))


def _quizzes(first: dt.datetime, last: dt.datetime) -> tuple[Select[Any], ...]:
    then = or_(QuizAttempt.submitted_at >= first, QuizAttempt.submitted_at.is_(None)), QuizAttempt.started_at < last, ON_SCREEN
    whole = select(QuizAttempt.employee_id, Quiz.slug, QuizAttempt.started_at, QuizAttempt.submitted_at)
    answers = select(QuizAttempt.employee_id, Quiz.slug, Answer.saved_at).join(
        Answer, Answer.attempt_id == QuizAttempt.id).where(Answer.saved_at >= first, Answer.saved_at < last)
    return tuple(each.join(Quiz, Quiz.id == QuizAttempt.quiz_id).where(*then) for each in (whole, answers))


def first_day() -> dt.date | None:
    """Return the first day on which anything was done, as UTC counts; None where nothing was."""
    firsts = (db.session.scalar(select(func.min(moment))) for moment in (
        LessonRead.read_at, Attempt.started_at, QuizAttempt.started_at))
    return min((first.date() for first in firsts if first), default=None)


def _people(ids: Collection[int]) -> dict[int, _Person]:
    """Return what is known about these people, in four statements."""
    found = {employee_id: _Person([], [], []) for employee_id in ids}
    for row in db.session.execute(
            select(Enrolment.employee_id, Enrolment.id, Enrolment.course_id, CourseVersion.digest, Enrolment.started_on,
                   Enrolment.passed_at)
            .join(CourseVersion, CourseVersion.id == Enrolment.course_version_id).where(Enrolment.employee_id.in_(ids))):
        keys = frozenset(step.key for step in course_by_digest(row.digest).steps)
        found[row.employee_id].ways.append(Way(row.id, row.course_id, keys, row.started_on, row.passed_at))
    for row in db.session.execute(
            select(Assignment.employee_id, Assignment.course_id, Assignment.at, Assignment.done_at, Assignment.withdrawn_at)
            .where(Assignment.employee_id.in_(ids), Assignment.working_time)):
        ended = min(filter(None, (row.done_at, row.withdrawn_at)), default=None)
        found[row.employee_id].duties.append(Duty(row.course_id, row.at, ended))
    for employee_id, first, unit_id, zone in _places(ids):
        found[employee_id].places.append((first, unit_id, zone))
    return found


def _places(ids: Collection[int]) -> Iterator[tuple[int, dt.date, int, str]]:
    """Yield where these people belonged and since when, the latest first; at last where they do now, for all days before."""
    moves = (select(Membership.employee_id, Membership.start_on, Unit.id, Unit.zone).join(Unit, Unit.id == Membership.unit_id)
             .where(Membership.employee_id.in_(ids)).order_by(Membership.start_on.desc(), Membership.id.desc()))
    yield from db.session.execute(moves).tuples()
    now = select(Employee.id, Unit.id, Unit.zone).join(Unit, Unit.id == Employee.unit_id).where(
        Employee.id.in_(ids), ~Employee.id.in_(select(Membership.employee_id).where(Membership.employee_id.in_(ids))))
    yield from ((employee_id, dt.date.min, unit_id, zone) for employee_id, unit_id, zone in db.session.execute(now))
