"""Holders of certificates against posts that need one (持证率): what is counted, and how. Pure."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cxtrain.certificates.terms import Life, Status, status_on

Key = tuple[int, int]  # employee id, course id


@dataclass(frozen=True)
class Need:
    """A course with a certificate that some posts must hold, in a unit and everything below."""

    course_id: int
    unit_path: str
    posts: frozenset[str]


@dataclass(frozen=True)
class Holder:
    """Somebody at work on the day."""

    employee_id: int
    unit_id: int
    unit_path: str
    post: str
    employment: str


@dataclass(frozen=True)
class Holding:
    """How many in one post of one unit must hold the certificate of one course, and how many do."""

    unit_id: int
    post: str
    course_id: int
    required: int  # people, at least 1
    valid: int  # of these, with a certificate that is valid on the day
    grace: int  # of these, with one that ran out and is being renewed; not among `valid`


@dataclass(frozen=True)
class Holdings:
    """All of them. `rate` is None where no post needs any."""

    day: dt.date
    rows: tuple[Holding, ...]  # by unit, post and course

    @property
    def required(self) -> int:
        """Certificates that must be held: somebody of whom two are asked counts twice."""
        return sum(row.required for row in self.rows)

    @property
    def valid(self) -> int:
        """Of these, how many are held and valid."""
        return sum(row.valid for row in self.rows)

    @property
    def grace(self) -> int:
        """Of these, how many ran out and are being renewed."""
        return sum(row.grace for row in self.rows)

    @property
    def rate(self) -> float | None:
        """Percent valid of those required, 0..100; days of grace do not count."""
        return 100 * self.valid / self.required if self.required else None

    def of_units(self, unit_ids: Iterable[int]) -> "Holdings":
        """Return what is so in these units alone."""
        wanted = set(unit_ids)
        return Holdings(self.day, tuple(row for row in self.rows if row.unit_id in wanted))


def required_of(people: Iterable[Holder], needs: Sequence[Need], exempt: Iterable[Key] = ()) -> Iterator[tuple[Holder, int]]:
    """Yield who must hold the certificate of which course, each pair once; whoever is exempt need not."""
    free, by_post = set(exempt), {}  # type: tuple[set[Key], dict[str, list[Need]]]
    for need in needs:
        for post in need.posts:
            by_post.setdefault(post, []).append(need)
    for person in people:
        courses = {need.course_id for need in by_post.get(person.post, ()) if person.unit_path.startswith(need.unit_path)}
        yield from ((person, course) for course in sorted(courses) if (person.employee_id, course) not in free)


def worth(lives: Iterable[Life], day: dt.date) -> Status | None:
    """Return the best of what somebody's certificates are worth on `day`: valid, in grace, or None."""
    found = {status_on(day, life) for life in lives}
    return next((status for status in (Status.VALID, Status.GRACE) if status in found), None)


def counted(required: Iterable[tuple[Holder, int]], held: Mapping[Key, Sequence[Life]], day: dt.date) -> Holdings:
    """Return the counts by unit, post and course.

    Args:
        required: who must hold the certificate of which course.
        held: what decides about each certificate that somebody has of a course.
        day: on which it is asked.
    """
    sums: dict[tuple[int, str, int], list[int]] = {}
    for person, course in required:
        row = sums.setdefault((person.unit_id, person.post, course), [0, 0, 0])
        status = worth(held.get((person.employee_id, course), ()), day)
        for at, counts in enumerate((True, status is Status.VALID, status is Status.GRACE)):
            row[at] += counts
    return Holdings(day, tuple(Holding(*key, *row) for key, row in sorted(sums.items())))
