"""Gathering a transcript: a fixed number of statements, however many courses there are."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, bindparam, select

from cxtrain.certificates.models import Certificate
from cxtrain.certificates.queries import certificates_of
from cxtrain.extensions import db
from cxtrain.people.models import Employee
from cxtrain.quizzes.models import Quiz, QuizVersion
from cxtrain.quizzes.papers.exams.models import PaperSitting
from cxtrain.reports.transcripts.sheet import CourseLine, Paper, StepLine, Transcript, Words, whole_minutes, year_lines
from cxtrain.roleplay.models import Scenario, ScenarioVersion
from cxtrain.training.activity.queries import Learnt, days_of
from cxtrain.training.course import Course, Step, StepKind
from cxtrain.training.models import CourseVersion, Enrolment, Lesson, LessonRead, LessonVersion, StepTry
from cxtrain.training.practicals.models import PracticalSheet, PracticalSheetVersion
from cxtrain.training.queries import course_by_digest, plain_title

_ways, _versions, _read, _tries = (model.__table__ for model in (Enrolment, CourseVersion, LessonRead, StepTry))
_WAYS = (
    select(_ways.c.id, _ways.c.started_on, _ways.c.passed_at, _versions.c.digest, _versions.c.published_at)
    .select_from(_ways.join(_versions, _versions.c.id == _ways.c.course_version_id))
    .where(_ways.c.employee_id == bindparam("employee")).order_by(_ways.c.started_on.desc(), _ways.c.id.desc()))
_MINE = select(_ways.c.id).where(_ways.c.employee_id == bindparam("employee"))
_READ = select(_read.c.enrolment_id, _read.c.lesson, _read.c.read_at).where(_read.c.enrolment_id.in_(_MINE))
_sittings = PaperSitting.__table__
_TRIES = select(
    _tries.c.enrolment_id, _tries.c.step, _tries.c.tries, _tries.c.best, _tries.c.passed_at,
    (_tries.c.step.startswith(f"{StepKind.QUIZ}:") & _tries.c.attempt_id.in_(select(_sittings.c.attempt_id))).label("on_paper"),
).where(_tries.c.enrolment_id.in_(_MINE))
TITLES = {StepKind.LESSON: (Lesson, LessonVersion), StepKind.SCENARIO: (Scenario, ScenarioVersion),
          StepKind.QUIZ: (Quiz, QuizVersion), StepKind.PRACTICAL: (PracticalSheet, PracticalSheetVersion)}
# Tries, best score, moment and whether the last try was on paper, by enrolment and step.
Done = dict[tuple[int, str], tuple[int | None, float | None, dt.datetime | None, bool]]


def transcript_of(person: Employee, day: dt.date) -> Transcript:
    """Return the transcript of `person` as of `day`, a day of their unit."""
    who, zone = {"employee": person.id}, ZoneInfo(person.unit.zone)
    rows = db.session.execute(_WAYS, who).all()
    courses = {row.id: course_by_digest(row.digest) for row in rows}
    titles, done, days = _titles(courses.values()), _done(who), days_of(person.id)
    papers: dict[int, list[Paper]] = {}
    for paper in certificates_of(person.id):
        papers.setdefault(paper.enrolment_id, []).append(_paper(paper, day))
    lines = tuple(_course(row, courses[row.id], papers.get(row.id, []), minutes=_minutes(days, row.id), zone=zone, steps=tuple(
        _step(step, titles, done.get((row.id, step.key)), zone) for step in courses[row.id].steps)) for row in rows)
    return Transcript(person.label, person.number, person.unit.label, person.post, person.joined_on, lines,
                      year_lines(lines, [(each.day, each.seconds) for each in days]), _minutes(days, None), day)


def _done(who: dict[str, int]) -> Done:
    found: Done = {(row.enrolment_id, f"{StepKind.LESSON}:{row.lesson}"): (None, None, row.read_at, False)
                   for row in db.session.execute(_READ, who)}
    tries = db.session.execute(_TRIES, who)
    found |= {(row.enrolment_id, row.step): (row.tries, row.best, row.passed_at, bool(row.on_paper)) for row in tries}
    return found


def _titles(courses: Iterable[Course]) -> dict[str, Words]:
    """Return the titles of all steps of the courses, by step key, in a statement for each kind of step."""
    wanted: dict[StepKind, set[str]] = {}
    for course in courses:
        for step in course.steps:
            wanted.setdefault(step.kind, set()).add(step.slug)
    found = {}
    for kind, slugs in wanted.items():
        if kind not in TITLES:
            continue
        thing, version = TITLES[kind]
        query = select(thing.slug, version.title).join(version, version.id == thing.current_id).where(thing.slug.in_(slugs))
        found |= {f"{kind}:{slug}": title for slug, title in db.session.execute(query)}
    return found


def _minutes(days: Iterable[Learnt], enrolment_id: int | None) -> int:
    return whole_minutes(sum(each.seconds for each in days if each.enrolment_id == enrolment_id))


def _course(row: Row[Any], course: Course, papers: list[Paper], *, minutes: int, zone: ZoneInfo,
            steps: tuple[StepLine, ...]) -> CourseLine:
    passed_on = row.passed_at.astimezone(zone).date() if row.passed_at else None
    return CourseLine(
        course.title.as_dict(), row.published_at.astimezone(zone).date(), row.started_on, passed_on, course.class_hours,
        course.class_hours if passed_on else 0, minutes, steps, next(iter(papers), None), tuple(papers[1:]))


def _step(step: Step, titles: dict[str, Words], done: Any, zone: ZoneInfo) -> StepLine:
    tries, best, moment, on_paper = done or (None if step.kind is StepKind.LESSON else 0, None, None, False)
    kind = "exam" if step.mode == "exam" else "paper" if on_paper else step.kind.value
    return StepLine(titles.get(step.key) or plain_title(step), kind, best, tries,
                    moment.astimezone(zone).date() if moment else None)


def _paper(row: Certificate, day: dt.date) -> Paper:
    return Paper(row.id, row.number, row.title, row.issued_on, row.valid_until, row.status(day).value)
