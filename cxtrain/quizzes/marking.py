"""Marking of a finished quiz. Pure: answers in, marks out, the same every time."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cxtrain.quizzes.quiz import Kind, Marking, Option, Question, Quiz

WHOLE, NOTHING = Fraction(1), Fraction(0)


@dataclass(frozen=True)
class Mark:
    """What one question earned."""

    question: Question
    given: tuple[str, ...]  # ids of the options chosen, in the file's order; empty when unanswered
    points: Fraction  # 0..1

    @property
    def answered(self) -> bool:
        """Whether anything was chosen."""
        return bool(self.given)

    @property
    def right(self) -> bool:
        """Whether the question earned its whole point."""
        return self.points == WHOLE

    @property
    def chosen(self) -> tuple[Option, ...]:
        """The options chosen, in the file's order."""
        return tuple(option for option in self.question.options if option.id in self.given)


@dataclass(frozen=True)
class Tally:
    """Questions of one dimension and what they earned."""

    dimension: str
    right: int  # questions with the whole point
    questions: int  # at least 1


@dataclass(frozen=True)
class Result:
    """A marked quiz."""

    marks: tuple[Mark, ...]  # one per question, in the file's order
    score: float  # percent, 0..100, rounded down to a tenth
    passed: bool


def mark_quiz(quiz: Quiz, answers: Mapping[str, Iterable[str]]) -> Result:
    """Return the marks of `answers`, the chosen option ids by question id.

    Every question weighs the same; one without an answer earns nothing. The score is rounded down, so that a score
    on a page never reaches a pass mark that was missed. Answers to questions that are not in the quiz are ignored.

    Raises:
        ValueError: an answer names an option that its question does not have, or several of a question that takes one.
    """
    marks = tuple(mark_question(question, answers.get(question.id, ()), quiz.marking) for question in quiz.questions)
    earned = sum((mark.points for mark in marks), NOTHING) * 100 / len(marks)
    return Result(marks, math.floor(earned * 10) / 10, earned >= quiz.pass_mark)


def mark_question(question: Question, given: Iterable[str], marking: Marking = Marking.ALL_OR_NOTHING) -> Mark:
    """Return what the option ids `given` earn; see `Marking` for questions with several right answers.

    Raises:
        ValueError: an id is none of the question's, or there are several ids where one is asked for.
    """
    chosen = set(given)
    unknown = chosen - {option.id for option in question.options}
    if unknown or (len(chosen) > 1 and question.kind is not Kind.MULTIPLE):
        raise ValueError(f"question {question.id!r} cannot be answered with {sorted(chosen)}")
    in_order = tuple(option.id for option in question.options if option.id in chosen)
    partial = marking is Marking.PARTIAL and question.kind is Kind.MULTIPLE
    return Mark(question, in_order, (_fractions if partial else _all_or_nothing)(question.options, chosen))


def _all_or_nothing(options: Sequence[Option], chosen: set[str]) -> Fraction:
    return WHOLE if chosen == {option.id for option in options if option.correct} else NOTHING


def _fractions(options: Sequence[Option], chosen: set[str]) -> Fraction:
    right = [option for option in options if option.correct]
    wrong = [option for option in options if not option.correct]
    earned = Fraction(sum(option.id in chosen for option in right), len(right))
    lost = Fraction(sum(option.id in chosen for option in wrong), len(wrong)) if wrong else NOTHING
    return max(NOTHING, earned - lost)


def by_dimension(marks: Iterable[Mark]) -> tuple[Tally, ...]:
    """Return how many questions of each dimension were right, in the order in which the dimensions first appear.

    Questions that name no dimension are left out.
    """
    found: dict[str, list[bool]] = {}
    for mark in marks:
        if mark.question.dimension is not None:
            found.setdefault(mark.question.dimension, []).append(mark.right)
    return tuple(Tally(dimension, sum(rights), len(rights)) for dimension, rights in found.items())
