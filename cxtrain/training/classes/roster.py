"""The roster of a class (名册) from a list of staff numbers: typed, pasted or uploaded, checked before it is kept. Pure."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cxtrain.web.bilingual import N_
from cxtrain.web.tables import TableError, read_sheets

MOST_NUMBERS = 500
HEADINGS = ("工号", "Staff number")

UNKNOWN = N_("Nobody with this staff number belongs to the unit of this class.")
LEFT = N_("%(name)s has left.")
TWICE = N_("This staff number stands in more than one row.")
TRAINER = N_("%(name)s is the trainer.")
ON_IT = N_("%(name)s is on the roster already.")
AWAY = N_("%(name)s is on leave.")
TOO_MANY = N_("There are %(many)s staff numbers; at most %(most)s can be put on the roster at a time. Split the list.")
BUSY = N_("%(name)s is expected elsewhere at that time.")


@dataclass(frozen=True)
class Person:
    """Who has a staff number, and what stands in the way of coming."""

    employee_id: int
    name: str
    unit: str = ""
    has_left: bool = False
    is_trainer: bool = False
    is_on_it: bool = False
    is_away: bool = False
    is_busy: bool = False


@dataclass(frozen=True)
class Checked:
    """A staff number with what was found."""

    number: str
    person: Person | None
    complaints: tuple[str, ...]  # for these it cannot be kept
    remarks: tuple[str, ...]  # worth knowing; it is kept nevertheless


def plain(text: str) -> str:
    """Return a typed staff number in narrow figures and letters, without space around it."""
    return unicodedata.normalize("NFKC", text).strip()


def numbers_from(pasted: str) -> list[str]:
    """Return the staff numbers of a pasted list: one on each line, the first cell of a pasted table, or with commas between.

    A line without any digit, such as a heading, is left out.
    """
    found = []
    for line in pasted.splitlines():
        cells = [plain(cell) for cell in (line.split("\t") if "\t" in line else re.split(r"[,;、,;\s]+", plain(line)))]
        numbers = [cell for cell in cells if any(letter.isdigit() for letter in cell)]
        found += numbers[:1] if "\t" in line or any(_is_word(cell) for cell in cells) else numbers
    return found


def _is_word(cell: str) -> bool:
    """Whether a cell is a name or another word, so that the line is about one person."""
    return bool(cell) and not any(letter.isdigit() for letter in cell)


def numbers_in(data: bytes) -> list[str]:
    """Return the staff numbers of an uploaded table: of the column that is headed so, else of the first with digits.

    Raises:
        TableError: it is neither a table of text nor a workbook.
    """
    rows = read_sheets(data)[0].rows
    column = next((at for row in rows[:10] for at, cell in enumerate(row) if plain(str(cell)) in HEADINGS), None)
    found = []
    for row in rows:
        cells = [plain(str(cell)) for cell in row]
        if column is not None:
            cells = cells[column : column + 1]
        number = next((cell for cell in cells if any(letter.isdigit() for letter in cell)), None)
        if number:
            found.append(number)
    return found


def checked(numbers: Sequence[str], people: Mapping[str, Person]) -> tuple[Checked, ...]:
    """Return each number with its person, what is wrong with it, and what is worth knowing.

    Args:
        numbers: as typed; blank ones are left out.
        people: those who may be put on the roster, by staff number in capitals.
    """
    typed = [plain(number).upper() for number in numbers if plain(number)]
    times = Counter(typed)
    found = []
    for number in typed:
        person = people.get(number)
        told = _complaints(person) + ((TWICE,) if times[number] > 1 else ())
        found.append(Checked(number, person, told, _remarks(person)))
    return tuple(found)


def _complaints(person: Person | None) -> tuple[str, ...]:
    if person is None:
        return (UNKNOWN,)
    told = ((person.has_left, LEFT), (person.is_trainer, TRAINER))
    return tuple(message for holds, message in told if holds)


def _remarks(person: Person | None) -> tuple[str, ...]:
    if person is None:
        return ()
    told = ((person.is_on_it, ON_IT), (person.is_away, AWAY), (person.is_busy, BUSY))
    return tuple(message for holds, message in told if holds)


__all__ = ["Checked", "Person", "TableError", "checked", "numbers_from", "numbers_in", "plain"]
