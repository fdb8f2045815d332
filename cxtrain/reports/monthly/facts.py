"""What a monthly report was made of: plain values that are kept, so that equal facts give equal pages and bytes. Pure."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cxtrain.measures.intervals import Sums

FORMAT = 1
Words = dict[str, str]
Pair = tuple[Sums, Sums]


@dataclass(frozen=True)
class Three:
    """The sums of one line: of the month, of the month before, of the same month a year ago; None is not known.

    `apart` holds, for means of visits, both sides of each comparison after taking out that touchpoints differ in
    difficulty: (before, now) and (a year ago, now).
    """

    now: Sums | None = None
    before: Sums | None = None
    year: Sums | None = None
    target: float | None = None
    apart: tuple[Pair | None, Pair | None] = (None, None)


@dataclass(frozen=True)
class Place:
    """A unit as it was called."""

    code: str
    label: Words
    kind: str = "store"


@dataclass(frozen=True)
class Store:
    """A store below the unit, with its sums of the month by line."""

    place: Place
    sums: Mapping[str, Sums]


@dataclass(frozen=True)
class Standing:
    """Which stores stand apart (P ≥ .9) over the last three months, and how many were set side by side; by code, unranked."""

    compared: int = 0
    ahead: tuple[Words, ...] = ()
    behind: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Praise:
    """What a visit praised, without names of persons."""

    on: dt.date
    unit: Words
    touchpoint: Words
    words: str


@dataclass(frozen=True)
class Facts:
    """A unit's month."""

    unit: Place
    month: str  # 2026-05
    lines: Mapping[str, Three]  # by key of a metric
    stores: tuple[Store, ...] = ()
    standing: Standing = Standing()
    praise: tuple[Praise, ...] = ()
    praised: tuple[int, int] = (0, 0)  # by visits, by customers

    @property
    def digest(self) -> str:
        """SHA-256 of the facts, hex."""
        return hashlib.sha256(json.dumps(as_data(self), sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def as_data(facts: Facts) -> dict[str, Any]:
    """Return the facts as JSON values."""
    return {
        "format": FORMAT, "unit": _place(facts.unit), "month": facts.month,
        "lines": {key: _three(three) for key, three in facts.lines.items()},
        "stores": [[_place(each.place), {key: _sums(sums) for key, sums in each.sums.items()}] for each in facts.stores],
        "standing": [facts.standing.compared, list(facts.standing.ahead), list(facts.standing.behind)],
        "praise": [[each.on.isoformat(), each.unit, each.touchpoint, each.words] for each in facts.praise],
        "praised": list(facts.praised)}


def from_data(data: Mapping[str, Any]) -> Facts:
    """Return the facts that `as_data` wrote."""
    compared, ahead, behind = data["standing"]
    visits, customers = data["praised"]
    return Facts(
        Place(*data["unit"]), data["month"], {key: _three_of(three) for key, three in data["lines"].items()},
        tuple(Store(Place(*place), {key: Sums(*sums) for key, sums in kept.items()}) for place, kept in data["stores"]),
        Standing(compared, tuple(ahead), tuple(behind)),
        tuple(Praise(dt.date.fromisoformat(on), *rest) for on, *rest in data["praise"]), (visits, customers))


def _place(place: Place) -> list[Any]:
    return [place.code, place.label, place.kind]


def _sums(sums: Sums | None) -> list[float] | None:
    return None if sums is None else [sums.n, float(sums.total), float(sums.squares)]


def _three(three: Three) -> list[Any]:
    return [_sums(three.now), _sums(three.before), _sums(three.year), three.target,
            [None if pair is None else [_sums(each) for each in pair] for pair in three.apart]]


def _three_of(data: Any) -> Three:
    now, before, year = (None if each is None else Sums(*each) for each in data[:3])
    first, second = (None if pair is None else (Sums(*pair[0]), Sums(*pair[1])) for pair in data[4])
    return Three(now, before, year, data[3], (first, second))
