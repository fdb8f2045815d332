"""A marks list as plain values. Pure."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from cxtrain.web.bilingual import N_

Words = dict[str, str]  # {"zh": …, "en": …}
# A sitting that was put off before says so in the place of its kind, as paper does (缓考).
KINDS = {"first": N_("First sitting"), "resit": N_("Resit"), "again": N_("Practised again"), "deferred": N_("Put off before")}
FORMS = {"screen": N_("on screen"), "site": N_("on site"), "paper": N_("on paper"), "practical": N_("practical")}


@dataclass(frozen=True)
class Line:
    """Somebody's sitting, or that they have not sat: then `sat_on` and all after it are empty."""

    number: str
    name: Words
    unit: Words
    post: str
    sat_on: dt.date | None = None
    kind: str = ""  # of KINDS
    form: str = ""  # of FORMS
    score: float | None = None
    passed: bool | None = None


@dataclass(frozen=True)
class Share:
    """How many sat, and how many of them passed."""

    n: int
    passed: int


@dataclass(frozen=True)
class MarksList:
    """A list with what it is of and for."""

    code: str
    title: Words
    where: Words
    since: dt.date | None  # None, like `until`, where it is of one exam, whenever that was sat
    until: dt.date | None
    is_whole: bool  # those who did not sit are in it, too
    lines: tuple[Line, ...]

    @property
    def people(self) -> int:
        """How many people are in it (应考 where it is whole)."""
        return len({line.number for line in self.lines})

    @property
    def sat(self) -> int:
        """How many people sat (实考)."""
        return len({line.number for line in self.lines if line.sat_on})

    @property
    def first(self) -> Share:
        """First sittings, those that were put off before among them."""
        return self._share("first", "deferred")

    @property
    def resit(self) -> Share:
        """Resits."""
        return self._share("resit")

    def plain(self) -> dict[str, Any]:
        """Return what paper is made of, with the counts."""
        return {**asdict(self), "people": self.people, "sat": self.sat, "first": asdict(self.first),
                "resit": asdict(self.resit)}

    def _share(self, *kinds: str) -> Share:
        found = [line for line in self.lines if line.kind in kinds]
        return Share(len(found), sum(bool(line.passed) for line in found))


def kind_shown(kind: str, *, deferred: bool) -> str:
    """Return the kind as a list has it: a first sitting that was put off is `deferred`, a resit stays a resit."""
    return "deferred" if deferred and kind == "first" else kind


def with_absent(lines: Sequence[Line], people: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines in the order of `people`, with those who have none."""
    mine: dict[str, list[Line]] = {}
    for line in lines:
        mine.setdefault(line.number, []).append(line)
    return tuple(line for person in people for line in mine.get(person.number, [person]))
