"""What a touchpoint shows on the map: its measures, and its state. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from cxtrain.measures.intervals import Estimate, Sums, mean_interval, wilson
from cxtrain.measures.recommendation import Nps, nps_of_counts
from cxtrain.measures.satisfaction import CSAT_TOP
from cxtrain.reports.figures import SHOWN_FROM
from cxtrain.voices.sums.queries import Counted
from cxtrain.web.bilingual import N_

FEWEST, SCORED_FROM = 5, 30  # answers of customers: below the first nothing, from the second scores
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
class Voice:
    """What customers answered there; shares 0..1, the recommendation in points."""

    csat: Estimate
    nps: Nps

    @property
    def n(self) -> int:
        """How many answered one of the two."""
        return max(self.csat.n, self.nps.n)


@dataclass(frozen=True)
class Measured:
    """A touchpoint's numbers on the map."""

    shop: Shop
    voice: Voice
    open_feedback: int = 0  # complaints and the like that wait for somebody
    board_id: int | None = None
    watched: bool = False

    @property
    def state(self) -> str:
        """Its state, a key of STATES."""
        if self.board_id is not None:
            return IMPROVING
        if self.watched:
            return WATCHED
        return MEASURED if self.shop.n or self.voice.n else UNKNOWN


def shop_of(sums: Sums | None, standard: float) -> Shop:
    """Return what shoppers found, against the standard; both in scale points."""
    kept = sums or Sums(0, 0.0, 0.0)
    return Shop(kept.n, mean_interval(kept.n, kept.total, kept.squares), standard)


def voice_of(counts: Iterable[Counted]) -> Voice:
    """Return what customers answered, of the counts of one touchpoint."""
    csat, nps = dict[int, int](), dict[int, int]()
    for each in counts:
        if each.measure in ("csat", "nps"):
            kept = csat if each.measure == "csat" else nps
            kept[each.value] = kept.get(each.value, 0) + each.n
    promoters, detractors = (sum(n for value, n in nps.items() if keep(value)) for keep in (lambda v: v >= 9, lambda v: v <= 6))
    return Voice(wilson(sum(csat.get(value, 0) for value in CSAT_TOP), sum(csat.values())),
                 nps_of_counts(promoters, sum(nps.values()) - promoters - detractors, detractors))
