"""The list of a print run: 证书登记簿 for the files, 领证签收表 to be signed by whoever fetches a certificate. Pure."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cxtrain.web.bilingual import N_, Bilingual

COLUMNS = (
    N_("#"), N_("Certificate no."), N_("Name"), N_("Staff number"), N_("Store"), N_("Post"), N_("Course"),
    N_("Class hours"), N_("Level"), N_("Issued on"), N_("Valid until"), N_("Status"), N_("Signature"), N_("Fetched on"),
    N_("Note"),
)  # fmt: skip
FIRST_ROWS, ROWS = 14, 17  # on a page
TO_WRITE = 3  # the last columns are left empty, for the pen


@dataclass(frozen=True)
class ListRow:
    """One certificate on the list."""

    place: int  # from 1
    number: str
    name: str
    staff_number: str
    unit: str
    post: str
    course: Bilingual
    class_hours: int
    level: str  # in the list's language; empty where none was given
    issued_on: dt.date
    valid_until: dt.date | None
    status: str  # in the list's language


@dataclass(frozen=True)
class ListHead:
    """What the list is about: which run, when it was printed, by whom, how many certificates."""

    number: str  # of the run, such as DY-000012
    printed_on: dt.date
    printed_by: str
    firm: Bilingual
    count: int


@dataclass(frozen=True)
class ListPage:
    """One page: rows have one height, so that the pages are known before they are laid out, in portions."""

    number: int
    of: int
    rows: tuple[ListRow, ...]


def paged(rows: Sequence[ListRow]) -> list[ListPage]:
    """Return the pages of the list: the first has the head and fewer rows, and any has room for the signatures."""
    later = range(FIRST_ROWS, len(rows), ROWS)
    portions = [rows[:FIRST_ROWS], *(rows[start : start + ROWS] for start in later)]
    return [ListPage(number, len(portions), tuple(some)) for number, some in enumerate(portions, 1)]


def run_number(run_id: int) -> str:
    """Return what a run is called on paper."""
    return f"DY-{run_id:06d}"


def table(rows: Iterable[ListRow], *, say: Callable[[Bilingual], str]) -> list[Sequence[str | int | dt.date | None]]:
    """Return the rows of a spreadsheet, the last three cells to be written into by hand."""
    empty = ("",) * TO_WRITE
    return [(row.place, row.number, row.name, row.staff_number, row.unit, row.post, say(row.course), row.class_hours,
             row.level, row.issued_on, row.valid_until, row.status, *empty) for row in rows]
