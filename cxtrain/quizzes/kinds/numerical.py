"""Questions whose answer is a number.

```yaml
kind: numerical
answers:                      # the first that fits counts
  - {value: 3, tolerance: 0.5, feedback: {zh: …, en: …}}
  - {low: 2, high: 4, weight: 50}   
  - {weight: 0, feedback: {zh: …, en: …}}   # without a value: every other number
units: [{text: 分钟}, {text: min}, {text: 小时, multiplier: 60}]
unit_penalty: 0.1             # of what is earned, where a unit is asked for and missing or unknown; else none is needed
```
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints, model_validator

from cxtrain.quizzes.kinds.written import MOST_ANSWERS, NO_ANSWERS, NO_WHOLE, text_of
from cxtrain.quizzes.question import NOTHING, Complaint, Marking, Question, Shape, Weight, Wording
from cxtrain.web.bilingual import N_
from cxtrain.web.documents import Part, refuse

LONGEST, BIGGEST = 100, 30  # characters of an answer; digits before and after the point
NUMBER = re.compile(r"\s*([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,2})?)(.*)", re.IGNORECASE | re.DOTALL)
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
ORDER = N_("The low end lies above the high end.")
EITHER = N_("Give either value and tolerance, or low and high.")

Value = Annotated[Decimal, Field(max_digits=BIGGEST, ge=-10**15, le=10**15)]


@dataclass(frozen=True)
class Amount:
    """A number as typed, and the unit after it."""

    value: Fraction
    unit: str


def read_amount(text: str) -> Amount | None:
    """Return the number that `text` begins with and what follows it; None where it begins with none.

    Full-width figures, 1,200 and 3,5 are read as 1200 and 3.5; so is a minus sign of any form.
    """
    plain = unicodedata.normalize("NFKC", text).replace("\u2212", "-").replace("\u2013", "-")
    plain = THOUSANDS.sub("", plain)
    plain = re.sub(r"(?<=\d),(?=\d)", ".", plain, count=1)
    found = NUMBER.fullmatch(plain)
    if found is None or len(found[1]) > BIGGEST:
        return None
    try:
        return Amount(Fraction(Decimal(found[1])), " ".join(found[2].split()).casefold())
    except InvalidOperation:
        return None


class Unit(Part):
    """A unit, and how many of the answers' own unit one of it makes."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=30)]
    multiplier: Annotated[Decimal, Field(gt=0, le=10**9, max_digits=BIGGEST)] = Decimal(1)


class NumberPart(Part):
    """A number that earns something; without a value it is every number."""

    value: Value | None = None
    tolerance: Annotated[Decimal, Field(ge=0, le=10**15, max_digits=BIGGEST)] = Decimal(0)
    low: Value | None = None
    high: Value | None = None
    weight: Weight = Decimal(100)
    feedback: Wording | None = None

    @model_validator(mode="after")
    def _has_one_form(self) -> "NumberPart":
        if (self.low is None) != (self.high is None) or (self.low is not None and self.value is not None):
            raise refuse(EITHER)
        if self.low is not None and self.high is not None and self.low > self.high:
            raise refuse(ORDER)
        return self

    @property
    def ends(self) -> tuple[Fraction, Fraction] | None:
        """The lowest and the highest number that fit; None where every number does."""
        if self.low is not None and self.high is not None:
            return Fraction(self.low), Fraction(self.high)
        if self.value is None:
            return None
        return Fraction(self.value) - Fraction(self.tolerance), Fraction(self.value) + Fraction(self.tolerance)

    def fits(self, value: Fraction) -> bool:
        """Whether `value` lies between the ends, these included."""
        return self.ends is None or self.ends[0] <= value <= self.ends[1]


class Numerical(Question):
    """A number is typed, with a unit or without."""

    asked_as: ClassVar[Shape] = Shape.NUMBER
    kind: Literal["numerical"]
    answers: tuple[NumberPart, ...]
    unit_list: tuple[Unit, ...] = Field(default=(), alias="units")
    unit_penalty: Annotated[Decimal, Field(ge=0, le=1, max_digits=6)] | None = None

    @property
    def units(self) -> Sequence[str]:
        """The units that may be given."""
        return tuple(unit.text for unit in self.unit_list)

    def checked(self, given: Sequence[str]) -> tuple[str, ...]:
        """Return the text; one that is no number is kept, and earns nothing."""
        return text_of(given, LONGEST)

    def found(self, given: Sequence[str]) -> NumberPart | None:
        """Return the answer that was given, if any."""
        amount = read_amount(given[0]) if given else None
        if amount is None:
            return None
        unit = self._unit(amount)
        value = amount.value * Fraction(unit.multiplier) if unit else amount.value
        return next((answer for answer in self.answers if answer.fits(value)), None)

    def _unit(self, amount: Amount) -> Unit | None:
        names = (unicodedata.normalize("NFKC", unit.text).casefold() for unit in self.unit_list)
        return next((unit for unit, name in zip(self.unit_list, names, strict=True) if name == amount.unit), None)

    def points(self, given: Sequence[str], marking: Marking) -> Fraction:
        """Return the weight of the first answer that fits, less the penalty for a unit that is missing or unknown."""
        found = self.found(given)
        if found is None:
            return NOTHING
        earned, amount = Fraction(found.weight) / 100, read_amount(given[0])
        if not amount or self._unit(amount) or not (self.unit_list and self.unit_penalty):
            return earned
        return earned * (1 - Fraction(self.unit_penalty)) if earned > 0 else earned

    def replies(self, given: Sequence[str]) -> tuple[Wording, ...]:
        """Return what is said to that answer."""
        found = self.found(given)
        return (found.feedback,) if found and found.feedback else ()

    def complaints(self) -> Iterator[Complaint]:
        """Yield what is wrong with the answers."""
        if not 1 <= len(self.answers) <= MOST_ANSWERS:
            yield Complaint(("answers",), NO_ANSWERS, {"id": self.id, "most": MOST_ANSWERS})
        elif max(answer.weight for answer in self.answers) != 100:
            yield Complaint(("answers",), NO_WHOLE, {"id": self.id}, "warning")
