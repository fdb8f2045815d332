"""Marking of a finished quiz. Pure: answers in, marks out, the same every time."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cxtrain.quizzes.question import NOTHING, WHOLE, Marking, Question, Shape, Wording
from cxtrain.quizzes.quiz import Quiz
from cxtrain.web.bilingual import Bilingual

SURE = (1, 2, 3)  # how sure somebody is of an answer
SURE_AND_RIGHT = {1: Fraction(1, 3), 2: Fraction(2, 3), 3: WHOLE}  # of the question's marks
SURE_AND_WRONG = {1: NOTHING, 2: Fraction(-2, 3), 3: Fraction(-2)}


@dataclass(frozen=True)
class Mark:
    """What one question earned."""

    question: Question
    given: tuple[str, ...]  # as the question keeps an answer; empty when unanswered
    points: Fraction | None  # of the question's marks, mostly 0..1; None where it waits for a person
    certainty: int | None = None  # 1..3, where the quiz asks for it
    is_anew: bool = False  # whether it was marked by another key than the one it was answered under

    @property
    def answered(self) -> bool:
        """Whether anything was answered."""
        return bool(self.given)

    @property
    def asks(self) -> bool:
        """Whether the question asks for anything."""
        return self.question.shape is not Shape.NONE

    @property
    def right(self) -> bool:
        """Whether the question earned its whole mark."""
        return self.points is not None and self.points > Fraction(999_999, 1_000_000)

    @property
    def partly(self) -> bool:
        """Whether it earned something, and not the whole."""
        return self.points is not None and self.points > 0 and not self.right

    @property
    def earned(self) -> Fraction:
        """The marks earned, with certainty counted; 0 while it waits."""
        if self.points is None or not self.asks:
            return NOTHING
        return self.question.worth * (_certain(self.points, self.certainty) if self.certainty else self.points)

    @property
    def replies(self) -> tuple[Wording | Bilingual, ...]:
        """What is said to this answer."""
        return tuple(self.question.replies(self.given)) if self.given else ()


def _certain(points: Fraction, certainty: int) -> Fraction:
    """Return what an answer earns that was given with a certainty, of the question's marks.

    Source: Gardner-Medwin, certainty-based marking; right 1, 2, 3 and wrong 0, -2, -6 of three for 1, 2, 3.
    """
    return SURE_AND_RIGHT[certainty] * points if points > 0 else SURE_AND_WRONG[certainty]


@dataclass(frozen=True)
class Tally:
    """Questions of one dimension and what they earned."""

    dimension: str
    right: int  # questions with the whole mark
    questions: int  # at least 1


@dataclass(frozen=True)
class Result:
    """A marked quiz."""

    marks: tuple[Mark, ...]  # one per question, in the paper's order
    score: float | None  # percent, 0..100, rounded down to a tenth; None while a person must mark something
    passed: bool | None

    @property
    def waits(self) -> bool:
        """Whether a person must mark something."""
        return self.score is None


@dataclass(frozen=True)
class Given:
    """What somebody answered to one question, how sure they were, and what a person gave for it."""

    texts: Sequence[str] = ()
    certainty: int | None = None
    by_hand: Fraction | None = None  # 0..1, where a person has marked it


def mark_quiz(quiz: Quiz, answers: Mapping[str, Sequence[str]]) -> Result:
    """Return the marks of `answers`, by question id, to the questions that stand in the quiz's file."""
    return mark_paper(quiz, quiz.questions, {name: Given(texts) for name, texts in answers.items()})


def mark_paper(quiz: Quiz, questions: Sequence[Question], answers: Mapping[str, Given]) -> Result:
    """Return the marks of `answers`, by question id, to a paper of `questions`.

    The score is the share of the questions' marks that was earned, at least 0 and rounded down, so that a score on a page
    never reaches a pass mark that was missed. Answers to questions that are not on the paper are ignored.

    Raises:
        BadAnswer: an answer is one that its question does not take.
    """
    return scored(quiz, tuple(_mark(question, answers.get(question.id, Given()), quiz) for question in questions))


def scored(quiz: Quiz, marks: tuple[Mark, ...]) -> Result:
    """Return what the marks of a paper come to."""
    if any(mark.points is None for mark in marks):
        return Result(marks, None, None)
    earned, whole = sum((mark.earned for mark in marks), NOTHING), sum((mark.question.worth for mark in marks), NOTHING)
    share = max(NOTHING, earned * 100 / whole) if whole else Fraction(100)
    return Result(marks, math.floor(share * 10) / 10, share >= quiz.pass_mark)


def _mark(question: Question, answer: Given, quiz: Quiz) -> Mark:
    mark = mark_question(question, answer.texts, quiz.marking)
    points = answer.by_hand if mark.points is None else mark.points
    return Mark(question, mark.given, points, (answer.certainty or SURE[0]) if quiz.certainty and mark.given else None)


def mark_question(question: Question, given: Iterable[str], marking: Marking = Marking.ALL_OR_NOTHING) -> Mark:
    """Return what an answer earns; see `Marking` for questions with several right options.

    Raises:
        BadAnswer: it is one that the question does not take.
    """
    kept = question.checked(tuple(given))
    return Mark(question, kept, question.points(kept, marking) if kept else NOTHING)


def by_dimension(marks: Iterable[Mark]) -> tuple[Tally, ...]:
    """Return how many questions of each dimension were right, in the order in which the dimensions first appear.

    Questions that name no dimension are left out, as are those that ask for nothing.
    """
    found: dict[str, list[bool]] = {}
    for mark in marks:
        if mark.question.dimension is not None and mark.asks:
            found.setdefault(mark.question.dimension, []).append(mark.right)
    return tuple(Tally(dimension, sum(rights), len(rights)) for dimension, rights in found.items())
