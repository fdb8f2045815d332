"""Changes to the bank; the caller commits."""

import re
from collections.abc import Iterator, Sequence

from sqlalchemy import delete, func, insert, select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.quizzes.bank.keys import LONGEST, free_keys
from cxtrain.quizzes.bank.queries import own_keys, quizzes_with
from cxtrain.quizzes.bank.remarks.models import PaperQuestion
from cxtrain.quizzes.bank.words import lacks, title_of, words_of
from cxtrain.quizzes.fingerprint import fingerprint
from cxtrain.quizzes.kinds.every import as_data, digest_of
from cxtrain.quizzes.models import BankQuestion, QuestionTag, QuestionVersion, QuizAttempt
from cxtrain.quizzes.question import Question
from cxtrain.quizzes.quiz import Quiz as QuizFile

NUMBERED = re.compile(r"q-?\d*")  # an id that only counts the questions of its file


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
    _tag([row], [question])
    record("question kept", row, unit_id=None, key=key, version=version.number)
    return row


def keep_new(questions: Sequence[Question], *, actor: Actor, digest: str) -> list[BankQuestion]:
    """Put new questions into the bank, each under a short name that is free, and return them in their order.

    All of them are one change: `digest` names the file that they came from.
    """
    moment, named = now(), list(_named(questions))
    versions = [QuestionVersion(key=each.id, number=1, digest=digest_of(each), content=as_data(each), made_at=moment,
                                made_by=actor.employee_id) for each in named]
    db.session.add_all(versions)
    db.session.flush()
    rows = [BankQuestion(key=version.key, changed_at=moment, current_id=version.id) for version in versions]
    for row, question in zip(rows, named, strict=True):
        _mirror(row, question)
    db.session.add_all(rows)
    db.session.flush()
    _tag(rows, named)
    record("questions taken over", ("stored_file", digest[:32]), unit_id=None, count=len(rows), first=rows[0].key,
           last=rows[-1].key)
    return rows


def _named(questions: Sequence[Question]) -> Iterator[Question]:
    """Yield the questions under ids that no question of the bank has as its short name."""
    taken = own_keys()
    names: dict[str, Iterator[str]] = {}
    for question in questions:
        wanted = "q" if NUMBERED.fullmatch(question.id) else question.id[:LONGEST].rstrip("-")
        key = next(names.setdefault(wanted, free_keys(wanted, taken)))
        taken.add(key)
        yield question.model_copy(update={"id": key})


def _tag(rows: Sequence[BankQuestion], questions: Sequence[Question]) -> None:
    """Note the tags of questions that have none noted."""
    tags = [{"question_id": row.id, "tag": tag}
            for row, question in zip(rows, questions, strict=True) for tag in sorted(set(question.tags))]
    if tags:
        db.session.execute(insert(QuestionTag), tags)


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
