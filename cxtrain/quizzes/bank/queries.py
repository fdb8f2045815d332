"""Reading the bank."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, func, select

from cxtrain.extensions import db
from cxtrain.quizzes.models import BankQuestion, QuestionTag
from cxtrain.quizzes.quiz import Draw


def current_versions(keys: Collection[str]) -> dict[str, int]:
    """Return the ids of the current versions of questions, by key; those that the bank does not have are left out."""
    rows = db.session.execute(select(BankQuestion.key, BankQuestion.current_id).where(BankQuestion.key.in_(keys)))
    return dict(rows.tuples().all()) if keys else {}


def pools_of(draws: Sequence[Draw]) -> dict[Draw, list[str]]:
    """Return the keys of the questions that each draw may take: not retired, and asking for something."""
    return {draw: list(db.session.scalars(select(BankQuestion.key).where(
        BankQuestion.retired_at.is_(None), BankQuestion.kind != "description", *_drawn(draw)))) for draw in draws}


def _drawn(draw: Draw) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if draw.category:
        found.append(in_category(draw.category))
    if draw.difficulty:
        found.append(BankQuestion.difficulty == draw.difficulty)
    if draw.tags:
        tagged = select(QuestionTag.question_id).where(QuestionTag.tag.in_(draw.tags)).group_by(QuestionTag.question_id)
        found.append(BankQuestion.id.in_(tagged.having(func.count() == len(set(draw.tags)))))
    return found


def in_category(category: str) -> ColumnElement[bool]:
    """Return the condition that a question lies in a category or below it."""
    return (BankQuestion.category == category) | BankQuestion.category.startswith(f"{category}/", autoescape=True)
