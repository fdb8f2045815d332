"""Marks keyed in by staff number: rows read from what was pasted, and checked before anything is kept. Pure."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cxtrain.web.bilingual import N_
from cxtrain.web.keying import Complaint, plain

MOST_ROWS = 200
NUMBER = re.compile(r"\d{1,4}(\.\d{1,2})?")

UNKNOWN = N_("Nobody with this staff number is in your reach.")
OWN = N_("Nobody keys in their own marks.")
LEFT = N_("%(name)s has left.")
TWICE = N_("This staff number stands in more than one row.")
KEYED = N_("The marks of %(name)s at this exam have been keyed in before. Correct them there.")
NO_MARKS = N_("Write the marks of each section, or the total.")
NOT_MARKS = N_("“%(text)s” is no number of marks.")
COUNT = N_("Write one number for each of the %(count)s sections, or the total alone.")
ABOVE = N_("Section %(section)s has %(most)s marks at most.")
ABOVE_ALL = N_("The paper has %(most)s marks at most.")
SUM = N_("The sections add up to %(sum)s, not to %(total)s.")


@dataclass(frozen=True)
class Row:
    """A row as typed: the staff number, the form if noted, and marks: one for each section, or the total, or both."""

    number: str
    form: str = ""
    marks: str = ""


@dataclass(frozen=True)
class Person:
    """Who has a staff number."""

    employee_id: int
    name: str
    has_left: bool = False
    is_own: bool = False
    is_keyed: bool = False


@dataclass(frozen=True)
class Checked:
    """A row with what was found: marks only where nothing is wrong with them."""

    row: Row
    person: Person | None
    marks: tuple[Fraction, ...]  # of each section; empty where only the total is known
    earned: Fraction | None
    complaints: tuple[Complaint, ...]


def row_of(cells: Sequence[str]) -> Row | None:
    """Return the row of a pasted line: a staff number, perhaps a name and the form, then numbers; None without the first."""
    texts = [plain(cell) for cell in (cells if len(cells) > 1 else cells[0].split() if cells else ())]
    if not texts or not any(letter.isdigit() for letter in texts[0]):
        return None
    form = next((text[0].upper() for text in texts[1:] if text.upper() in ("A", "B", "A卷", "B卷", "A 卷", "B 卷")), "")
    return Row(texts[0], form, " ".join(text for text in texts[1:] if text and text[0].isdigit()))


def checked(rows: Sequence[Row], most: Sequence[Fraction], people: Mapping[str, Person]) -> tuple[Checked, ...]:
    """Return each row with its person, its marks, and what is wrong with it.

    Args:
        rows: as typed, blank ones left out.
        most: the most marks of each section.
        people: those in reach, by staff number in capitals.
    """
    times = Counter(plain(row.number).upper() for row in rows)
    found = []
    for row in rows:
        number = plain(row.number).upper()
        person = people.get(number)
        marks, earned, wrong = _marks(row.marks, most)
        twice = [Complaint(TWICE, {})] if times[number] > 1 else []
        found.append(Checked(row, person, marks, earned, (*_about(person), *twice, *wrong)))
    return tuple(found)


def _about(person: Person | None) -> tuple[Complaint, ...]:
    if person is None:
        return (Complaint(UNKNOWN, {}),)
    told = ((person.is_own, OWN), (person.has_left, LEFT), (person.is_keyed, KEYED))
    return tuple(Complaint(message, {"name": person.name}) for holds, message in told if holds)


def _marks(text: str, most: Sequence[Fraction]) -> tuple[tuple[Fraction, ...], Fraction | None, tuple[Complaint, ...]]:
    """Return the marks of each section, their sum, and what is wrong with them."""
    words = re.split(r"[\s,;+，、；]+", plain(text).strip(" ,;"))
    if not words[0]:
        return (), None, (Complaint(NO_MARKS, {}),)
    wrong = next((word for word in words if not NUMBER.fullmatch(word)), None)
    if wrong is not None:
        return (), None, (Complaint(NOT_MARKS, {"text": wrong[:20]}),)
    numbers, whole = [Fraction(word) for word in words], sum(most, Fraction(0))
    if len(numbers) not in (1, len(most), len(most) + 1):
        return (), None, (Complaint(COUNT, {"count": len(most)}),)
    if len(numbers) == 1 and len(most) > 1:
        if numbers[0] > whole:
            return (), None, (Complaint(ABOVE_ALL, {"most": f"{float(whole):g}"}),)
        return (), numbers[0], ()
    parts, total = tuple(numbers[:len(most)]), sum(numbers[:len(most)], Fraction(0))
    above = tuple(Complaint(ABOVE, {"section": at, "most": f"{float(limit):g}"})
                  for at, (given, limit) in enumerate(zip(parts, most, strict=True), 1) if given > limit)
    if not above and len(numbers) > len(most) and numbers[-1] != total:
        above = (Complaint(SUM, {"sum": f"{float(total):g}", "total": f"{float(numbers[-1]):g}"}),)
    return (parts, total, ()) if not above else ((), None, above)


def score_of(earned: Fraction, most: Sequence[Fraction]) -> float:
    """Return the score of marks in all: percent, rounded down to a tenth as scores on screen are."""
    whole = sum(most, Fraction(0))
    return math.floor(earned * 1000 / whole) / 10 if whole else 100.0
