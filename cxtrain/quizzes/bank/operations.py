"""Changes to the bank; the caller commits."""

from collections.abc import Sequence

from sqlalchemy import delete, func, insert, select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.quizzes.bank.queries import quizzes_with
from cxtrain.quizzes.bank.remarks.models import PaperQuestion
from cxtrain.quizzes.bank.words import lacks, title_of, words_of
from cxtrain.quizzes.fingerprint import fingerprint
from cxtrain.quizzes.kinds.every import as_data, digest_of
from cxtrain.quizzes.models import BankQuestion, QuestionTag, QuestionVersion, QuizAttempt
from cxtrain.quizzes.question import Question
from cxtrain.quizzes.quiz import Quiz as QuizFile


def keep_question(question: Question, *, key: str, actor: Actor | None = None, note: str | None = None) -> BankQuestion:
    """Make `question` the current version of the bank's question `key`, unless it is so already.

    A text that was there before becomes current again without a new version. `actor` is None where a file says so.
    """
    row = db.session.scalar(select(BankQuestion).where(BankQuestion.key == key))
    version = _version(question, key, actor, note)
    if row is not None and row.current_id == version.id:
        return row
    row = row or BankQuestion(key=key)
    row.current_id, row.changed_at = version.id, now()
    _mirror(row, question)
    db.session.add(row)
    db.session.flush()
    db.session.execute(delete(QuestionTag).where(QuestionTag.question_id == row.id))
    if question.tags:
        db.session.execute(insert(QuestionTag), [{"question_id": row.id, "tag": tag} for tag in sorted(set(question.tags))])
    record("question kept", row, unit_id=None, key=key, version=version.number)
    return row


def _version(question: Question, key: str, actor: Actor | None, note: str | None) -> QuestionVersion:
    digest = digest_of(question)
    found = db.session.scalar(select(QuestionVersion).where(QuestionVersion.key == key, QuestionVersion.digest == digest))
    if found is not None:
        return found
    number = db.session.scalar(select(func.count()).select_from(QuestionVersion).where(QuestionVersion.key == key)) or 0
    version = QuestionVersion(key=key, number=number + 1, digest=digest, content=as_data(question), made_at=now(),
                              made_by=actor.employee_id if actor else None, note=note or None)
    db.session.add(version)
    db.session.flush()
    return version


def _mirror(row: BankQuestion, question: Question) -> None:
    row.kind, row.category, row.difficulty = question.kind, question.category, question.difficulty
    row.touchpoint, row.dimension = question.touchpoint, question.dimension
    row.title, row.words, row.lacks = title_of(question), words_of(question), lacks(question)
    row.fingerprint = fingerprint(question)


class StillNamed(Exception):
    """A quiz names the question, so that it cannot be retired; `quizzes` are those that do."""

    def __init__(self, quizzes: Sequence[QuizFile]):
        super().__init__()
        self.quizzes = quizzes


def retire(row: BankQuestion) -> None:
    """Take a question out of the lists and out of every draw; its versions stay.

    Raises:
        StillNamed: a quiz names it as it is now.
    """
    naming = [use.quiz for use in quizzes_with(row) if use.is_named]
    if naming:
        raise StillNamed(naming)
    if row.retired_at is None:
        row.retired_at = now()
        record("question retired", row, unit_id=None, key=row.key)


def bring_back(row: BankQuestion) -> None:
    """Offer a retired question again."""
    if row.retired_at is not None:
        row.retired_at = None
        record("question brought back", row, unit_id=None, key=row.key)


def note_paper(attempt: QuizAttempt) -> None:
    """Note which versions an attempt that has just been started has on its paper."""
    db.session.execute(insert(PaperQuestion), [
        {"version_id": version_id, "attempt_id": attempt.id} for version_id in attempt.paper])
