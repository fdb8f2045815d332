"""The register as a table: one row for each certificate and each gap, in the order of the numbers. Pure."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cxtrain.certificates.terms import number_text
from cxtrain.web.bilingual import N_
from cxtrain.web.cells import Value

HEADINGS = (
    N_("#"), N_("Certificate number"), N_("Name"), N_("Staff number"), N_("Unit"), N_("Post"), N_("Course"),
    N_("Class hours"), N_("Level"), N_("Issued on"), N_("Valid until"), N_("In grace until"), N_("Status"), N_("Remarks"),
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A certificate as its row says, in the reader's language."""

    prefix: str
    year: int
    running: int
    name: str
    staff_number: str
    unit: str
    post: str
    course: str
    class_hours: int
    level: str
    issued_on: dt.date
    valid_until: dt.date | None
    grace_until: dt.date | None
    status: str
    remarks: str


@dataclass(frozen=True)
class Gap:
    """Numbers that no certificate bears, with what the status and the remarks say of them."""

    prefix: str
    year: int
    first: int
    last: int
    status: str
    reason: str


def rows(lines: Sequence[Line], gaps: Iterable[Gap]) -> Iterator[tuple[Value, ...]]:
    """Yield the rows below the headings; a gap stands where its numbers would."""
    every = [((line.prefix, line.year, line.running), line) for line in lines]
    places: list[tuple[tuple[str, int, int], Line | Gap]] = [*every, *(((g.prefix, g.year, g.first), g) for g in gaps)]
    for number, (_, each) in enumerate(sorted(places, key=lambda place: place[0]), 1):
        yield (number, *(_of_line(each) if isinstance(each, Line) else _of_gap(each)))


def _of_line(line: Line) -> tuple[Value, ...]:
    return (number_text(line.prefix, line.year, line.running), line.name, line.staff_number, line.unit, line.post,
            line.course, line.class_hours, line.level, line.issued_on, line.valid_until, line.grace_until, line.status,
            line.remarks)


def _of_gap(gap: Gap) -> tuple[Value, ...]:
    first, last = (number_text(gap.prefix, gap.year, each) for each in (gap.first, gap.last))
    return (first if first == last else f"{first} – {last}", *(None,) * 10, gap.status, gap.reason)
