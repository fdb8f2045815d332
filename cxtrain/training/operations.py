"""Changes to courses, lessons and enrolments; the caller commits."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update

from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.journey.queries import touchpoints_by_slug
from cxtrain.ledger.operations import record
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Actor
from cxtrain.training import course as files
from cxtrain.training import lesson as texts
from cxtrain.training import signals
from cxtrain.training.activity.spans import reading_seconds
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
from cxtrain.training.progress import is_passed_by, is_try_at
from cxtrain.training.queries import course_of, known_slugs, progress_of, quiz_scores, running_enrolment
from cxtrain.web.documents import Fault


@dataclass(frozen=True)
class Published:
    """What publishing came to: no `row` where a fault is an error."""

    row: Course | Lesson | None
    faults: tuple[Fault, ...]
    changed: bool  # False: these very texts were current already


@dataclass(frozen=True)
class Try:
    """One finished attempt at a scenario or quiz."""

    kind: StepKind
    slug: str
    attempt_id: int
    score: float | None  # percent
    passed: bool = False  # for quizzes
    mode: str | None = None  # for scenarios: practice or exam


def publish_lesson(slug: str, zh: str, en: str) -> Published:
    """Make these texts the current version of the lesson, unless they are so already or have faults."""
    parsed = texts.parse(slug, zh, en)
    if parsed.lesson is None:
        return Published(None, parsed.faults, changed=False)
    digest = hashlib.sha256(f"{slug}\0{zh}\0{en}".encode()).hexdigest()
    version = db.session.scalar(select(LessonVersion).where(LessonVersion.digest == digest)) or LessonVersion(
        slug=slug, digest=digest, zh=zh, en=en, title=parsed.lesson.title.as_dict(), published_at=now())
    lesson = db.session.scalar(select(Lesson).where(Lesson.slug == slug)) or Lesson(slug=slug)
    changed = _make_current(lesson, version)
    return Published(lesson, parsed.faults, changed)


def publish_course(text: str | bytes) -> Published:
    """Make `text` the current version of the course it describes, unless it is so already or has faults.

    Its lessons, scenarios and quizzes must have been published before. Those on the way keep the version they began.
    """
    parsed = files.parse(text)
    if parsed.course is None:
        return Published(None, parsed.faults, changed=False)
    known = touchpoints_by_slug(list(parsed.course.touchpoints))
    faults = (*parsed.faults, *files.unknown_touchpoints(parsed, known))
    missing = files.missing_references(parsed, known_slugs(parsed.course))
    if missing:
        return Published(None, (*faults, *missing), changed=False)
    version = _course_version(text if isinstance(text, str) else text.decode(), parsed.course)
    course = db.session.scalar(select(Course).where(Course.slug == version.slug)) or Course(slug=version.slug)
    return Published(course, faults, _make_current(course, version))


def _course_version(source: str, course: files.Course) -> CourseVersion:
    digest = hashlib.sha256(source.encode()).hexdigest()
    return db.session.scalar(select(CourseVersion).where(CourseVersion.digest == digest)) or CourseVersion(
        slug=course.slug, digest=digest, source=source, title=course.title.as_dict(), published_at=now())


def _make_current(thing: Course | Lesson, version: CourseVersion | LessonVersion) -> bool:
    """Point `thing` to `version`; False where it did so already."""
    if version.id is not None and thing.current_id == version.id:
        return False
    thing.current = version
    db.session.add_all([version, thing])
    db.session.flush()
    record(f"{thing.__tablename__} published", thing, unit_id=None, slug=thing.slug, digest=version.digest)
    return True


def start_course(actor: Actor, course: Course) -> Enrolment:
    """Return the enrolment that the actor is on the way with, or a new one on the current version."""
    running = running_enrolment(actor.employee_id, course)
    if running:
        return running
    enrolment = Enrolment(employee_id=actor.employee_id, course_id=course.id, version=course.current,
                          started_on=today(actor.zone))
    db.session.add(enrolment)
    db.session.flush()
    record("course started", enrolment, unit_id=actor.unit_id, course=course.slug)
    return enrolment


def read_lesson(actor: Actor, enrolment: Enrolment, lesson: str, *, opened: datetime | None = None) -> None:
    """Note that the lesson, whose page was `opened` then, has been read, once; this may pass the course."""
    if db.session.get(LessonRead, (enrolment.id, lesson)):
        return
    moment, step = now(), course_of(enrolment.version).step(StepKind.LESSON, lesson)
    seconds = reading_seconds(opened, moment, minutes=step.minutes) if step else None
    db.session.add(LessonRead(enrolment_id=enrolment.id, lesson=lesson, read_at=moment, seconds=seconds))
    record("lesson read", enrolment, unit_id=actor.unit_id, lesson=lesson)
    settle(enrolment)


_ON_THE_WAY = select(Enrolment).where(Enrolment.employee_id == bindparam("employee"), Enrolment.passed_at.is_(None))


def note_try(employee_id: int, made: Try) -> None:
    """Let a finished attempt count in every course that its maker is on the way with; this may pass courses."""
    for enrolment in db.session.scalars(_ON_THE_WAY, {"employee": employee_id}).all():
        step = course_of(enrolment.version).step(made.kind, made.slug)
        if step is not None and is_try_at(step, made.mode):
            _count(enrolment, step, made)
            settle(enrolment)


def _count(enrolment: Enrolment, step: files.Step, made: Try) -> None:
    row = db.session.get(StepTry, (enrolment.id, step.key))
    if row is None:
        row = StepTry(enrolment_id=enrolment.id, step=step.key, tries=0)
        db.session.add(row)
    row.tries, row.attempt_id = row.tries + 1, made.attempt_id
    row.best = max((score for score in (row.best, made.score) if score is not None), default=None)
    if row.passed_at is None and is_passed_by(step, mode=made.mode, score=made.score, passed=made.passed):
        row.passed_at = now()


def note_class(enrolment: Enrolment, step: files.Step, made: Sequence[Try]) -> None:
    """Let `made`, every class that counts at a step of this way, the earliest first, be what was tried there.

    The step is counted anew, so the order in which classes were closed and corrected does not matter. A way that was passed
    stays so.
    """
    if enrolment.passed_at is not None:
        return
    row = db.session.get(StepTry, (enrolment.id, step.key))
    if made:
        row = row or StepTry(enrolment_id=enrolment.id, step=step.key)
        row.tries, row.attempt_id = len(made), made[-1].attempt_id
        row.best = max(each.score for each in made if each.score is not None)
        row.passed_at = (row.passed_at or now()) if any(each.passed for each in made) else None
        db.session.add(row)
    elif row is not None:
        db.session.delete(row)
    settle(enrolment)


def note_correction(employee_id: int, made: Try) -> None:
    """Let the new score of an attempt that had another one count where it was a try; this may pass courses, and undoes none."""
    for enrolment in db.session.scalars(select(Enrolment).where(Enrolment.employee_id == employee_id)).all():
        step = course_of(enrolment.version).step(made.kind, made.slug)
        row = db.session.get(StepTry, (enrolment.id, step.key)) if step else None
        scores = quiz_scores(enrolment, made.slug) if row else {}
        if step is None or row is None or made.attempt_id not in scores:
            continue
        row.best = max(scores.values())
        if row.passed_at is None and is_passed_by(step, mode=None, score=made.score, passed=made.passed):
            row.passed_at = now()
        settle(enrolment)


def settle(enrolment: Enrolment) -> bool:
    """Pass the enrolment if every step is done: its assignment is done too, and the news goes out. True if it did."""
    db.session.flush()
    if enrolment.passed_at is not None or not progress_of(enrolment).passed:
        return False
    enrolment.passed_at = now()
    db.session.execute(update(Assignment).where(
        Assignment.employee_id == enrolment.employee_id, Assignment.course_id == enrolment.course_id,
        Assignment.done_at.is_(None), Assignment.withdrawn_at.is_(None)).values(done_at=enrolment.passed_at))
    db.session.flush()
    unit_id = db.session.scalar(select(Employee.unit_id).where(Employee.id == enrolment.employee_id))
    record("course passed", enrolment, unit_id=unit_id, course=enrolment.version.slug)
    signals.course_passed.send(enrolment)
    return True
