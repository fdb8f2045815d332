"""What a report of a store says, as plain values. Pure; it names no person beside a number."""

import datetime as dt
from dataclasses import dataclass

Words = dict[str, str]


@dataclass(frozen=True)
class CellOnPaper:
    """A mean with its n and interval, scale points; the mean is None below three visits."""

    mean: float | None
    n: int
    low: float | None
    high: float | None
    sign: int  # 1 above, -1 below its standard beyond chance


@dataclass(frozen=True)
class PlaceOnPaper:
    """A touchpoint with its cells in the order of the dimensions."""

    title: Words
    cells: tuple[CellOnPaper, ...]


@dataclass(frozen=True)
class PlanOnPaper:
    """An open improvement plan of the store."""

    number: str
    goal: Words
    touchpoint: Words | None
    due_on: dt.date
    done: int
    actions: int
    state: str


@dataclass(frozen=True)
class PraiseOnPaper:
    """Praise from a released visit."""

    on: dt.date
    touchpoint: Words
    words: str


@dataclass(frozen=True)
class TeamPaper:
    """The whole report."""

    unit: Words
    code: str
    made_on: dt.date
    first_month: str
    last_month: str
    dimensions: tuple[Words, ...]
    places: tuple[PlaceOnPaper, ...]
    tested: int
    above: int
    below: int
    plans: tuple[PlanOnPaper, ...]
    coaching: int  # open coaching plans, as a number: nobody's name stands on a paper that lies around
    praise: tuple[PraiseOnPaper, ...]
    failed: int  # critical items failed lately
    appeals: int  # open ones
