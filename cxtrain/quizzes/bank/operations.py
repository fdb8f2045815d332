"""Changes to the bank; the caller commits."""

from sqlalchemy import delete, func, insert, select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.quizzes.bank.words import lacks, title_of, words_of
from cxtrain.quizzes.fingerprint import fingerprint
from cxtrain.quizzes.kinds.every import as_data, digest_of
from cxtrain.quizzes.models import BankQuestion, QuestionTag, QuestionVersion
from cxtrain.quizzes.question import Question


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
