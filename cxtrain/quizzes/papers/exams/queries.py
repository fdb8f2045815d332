"""Reading exams on paper, and who in reach sat them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flask import abort
from sqlalchemy import Select, func, select

from cxtrain.extensions import db
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import EMPLOYED, within
from cxtrain.quizzes.models import QuizAttempt
from cxtrain.quizzes.papers.exams.keyed import Person
from cxtrain.quizzes.papers.exams.models import PaperExam, PaperSitting
from cxtrain.quizzes.papers.exams.sheet import Section, most_of, sections_of
from cxtrain.quizzes.queries import questions_by_version, quiz_of
from cxtrain.quizzes.question import Question
from cxtrain.web.keying import plain
from cxtrain.web.pages import said


@dataclass(frozen=True)
class Listed:
    """An exam, and how many in reach have marks."""

    exam: PaperExam
    sittings: int


@dataclass(frozen=True)
class Sat:
    """Somebody's marks at an exam on paper."""

    sitting: PaperSitting
    attempt: QuizAttempt
    person: Employee
    keyer: Employee


def list_exams(actor: Actor) -> list[Listed]:
    """Return the exams, the newest first, with how many people in reach have marks."""
    counted = select(PaperSitting.exam_id, func.count()).join(Employee, Employee.id == PaperSitting.employee_id).join(
        Unit, Unit.id == Employee.unit_id).where(within(actor, Can.MARK_ANSWERS)).group_by(PaperSitting.exam_id)
    counts = dict(db.session.execute(counted).tuples().all())
    rows = db.session.scalars(select(PaperExam).order_by(PaperExam.id.desc()).limit(100))
    return [Listed(exam, counts.get(exam.id, 0)) for exam in rows]


def get_exam(exam_id: int) -> PaperExam:
    """Return the exam, or answer 404. Exams belong to the firm; whose marks one sees hangs on the reach."""
    return db.session.get(PaperExam, exam_id) or abort(404)


def questions_on(exam: PaperExam) -> tuple[Question, ...]:
    """Return the questions of an exam as they stood when it was made; each has its key as id."""
    found = questions_by_version(exam.paper)
    ids = {version_id: key.removeprefix(f"{exam.version.slug}/") for version_id, (key, _question) in found.items()}
    return tuple(found[version_id][1].model_copy(update={"id": ids[version_id]}) for version_id in exam.paper)


def sections_on(exam: PaperExam, form: str) -> tuple[Section, ...]:
    """Return the sections of form A or B."""
    return sections_of(quiz_of(exam.version), questions_on(exam), exam.seed_a if form == "A" else exam.seed_b)


def most_on(exam: PaperExam) -> tuple[Fraction, ...]:
    """Return the most marks of each section."""
    return most_of(quiz_of(exam.version), questions_on(exam))


def people_by_number(actor: Actor, exam: PaperExam, numbers: Collection[str]) -> dict[str, Person]:
    """Return the people in reach who have these staff numbers, by number in capitals."""
    wanted = {plain(number).upper() for number in numbers}
    keyed = select(PaperSitting.employee_id).where(PaperSitting.exam_id == exam.id)
    rows = db.session.execute(
        select(Employee, Employee.id.in_(keyed)).join(Unit, Unit.id == Employee.unit_id)
        .where(func.upper(Employee.number).in_(wanted), within(actor, Can.MARK_ANSWERS), EMPLOYED))
    return {person.number.upper(): Person(person.id, said(person.label), person.status == "left",
                                          person.id == actor.employee_id, bool(is_keyed)) for person, is_keyed in rows}


def sittings_of(actor: Actor, exam: PaperExam) -> list[Sat]:
    """Return the marks of people in reach, by unit and name."""
    query = _sat().where(PaperSitting.exam_id == exam.id, within(actor, Can.MARK_ANSWERS))
    return [Sat(*row) for row in db.session.execute(query.order_by(Employee.unit_id, Employee.sort_key)).tuples()]


def get_sitting(actor: Actor, attempt_id: int, *, to_change: bool = False) -> Sat:
    """Return the marks of somebody in reach, not one's own; otherwise answer 404."""
    query = _sat().where(PaperSitting.attempt_id == attempt_id, within(actor, Can.MARK_ANSWERS),
                         PaperSitting.employee_id != actor.employee_id)
    row = db.session.execute(query.with_for_update(of=QuizAttempt) if to_change else query).first() or abort(404)
    return Sat(*row)


def _sat() -> Select[Any]:
    keyer = db.aliased(Employee)
    return (select(PaperSitting, QuizAttempt, Employee, keyer).join(QuizAttempt, QuizAttempt.id == PaperSitting.attempt_id)
            .join(Employee, Employee.id == PaperSitting.employee_id).join(Unit, Unit.id == Employee.unit_id)
            .join(keyer, keyer.id == PaperSitting.keyed_by))


def own_sitting(attempt_id: int) -> Sat | None:
    """Return what makes this attempt one on paper, None where it was made on screen. The caller has checked whose it is."""
    row = db.session.execute(_sat().where(PaperSitting.attempt_id == attempt_id)).first()
    return Sat(*row) if row else None


def maker_of(exam: PaperExam) -> Employee:
    """Return who made an exam."""
    return db.session.get_one(Employee, exam.made_by)


def persons(ids: Sequence[int]) -> dict[int, Employee]:
    """Return these people by id."""
    return {person.id: person for person in db.session.scalars(select(Employee).where(Employee.id.in_(ids)))}
