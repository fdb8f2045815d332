"""A class as its papers tell it: plain values. Pure."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from cxtrain.training.classes.hours import attended_percent, class_hours
from cxtrain.web.bilingual import N_

Words = dict[str, str]
HALVES = {"am": N_("Morning"), "pm": N_("Afternoon"), "eve": N_("Evening")}
METHODS = {"lecture": N_("Lecture"), "role_play": N_("Role-play"), "discussion": N_("Discussion"),
           "practice": N_("Practice"), "exam": N_("Exam"), "visit": N_("Visit")}
STATES = {"present": N_("present"), "late": N_("late"), "left_early": N_("left early"), "leave": N_("excused"),
          "absent": N_("absent")}
THERE = frozenset({"present", "late", "left_early"})
WAYS = {"quiz": N_("written exam"), "practical": N_("practical assessment"), "scenario": N_("role-play exam"),
        "classroom": N_("attendance")}


@dataclass(frozen=True)
class SessionLine:
    """One session, in the zone of the class's unit."""

    id: int
    number: int  # from 1
    day: dt.date
    begins: str  # 09:00
    ends: str
    minutes: int  # of teaching
    topic: str
    method: str  # of METHODS

    @property
    def half(self) -> str:
        """The part of the day in which it begins: am until noon, pm until 18:00, else eve."""
        return "am" if self.begins < "12:00" else "pm" if self.begins < "18:00" else "eve"


@dataclass(frozen=True)
class Mark:
    """What somebody reached in one thing that the class's course asks for."""

    score: float | None  # percent; None where there is no number
    passed: bool | None  # None: not tried, or not decided


@dataclass(frozen=True)
class PersonLine:
    """Somebody on the roster."""

    id: int
    number: str  # staff number
    name: Words
    unit: Words
    post: str
    states: Mapping[int, str]  # of STATES, by session id; none where nobody has said yet
    minutes: int = 0  # present, of all sessions


@dataclass(frozen=True)
class ClassPaper:
    """All that the papers of a class say, besides marks, practical sheets and evaluations."""

    id: int
    course: Words
    about: Words  # the course's summary
    year: int
    term: int
    unit: Words
    firm: Words
    trainer: Words
    place: str
    hour_minutes: int  # of one class hour
    sessions: tuple[SessionLine, ...]  # in the order of time
    people: tuple[PersonLine, ...]  # by unit and name
    notice: str
    summary: str
    made_by: Words
    made_on: dt.date
    state: str  # planned, closed or cancelled
    closed_by: Words | None
    closed_on: dt.date | None
    ways: tuple[str, ...]  # of WAYS, by which the course is passed
    pass_marks: Mapping[str, int]  # of scenarios, percent, by slug
    certificate: Words | None
    url: str = ""  # of the class's page, for the QR code

    @property
    def code(self) -> str:
        """What the class is called in the files."""
        return class_code(self.id)

    @cached_property
    def days(self) -> tuple["ClassDay", ...]:
        """The days of the class with their sessions."""
        return tuple(ClassDay(day, tuple(some)) for day, some in groupby(self.sessions, key=lambda each: each.day))

    @property
    def minutes(self) -> int:
        """Minutes of teaching in all."""
        return sum(session.minutes for session in self.sessions)

    @property
    def hours(self) -> float:
        """Class hours in all."""
        return class_hours(self.minutes, self.hour_minutes)

    def present(self, session_id: int) -> int | None:
        """Return how many were at a session, None while nothing is known of it."""
        known = [person.states[session_id] for person in self.people if session_id in person.states]
        return sum(state in THERE for state in known) if known else None

    def plain(self) -> dict[str, object]:
        """Return it as its templates take it: with what the record would compute."""
        return {
            **{name: getattr(self, name) for name in self.__dataclass_fields__}, "code": self.code, "hours": self.hours,
            "minutes": self.minutes, "first": self.sessions[0].day if self.sessions else None,
            "last": self.sessions[-1].day if self.sessions else None,
            "days": [{"day": each.day, "columns": each.columns} for each in self.days],
            "hours_of": {str(each.id): class_hours(each.minutes, self.hour_minutes) for each in self.sessions},
            "present": {str(each.id): self.present(each.id) for each in self.sessions},
            "people": [{**{name: getattr(person, name) for name in PersonLine.__dataclass_fields__},
                        "hours": class_hours(person.minutes, self.hour_minutes),
                        "share": attended_percent(person.minutes, self.minutes)} for person in self.people]}


@dataclass(frozen=True)
class Column:
    """A column of the sign-in sheet: one session."""

    session: SessionLine
    half: str  # of HALVES
    again: int  # 0 where it is the only one in this part of the day, else its place among them


@dataclass(frozen=True)
class ClassDay:
    """One day of a class, which has a sign-in sheet of its own."""

    day: dt.date
    sessions: tuple[SessionLine, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns to sign in, the first session first."""
        halves = [session.half for session in self.sessions]
        return tuple(Column(session, half, halves[: at + 1].count(half) if halves.count(half) > 1 else 0)
                     for at, (session, half) in enumerate(zip(self.sessions, halves, strict=True)))


def class_code(class_id: int) -> str:
    """Return what a class is called on paper, such as PX-000012."""
    return f"PX-{class_id:06d}"


@dataclass(frozen=True)
class Tally:
    """What those who evaluated a class answered to one question."""

    counts: tuple[int, ...]  # of those who chose 1, 2, 3, 4 and 5

    @property
    def n(self) -> int:
        """Answers."""
        return sum(self.counts)

    @property
    def mean(self) -> float | None:
        """Their mean, 1..5; None where nobody answered."""
        return sum(mark * count for mark, count in enumerate(self.counts, 1)) / self.n if self.n else None


def tallies(answers: Sequence[Sequence[int | None]], questions: int) -> tuple[Tally, ...]:
    """Return what was answered to each of the questions; each answer has a mark 1..5 or None for each."""
    return tuple(Tally(tuple(sum(row[at] == mark for row in answers if at < len(row)) for mark in range(1, 6)))
                 for at in range(questions))
