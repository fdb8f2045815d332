"""Reading quizzes and the bank for those who make quizzes; content is the same for all of them."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort
from sqlalchemy import func, select

from cxtrain.extensions import db
from cxtrain.quizzes import quiz as files
from cxtrain.quizzes.bank.queries import current_versions, in_category, pools_of
from cxtrain.quizzes.bank.words import folded
from cxtrain.quizzes.models import BankQuestion, QuestionTag, Quiz, QuizAttempt, QuizVersion
from cxtrain.quizzes.paper import NotEnough, Sheet, draw_paper, lay_out
from cxtrain.quizzes.papers.reading import Facts
from cxtrain.quizzes.queries import questions_by_version, quiz_of
from cxtrain.quizzes.quiz import Draw, Fixed
from cxtrain.quizzes.signals import asked_uses

MOST_FOUND = 30
Words = Mapping[str, str]


@dataclass(frozen=True)
class Listed:
    """A quiz as authors list it."""

    slug: str
    title: Words
    size: int  # questions of an attempt
    attempts: int  # ever begun
    courses: tuple[Words, ...]  # titles of those that need it
    published_at: dt.datetime


@dataclass(frozen=True)
class Found:
    """A question of the bank as lists name it."""

    key: str
    title: Words
    kind: str
    category: str | None
    difficulty: str | None
    lacks: str  # "zh" or "en" where a text is missing in it, else empty
    is_retired: bool


@dataclass(frozen=True)
class Edition:
    """A version of a quiz, and how many attempts were made with it."""

    version: QuizVersion
    attempts: int


def list_quizzes() -> list[Listed]:
    """Return all quizzes, the one published last first."""
    rows = db.session.scalars(select(Quiz).join(QuizVersion, QuizVersion.id == Quiz.current_id).order_by(
        QuizVersion.published_at.desc(), Quiz.slug)).all()
    made = dict(db.session.execute(select(QuizAttempt.quiz_id, func.count()).group_by(QuizAttempt.quiz_id)).tuples().all())
    uses = uses_of([row.slug for row in rows])
    return [Listed(row.slug, row.current.title, quiz_of(row.current).size, made.get(row.id, 0),
                   tuple(uses.get(row.slug, ())), row.current.published_at) for row in rows]


def uses_of(slugs: Sequence[str]) -> dict[str, list[Words]]:
    """Return the titles of what needs these quizzes, by slug; higher packages know."""
    found: dict[str, list[Words]] = {}
    for _receiver, answer in asked_uses.send(tuple(slugs)):
        for slug, titles in answer.items():
            found.setdefault(slug, []).extend(titles)
    return found


def get_quiz(slug: str, *, to_change: bool = False) -> Quiz:
    """Return the quiz, to change it with its row locked where the database can; otherwise answer 404."""
    query = select(Quiz).where(Quiz.slug == slug)
    return db.session.scalar(query.with_for_update(of=Quiz) if to_change else query) or abort(404)


def free_slug(wish: str) -> str:
    """Return a slug that no quiz has: `wish`, or one with a number."""
    taken = set(db.session.scalars(select(Quiz.slug).where(Quiz.slug.startswith(wish, autoescape=True))))
    return next(slug for slug in (wish, *(f"{wish}-{number}" for number in range(2, len(taken) + 3))) if slug not in taken)


def find_questions(words: str, *, category: str = "", difficulty: str = "", without: Collection[str] = ()) -> list[Found]:
    """Return questions that have all these words, by key; those that are retired, or `without`, are left out."""
    query = select(BankQuestion).where(BankQuestion.retired_at.is_(None))
    for word in folded(words).split()[:10]:
        query = query.where(BankQuestion.words.contains(word, autoescape=True))
    if category:
        query = query.where(in_category(category))
    if difficulty:
        query = query.where(BankQuestion.difficulty == difficulty)
    rows = db.session.scalars(query.order_by(BankQuestion.key).limit(MOST_FOUND + len(without)))
    return [_found(row) for row in rows if row.key not in without][:MOST_FOUND]


def questions_by_key(keys: Sequence[str]) -> dict[str, Found]:
    """Return these questions by key; those that the bank does not have are left out."""
    rows = db.session.scalars(select(BankQuestion).where(BankQuestion.key.in_(keys))) if keys else ()
    return {row.key: _found(row) for row in rows}


def _found(row: BankQuestion) -> Found:
    return Found(row.key, row.title, row.kind, row.category, row.difficulty, row.lacks, row.retired_at is not None)


def categories() -> list[str]:
    """Return the categories of the bank, with those above them."""
    used = db.session.scalars(select(BankQuestion.category).where(
        BankQuestion.retired_at.is_(None), BankQuestion.category.is_not(None)).distinct())
    parts = [(category or "").split("/") for category in used]
    return sorted({"/".join(part[:depth]) for part in parts for depth in range(1, len(part) + 1)})


def tags() -> list[str]:
    """Return the tags of the bank."""
    return sorted(db.session.scalars(select(QuestionTag.tag).distinct()))


def facts_of(keys: Collection[str]) -> dict[str, Facts]:
    """Return what counts of these questions, by key."""
    versions = current_versions(sorted(set(keys)))
    found = questions_by_version(list(versions.values()))
    return {key: Facts(question.worth, question.difficulty, question.touchpoint, question.dimension)
            for key, question in found.values()}


def pools(slots: Sequence[Fixed | Draw]) -> dict[Draw, list[str]]:
    """Return what each draw among the entries of a quiz may take."""
    return pools_of([slot for slot in slots if isinstance(slot, Draw)])


def rehearsed(quiz: files.Quiz, seed: int) -> tuple[Sheet, ...]:
    """Return the paper that a player with `seed` would get now. Nothing is kept.

    Raises:
        NotEnough: the bank does not have the questions that the quiz is to draw, or that it names.
    """
    keys = draw_paper(quiz, seed, pools(quiz.slots))
    versions = current_versions(keys)
    if len(versions) < len(keys):
        raise NotEnough("a question that the quiz names is not in the bank")
    found = questions_by_version([versions[key] for key in keys])
    questions = [found[versions[key]][1].model_copy(update={"id": key.removeprefix(f"{quiz.slug}/")}) for key in keys]
    return lay_out(quiz, seed, questions)


def editions(slug: str) -> list[Edition]:
    """Return the versions of a quiz, the newest first."""
    made: Any = dict(db.session.execute(select(QuizAttempt.version_id, func.count()).join(
        QuizVersion, QuizVersion.id == QuizAttempt.version_id).where(QuizVersion.slug == slug).group_by(
        QuizAttempt.version_id)).tuples().all())
    rows = db.session.scalars(select(QuizVersion).where(QuizVersion.slug == slug).order_by(QuizVersion.id.desc()))
    return [Edition(row, made.get(row.id, 0)) for row in rows]


def named_in(quiz: files.Quiz) -> list[str]:
    """Return the keys of the questions that a quiz names."""
    return [slot.key for slot in quiz.slots if isinstance(slot, Fixed)]
