"""Rows of a signed list keyed in: whose certificate, by whom it was fetched, on which day; checked before any is kept. Pure."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cxtrain.web.bilingual import N_
from cxtrain.web.keying import Complaint, plain

MOST_ROWS = 200
MOST_NAME = 80
DAY = re.compile(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})\D?")

UNKNOWN = N_("No certificate in your reach has this staff number or number.")
VOID = N_("%(number)s is void.")
FETCHED = N_("%(number)s was fetched on %(day)s before. Take that back first if it is wrong.")
SEVERAL = N_("%(name)s has several that were not fetched yet. Write the number of the one: %(numbers)s.")
TWICE = N_("%(number)s stands in more than one row.")
NO_DAY = N_("“%(text)s” is no day. Write it as 2026-05-12.")
EARLY = N_("%(number)s was issued on %(day)s; it was fetched on that day or later.")
LATE = N_("That day has not come yet.")


@dataclass(frozen=True)
class Row:
    """A row as typed: a staff number or the number of a certificate; who signed, where it was somebody else; and the day."""

    number: str
    by: str = ""
    on: str = ""


@dataclass(frozen=True)
class Paper:
    """A certificate in reach."""

    id: int
    number: str
    name: str
    staff_number: str
    issued_on: dt.date
    is_void: bool = False
    fetched_on: dt.date | None = None


@dataclass(frozen=True)
class Checked:
    """A row with what was found; `day` is None only where something is wrong with it."""

    row: Row
    paper: Paper | None
    day: dt.date | None
    complaints: tuple[Complaint, ...]


def row_of(cells: Sequence[str]) -> Row | None:
    """Return the row of a pasted line: a number, then who signed and the day in any order; None where there is no number."""
    texts = [plain(cell) for cell in cells]
    if not texts or not any(letter.isdigit() for letter in texts[0]):
        return None
    days = [text for text in texts[1:] if DAY.fullmatch(text)]
    names = [text for text in texts[1:] if text and text not in days and not any(letter.isdigit() for letter in text)]
    return Row(texts[0], next(iter(names), "")[:MOST_NAME], next(iter(days), ""))


def checked(rows: Sequence[Row], papers: Sequence[Paper], usual: dt.date, today: dt.date) -> tuple[Checked, ...]:
    """Return each row with its certificate, its day, and what is wrong with it.

    Args:
        rows: as typed, blank ones left out.
        papers: of all who are named by a row.
        usual: the day of rows that say none.
        today: no day lies after it.
    """
    found = [_found(plain(row.number).upper(), papers) for row in rows]
    times = Counter(paper.id for paper, _ in found if paper)
    made = []
    for row, (paper, wrong) in zip(rows, found, strict=True):
        day, unread = _day(row.on, usual)
        told = [*wrong, *unread]
        if paper and times[paper.id] > 1:
            told.append(Complaint(TWICE, {"number": paper.number}))
        if day:
            told += _about(day, paper, today)
        made.append(Checked(row, paper, day, tuple(told)))
    return tuple(made)


def _found(number: str, papers: Sequence[Paper]) -> tuple[Paper | None, list[Complaint]]:
    named = [paper for paper in papers if paper.number.upper() == number]
    own = named or [paper for paper in papers if paper.staff_number.upper() == number]
    good = [paper for paper in own if not paper.is_void]
    open_ones = [paper for paper in good if paper.fetched_on is None]
    if len(open_ones) == 1:
        return open_ones[0], []
    if open_ones:
        numbers = ", ".join(paper.number for paper in open_ones)
        return None, [Complaint(SEVERAL, {"name": open_ones[0].name, "numbers": numbers})]
    if good:
        last = max(good, key=lambda paper: paper.issued_on)
        return last, [Complaint(FETCHED, {"number": last.number, "day": last.fetched_on})]
    return None, [Complaint(VOID, {"number": own[0].number}) if own else Complaint(UNKNOWN, {})]


def _day(text: str, usual: dt.date) -> tuple[dt.date | None, list[Complaint]]:
    typed = plain(text)
    if not typed:
        return usual, []
    read = DAY.fullmatch(typed)
    try:
        day = dt.date(*map(int, read.groups())) if read else None
    except ValueError:
        day = None
    return day, [] if day else [Complaint(NO_DAY, {"text": typed[:20]})]


def _about(day: dt.date, paper: Paper | None, today: dt.date) -> Iterator[Complaint]:
    if day > today:
        yield Complaint(LATE, {})
    elif paper and day < paper.issued_on:
        yield Complaint(EARLY, {"number": paper.number, "day": paper.issued_on})
