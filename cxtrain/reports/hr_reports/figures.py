"""What HR's reports say of a unit or a person: counts that add up, and shares with their intervals. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from typing import Self

from cxtrain.measures.intervals import Estimate, wilson


@dataclass(frozen=True)
class Counts:
    """Counts that add up, each to its own."""

    def __add__(self, other: Self) -> Self:
        return replace(self, **{each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(self)})


@dataclass(frozen=True)
class Passes(Counts):
    """How many sat an assessment for the first time and again, and how many of these passed."""

    first: int = 0  # 首考; one that was put off before (缓考) is a first one
    first_passed: int = 0
    resit: int = 0  # 补考
    resit_passed: int = 0
    deferred: int = 0  # of the first ones, put off before

    @property
    def first_rate(self) -> Estimate:
        """The share that passed at the first sitting, 0..1."""
        return wilson(self.first_passed, self.first)

    @property
    def resit_rate(self) -> Estimate:
        """The share that passed at a resit, 0..1."""
        return wilson(self.resit_passed, self.resit)


@dataclass(frozen=True)
class Figures(Counts):
    """The counts of a unit, a person, or all."""

    people: int = 0
    assigned: int = 0  # courses that were to be passed within the period
    done: int = 0  # of these
    overdue: int = 0  # of these, not passed, and the day is over
    class_hours: float = 0.0
    online_hours: float = 0.0
    seconds: int = 0  # of learning on screens
    outside: int = 0  # of these, outside working time
    assigned_outside: int = 0  # of those outside, of courses given as working time
    certificates: int = 0  # valid today
    ending: int = 0  # of those, within the next days
    required: int = 0  # certificates that posts need
    held: int = 0  # of these, held and valid
    quiz: Passes = field(default_factory=Passes)
    practical: Passes = field(default_factory=Passes)

    @property
    def completion(self) -> Estimate:
        """The share done of what was to be done, 0..1."""
        return wilson(self.done, self.assigned)

    @property
    def holding(self) -> Estimate:
        """The share held of the certificates that posts need (持证率), 0..1."""
        return wilson(self.held, self.required)

    @property
    def hours(self) -> float:
        """Class hours in rooms and on screens together."""
        return self.class_hours + self.online_hours

    @property
    def hours_per_head(self) -> float | None:
        """Class hours for each person; None without people."""
        return self.hours / self.people if self.people else None

    @property
    def passes(self) -> Passes:
        """Quizzes and practical assessments together."""
        return self.quiz + self.practical


@dataclass(frozen=True)
class Line:
    """One unit, or one person in a unit, with its figures."""

    unit: dict[str, str]
    code: str  # of the unit
    figures: Figures
    number: str = ""  # staff number; empty for a unit
    name: dict[str, str] = field(default_factory=dict)
    post: str = ""
    employment: str = ""
    mobile: str = ""
    id: int = 0  # of the unit or the person


@dataclass(frozen=True)
class Report:
    """A page of lines, and the figures of all of them."""

    lines: tuple[Line, ...]
    count: int  # lines on all pages
    total: Figures
    on: dt.date  # the day on which it was asked


def total(figures: Iterable[Figures]) -> Figures:
    """Return the sum."""
    return sum(figures, Figures())
