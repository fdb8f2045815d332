"""A training file (员工培训档案) as page and paper show it: plain values. Pure."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cxtrain.web.bilingual import N_

Words = dict[str, str]
FORMS = {"class": N_("in a class"), "online": N_("online"), "exam": N_("exam only")}
WAYS = {"classroom": N_("attendance"), "quiz": N_("written exam"), "scenario": N_("role-play exam"),
        "practical": N_("practical assessment")}
LEAST = 3  # observations in a dimension before a mean is shown
NOTES = (
    N_("Class hours: of classes that were closed, by the minutes attended and the minutes of that class's hour; online, the "
       "active minutes of each step, at most those that the course states, 45 to the hour. Both are rounded down to half an "
       "hour for each line, so the lines of a year add up to its total."),
    N_("A result is the best try; it stands in the year in which the course was passed, with the certificate it led to."),
)


@dataclass(frozen=True)
class Result:
    """What was reached in one thing that a course asks for."""

    way: str  # of WAYS
    score: float | None  # percent; of attendance too; None where there is no number


@dataclass(frozen=True)
class Line:
    """One piece of training in one year."""

    first: dt.date
    last: dt.date
    course: Words
    term: tuple[int, int] | None  # year and number of a class
    form: str  # of FORMS
    hours: float
    trainer: Words  # empty where there was none
    results: tuple[Result, ...]
    passed: bool | None  # None: nothing to pass in this line
    certificate: str  # its number, or empty


@dataclass(frozen=True)
class Year:
    """A calendar year with its lines, the earliest first."""

    year: int
    lines: tuple[Line, ...]
    classroom: float  # class hours
    online: float

    @property
    def total(self) -> float:
        """Class hours of the year."""
        return self.classroom + self.online


@dataclass(frozen=True)
class Held:
    """A certificate."""

    number: str
    title: Words
    issued_on: dt.date
    valid_until: dt.date | None
    status: str  # of certificates.terms.Status


@dataclass(frozen=True)
class Observed:
    """What mystery shoppers saw of somebody in one dimension."""

    dimension: str  # of journey.touchpoint.DIMENSION_NAMES' words
    n: int  # answers
    mean: float | None  # on the scale; None below LEAST


@dataclass(frozen=True)
class TrainingFile:
    """One person, one file; days are those of the person's unit."""

    name: Words
    number: str
    unit: Words
    post: str
    joined_on: dt.date | None
    years: tuple[Year, ...]  # the latest first
    held: tuple[Held, ...]  # the latest first
    observed: tuple[Observed, ...]  # empty in an auditor's copy
    on: dt.date

    @property
    def total(self) -> float:
        """Class hours of all years in it."""
        return sum(year.total for year in self.years)

    def for_auditors(self) -> "TrainingFile":
        """Return the copy that auditors get: without results of mystery shops."""
        return replace(self, observed=())

    def plain(self) -> dict[str, object]:
        """Return it as its template takes it, with what the records would compute."""
        return {**{name: getattr(self, name) for name in self.__dataclass_fields__}, "total": self.total,
                "years": [{"year": year.year, "lines": year.lines, "classroom": year.classroom, "online": year.online,
                           "total": year.total} for year in self.years]}


def years_of(lines: Iterable[tuple[int, Line]]) -> tuple[Year, ...]:
    """Return the years of lines that come with theirs, the latest first; each adds up to what its lines say."""
    by_year: dict[int, list[Line]] = {}
    for year, line in lines:
        by_year.setdefault(year, []).append(line)
    return tuple(_year(year, by_year[year]) for year in sorted(by_year, reverse=True))


def _year(year: int, lines: Sequence[Line]) -> Year:
    in_order = tuple(sorted(lines, key=lambda line: (line.last, line.first, line.form, line.certificate)))
    rooms = sum(line.hours for line in lines if line.form == "class")
    return Year(year, in_order, rooms, sum(line.hours for line in lines) - rooms)
