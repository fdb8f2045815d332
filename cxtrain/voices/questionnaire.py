"""A questionnaire: what one customer is asked about one touchpoint, in half a minute. Pure.

Answers are whole numbers. A pair is answered twice: what was found and what was expected, performance and importance, or
the feature there and not there (Kano).
"""

from typing import Annotated, Literal

from pydantic import Field

from cxtrain.measures.servqual import DIMENSIONS
from cxtrain.web.bilingual import Bilingual
from cxtrain.web.documents import Part, Text

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Kind = Literal["csat", "nps", "ces2", "servqual", "importance", "kano", "stars", "segment", "comment"]
Dimension = Literal["tangibles", "reliability", "responsiveness", "assurance", "empathy"]
MOST_ASKED = 5  # questions on one page

# From the lowest to the highest answer. Different scales are never pooled: each is a measure of its own.
SCALES: dict[str, range] = {
    "csat": range(1, 6),  # five faces, 5 is very satisfied
    "nps": range(0, 11),
    "ces2": range(1, 8),  # "made it easy", 7 is strongly agree
    "servqual": range(1, 8),  # a pair: perception and expectation
    "importance": range(1, 8),  # a pair: performance and importance
    "kano": range(1, 6),  # a pair: there and not there; 1 like, 2 must be, 3 neutral, 4 live with, 5 dislike
    "stars": range(1, 6),  # of a review elsewhere; never asked here
}
PAIRS = frozenset({"servqual", "importance", "kano"})
ASKED_IN_WORDS = frozenset({"comment"})


class Choice(Part):
    """One of the answers to a question of who somebody is."""

    id: Slug
    text: Text


class Question(Part):
    """One question."""

    id: Slug
    kind: Kind
    text: Text  # of a pair: what was found; the feature there
    other: Text | None = None  # of a pair: what was expected, or how important; the feature not there
    dimension: Dimension | None = None  # of servqual
    choices: tuple[Choice, ...] = ()  # of segment
    why: bool = False  # of nps: whether the reason is asked, in words
    required: bool = False

    @property
    def is_pair(self) -> bool:
        """Whether it is answered by two numbers."""
        return self.kind in PAIRS

    @property
    def label(self) -> Bilingual:
        """What is asked."""
        return self.text.said


class Questionnaire(Part):
    """The questions in order. Of many features of a Kano study each customer is asked only some, drawn by lot."""

    format: Literal[1] = 1
    slug: Slug
    title: Text
    kind: Literal["customer", "internal", "kano"] = "customer"
    draws: Annotated[int, Field(ge=1, le=MOST_ASKED)] | None = None  # how many of the Kano pairs one customer is asked
    questions: Annotated[tuple[Question, ...], Field(min_length=1, max_length=40)]

    def subject(self, question: Question) -> str:
        """Return under what name a question's answers are counted: its dimension, or its place in this questionnaire.

        The five dimensions and the plain scores mean the same everywhere; a feature or an attribute does so only here.
        """
        if question.kind == "servqual":
            return question.dimension or DIMENSIONS[0]
        return f"{self.slug}:{question.id}" if question.is_pair else ""
