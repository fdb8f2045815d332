"""A situation and several responses to it, which are ranked or rated, and compared with what experts said.

```yaml
kind: judgement
mode: rate                    # or rank
responses: [{id: a, text: {zh: …, en: …}, feedback: {zh: …, en: …}}, …]
experts: [[5, 2, 1], [4, 2, 1]]   # for each expert the rates of the responses, 1 (very poor) to 5 (very good); or their
                                  # places, 1 (best) and on, where they are ranked
```

Rated, each response earns the share of the experts who gave that rate, beside the share of the most frequent one, so that a
question on which experts differ has several good answers (aggregate scoring of script concordance tests: Fournier, Demeester
& Charlin, BMC Medical Informatics and Decision Making 8:18, 2008). Ranked, the order earns Kendall's tau with the experts'
mean places, at least 0.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from cxtrain.quizzes.kinds.arranged import MOST_PARTS, places_of
from cxtrain.quizzes.question import (
    NOTHING,
    WHOLE,
    Complaint,
    Marking,
    Question,
    Shape,
    Slug,
    Wording,
    parts_of,
    repeated,
)
from cxtrain.web.bilingual import N_
from cxtrain.web.documents import Part

RATES = frozenset("12345")
RESPONSES = N_('"%(id)s" needs 2 to %(most)s responses.')
NO_EXPERTS = N_('"%(id)s" needs what one expert said at least.')
WRONG_COUNT = N_("This expert says something about %(given)s responses, but there are %(count)s.")
NOT_PLACES = N_("The places must be 1 to %(count)s, each once.")
NOT_RATES = N_("A rate is 1 to 5.")
ONE_EXPERT = N_('"%(id)s" rests on one expert only; three or more make it fair.')


class Response(Part):
    """One thing that could be done."""

    id: Slug
    text: Wording
    feedback: Wording | None = None


class Judgement(Question):
    """Responses to a situation are ranked or rated."""

    shuffles: ClassVar[bool] = True
    kind: Literal["judgement"]
    mode: Literal["rank", "rate"]
    responses: tuple[Response, ...]
    experts: tuple[tuple[Annotated[int, Field(ge=1, le=MOST_PARTS)], ...], ...]

    @property
    def shape(self) -> Shape:
        """Places or rates."""
        return Shape.ORDER if self.mode == "rank" else Shape.RATES

    @property
    def choices(self) -> Sequence[tuple[str, Wording]]:
        """The responses."""
        return tuple((response.id, response.text) for response in self.responses)

    def checked(self, given: Sequence[str]) -> tuple[str, ...]:
        """Return a place or a rate for each response."""
        count = len(self.responses)
        return places_of(given, count) if self.mode == "rank" else parts_of(given, count, RATES)

    def points(self, given: Sequence[str], marking: Marking) -> Fraction:
        """Return how far the answer agrees with the experts, 0..1."""
        if not given:
            return NOTHING
        return self._agreement(given) if self.mode == "rank" else self._consensus(given)

    def _consensus(self, given: Sequence[str]) -> Fraction:
        earned = NOTHING
        for rate, said in zip(given, zip(*self.experts, strict=True), strict=True):
            counts = Counter(said)
            earned += Fraction(counts[int(rate)] if rate else 0, max(counts.values()))
        return earned / len(self.responses)

    def _agreement(self, given: Sequence[str]) -> Fraction:
        sums = [sum(said) for said in zip(*self.experts, strict=True)]
        pairs = [(one, other) for one, other in combinations(range(len(sums)), 2) if sums[one] != sums[other]]
        agreed = sum(_sign(given[one], given[other]) * _sign(str(sums[one]), str(sums[other])) for one, other in pairs)
        return max(NOTHING, Fraction(agreed, len(pairs))) if pairs else WHOLE  # experts who all disagree allow any order

    def means(self) -> tuple[Fraction, ...]:
        """Return the experts' mean place or rate of each response, in the file's order."""
        return tuple(Fraction(sum(said), len(said)) for said in zip(*self.experts, strict=True))

    def replies(self, given: Sequence[str]) -> tuple[Wording, ...]:
        """Return what is said about the responses."""
        return tuple(response.feedback for response in self.responses if response.feedback) if given else ()

    def complaints(self) -> Iterator[Complaint]:
        """Yield what is wrong with the responses and with what the experts said."""
        yield from repeated([response.id for response in self.responses], under="responses")
        count = len(self.responses)
        if not 2 <= count <= MOST_PARTS:
            yield Complaint(("responses",), RESPONSES, {"id": self.id, "most": MOST_PARTS})
        if not self.experts:
            yield Complaint(("experts",), NO_EXPERTS, {"id": self.id})
        elif len(self.experts) == 1:
            yield Complaint(("experts",), ONE_EXPERT, {"id": self.id}, "warning")
        for index, said in enumerate(self.experts):
            if len(said) != count:
                yield Complaint(("experts", index), WRONG_COUNT, {"given": len(said), "count": count})
            elif self.mode == "rank" and sorted(said) != list(range(1, count + 1)):
                yield Complaint(("experts", index), NOT_PLACES, {"count": count})
            elif self.mode == "rate" and max(said) > len(RATES):
                yield Complaint(("experts", index), NOT_RATES)


def _sign(one: str, other: str) -> int:
    """Return 1 where the first number is less, -1 where it is greater, 0 where one is missing or both are equal."""
    return 0 if not (one and other) else (int(one) < int(other)) - (int(one) > int(other))
