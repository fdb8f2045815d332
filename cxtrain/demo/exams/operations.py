"""Writing exams of the demo company that were sat on site, with a code, before whoever had opened them. The caller commits."""

import datetime as dt
from random import Random

from sqlalchemy import update

from cxtrain.demo.calendar import moment
from cxtrain.demo.chronicle import Chronicle
from cxtrain.demo.exams.plan import EXAM, OPENER, OPENINGS, ROOM, UNIT, Opened
from cxtrain.demo.learning.skills import answer_one
from cxtrain.demo.people.operations import Staff
from cxtrain.extensions import db
from cxtrain.ledger.operations import WAITING
from cxtrain.people.models import Employee
from cxtrain.quizzes.bank.operations import note_paper
from cxtrain.quizzes.bank.queries import current_versions
from cxtrain.quizzes.models import Answer, Quiz, QuizAttempt, QuizVersion
from cxtrain.quizzes.onsite.models import ExamOpening, ExamSeat
from cxtrain.quizzes.operations import publish_quiz, settle
from cxtrain.quizzes.queries import questions_of, quiz_of
from cxtrain.quizzes.quiz import Fixed


def write_exams(staff: Staff, chronicle: Chronicle, random: Random) -> None:
    """Publish the exam, and write its openings with who sat there and what they answered."""
    published, year = publish_quiz(EXAM), staff.company.year
    assert isinstance(published.quiz, Quiz), published.faults
    at = moment(year.before(OPENINGS[0].days + 14), 9)
    db.session.execute(update(QuizVersion).where(QuizVersion.id == published.quiz.current_id).values(published_at=at))
    chronicle.adopt(db.session().info.pop(WAITING, []), at, staff.employees[OPENER])
    there = [person.number for person in staff.company.frontline if person.unit == UNIT and person.status == "active"]
    for opened in OPENINGS:
        opening = _opening(staff, published.quiz, opened, chronicle)
        for place, wrong in opened.wrong.items():
            _sit(staff, opening, there[place], wrong, chronicle=chronicle, random=random)


def _opening(staff: Staff, quiz: Quiz, opened: Opened, chronicle: Chronicle) -> ExamOpening:
    at = moment(staff.company.year.before(opened.days), 15)
    row = ExamOpening(quiz_id=quiz.id, quiz=quiz, unit_id=staff.units[UNIT], place=ROOM, code="", opened_by=staff.employees[OPENER],
                      opened_at=at, ends_at=at + dt.timedelta(minutes=60))
    db.session.add(row)
    db.session.flush()
    chronicle.note(at, "exam opened on site", (ExamOpening.__tablename__, row.id), unit_id=row.unit_id, actor_id=row.opened_by,
                   quiz=quiz.slug, class_id=None, minutes=60)
    return row


def _sit(staff: Staff, opening: ExamOpening, number: str, wrong: int, *, chronicle: Chronicle, random: Random) -> None:
    """Write one person's attempt, in which the first `wrong` questions are answered wrong, and let the house mark it."""
    person, began = db.session.get_one(Employee, staff.employees[number]), opening.opened_at + dt.timedelta(minutes=4)
    made = db.session.query(QuizAttempt).filter_by(employee_id=person.id, quiz_id=opening.quiz_id).count()
    keys = [slot.key for slot in quiz_of(opening.quiz.current).slots if isinstance(slot, Fixed)]
    versions = current_versions(keys)
    attempt = QuizAttempt(employee_id=person.id, quiz_id=opening.quiz_id, version=opening.quiz.current, number=made + 1,
                          seed=random.getrandbits(63), paper=[versions[key] for key in keys], started_at=began)
    db.session.add(attempt)
    db.session.flush()
    note_paper(attempt)
    db.session.add(ExamSeat(attempt_id=attempt.id, opening_id=opening.id))
    subject = (QuizAttempt.__tablename__, attempt.id)
    chronicle.note(began, "quiz started", subject, unit_id=person.unit_id, actor_id=person.id, quiz=opening.quiz.current.slug,
                   number=attempt.number)
    for place, question in enumerate(questions_of(attempt), 1):
        db.session.add(Answer(attempt_id=attempt.id, question_id=question.id, saved_at=began + dt.timedelta(minutes=2 * place),
                              given=answer_one(question, known=place > wrong, random=random)))
    attempt.submitted_at = began + dt.timedelta(minutes=24)
    settle(attempt, person.unit_id, "quiz submitted")
    chronicle.adopt(db.session().info.pop(WAITING, []), attempt.submitted_at, person.id)
