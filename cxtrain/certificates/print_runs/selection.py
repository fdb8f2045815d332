"""What a print run takes, and how it is to come out of the printer. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from cxtrain.web.bilingual import N_

ARRANGEMENTS = {
    "pinyin": N_("By unit, post and name (pinyin)"),
    "number": N_("By staff number"),
    "strokes": N_("By name (strokes of the surname)"),
}
PAPERS = {"one": N_("One on a sheet of A4"), "two": N_("Two on a sheet of A4, to be cut")}
OUTPUTS = {"merged": N_("One PDF for the printer"), "zip": N_("A zip with one PDF for each person")}
SPANS = (30, 60, 90)  # days within which what is about to expire is looked for


@dataclass(frozen=True)
class Selection:
    """Which certificates: unit with everything below it, course, days of issue, end of validity; None takes all."""

    unit_id: int | None = None
    course: str | None = None  # slug
    since: dt.date | None = None
    until: dt.date | None = None
    expiring: int | None = None  # ends within so many days from today on
    never: bool = False  # only what no finished run has printed


@dataclass(frozen=True)
class Manner:
    """How a run comes out: order, paper, with the form or on paper that bears it, one file or many."""

    arranged: str = "pinyin"
    paper: str = "one"
    drawn: bool = True
    output: str = "merged"

    @property
    def fault(self) -> str:
        """A sentence where the parts do not go together; empty where they do."""
        if self.output == "zip" and (self.paper != "one" or not self.drawn):
            return N_("Files for each person are whole sheets with the form: choose one on a sheet, with the form.")
        if self.paper == "two" and not self.drawn:
            return N_("Paper that bears the form already takes one certificate on a sheet.")
        return ""


def as_json(chosen: Selection) -> dict[str, Any]:
    """Return the selection as the database keeps it, without what was left open."""
    plain = {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in asdict(chosen).items()}
    return {name: value for name, value in plain.items() if value}


def from_json(kept: Mapping[str, Any]) -> Selection:
    """Return the selection that `as_json` kept."""
    days = {name: dt.date.fromisoformat(kept[name]) for name in ("since", "until") if kept.get(name)}
    return Selection(**{**kept, **days})
