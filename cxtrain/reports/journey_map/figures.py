"""What a touchpoint shows on the map: its measures, and its state. Pure."""

from dataclasses import dataclass

from cxtrain.measures.intervals import Estimate, Sums, mean_interval
from cxtrain.reports.figures import SHOWN_FROM
from cxtrain.voices.figures import Scores
from cxtrain.web.bilingual import N_

IMPROVING, WATCHED, MEASURED, UNKNOWN = "improving", "watched", "measured", "unknown"
STATES = {IMPROVING: N_("Being improved"), WATCHED: N_("Watched"), MEASURED: N_("Measured"), UNKNOWN: N_("Not measured yet")}


@dataclass(frozen=True)
class Shop:
    """What shoppers found there."""

    n: int
    estimate: Estimate
    standard: float

    @property
    def value(self) -> float | None:
        """The mean in scale points; None while it rests on too few visits."""
        return self.estimate.value if self.n >= SHOWN_FROM else None


@dataclass(frozen=True)
class Measured:
    """A touchpoint's numbers on the map."""

    shop: Shop
    voice: Scores
    complaints: int = 0  # that are not closed
    board_id: int | None = None
    board_opens: bool = False  # to the reader: it is of a unit that is shown
    watched: bool = False

    @property
    def state(self) -> str:
        """Its state, a key of STATES."""
        if self.board_id is not None:
            return IMPROVING
        if self.watched:
            return WATCHED
        return MEASURED if self.shop.n or self.voice.csat.n or self.voice.nps.n else UNKNOWN


def shop_of(sums: Sums | None, standard: float) -> Shop:
    """Return what shoppers found, against the standard; both in scale points."""
    kept = sums or Sums(0, 0.0, 0.0)
    return Shop(kept.n, mean_interval(kept.n, kept.total, kept.squares), standard)
