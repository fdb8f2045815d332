"""A scorecard as a page posts it, whole or in part, laid over what is stored. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from cxtrain.quality import answers as answering
from cxtrain.quality import sheet as carding
from cxtrain.quality.answers import Answer
from cxtrain.quality.instrument import Instrument
from cxtrain.quality.sheet import Sheet


@dataclass(frozen=True)
class Scorecard:
    """The card on top and the answers by item id."""

    sheet: Sheet
    answers: Mapping[str, Answer]
    photographed: frozenset[str] = frozenset()  # ids of the items that have a photo

    @property
    def fields(self) -> dict[str, str]:
        """The scorecard as a page's fields hold it."""
        return {**carding.fields(self.sheet), **answering.fields(self.answers)}

    def answered(self, instrument: Instrument) -> int:
        """Return how many items have an answer, be it that they did not apply."""
        return sum(answering.is_answered(item, self.answers.get(item.id), self.photographed) for item in instrument.items)


@dataclass(frozen=True)
class Typed:
    """What came of a request: the scorecard with it, the answers that changed, and a fault by field."""

    scorecard: Scorecard
    changed: Mapping[str, Answer]
    faults: Mapping[str, str]  # English sentences for the catalogue
    answered: int  # items


def read(instrument: Instrument, posted: Mapping[str, str], stored: Scorecard, *, names: bool) -> Typed:
    """Return what `posted` says, laid over `stored`; without `names` a badge is not taken."""
    reading = answering.read(instrument, posted, stored.answers)
    card = carding.read(posted, stored.sheet, names=names)
    whole = Scorecard(card.sheet, {**stored.answers, **reading.answers}, stored.photographed)
    return Typed(whole, reading.answers, {**reading.faults, **card.faults}, whole.answered(instrument))
