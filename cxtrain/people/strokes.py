"""Names in the order of strokes (姓氏笔画): by how many the surname has, then by their kinds 横竖撇点折. Pure.

The strokes of 75,000 characters come from Debian's package rime-data-stroke, whose dictionary gives a character's Taiwan
form first and its mainland form last. The mainland form's number of strokes equals Unihan's kTotalStrokes for 6,762 of the
6,763 characters of GB 2312 (docs/decisions/0036). Where the package is not installed the order is not offered.
"""

import re
from functools import lru_cache
from pathlib import Path

from cxtrain.people.names import HAN, clean_name, sort_key

PACKAGE = "rime-data-stroke"
PLACES = tuple(
    Path(folder) / "rime-data/stroke.dict.yaml" for folder in ("/usr/share", "/usr/local/share", Path.home() / ".local/share")
)
KINDS = str.maketrans("hspnz", "12345")  # 横 竖 撇 点(捺) 折, the order that lists of names go by
UNKNOWN = 99  # strokes; a character that the dictionary lacks stands behind all others

Strokes = tuple[int, str, str]
Key = tuple[bool, tuple[Strokes, ...], str]


def dictionary_file() -> Path | None:
    """Return where the dictionary of strokes lies on this machine; None where it is not installed."""
    return next((place for place in PLACES if place.is_file()), None)


def stroke_key(name: str, correction: str = "") -> Key:
    """Return a key whose order is that of a list by strokes: 丁一, 王五, 王喆, 李想, 陈晨, then Western names.

    Characters with as many strokes of the same kinds stand in the order of their code; a shorter name first.

    Raises:
        FileNotFoundError: the dictionary is not installed.
    """
    letters = re.sub(r"[^\w]", "", clean_name(name))
    if not re.match(HAN, letters):
        return (True, (), sort_key(name, correction))
    known = _known()
    return (False, tuple(_strokes(known.get(letter), letter) for letter in letters), "")


def _strokes(kinds: str | None, letter: str) -> Strokes:
    return (len(kinds), kinds, letter) if kinds else (UNKNOWN, "", letter)


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    path = dictionary_file()
    if path is None:
        raise FileNotFoundError(f"the order by strokes needs the package {PACKAGE}: run cxtrain doctor")
    return read_dictionary(path.read_text())


def read_dictionary(text: str) -> dict[str, str]:
    """Return the strokes of each character of a dictionary as digits 1 to 5; the last line about a character counts."""
    body = text.partition("\n...\n")[2]
    rows = (line.split("\t") for line in body.splitlines())
    return {row[0]: row[1].translate(KINDS) for row in rows if len(row) > 1 and re.fullmatch("[hspnz]+", row[1])}
