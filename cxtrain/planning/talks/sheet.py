"""What a talk says, as somebody typed it. Pure."""

import datetime as dt
from dataclasses import dataclass

from cxtrain.web.bilingual import N_

# Whose idea an option is.
SOURCES = {"library": N_("From the library"), "supervisor": N_("Supervisor's idea"), "employee": N_("Colleague's own idea")}


@dataclass(frozen=True)
class OptionFacts:
    """An option as it was typed."""

    what: str
    source: str  # supervisor or employee
    chosen: bool


@dataclass(frozen=True)
class TalkFacts:
    """A talk by GROW as it was typed."""

    held_on: dt.date
    goal: str
    reality: str
    gap: str
    motivation: str
    forward: str
    forward_id: int
    forward_on: dt.date
    support: str
    next_on: dt.date | None
    chosen: frozenset[int]  # ids of options that stood there already
    options: tuple[OptionFacts, ...]  # new ones
    place: str = ""
