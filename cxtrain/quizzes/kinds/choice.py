"""Questions with options: one right answer, several, or true and false.

```yaml
kind: single                  # or multiple
options:
  - {id: a, text: {zh: …, en: …}, correct: true, feedback: {zh: …, en: …}}
  - {id: b, text: {zh: …, en: …}, weight: -50}     # per cent; instead of correct
marking: partial              # multiple only; otherwise as the quiz says. Weights go before it.

kind: true_false
answer: false
feedback: {right: {zh: …, en: …}, wrong: {zh: …, en: …}}
```
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, Literal

from cxtrain.quizzes.question import (
    NOTHING,
    WHOLE,
    BadAnswer,
    Complaint,
    Marking,
    Question,
    Shape,
    Slug,
    Weight,
    Wording,
    repeated,
)
from cxtrain.web.bilingual import N_
from cxtrain.web.documents import Part

MOST_OPTIONS = 20
TRUE, FALSE = Wording(zh="正确", en="True"), Wording(zh="错误", en="False")
BOTH = N_('"%(id)s" has both correct and weight; one of them is enough.')
COUNT = N_('"%(id)s" needs 2 to %(most)s options.')
NONE_RIGHT = N_('No option of "%(id)s" is marked correct: true.')
NONE_EARNS = N_('No option of "%(id)s" earns anything.')
TOO_MANY_RIGHT = N_('"%(id)s" is a single choice, but %(count)s options are marked correct.')
ONE_RIGHT = N_('Only one option of "%(id)s" is correct; players will look for a second.')
BEST = N_('The best option of "%(id)s" earns %(weight)s per cent, so nobody can earn the whole mark.')
SUM = N_('The options of "%(id)s" that earn something add up to %(weight)s per cent, not to 100.')


class Option(Part):
    """One answer to choose. `feedback` is shown after the attempt to those who chose it."""

    id: Slug
    text: Wording
    correct: bool = False
    weight: Weight | None = None
    feedback: Wording | None = None

    @property
    def right(self) -> bool:
        """Whether choosing it earns anything."""
        return self.correct if self.weight is None else self.weight > 0


class Choice(Question):
    """A question with options."""

    shuffles: ClassVar[bool] = True

    options: tuple[Option, ...]

    @property
    def choices(self) -> Sequence[tuple[str, Wording]]:
        """The options."""
        return tuple((option.id, option.text) for option in self.options)

    def chosen(self, given: Sequence[str]) -> tuple[Option, ...]:
        """Return the options `given`, in the file's order."""
        return tuple(option for option in self.options if option.id in given)

    def checked(self, given: Sequence[str]) -> tuple[str, ...]:
        """Return the ids given in the file's order, each once."""
        wanted = set(given)
        kept = tuple(option.id for option in self.options if option.id in wanted)
        if len(kept) != len(wanted) or (len(kept) > 1 and self.shape is not Shape.SEVERAL):
            raise BadAnswer(f"question {self.id!r} cannot be answered with {sorted(wanted)}")
        return kept

    def replies(self, given: Sequence[str]) -> tuple[Wording, ...]:
        """Return the feedback of the options given."""
        return tuple(option.feedback for option in self.chosen(given) if option.feedback)

    def complaints(self) -> Iterator[Complaint]:
        """Yield what is wrong with the options."""
        yield from repeated([option.id for option in self.options], under="options")
        for index, option in enumerate(self.options):
            if option.correct and option.weight is not None:
                yield Complaint(("options", index), BOTH, {"id": option.id})
        if not 2 <= len(self.options) <= MOST_OPTIONS:
            yield Complaint(("options",), COUNT, {"id": self.id, "most": MOST_OPTIONS})
        if not any(option.right for option in self.options):
            message = NONE_EARNS if self.weighted else NONE_RIGHT
            yield Complaint(("options",), message, {"id": self.id})
        elif self.weighted:
            yield from self._weight_complaints()
        else:
            yield from self._count_complaints()

    @property
    def weighted(self) -> bool:
        """Whether any option has a weight of its own; those without one then have 100 or 0."""
        return any(option.weight is not None for option in self.options)

    def _weights(self) -> Iterator[Decimal]:
        for option in self.options:
            yield option.weight if option.weight is not None else Decimal(100 if option.correct else 0)

    def _weight_of(self, given: Sequence[str]) -> Fraction:
        pairs = zip(self.options, self._weights(), strict=True)
        return sum((Fraction(weight) / 100 for option, weight in pairs if option.id in given), NOTHING)

    def _weight_complaints(self) -> Iterator[Complaint]:
        yield from ()

    def _count_complaints(self) -> Iterator[Complaint]:
        yield from ()


class Single(Choice):
    """One answer is chosen; it earns its weight, which may be less than nothing."""

    asked_as: ClassVar[Shape] = Shape.ONE
    kind: Literal["single"]

    def points(self, given: Sequence[str], marking: Marking) -> Fraction:
        """Return the weight of the option chosen."""
        return self._weight_of(given)

    def _weight_complaints(self) -> Iterator[Complaint]:
        best = max(self._weights())
        if best != 100:
            yield Complaint(("options",), BEST, {"id": self.id, "weight": f"{best.normalize():f}"}, "warning")

    def _count_complaints(self) -> Iterator[Complaint]:
        right = sum(option.correct for option in self.options)
        if right > 1:
            yield Complaint(("options",), TOO_MANY_RIGHT, {"id": self.id, "count": right})


class Multiple(Choice):
    """Several answers are chosen: the weights add up, at least to 0 and at most to 1; or see `Marking`."""

    asked_as: ClassVar[Shape] = Shape.SEVERAL
    kind: Literal["multiple"]
    marking: Literal["all_or_nothing", "partial"] | None = None

    def points(self, given: Sequence[str], marking: Marking) -> Fraction:
        """Return what the options chosen earn together."""
        if self.weighted:
            return min(WHOLE, max(NOTHING, self._weight_of(given)))
        if (self.marking or marking) == Marking.PARTIAL:
            return self._share(given)
        return WHOLE if set(given) == {option.id for option in self.options if option.correct} else NOTHING

    def _share(self, given: Sequence[str]) -> Fraction:
        right = [option.id in given for option in self.options if option.correct]
        wrong = [option.id in given for option in self.options if not option.correct]
        return max(NOTHING, Fraction(sum(right), len(right)) - (Fraction(sum(wrong), len(wrong)) if wrong else NOTHING))

    def _weight_complaints(self) -> Iterator[Complaint]:
        whole = sum((weight for weight in self._weights() if weight > 0), Decimal(0))
        if abs(whole - 100) > Decimal("0.01"):  # three times 33.33333 is meant as a whole
            yield Complaint(("options",), SUM, {"id": self.id, "weight": f"{whole.normalize():f}"}, "warning")

    def _count_complaints(self) -> Iterator[Complaint]:
        if sum(option.correct for option in self.options) == 1:
            yield Complaint(("options",), ONE_RIGHT, {"id": self.id}, "warning")


class Judged(Part):
    """What is said to those who saw whether a sentence is true, and to those who did not."""

    right: Wording | None = None
    wrong: Wording | None = None


class TrueFalse(Question):
    """A sentence that is true or false. Its two options keep their places, as on paper."""

    asked_as: ClassVar[Shape] = Shape.ONE
    kind: Literal["true_false"]
    answer: bool
    feedback: Judged | None = None

    @cached_property
    def options(self) -> tuple[Option, Option]:
        """True and false, in this order."""
        right, wrong = (self.feedback.right, self.feedback.wrong) if self.feedback else (None, None)
        return (Option(id="true", text=TRUE, correct=self.answer, feedback=right if self.answer else wrong),
                Option(id="false", text=FALSE, correct=not self.answer, feedback=wrong if self.answer else right))

    @property
    def choices(self) -> Sequence[tuple[str, Wording]]:
        """True and false."""
        return (("true", TRUE), ("false", FALSE))

    def chosen(self, given: Sequence[str]) -> tuple[Option, ...]:
        """Return the option given."""
        return tuple(option for option in self.options if option.id in given)

    def checked(self, given: Sequence[str]) -> tuple[str, ...]:
        """Return "true" or "false", or nothing."""
        if set(given) - {"true", "false"} or len(set(given)) > 1:
            raise BadAnswer(f"question {self.id!r} cannot be answered with {list(given)}")
        return tuple(given[:1])

    def points(self, given: Sequence[str], marking: Marking) -> Fraction:
        """Return 1 for the right one of the two."""
        return WHOLE if tuple(given) == (str(self.answer).lower(),) else NOTHING

    def replies(self, given: Sequence[str]) -> tuple[Wording, ...]:
        """Return what is said to who answered so."""
        return tuple(option.feedback for option in self.chosen(given) if option.feedback)
