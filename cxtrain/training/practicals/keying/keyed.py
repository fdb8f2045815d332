"""Marks of paper forms keyed in by staff number: rows read from what was typed or pasted, and checked first. Pure."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cxtrain.training.practicals.marking import Outcome, outcome, read_mark
from cxtrain.training.practicals.sheet import Sheet
from cxtrain.web.bilingual import N_
from cxtrain.web.keying import Complaint, plain

MOST_ROWS = 100
SIGNS = dict.fromkeys("√✓✔是Y对", "1") | dict.fromkeys("×✗X否N错", "0")

UNKNOWN = N_("Nobody with this staff number is in your reach.")
OWN = N_("Nobody keys in their own marks.")
LEFT = N_("%(name)s has left.")
TWICE = N_("This staff number stands in more than one row.")
SELF = N_("%(name)s cannot be the own assessor.")
OTHERS = N_("The sitting of %(name)s is planned with other assessors.")
DONE = N_("This assessor's marks of %(name)s have been handed in already.")
BEGUN = N_("This assessor has begun to mark %(name)s on screen: nothing of that is written over.")
FOR_THE_OTHER = N_("You assess %(name)s yourself: somebody else keys in the other assessor's form.")
OTHER_VERSION = N_("The sitting of %(name)s goes by another version of the sheet: mark it on screen.")
NO_MARKS = N_("Write one mark for each of the %(count)s items.")
COUNT = N_("There are %(given)s marks here, and the sheet has %(count)s items.")
NOT_A_MARK = N_("Item %(number)s: “%(text)s” is no mark of it.")


@dataclass(frozen=True)
class Row:
    """A row as typed: a staff number, and a mark for each item in the order of the sheet."""

    number: str
    marks: str = ""
    words: str = ""


@dataclass(frozen=True)
class Person:
    """Who has a staff number, and how their sitting stands with the assessor whose forms are keyed in."""

    employee_id: int
    name: str
    wrong: tuple[str, ...] = ()  # of the sentences above
    kind: str = "first"  # what the sitting is, or would be


@dataclass(frozen=True)
class Checked:
    """A row with what was found; marks are complete where nothing is wrong with them."""

    row: Row
    person: Person | None
    marks: Mapping[str, bool | int]
    outcome: Outcome | None  # as one assessor's marks alone
    complaints: tuple[Complaint, ...]


def row_of(cells: Sequence[str]) -> Row | None:
    """Return the row of a pasted line: a staff number, perhaps a name, then marks; None where there is no number."""
    texts = [plain(cell) for cell in (cells if len(cells) > 1 else cells[0].split() if cells else ())]
    if not texts or not any(letter.isdigit() for letter in texts[0]):
        return None
    return Row(texts[0], " ".join(text for text in texts[1:] if _is_marks(text)))


def _is_marks(text: str) -> bool:
    return bool(text) and all(sign in "0123" or sign in SIGNS or sign.isspace() for sign in text.upper())


def signs_of(text: str) -> list[str]:
    """Return the marks of a row one by one: "1101 3 2", "√√×√ 3 2" and "是,是,否" are all read."""
    return [SIGNS.get(sign, sign) for sign in re.sub(r"[\s,;+/，、；]+", "", plain(text)).upper()]


def checked(sheet: Sheet, rows: Sequence[Row], people: Mapping[str, Person]) -> tuple[Checked, ...]:
    """Return each row with its person, its marks, and what is wrong with it.

    Args:
        sheet: that the forms were printed from.
        rows: as typed, blank ones left out.
        people: those in reach, by staff number in capitals.
    """
    times = Counter(plain(row.number).upper() for row in rows)
    return tuple(_checked(sheet, row, people.get(plain(row.number).upper()), times) for row in rows)


def _checked(sheet: Sheet, row: Row, person: Person | None, times: Mapping[str, int]) -> Checked:
    about: tuple[Complaint, ...] = (Complaint(UNKNOWN, {}),)
    if person:
        about = tuple(Complaint(message, {"name": person.name}) for message in person.wrong)
    twice = (Complaint(TWICE, {}),) if times[plain(row.number).upper()] > 1 else ()
    marks, wrong = _marks(sheet, row.marks)
    return Checked(row, person, marks, None if wrong else outcome(sheet, [marks], {}), (*about, *twice, *wrong))


def _marks(sheet: Sheet, text: str) -> tuple[dict[str, bool | int], tuple[Complaint, ...]]:
    signs, items = signs_of(text), sheet.items
    if not signs:
        return {}, (Complaint(NO_MARKS, {"count": len(items)}),)
    if len(signs) != len(items):
        return {}, (Complaint(COUNT, {"given": len(signs), "count": len(items)}),)
    found = [(item, read_mark(item, sign)) for item, sign in zip(items, signs, strict=True)]
    wrong = tuple(Complaint(NOT_A_MARK, {"number": at, "text": signs[at - 1]})
                  for at, (_item, mark) in enumerate(found, 1) if mark is None)
    return {item.id: mark for item, mark in found if mark is not None}, wrong
