"""Options in pasted text: one to a line, several in a line, behind letters, bullets or strokes. Pure."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

from cxtrain.quizzes.formats.text_words import BULLET, OPTION

OPTIONS_LABEL = re.compile(r"^(?:备?选项|Options|Choices)\s*[:：]\s*", re.IGNORECASE)
AFTER = "(?<![A-Za-z0-9Ａ-Ｚａ-ｚ])[（(【\\[]?"  # an option that begins within a line


def lettered(lines: Sequence[str]) -> list[str]:
    """Return lines in which options behind bullets, as survey tools export them, have letters."""
    found, place = [], 0
    for line in (OPTIONS_LABEL.sub("", line, count=1) for line in lines):
        bullet = BULLET.match(line)
        if bullet and place < 20:
            line = f"{chr(ord('A') + place)}. {line[bullet.end() :]}"
            place += 1
        elif line:
            place = 0
        found.append(line)
    return found


def letter_place(letter: str) -> int:
    """Return 0 for A, 1 for B, whatever its width and case."""
    return ord(unicodedata.normalize("NFKC", letter).upper()) - ord("A")


@cache
def _mark(letter: str) -> re.Pattern[str]:
    """Return what an option with this letter begins with, anywhere in a line."""
    small, wide = letter.lower(), chr(ord(letter) + 0xFEE0)
    return re.compile(
        rf"{AFTER}(?:{letter}|{wide}|{small}(?=[.)]))(?:[)）】\]]\s*[.．、]?|[.．、:：])\s*|(?<=\s\s){letter}\s+(?=\S)")


def row_of_options(text: str) -> re.Match[str] | None:
    """Return where option A begins within a line in which B follows."""
    first = _mark("A").search(text)
    return first if first and _mark("B").search(text, first.end()) else None


def split(mark: str, letter: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield the options that stand in one line after the letter of the first."""
    place = letter_place(letter)
    while place < 19:
        found = _mark(chr(ord("A") + place + 1)).search(text)
        if not found:
            break
        yield mark + chr(ord("A") + place), text[: found.start()].strip(" ;；")
        mark, text, place = "", text[found.end() :], place + 1
    yield mark + chr(ord("A") + place), text.strip()


def options_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield the options that one cell holds: behind letters, on lines, or between strokes or semicolons."""
    if first := row_of_options(text.replace("\n", "  ")):
        inner = OPTION.match(text.replace("\n", "  ")[first.start() :])
        if inner:
            yield from split("", inner["letter"], inner["text"])
        return
    pieces = next((parts for mark in ("\n", "|", "；", ";") if len(parts := text.split(mark)) > 1), [text])
    for place, piece in enumerate(piece.strip() for piece in pieces if piece.strip()):
        option = OPTION.match(piece)
        yield chr(ord("A") + place), option["text"] if option and letter_place(option["letter"]) == place else piece
