"""What findings come to on a page: what to act on, what is unsure, what goes well, where visits are missing. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum

from cxtrain.planning.evidence import Evidence
from cxtrain.planning.findings import Finding, Verdict
from cxtrain.planning.proposals.decision import Decided
from cxtrain.web.bilingual import Bilingual


@dataclass(frozen=True)
class Place:
    """A touchpoint, as far as plans need it."""

    id: int
    slug: str
    title: Bilingual
    stage: str  # awareness, purchase, use, feedback
    channel: str  # online, offline, product, internal


@dataclass(frozen=True)
class Found:
    """A finding with where it was made, and the open plan that answers it already."""

    finding: Finding
    place: Place
    kind: str  # of observation
    evidence: Evidence | None  # None where there are no numbers
    plan_id: int | None
    decided: Decided | None = None  # the latest decision about it, as long as it holds

    @property
    def dimension(self) -> str:
        """The dimension's slug."""
        return self.finding.cell.dimension


@dataclass(frozen=True)
class Missing:
    """A touchpoint with too few visits."""

    place: Place
    n: int
    to_go: int  # until a plan may rest on them


@dataclass(frozen=True)
class Picture:
    """All findings about one subject, sorted by what they ask for."""

    act: tuple[Found, ...]
    offer: tuple[Found, ...]  # a person: help may be offered, nothing is recorded
    unsure: tuple[Found, ...]
    keep: tuple[Found, ...]
    near: tuple[Found, ...]
    alike: tuple[Found, ...]
    missing: tuple[Missing, ...]
    compared: int  # cells that were looked at
    put_off: tuple[Found, ...] = ()  # somebody decided not to plan for it, and nothing has changed since

    @property
    def chance(self) -> float:
        """How many of those to act on are probably due to chance alone: the probabilities of no shortfall, added up."""
        return fsum(1 - (each.finding.certainty or 0.0) for each in self.act)

    @property
    def left_out(self) -> tuple[int, int]:
        """How many visits were left out: disputed ones, and those whose shopper failed a calibration."""
        cells = {each.place.id: each.finding.cell for group in vars(self).values() if isinstance(group, tuple)
                 for each in group if isinstance(each, Found)}.values()
        return sum(cell.disputed for cell in cells), sum(cell.unchecked for cell in cells)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was observed."""
        return not self.compared


def picture_of(found: Iterable[Found]) -> Picture:
    """Return the findings by what they ask for, each group in the order given."""
    every = list(found)

    def those(*verdicts: Verdict) -> tuple[Found, ...]:
        return tuple(each for each in every if each.finding.verdict in verdicts)

    urgent = those(Verdict.PLAN_NOW, Verdict.PLAN_SOON)
    return Picture(
        act=tuple(each for each in urgent if each.plan_id or not each.decided),
        put_off=tuple(each for each in urgent if each.decided and not each.plan_id),
        offer=those(Verdict.OFFER), unsure=those(Verdict.COLLECT),
        keep=those(Verdict.KEEP), near=those(Verdict.NEAR), alike=those(Verdict.ALIKE),
        missing=_missing(those(Verdict.TOO_FEW)), compared=len(every))


def _missing(few: Iterable[Found]) -> tuple[Missing, ...]:
    places: dict[Place, list[Finding]] = {}
    for each in few:
        places.setdefault(each.place, []).append(each.finding)
    return tuple(_least(place, those) for place, those in places.items())


def _least(place: Place, findings: list[Finding]) -> Missing:
    n = max(each.n for each in findings)
    return Missing(place, n, max(1, *(each.visits_to_go for each in findings if each.n == n)))
