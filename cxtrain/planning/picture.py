"""What findings come to on a page: what to act on, what is unsure, what goes well, where visits are missing. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from cxtrain.planning.evidence import Evidence
from cxtrain.planning.findings import SETTLED, Finding, Verdict
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

    @property
    def is_empty(self) -> bool:
        """Whether nothing was observed."""
        return not self.compared


def picture_of(found: Iterable[Found]) -> Picture:
    """Return the findings by what they ask for, each group in the order given."""
    every = list(found)

    def those(*verdicts: Verdict) -> tuple[Found, ...]:
        return tuple(each for each in every if each.finding.verdict in verdicts)

    return Picture(
        act=those(Verdict.PLAN_NOW, Verdict.PLAN_SOON), offer=those(Verdict.OFFER), unsure=those(Verdict.COLLECT),
        keep=those(Verdict.KEEP), near=those(Verdict.NEAR), alike=those(Verdict.ALIKE),
        missing=_missing(those(Verdict.TOO_FEW)), compared=len(every))


def _missing(few: Iterable[Found]) -> tuple[Missing, ...]:
    visits: dict[Place, int] = {}
    for each in few:
        visits[each.place] = max(visits.get(each.place, 0), each.finding.n)
    return tuple(Missing(place, n, max(1, SETTLED - n)) for place, n in visits.items())
