"""Reading courses, lessons and one's own way through them."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import abort
from sqlalchemy import Row, Select, bindparam, literal, select, union_all

from cxtrain.extensions import db
from cxtrain.quizzes.models import Quiz, QuizAttempt, QuizVersion
from cxtrain.roleplay.models import Scenario, ScenarioVersion
from cxtrain.training import course as files
from cxtrain.training import lesson as texts
from cxtrain.training.course import StepKind
from cxtrain.training.models import (
    Assignment,
    Course,
    CourseVersion,
    Enrolment,
    Lesson,
    LessonRead,
    LessonVersion,
    StepTry,
)
from cxtrain.training.practicals.models import PracticalSheet, PracticalSheetVersion
from cxtrain.training.progress import Progress, Tries, not_started, progress
from cxtrain.web.bilingual import Bilingual


@dataclass(frozen=True)
class Card:
    """A course as Today and the list of courses show it to one person."""

    slug: str
    title: Bilingual
    summary: Bilingual
    progress: Progress
    started: bool
    due_on: dt.date | None  # the day of a waiting assignment
    working_time: bool | None  # of that assignment; None where nothing was assigned


@dataclass(frozen=True)
class Taken:
    """A course that somebody took, or is taking."""

    enrolment_id: int
    slug: str
    title: Bilingual
    class_hours: int
    started_on: dt.date
    passed_at: dt.datetime | None


@lru_cache(maxsize=256)
def course_by_digest(digest: str) -> files.Course:
    """Return the course whose text has this SHA-256. Parsed once per process: what a digest names cannot change.

    Raises:
        LookupError: no version has that digest, or its text can no longer be read.
    """
    source = db.session.scalar(select(CourseVersion.source).where(CourseVersion.digest == digest))
    course = files.parse(source).course if source is not None else None
    if course is None:
        raise LookupError(f"no readable course has the digest {digest}")
    return course


def course_of(version: CourseVersion) -> files.Course:
    """Return the course of a version."""
    return course_by_digest(version.digest)


@lru_cache(maxsize=256)
def lesson_by_digest(digest: str) -> texts.Lesson:
    """Return the lesson with this digest, rendered and sanitised once per process.

    Raises:
        LookupError: no version has that digest, or its texts can no longer be read.
    """
    query = select(LessonVersion.slug, LessonVersion.zh, LessonVersion.en).where(LessonVersion.digest == digest)
    row = db.session.execute(query).first()
    lesson = texts.parse(*row).lesson if row else None
    if lesson is None:
        raise LookupError(f"no readable lesson has the digest {digest}")
    return lesson


def get_course(slug: str) -> Course:
    """Return the published course; otherwise answer 404. Courses are for everybody who trains."""
    return db.session.scalar(select(Course).where(Course.slug == slug)) or abort(404)


def get_lesson(course: files.Course, slug: str) -> texts.Lesson:
    """Return the current text of a lesson of `course`; otherwise answer 404."""
    if course.step(StepKind.LESSON, slug) is None:
        abort(404)
    lesson = db.session.scalar(select(Lesson).where(Lesson.slug == slug)) or abort(404)
    return lesson_by_digest(lesson.current.digest)


def latest_enrolment(employee_id: int, course: Course) -> Enrolment | None:
    """Return the enrolment that somebody is on the way with, else the one they passed last."""
    query = select(Enrolment).where(Enrolment.employee_id == employee_id, Enrolment.course_id == course.id)
    return db.session.scalar(query.order_by(Enrolment.id.desc()).limit(1))


def running_enrolment(employee_id: int, course: Course) -> Enrolment | None:
    """Return the enrolment that somebody is on the way with."""
    return db.session.scalar(select(Enrolment).where(
        Enrolment.employee_id == employee_id, Enrolment.course_id == course.id, Enrolment.passed_at.is_(None)))


def quiz_scores(enrolment: Enrolment, slug: str) -> dict[int, float]:
    """Return the scores of the attempts at a quiz that were handed in while the enrolment was on the way, by attempt id."""
    first = dt.datetime.combine(enrolment.started_on, dt.time(), dt.UTC) - dt.timedelta(days=1)  # whatever the unit's zone
    query = select(QuizAttempt.id, QuizAttempt.score).join(Quiz, Quiz.id == QuizAttempt.quiz_id).where(
        Quiz.slug == slug, QuizAttempt.employee_id == enrolment.employee_id, QuizAttempt.score.is_not(None),
        QuizAttempt.submitted_at >= first)
    if enrolment.passed_at is not None:
        query = query.where(QuizAttempt.submitted_at <= enrolment.passed_at)
    return dict(db.session.execute(query).tuples().all())


def progress_of(enrolment: Enrolment) -> Progress:
    """Return how far an enrolment has come."""
    read = set(db.session.scalars(select(LessonRead.lesson).where(LessonRead.enrolment_id == enrolment.id)))
    rows = db.session.scalars(select(StepTry).where(StepTry.enrolment_id == enrolment.id))
    tried = {row.step: Tries(row.tries, row.best, row.passed_at is not None) for row in rows}
    return progress(course_of(enrolment.version), read=read, tried=tried)


def has_read(enrolment: Enrolment, lesson: str) -> bool:
    """Whether the lesson has been marked as read."""
    return db.session.get(LessonRead, (enrolment.id, lesson)) is not None


def waiting_assignment(employee_id: int, course: Course) -> Assignment | None:
    """Return the assignment of the course that somebody still has to do."""
    return db.session.scalar(select(Assignment).where(
        Assignment.employee_id == employee_id, Assignment.course_id == course.id, Assignment.done_at.is_(None),
        Assignment.withdrawn_at.is_(None)))


def step_titles(course: files.Course) -> dict[str, dict[str, str]]:
    """Return the titles of the course's steps, by step key; one that has gone missing shows its slug."""
    found = {kind: dict(db.session.execute(query).all()) for kind, query in _titles(course).items()}
    return {step.key: found.get(step.kind, {}).get(step.slug) or plain_title(step) for step in course.steps}


def plain_title(step: files.Step) -> dict[str, str]:
    """Return what a step is called that has no title of its own: a class, or something that has gone missing."""
    return {"zh": "培训班", "en": "Class"} if step.kind is StepKind.CLASSROOM else {"zh": step.slug, "en": step.slug}


def known_slugs(course: files.Course) -> dict[StepKind, set[str]]:
    """Return what is published of that which the course names; classes are held, not published."""
    return {kind: {slug for slug, _title in db.session.execute(query)} for kind, query in _titles(course).items()}


def _titles(course: files.Course) -> dict[StepKind, Select[tuple[str, dict[str, str]]]]:
    tables = {StepKind.LESSON: (Lesson, LessonVersion), StepKind.SCENARIO: (Scenario, ScenarioVersion),
              StepKind.QUIZ: (Quiz, QuizVersion), StepKind.PRACTICAL: (PracticalSheet, PracticalSheetVersion)}
    return {
        kind: select(thing.slug, version.title).join(version, version.id == thing.current_id)
        .where(thing.slug.in_([step.slug for step in course.steps if step.kind is kind]))
        for kind, (thing, version) in tables.items()
    }


def cards_for(employee_id: int) -> list[Card]:
    """Return what Today shows: courses that are assigned and courses on the way, in three statements at most.

    Those with a day come first, the soonest on top; then those on the way, the latest started on top.
    """
    who = {"employee_id": employee_id}
    due = {row.course_id: row for row in db.session.execute(_DUE, who)}
    running = db.session.execute(_RUNNING, who).all()
    keys: dict[int, set[str]] = {row.id: set() for row in running}
    for enrolment_id, key in db.session.execute(_KEYS, who) if running else ():
        keys[enrolment_id].add(key)
    going = [_card(row.digest, keys[row.id], due.get(row.course_id)) for row in running]
    begun = {row.course_id for row in running}
    waiting = [_card(row.digest, None, row) for course_id, row in due.items() if course_id not in begun]
    return sorted(going + waiting, key=lambda card: card.due_on or dt.date.max)


_DONE = union_all(
    select(LessonRead.enrolment_id.label("enrolment_id"), (literal("lesson:") + LessonRead.lesson).label("key")),
    select(StepTry.enrolment_id, StepTry.step).where(StepTry.passed_at.is_not(None)),
).subquery()
# Today runs these for everybody: over tables, made once, and each part by an index whatever the history.
_enrolment, _version, _read, _try, _assignment, _course = (
    model.__table__ for model in (Enrolment, CourseVersion, LessonRead, StepTry, Assignment, Course))
_MINE = (_enrolment.c.employee_id == bindparam("employee_id"), _enrolment.c.passed_at.is_(None))
_RUNNING = (
    select(_enrolment.c.id, _enrolment.c.course_id, _version.c.digest)
    .select_from(_enrolment.join(_version, _version.c.id == _enrolment.c.course_version_id))
    .where(*_MINE).order_by(_enrolment.c.started_on.desc(), _enrolment.c.id.desc()))
_TAKEN = (
    select(_enrolment.c.id, _enrolment.c.started_on, _enrolment.c.passed_at, _version.c.digest)
    .select_from(_enrolment.join(_version, _version.c.id == _enrolment.c.course_version_id))
    .where(_enrolment.c.employee_id == bindparam("employee_id")).order_by(_enrolment.c.id.desc()))
_ids = select(_enrolment.c.id).where(*_MINE)
_KEYS = union_all(
    select(_read.c.enrolment_id, literal("lesson:") + _read.c.lesson).where(_read.c.enrolment_id.in_(_ids)),
    select(_try.c.enrolment_id, _try.c.step).where(_try.c.enrolment_id.in_(_ids), _try.c.passed_at.is_not(None)))
_DUE = (
    select(_assignment.c.course_id, _assignment.c.due_on, _assignment.c.working_time, _version.c.digest)
    .select_from(_assignment.join(_course, _course.c.id == _assignment.c.course_id)
                 .join(_version, _version.c.id == _course.c.current_id))
    .where(_assignment.c.employee_id == bindparam("employee_id"), _assignment.c.done_at.is_(None),
           _assignment.c.withdrawn_at.is_(None)))


def _card(digest: str, keys: set[str] | None, due: Row[Any] | None) -> Card:
    """Return the card of a course; `keys` are those of the steps done, None where it was not started."""
    course = course_by_digest(digest)
    made = not_started(course) if keys is None else progress_from(course, keys)
    return Card(course.slug, course.title, course.summary, made, started=keys is not None,
                due_on=due.due_on if due else None, working_time=due.working_time if due else None)


def progress_from(course: files.Course, keys: set[str]) -> Progress:
    """Return how far somebody is who has done the steps with these keys; what was tried in vain is not in it."""
    read = {key.removeprefix("lesson:") for key in keys}
    return progress(course, read=read, tried={key: Tries(1, None, True) for key in keys})


def done_keys(enrolment_ids: list[int]) -> dict[int, set[str]]:
    """Return the keys of the steps done, by enrolment."""
    found: dict[int, set[str]] = {}
    for enrolment_id, key in db.session.execute(
            select(_DONE.c.enrolment_id, _DONE.c.key).where(_DONE.c.enrolment_id.in_(enrolment_ids))):
        found.setdefault(enrolment_id, set()).add(key)
    return found


def course_with_step(employee_id: int, kind: StepKind, slug: str) -> files.Course | None:
    """Return the course with that step on which somebody is or was last, None where there is none."""
    digests = db.session.scalars(
        select(CourseVersion.digest).join(Enrolment, Enrolment.course_version_id == CourseVersion.id)
        .where(Enrolment.employee_id == employee_id).order_by(Enrolment.id.desc()).limit(20))
    return next((course for course in map(course_by_digest, digests) if course.step(kind, slug)), None)


def courses_with_step(kind: StepKind, slug: str) -> list[files.Course]:
    """Return the courses with that step that are published, or that somebody is still on the way through."""
    running = select(Enrolment.course_version_id).where(Enrolment.passed_at.is_(None))
    needed = union_all(select(Course.current_id), running)
    digests = db.session.scalars(select(CourseVersion.digest).where(CourseVersion.id.in_(needed)))
    return [course for course in map(course_by_digest, digests) if course.step(kind, slug)]


def other_courses(employee_id: int) -> list[files.Course]:
    """Return the published courses that somebody has neither passed, nor on the way, nor to do; by slug."""
    mine = union_all(select(Enrolment.course_id).where(Enrolment.employee_id == employee_id), select(
        Assignment.course_id).where(Assignment.employee_id == employee_id, Assignment.done_at.is_(None),
                                    Assignment.withdrawn_at.is_(None)))
    query = select(CourseVersion.digest).join(Course, Course.current_id == CourseVersion.id)
    return [course_by_digest(digest) for digest in
            db.session.scalars(query.where(Course.id.not_in(mine)).order_by(Course.slug))]


def transcript(employee_id: int) -> list[Taken]:
    """Return the courses that somebody took or is taking, the latest first; one taken twice stands there twice."""
    rows = db.session.execute(_TAKEN, {"employee_id": employee_id})
    taken = [(row, course_by_digest(row.digest)) for row in rows]
    return [Taken(row.id, course.slug, course.title, course.class_hours, row.started_on, row.passed_at)
            for row, course in taken]


def published_course(slug: str) -> str | None:
    """Return the text that is published as this course, None where there is none."""
    query = select(CourseVersion.source).join(Course, Course.current_id == CourseVersion.id)
    return db.session.scalar(query.where(Course.slug == slug))


def published_lesson(slug: str) -> texts.Texts | None:
    """Return the texts that are published as this lesson, None where there are none."""
    query = select(LessonVersion.zh, LessonVersion.en).join(Lesson, Lesson.current_id == LessonVersion.id)
    found = db.session.execute(query.where(Lesson.slug == slug)).first()
    return texts.Texts(*found) if found else None
