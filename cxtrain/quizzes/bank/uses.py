"""Which quizzes ask a question of the bank: by naming it, or because a draw may take it. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from cxtrain.quizzes.quiz import Draw, Fixed, Quiz


@dataclass(frozen=True)
class Lying:
    """Where a question lies in the bank: all that decides which quizzes ask it."""

    key: str
    kind: str
    category: str | None
    tags: Collection[str]
    difficulty: str | None
    is_retired: bool = False


@dataclass(frozen=True)
class Use:
    """A quiz that asks the question."""

    quiz: Quiz
    is_named: bool  # else it may be drawn


def uses_of(question: Lying, quizzes: Iterable[Quiz]) -> list[Use]:
    """Return the quizzes that ask a question, in their order."""
    found = []
    for quiz in quizzes:
        named = any(isinstance(slot, Fixed) and slot.key == question.key for slot in quiz.slots)
        if named or any(isinstance(slot, Draw) and may_draw(slot, question) for slot in quiz.slots):
            found.append(Use(quiz, named))
    return found


def may_draw(draw: Draw, question: Lying) -> bool:
    """Whether a draw may take a question, as `bank.queries.pools_of` says it to the database."""
    if question.is_retired or question.kind == "description":
        return False
    within = draw.category is None or question.category == draw.category or (
        question.category or "").startswith(f"{draw.category}/")
    return within and draw.difficulty in (None, question.difficulty) and set(draw.tags) <= set(question.tags)
