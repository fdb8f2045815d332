"""What every question has, whatever its kind: as written in a file or kept in the bank. Pure.

```yaml
id: late-check-in
kind: single                  # see `kinds/`
category: 前台/入住           # optional, as is all that follows up to `text`
tags: [night shift]
difficulty: easy              # or medium, or hard
touchpoint: check-in
dimension: empathy
name: Late check-in           # how lists call it; otherwise its text
id_number: FD-17              # the number that another system knows it by
markup: plain                 # or html, or markdown: how all its texts are written
marks: 1                      # what it is worth beside the other questions
text: {zh: …, en: …}
explanation: {zh: …, en: …}   # shown after the attempt, whatever was answered
```
"""

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints, model_validator

from cxtrain.web.bilingual import N_
from cxtrain.web.documents import NO_TEXT, Part, refuse

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Tag = Annotated[str, StringConstraints(min_length=1, max_length=60)]
Category = Annotated[str, StringConstraints(pattern=r"^[^/]+(/[^/]+)*$", max_length=200)]
Weight = Annotated[Decimal, Field(ge=-100, le=100, max_digits=12)]  # per cent of the question's marks
Marks = Annotated[Decimal, Field(gt=0, le=100, max_digits=8, decimal_places=4)]
Dimension = Literal["tangibles", "reliability", "responsiveness", "assurance", "empathy"]
Difficulty = Literal["easy", "medium", "hard"]
Markup = Literal["plain", "html", "markdown"]

WHOLE, NOTHING = Fraction(1), Fraction(0)
LONGEST_ANSWER = 2000  # characters of one typed answer, unless its kind asks for less
TWICE = N_('The id "%(id)s" is used twice.')


class BadAnswer(ValueError):
    """An answer that the question does not offer, or in a form that it does not take."""


class Marking(StrEnum):
    """How a question with several right options is marked where the options have no weights of their own.

    ALL_OR_NOTHING, the default: the point is earned by all right options and no other, as 多选题 are marked on
    paper; one sentence explains it to everybody. PARTIAL: each right option earns its share of the point, each
    wrong one loses its share (1 / number of wrong options), and the sum is at least 0, as Moodle does it.
    """

    ALL_OR_NOTHING = "all_or_nothing"
    PARTIAL = "partial"


class Shape(StrEnum):
    """What a page asks for, and so how an answer is kept: as a list of texts."""

    ONE = "one"  # the id of one choice
    SEVERAL = "several"  # the ids of some choices
    LINE = "line"  # one text
    NUMBER = "number"  # one number, perhaps with its unit, as typed
    TEXT = "text"  # one long text
    GAPS = "gaps"  # a text for each gap, empty where none was given
    TABLE = "table"  # the id of a choice for each stem, or empty
    ORDER = "order"  # the place of each choice in the file's order, "1", "2" …, or empty
    RATES = "rates"  # a rate for each choice in the file's order, "1" to "5", or empty
    NONE = "none"  # nothing


class Wording(Part):
    """A text in Chinese, in English or in both; a reader gets the other language where one is missing."""

    zh: str = ""
    en: str = ""

    @model_validator(mode="after")
    def _says_something(self) -> "Wording":
        if not (self.zh or self.en):
            raise refuse(NO_TEXT)
        return self

    def as_dict(self) -> dict[str, str]:
        """Return {"zh": …, "en": …}."""
        return {"zh": self.zh, "en": self.en}

    @property
    def lacks(self) -> tuple[str, ...]:
        """The languages that are missing: "zh", "en" or none."""
        return tuple(language for language, text in self.as_dict().items() if not text)


class Accepted(Part):
    """A typed answer that earns something. `*` in its text stands for any run of characters, `\\*` for a star."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=500)]
    weight: Weight = Decimal(100)
    feedback: Wording | None = None


@dataclass(frozen=True)
class Complaint:
    """What is wrong inside a question, at a path of keys and indexes within it."""

    path: tuple[str | int, ...]
    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    level: Literal["error", "warning"] = "error"


@dataclass(frozen=True)
class Gap:
    """One gap of a sentence: what may be chosen for it, or nothing where it is typed."""

    offered: tuple[str, ...]


class Question(Part):
    """One question. Each kind says how it is answered and what an answer earns."""

    asked_as: ClassVar[Shape] = Shape.NONE
    shuffles: ClassVar[bool] = False  # whether its choices may be shown in another order

    id: Slug
    kind: str
    name: Line | None = None
    id_number: Line | None = None
    category: Category | None = None
    tags: tuple[Tag, ...] = ()
    difficulty: Difficulty | None = None
    touchpoint: Slug | None = None
    dimension: Dimension | None = None
    markup: Markup = "plain"
    marks: Marks = Decimal(1)
    text: Wording
    explanation: Wording | None = None

    @property
    def shape(self) -> Shape:
        """How a page asks the question, and so how an answer is kept."""
        return self.asked_as

    @property
    def worth(self) -> Fraction:
        """The marks that a wholly right answer earns; 0 where nothing is asked."""
        return Fraction(self.marks)

    @property
    def choices(self) -> Sequence[tuple[str, Wording]]:
        """What there is to choose from or to put in order, as (id, text) in the file's order."""
        return ()

    @property
    def stems(self) -> Sequence[Wording]:
        """The parts that are asked one by one."""
        return ()

    @property
    def gaps(self) -> Sequence[Gap]:
        """The gaps of the text."""
        return ()

    @property
    def units(self) -> Sequence[str]:
        """The units that a number may be given in."""
        return ()

    def complaints(self) -> Iterator[Complaint]:
        """Yield what is wrong with the question although each of its parts is well written."""
        yield from ()

    @abstractmethod
    def checked(self, given: Sequence[str]) -> tuple[str, ...]:
        """Return `given` as it is kept: see `Shape`. Nothing given is the empty tuple.

        Raises:
            BadAnswer: the question cannot be answered so.
        """

    @abstractmethod
    def points(self, given: Sequence[str], marking: Marking) -> Fraction | None:
        """Return what a checked answer earns, -1..1 of the question's marks; None where a person must say."""

    def replies(self, given: Sequence[str]) -> tuple[Wording, ...]:
        """Return what is said to who answered so."""
        return ()


def parts_of(given: Sequence[str], count: int, allowed: frozenset[str]) -> tuple[str, ...]:
    """Return one entry for each of `count` parts, or the empty tuple where none was answered.

    Raises:
        BadAnswer: there are more or fewer entries than parts, or one is neither empty nor allowed.
    """
    if not any(given):
        return ()
    if len(given) != count or not set(given) <= allowed | {""}:
        raise BadAnswer(f"{list(given)} is no answer to {count} parts")
    return tuple(given)


def repeated(ids: Sequence[str], *, under: str) -> Iterator[Complaint]:
    """Yield a complaint for each id that stood before in the list under the key `under`."""
    for index, each in enumerate(ids):
        if each in ids[:index]:
            yield Complaint((under, index, "id"), TWICE, {"id": each})
