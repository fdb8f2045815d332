"""The order in which certificates leave the printer, and what their files are called. Pure."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from cxtrain.people.names import sort_key
from cxtrain.people.strokes import stroke_key

LONGEST = 190  # bytes of a file's name before number and ending; file systems take 255
UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]')


@dataclass(frozen=True)
class Slip:
    """What the order goes by: facts of the day of issue, and the pinyin that HR may have corrected."""

    certificate_id: int
    unit: str  # code, then name, of the unit
    post: str
    name: str
    correction: str  # pinyin typed by HR; empty where none was
    staff_number: str
    number: str  # of the certificate
    course: str


def arranged(slips: Iterable[Slip], order: str) -> list[Slip]:
    """Return the slips in `order`: pinyin (unit, post, name), number (of the staff) or strokes (of the name).

    Raises:
        FileNotFoundError: by strokes, where their dictionary is not installed.
    """
    keys = {"pinyin": _by_pinyin, "number": _by_number, "strokes": _by_strokes}
    return sorted(slips, key=keys[order])


def _by_pinyin(slip: Slip) -> tuple[Any, ...]:
    return slip.unit, sort_key(slip.post), sort_key(slip.name, slip.correction), slip.certificate_id


def _by_number(slip: Slip) -> tuple[Any, ...]:
    return natural(slip.staff_number), slip.certificate_id


def _by_strokes(slip: Slip) -> tuple[Any, ...]:
    return stroke_key(slip.name, slip.correction), slip.certificate_id


def natural(number: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key by which S9 comes before S10, and 007 before 7."""
    parts = re.findall(r"\d+|\D+", unicodedata.normalize("NFKC", number).casefold())
    return tuple((0, int(part), f"{len(part):03d}") if part.isdecimal() else (1, 0, part) for part in parts)


def file_names(slips: Sequence[Slip]) -> list[str]:
    """Return 工号_姓名_课程.pdf for each, different from one another whatever the letters' case, fit for any system.

    Two certificates of one person and course bear their numbers besides.
    """
    plain = [_cut("_".join(map(_plain, (slip.staff_number, slip.name, slip.course)))) for slip in slips]
    taken = Counter(name.casefold() for name in plain)
    return [f"{name if taken[name.casefold()] == 1 else f'{name}_{_plain(slip.number)}'}.pdf"
            for slip, name in zip(slips, plain, strict=True)]


def _plain(text: str) -> str:
    text = UNFIT.sub(" ", unicodedata.normalize("NFC", text))
    return re.sub(r"\s+", " ", text).strip(" .")


def _cut(text: str) -> str:
    return text.encode(errors="ignore")[:LONGEST].decode(errors="ignore").strip(" .")
