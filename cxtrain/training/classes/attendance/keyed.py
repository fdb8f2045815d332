"""Staff numbers from a signed sheet of paper: rows read from what was pasted, and checked before anything is kept. Pure."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from cxtrain.training.classes.attendance.times import STATES
from cxtrain.web.bilingual import N_
from cxtrain.web.keying import plain

MOST_ROWS = 500
UNKNOWN = N_("Nobody with this staff number is on the roster of this class.")
OWN = N_("Nobody marks themselves: somebody else who runs classes here marks you.")
TWICE = N_("This staff number stands in more than one row.")
UNSAID = N_("“%(text)s” is not understood: write present, late, left early, leave or absent.")
WORDS = {
    "present": ("present", "出勤", "到", "已到", "签到", "√", "✓", "✔", "p"),
    "late": ("late", "迟到"),
    "left_early": ("left early", "left_early", "早退"),
    "leave": ("leave", "请假", "事假", "病假"),
    "absent": ("absent", "缺勤", "未到", "旷课", "×", "x", "✗"),
}
BY_WORD = {word: state for state, words in WORDS.items() for word in words}


@dataclass(frozen=True)
class Row:
    """A row as typed: the staff number, and in a word how it was; empty means present."""

    number: str
    word: str = ""


@dataclass(frozen=True)
class Person:
    """Who has a staff number on the roster, and how they stand now ("": nobody has said)."""

    employee_id: int
    name: str
    state: str = ""
    is_own: bool = False


@dataclass(frozen=True)
class Checked:
    """A row with its person and state, and what is wrong with it: a sentence for the catalogue and its values."""

    row: Row
    person: Person | None
    state: str
    complaints: tuple[tuple[str, Mapping[str, object]], ...]


def row_of(cells: Sequence[str], known: Collection[str]) -> Row | None:
    """Return the row of a pasted line: a staff number, and perhaps a word that says how it was; None where there is no number.

    Names and other columns are left out; of several numbers in a line the one on the roster counts.

    Args:
        cells: of the line.
        known: the staff numbers on the roster, in capitals.
    """
    texts = [plain(text) for text in " ".join(cells).split()]
    numbers = [text for text in texts if _is_number(text)]
    number = next((text for text in numbers if text.upper() in known), numbers[0] if numbers else "")
    words = [text for text in texts if text != number and text.lower() in BY_WORD and not text.isdigit()]
    return Row(number, words[-1] if words else "") if number else None


def _is_number(text: str) -> bool:
    """Whether a word can be a staff number: figures, perhaps with letters around them."""
    return bool(re.fullmatch(r"[A-Za-z0-9._/-]+", text)) and any(letter in "0123456789" for letter in text)


def checked(rows: Sequence[Row], people: Mapping[str, Person]) -> tuple[Checked, ...]:
    """Return each row with its person and state, and what is wrong with it.

    Args:
        rows: as typed, blank ones left out.
        people: those on the roster, by staff number in capitals.
    """
    times = Counter(plain(row.number).upper() for row in rows)
    found = []
    for row in rows:
        number, word = plain(row.number).upper(), plain(row.word).lower()
        person, state = people.get(number), BY_WORD.get(word, "" if word else STATES[0])
        wrong: list[tuple[str, Mapping[str, object]]] = [] if person else [(UNKNOWN, {})]
        wrong += [(OWN, {})] if person and person.is_own else []
        wrong += [(TWICE, {})] if times[number] > 1 else []
        wrong += [] if state else [(UNSAID, {"text": row.word[:20]})]
        found.append(Checked(row, person, state, tuple(wrong)))
    return tuple(found)
