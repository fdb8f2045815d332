"""Reading exams on site: places where one may open them, what is open, and who has begun."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort
from sqlalchemy import ColumnElement, func, or_, select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import below
from cxtrain.quizzes.models import Quiz, QuizAttempt
from cxtrain.quizzes.onsite.models import ExamOpening, ExamSeat
from cxtrain.quizzes.onsite.signals import asked_classes, asked_roster
from cxtrain.quizzes.queries import quiz_of

OPENERS = (Can.MARK_ANSWERS, Can.ASSESS, Can.RUN_CLASSES)


@dataclass(frozen=True)
class Place:
    """Where an exam can be opened: a unit with what lies below it, or a class."""

    value: str  # "unit-5", "class-9"
    unit_id: int
    class_id: int | None
    label: dict[str, str]
    room: str = ""


@dataclass(frozen=True)
class Listed:
    """An exam on site with how many have begun and handed in."""

    opening: ExamOpening
    begun: int
    handed_in: int


@dataclass(frozen=True)
class Seated:
    """Somebody who has begun."""

    person: Employee
    attempt: QuizAttempt


def _paths(actor: Actor) -> tuple[str, ...]:
    return tuple(sorted({path for can in OPENERS for path in actor.reach(can)}))


def _classes(actor: Actor) -> list[Place]:
    found = [place for _receiver, answer in asked_classes.send(actor) for place in answer]
    return [Place(f"class-{each.class_id}", each.unit_id, each.class_id, each.label, each.place) for each in found]


def places_for(actor: Actor) -> list[Place]:
    """Return where the actor may open exams: classes that are held these days first, then units in the order of the tree."""
    units = db.session.scalars(select(Unit).where(below(_paths(actor))).order_by(Unit.path))
    return [*_classes(actor), *(Place(f"unit-{unit.id}", unit.id, None, unit.label) for unit in units)]


def quizzes_on_site() -> list[Quiz]:
    """Return the quizzes that are sat on site only."""
    rows = db.session.scalars(select(Quiz).order_by(Quiz.slug))
    return [quiz for quiz in rows if quiz_of(quiz.current).on_site]


def _own(actor: Actor) -> ColumnElement[bool]:
    return or_(ExamOpening.unit_id.in_(select(Unit.id).where(below(_paths(actor)))), ExamOpening.opened_by == actor.employee_id)


def list_openings(actor: Actor, most: int = 50) -> list[Listed]:
    """Return the exams on site that the actor opened or that are in reach, the newest first."""
    rows = db.session.scalars(select(ExamOpening).where(_own(actor)).order_by(ExamOpening.id.desc()).limit(most)).all()
    counts = _counts([row.id for row in rows])
    return [Listed(row, *counts.get(row.id, (0, 0))) for row in rows]


def get_opening(actor: Actor, opening_id: int) -> ExamOpening:
    """Return an exam on site that the actor opened or that is in reach; otherwise answer 404."""
    return db.session.scalar(select(ExamOpening).where(ExamOpening.id == opening_id, _own(actor))) or abort(404)


def sees_code(actor: Actor, opening: ExamOpening) -> bool:
    """Whether the actor may open the page that shows the code: who can read it away from the room does not sit by it."""
    return db.session.scalar(select(ExamOpening.id).where(ExamOpening.id == opening.id, _own(actor))) is not None


def _counts(ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    if not ids:
        return {}
    rows = db.session.execute(
        select(ExamSeat.opening_id, func.count(), func.count(QuizAttempt.submitted_at))
        .join(QuizAttempt, QuizAttempt.id == ExamSeat.attempt_id).where(ExamSeat.opening_id.in_(ids))
        .group_by(ExamSeat.opening_id))
    return {opening: (begun, handed_in) for opening, begun, handed_in in rows}


def seats_of(opening: ExamOpening) -> list[Seated]:
    """Return who has begun, by name."""
    rows = db.session.execute(
        select(Employee, QuizAttempt).join(QuizAttempt, QuizAttempt.employee_id == Employee.id)
        .join(ExamSeat, ExamSeat.attempt_id == QuizAttempt.id).where(ExamSeat.opening_id == opening.id)
        .order_by(Employee.sort_key)).tuples()
    return [Seated(person, attempt) for person, attempt in rows]


def opening_by_code(quiz: Quiz, code: str) -> ExamOpening | None:
    """Return the exam that this code opens now, None where it opens none of this quiz."""
    return db.session.scalar(select(ExamOpening).where(
        ExamOpening.code == code, ExamOpening.code != "", ExamOpening.quiz_id == quiz.id, ExamOpening.ends_at > now()))


def has_sat(actor: Actor, opening: ExamOpening) -> bool:
    """Whether the actor has handed in an attempt that was begun there: each opening is one sitting."""
    return db.session.scalar(
        select(ExamSeat.attempt_id).join(QuizAttempt, QuizAttempt.id == ExamSeat.attempt_id)
        .where(ExamSeat.opening_id == opening.id, QuizAttempt.employee_id == actor.employee_id,
               QuizAttempt.submitted_at.is_not(None))) is not None


def may_sit(actor: Actor, opening: ExamOpening) -> bool:
    """Whether the actor is one of those for whom the exam was opened."""
    if opening.class_id is None:
        return actor.unit_path.startswith(opening.unit.path)
    return any(actor.employee_id in ids for _receiver, ids in asked_roster.send(opening.class_id))
