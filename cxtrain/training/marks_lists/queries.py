"""Reading who sat what, for marks lists: of people in reach, or of a class that one trains."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, or_, select, true

from cxtrain.extensions import db
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import EMPLOYED, below
from cxtrain.quizzes.models import Quiz, QuizAttempt, QuizVersion
from cxtrain.quizzes.onsite.models import ExamOpening, ExamSeat
from cxtrain.quizzes.papers.exams.models import PaperExam, PaperSitting
from cxtrain.quizzes.sittings.models import QuizSitting
from cxtrain.training.classes.models import ClassMember, TrainingClass
from cxtrain.training.marks_lists.listing import Line, MarksList, Words, kind_shown, with_absent
from cxtrain.training.practicals.models import PracticalSheet, PracticalSheetVersion, PracticalSitting

READERS = (Can.MARK_ANSWERS, Can.ASSESS, Can.RUN_CLASSES)


@dataclass(frozen=True)
class Thing:
    """What was sat: a quiz, one exam on paper, one on site, or a practical assessment."""

    value: str  # "quiz-5", "exam-7", "site-9", "sheet-2"
    title: Words

    @property
    def kind(self) -> str:
        """What it is."""
        return self.value.partition("-")[0]

    @property
    def key(self) -> int:
        """The id of its row."""
        return int(self.value.partition("-")[2])


@dataclass(frozen=True)
class Place:
    """Whose marks: a unit's with all below it, or a class's."""

    value: str  # "unit-5", "class-9"
    label: Words
    path: str = ""
    class_id: int | None = None


def _paths(actor: Actor) -> tuple[str, ...]:
    return tuple(sorted({path for can in READERS for path in actor.reach(can)}))


def places_for(actor: Actor) -> list[Place]:
    """Return the classes, the newest first, and the units of which the actor may have a list."""
    units = db.session.scalars(select(Unit).where(below(_paths(actor))).order_by(Unit.path)).all()
    classes = db.session.scalars(select(TrainingClass).where(
        TrainingClass.cancelled_at.is_(None), or_(TrainingClass.unit_id.in_([unit.id for unit in units]),
                                                  TrainingClass.trainer_id == actor.employee_id))
        .order_by(TrainingClass.id.desc()).limit(100))
    return [*(Place(f"class-{row.id}", _class_label(row), class_id=row.id) for row in classes),
            *(Place(f"unit-{unit.id}", unit.label, unit.path) for unit in units)]


def _class_label(row: TrainingClass) -> Words:
    title = row.course_version.title
    return {"zh": f"{title['zh']} {row.year}年第{row.term}期", "en": f"{title['en']} {row.year}, class {row.term}"}


def things() -> list[Thing]:
    """Return all quizzes and sheets of practical assessments."""
    quizzes = db.session.execute(select(Quiz.id, QuizVersion.title).join(QuizVersion, QuizVersion.id == Quiz.current_id)
                                 .order_by(Quiz.slug))
    sheets = db.session.execute(
        select(PracticalSheet.id, PracticalSheetVersion.title)
        .join(PracticalSheetVersion, PracticalSheetVersion.id == PracticalSheet.current_id).order_by(PracticalSheet.slug))
    return [*(Thing(f"quiz-{row_id}", title) for row_id, title in quizzes),
            *(Thing(f"sheet-{row_id}", title) for row_id, title in sheets)]


def one_exam(value: str) -> Thing:
    """Return one exam, on paper or on site, by "exam-7" or "site-9", or answer 404. Whose marks one sees hangs on the place."""
    kind, _dash, key = value.partition("-")
    known = key.isdecimal() and len(key) < 10  # a longer number is no id
    row = db.session.get({"exam": PaperExam, "site": ExamOpening}[kind], int(key)) if known else None
    if row is None:
        abort(404)
    version = row.version if isinstance(row, PaperExam) else row.quiz.current
    return Thing(value, version.title)


def marks_list(thing: Thing, place: Place, since: dt.date | None, until: dt.date | None) -> MarksList:
    """Return the list of a place that the actor may have; between two days, where it is not of one exam."""
    if thing.kind in ("exam", "site"):
        since = until = None
    find = _practicals if thing.kind == "sheet" else _quizzes
    lines = find(thing, place, since, until)
    if place.class_id is not None:
        lines = with_absent(lines, _roster(place.class_id))
    code = "-".join(("CJ", thing.value.upper().replace("-", ""), place.value.upper().replace("-", "")))
    return MarksList(code, thing.title, place.label, since, until, place.class_id is not None, tuple(lines))


def _among(place: Place, unit_id: Any, employee_id: Any) -> ColumnElement[bool]:
    if place.class_id is None:
        return unit_id.in_(select(Unit.id).where(below((place.path,))))
    return employee_id.in_(select(ClassMember.employee_id).where(
        ClassMember.class_id == place.class_id, ClassMember.removed_at.is_(None)))


def _between(day: Any, since: dt.date | None, until: dt.date | None) -> ColumnElement[bool]:
    return day.between(since, until) if since and until else true()


def _quizzes(thing: Thing, place: Place, since: dt.date | None, until: dt.date | None) -> list[Line]:
    one = {"quiz": QuizSitting.quiz_id == thing.key,
           "exam": QuizSitting.attempt_id.in_(select(PaperSitting.attempt_id).where(PaperSitting.exam_id == thing.key)),
           "site": QuizSitting.attempt_id.in_(select(ExamSeat.attempt_id).where(ExamSeat.opening_id == thing.key))}[thing.kind]
    rows = db.session.execute(
        select(QuizSitting, QuizAttempt.score, Employee, Unit)
        .join(QuizAttempt, QuizAttempt.id == QuizSitting.attempt_id).join(Employee, Employee.id == QuizSitting.employee_id)
        .join(Unit, Unit.id == QuizSitting.unit_id)
        .where(one, _between(QuizSitting.sat_on, since, until), _among(place, QuizSitting.unit_id, QuizSitting.employee_id),
               EMPLOYED).order_by(Unit.path, Employee.sort_key, Employee.id, QuizSitting.attempt_id))
    return [Line(person.number, person.label, unit.label, person.post, sat.sat_on, kind_shown(sat.kind, deferred=sat.deferred),
                 sat.form, score, sat.passed) for sat, score, person, unit in rows]


def _practicals(thing: Thing, place: Place, since: dt.date | None, until: dt.date | None) -> list[Line]:
    rows = db.session.execute(
        select(PracticalSitting, Employee, Unit).join(Employee, Employee.id == PracticalSitting.employee_id)
        .join(Unit, Unit.id == PracticalSitting.unit_id)
        .where(PracticalSitting.sheet_id == thing.key, PracticalSitting.decided_at.is_not(None),
               _between(PracticalSitting.sat_on, since, until), EMPLOYED,
               _among(place, PracticalSitting.unit_id, PracticalSitting.employee_id))
        .order_by(Unit.path, Employee.sort_key, Employee.id, PracticalSitting.number))
    return [Line(person.number, person.label, unit.label, person.post, sat.sat_on, sat.kind, "practical", sat.score, sat.passed)
            for sat, person, unit in rows]


def _roster(class_id: int) -> Sequence[Line]:
    rows = db.session.execute(
        select(Employee, Unit).join(ClassMember, ClassMember.employee_id == Employee.id)
        .join(Unit, Unit.id == ClassMember.unit_id)
        .where(ClassMember.class_id == class_id, ClassMember.removed_at.is_(None))
        .order_by(Unit.path, Employee.sort_key, Employee.id))
    return [Line(person.number, person.label, unit.label, person.post) for person, unit in rows]
