"""A transcript as page, paper and table show it: plain values. Pure."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cxtrain.web.bilingual import N_

Words = dict[str, str]
KINDS = {"lesson": N_("Lesson"), "scenario": N_("Role-play"), "exam": N_("Role-play exam"), "quiz": N_("Quiz"),
         "paper": N_("Exam on paper"), "classroom": N_("Class"), "practical": N_("Practical assessment")}


@dataclass(frozen=True)
class StepLine:
    """One step of a course, with what came of it."""

    title: Words
    kind: str  # of KINDS
    best: float | None  # percent; None for lessons, and where no try could be scored
    tries: int | None  # None for lessons
    done_on: dt.date | None


@dataclass(frozen=True)
class Paper:
    """The certificate that a course led to."""

    id: int
    number: str
    title: Words
    issued_on: dt.date
    valid_until: dt.date | None  # None: for good
    status: str  # of certificates.terms.Status, on the day of the transcript


@dataclass(frozen=True)
class CourseLine:
    """One way through a course; who renewed it has two."""

    title: Words
    version: dt.date  # the day on which this version was published
    started_on: dt.date
    passed_on: dt.date | None
    class_hours: int  # 学时 that the course is worth
    earned: int  # of these, 0 until it is passed
    minutes: int  # of active time
    steps: tuple[StepLine, ...]
    certificate: Paper | None  # the one that counts, or the last that did
    voids: tuple[Paper, ...] = ()  # those that it replaced, the latest first


@dataclass(frozen=True)
class YearLine:
    """What a calendar year brought, or all of them."""

    year: int | None  # None: all years
    courses: int  # passed
    class_hours: int
    minutes: int  # of active time


@dataclass(frozen=True)
class Transcript:
    """All that a transcript says; days are those of the person's unit."""

    name: Words
    number: str
    unit: Words
    post: str
    joined_on: dt.date | None
    courses: tuple[CourseLine, ...]  # the latest begun first
    years: tuple[YearLine, ...]  # the latest first, then all years together where there is more than one
    free_minutes: int  # practice outside any course
    on: dt.date  # the day of the transcript


def whole_minutes(seconds: int) -> int:
    """Return seconds as minutes, rounded half up."""
    return (seconds + 30) // 60


def year_lines(courses: Sequence[CourseLine], days: Iterable[tuple[dt.date, int]]) -> tuple[YearLine, ...]:
    """Return the totals of each calendar year in which anything was learnt; a course counts in the year it was passed.

    `days` are those with active time, and its seconds.
    """
    seconds: dict[int, int] = {}
    for day, active in days:
        seconds[day.year] = seconds.get(day.year, 0) + active
    passed = [(course.passed_on.year, course.earned) for course in courses if course.passed_on]
    lines = tuple(YearLine(year, sum(at == year for at, _ in passed), sum(hours for at, hours in passed if at == year),
                           whole_minutes(seconds.get(year, 0)))
                  for year in sorted({*seconds, *(at for at, _ in passed)}, reverse=True))
    whole = YearLine(None, len(passed), sum(hours for _, hours in passed), whole_minutes(sum(seconds.values())))
    return (*lines, whole) if len(lines) > 1 else lines
