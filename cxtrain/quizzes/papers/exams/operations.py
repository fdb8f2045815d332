"""Making exams on paper, keeping marks that were keyed in, and correcting them; the caller commits."""

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy import select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.corrections.matter import Change, Matter, registered
from cxtrain.people.corrections.operations import Asked, ask
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Actor, Can
from cxtrain.quizzes.bank.queries import current_versions
from cxtrain.quizzes.handmarking.operations import rescore
from cxtrain.quizzes.models import Quiz, QuizAttempt
from cxtrain.quizzes.operations import passes
from cxtrain.quizzes.paper import NotEnough, draw_paper
from cxtrain.quizzes.papers.exams.keyed import Checked, score_of
from cxtrain.quizzes.papers.exams.models import PaperExam, PaperSitting
from cxtrain.quizzes.papers.exams.queries import Sat, most_on, persons
from cxtrain.quizzes.papers.exams.sheet import shown_marks
from cxtrain.quizzes.papers.queries import pools
from cxtrain.quizzes.queries import quiz_of, standing_of
from cxtrain.quizzes.signals import quiz_finished
from cxtrain.quizzes.sittings.operations import note_sitting
from cxtrain.web.bilingual import N_

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without what is misread: 0 O 1 I


def make_exam(actor: Actor, quiz: Quiz, language: str) -> PaperExam:
    """Draw a paper of the quiz as it is now, and the seeds of its two forms.

    Raises:
        NotEnough: the bank does not have the questions that the quiz is to draw, or that it names.
    """
    written = quiz_of(quiz.current)
    keys = draw_paper(written, secrets.randbits(63), pools(written.slots))
    versions = current_versions(keys)
    if len(versions) < len(keys):
        raise NotEnough("a question that the quiz names is not in the bank")
    exam = PaperExam(code=_free_code(), quiz_id=quiz.id, version=quiz.current, paper=[versions[key] for key in keys],
                     seed_a=secrets.randbelow(10**6), seed_b=secrets.randbelow(10**6), language=language,
                     made_by=actor.employee_id, made_at=now())
    db.session.add(exam)
    db.session.flush()
    record("exam made", exam, unit_id=None, quiz=quiz.slug, code=exam.code)
    return exam


def _free_code() -> str:
    while True:
        code = "".join(secrets.choice(ALPHABET) for _place in range(6))
        if db.session.scalar(select(PaperExam.id).where(PaperExam.code == code)) is None:
            return code


@dataclass(frozen=True)
class Keyed:
    """Rows in which nothing is wrong, and the day on which the exam was sat."""

    rows: Sequence[Checked]
    sat_on: dt.date


def keep_marks(actor: Actor, exam: PaperExam, keyed: Keyed) -> int:
    """Keep an attempt for each row, as if it had been made on screen, and tell whoever listens; return how many."""
    most, quiz = most_on(exam), db.session.get_one(Quiz, exam.quiz_id)
    people = persons([row.person.employee_id for row in keyed.rows if row.person])
    for row in keyed.rows:
        assert row.person and row.earned is not None and not row.complaints, "checked before"
        _keep(actor, exam, quiz, person=people[row.person.employee_id], row=row, sat_on=keyed.sat_on, most=most)
    return len(keyed.rows)


def _keep(actor: Actor, exam: PaperExam, quiz: Quiz, *, person: Employee, row: Checked, sat_on: dt.date,
          most: Sequence[Fraction]) -> None:
    assert row.earned is not None
    moment = min(now(), dt.datetime.combine(sat_on, dt.time(12), ZoneInfo(person.unit.zone)))
    attempt = QuizAttempt(
        employee_id=person.id, quiz_id=quiz.id, version=exam.version, number=standing_of(person.id, quiz).made + 1,
        seed=exam.seed_b if row.row.form == "B" else exam.seed_a, paper=exam.paper, started_at=moment, submitted_at=moment,
        score=score_of(row.earned, most), passed=False)
    db.session.add(attempt)
    db.session.flush()
    attempt.passed = passes(attempt)
    db.session.add(PaperSitting(
        attempt_id=attempt.id, exam_id=exam.id, employee_id=person.id, form=row.row.form, sat_on=sat_on,
        marks=[shown_marks(each) for each in row.marks], earned=float(row.earned), most=float(sum(most)),
        keyed_by=actor.employee_id, keyed_at=now()))
    db.session.flush()
    note_sitting(attempt, person.unit_id, sat_on=sat_on)
    record("exam marks keyed in", attempt, unit_id=person.unit_id, quiz=quiz.slug, exam=exam.code, score=attempt.score,
           passed=attempt.passed)
    quiz_finished.send(attempt, on_paper=True)


def correct_sitting(actor: Actor, sat: Sat, checked: Checked, *, reason: str) -> None:
    """Ask for other marks in the place of those that were keyed in; they count once a second person confirms.

    Raises:
        CorrectionRefused: nothing is another one, or a correction of it waits already.
    """
    assert checked.earned is not None
    after = {"marks": [shown_marks(each) for each in checked.marks], "earned": float(checked.earned)}
    ask(actor, Asked("exam", str(sat.attempt.id), sat.person.id, after, reason))


class PaperMarks(Matter):
    """Marks of an exam on paper, by section or in all."""

    kind, title, can = "exam", N_("Marks of an exam on paper"), Can.MARK_ANSWERS

    def stands(self, subject: str, *, to_change: bool = False) -> Any:
        """Return the marks of each section, and those in all."""
        sitting = self._sitting(subject, to_change=to_change)
        return {"marks": list(sitting.marks), "earned": sitting.earned}

    def put(self, subject: str, after: Any) -> None:
        """Let other marks count; a score that is another one is told to whoever listens."""
        sitting = self._sitting(subject, to_change=True)
        attempt, person = db.session.get_one(QuizAttempt, sitting.attempt_id), db.session.get_one(Employee, sitting.employee_id)
        before, sitting.marks, sitting.earned = sitting.earned, after["marks"], after["earned"]
        db.session.flush()
        record("exam marks corrected", attempt, unit_id=person.unit_id, before=before, after=sitting.earned)
        earned = sum(map(Fraction, after["marks"])) if after["marks"] else Fraction(str(after["earned"]))
        score = score_of(Fraction(earned), most_on(db.session.get_one(PaperExam, sitting.exam_id)))
        if score != attempt.score:
            rescore(attempt, score, unit_id=person.unit_id)

    def score(self, subject: str) -> float | None:
        """Return the attempt's."""
        return db.session.get_one(QuizAttempt, int(subject)).score

    def about(self, subject: str) -> dict[str, str]:
        """Return the quiz's title."""
        title: dict[str, str] = db.session.get_one(QuizAttempt, int(subject)).version.title
        return title

    def place(self, subject: str) -> tuple[str, dict[str, int]]:
        """Return the page of the person's own."""
        return "quizzes.show_result", {"attempt_id": int(subject)}

    def changes(self, subject: str, before: Any, after: Any) -> list[Change]:
        """Return the marks of the sections, where they are known, and those in all."""
        said = [f"{each['earned']:g}" + (f" ({' + '.join(each['marks'])})" if len(each["marks"]) > 1 else "")
                for each in (before, after)]
        return [Change(_("Marks earned"), *said)] if said[0] != said[1] else []

    def _sitting(self, subject: str, *, to_change: bool = False) -> PaperSitting:
        if to_change:
            db.session.execute(select(QuizAttempt.id).where(QuizAttempt.id == int(subject)).with_for_update())
        return db.session.get_one(PaperSitting, int(subject), populate_existing=to_change)


MARKS = registered(PaperMarks())
