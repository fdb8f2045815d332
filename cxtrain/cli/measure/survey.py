"""Survey exports for `cxtrain measure`: columns of numbers and names out of a CSV file, row by row.

A row is named as a spreadsheet names it: the header is row 1, and blank rows count.
"""

import codecs
import csv
import io
import math
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import click

DELIMITERS = ",;\t"
TRIED = ("utf-8-sig", "gb18030")
MOST_IN_MEMORY = 16 * 1024 * 1024  # bytes of standard input that are kept in memory before they go to a file


@dataclass(frozen=True)
class Survey:
    """A CSV file of answers: where it lies and how it is read."""

    path: Path
    encoding: str | None = None  # None: UTF-8 with or without a mark, else GB18030
    missing: tuple[str, ...] = ()  # texts that mean that there is no answer, beside the blank

    def numbers(self, columns: Sequence[str], *, low: float | None = None, high: float | None = None
                ) -> Iterator[tuple[float | None, ...]]:
        """Yield the numbers of these columns, row by row; None where an answer is missing.

        Args:
            columns: names as the header has them.
            low, high: the scale, where a number outside it is a fault.
        """
        return (numbers for _row, numbers in self.numbered(columns, low=low, high=high))

    def numbered(self, columns: Sequence[str], *, low: float | None = None, high: float | None = None,
                 blank_rows: bool = False) -> Iterator[tuple[int, tuple[float | None, ...]]]:
        """Yield each row's number beside its `numbers`; with `blank_rows` a blank row between others is one, too."""
        for row, texts in self.texts(columns, blank_rows=blank_rows):
            yield row, tuple(self.number(text, (row, name), (low, high)) for text, name in zip(texts, columns, strict=True))

    def column(self, name: str, *, low: float | None = None, high: float | None = None) -> list[float | None]:
        """Return the numbers of one column; None where an answer is missing."""
        return [value for value, in self.numbers([name], low=low, high=high)]

    def texts(self, columns: Sequence[str], *, blank_rows: bool = False) -> Iterator[tuple[int, tuple[str | None, ...]]]:
        """Yield each row's number and the texts of these columns; None where one is blank or means missing."""
        with _opened(self.path) as raw:
            text = io.TextIOWrapper(raw, self._encoding(raw), newline="")
            try:
                yield from self._rows(text, columns, blank_rows)
            except UnicodeDecodeError as error:
                raise self._fault(f"the file is not written in {error.encoding}; name its encoding with --encoding") from error
            except csv.Error as error:
                raise self._fault(f"the file is no CSV table ({error})") from error

    def _rows(self, text: IO[str], columns: Sequence[str], blank_rows: bool) -> Iterator[tuple[int, tuple[str | None, ...]]]:
        delimiter = max(DELIMITERS, key=re.sub(r'"[^"]*"', "", text.readline()).count)  # a question's own commas are none
        text.seek(0)
        reader = csv.reader(text, delimiter=delimiter, strict=True)
        places = self._places([name.strip() for name in next(reader, [])], columns)
        blank: list[int] = []
        for row, cells in enumerate(reader, 2):
            if not any(cell.strip() for cell in cells):
                blank.append(row)
                continue
            if blank_rows:
                yield from ((each, (None,) * len(places)) for each in blank)
            blank.clear()
            yield row, tuple(self._cell(cells, place) for place in places)

    def _places(self, header: Sequence[str], columns: Sequence[str]) -> list[int]:
        if not any(header):
            raise self._fault("the file is empty: its first row must name the columns")
        for name in columns:
            if header.count(name) != 1:
                problem = "stands there twice" if name in header else "is not there"
                raise self._fault(f'the column "{name}" {problem}; the columns are {", ".join(header)}')
        return [header.index(name) for name in columns]

    def _cell(self, cells: Sequence[str], place: int) -> str | None:
        text = cells[place].strip() if place < len(cells) else ""
        return None if not text or plain(text) in map(plain, self.missing) else text

    def number(self, text: str | None, where: tuple[int, str], scale: tuple[float | None, float | None] = (None, None)
               ) -> float | None:
        """Return the number that a cell at `where` (row, column) says, None where it is missing."""
        if text is None:
            return None
        try:
            value = math.nan if "_" in text else float(text)
        except ValueError:
            value = math.nan
        row, column = where
        if not math.isfinite(value):
            raise self._fault(f'row {row}, column "{column}": "{text}" is no number; --missing "{text}" takes it as missing')
        low, high = scale
        if (low is not None and value < low) or (high is not None and value > high):
            raise self._fault(f'row {row}, column "{column}": {text} lies outside the scale {low:g} to {high:g}')
        return value

    def _encoding(self, raw: IO[bytes]) -> str:
        if self.encoding:
            try:
                name = codecs.lookup(self.encoding).name
                "".encode(name)
            except LookupError as error:  # unknown, or no encoding of text
                raise click.ClickException(f"there is no encoding called {self.encoding}") from error
            return "utf-8-sig" if name == "utf-8" else name
        for name in TRIED:
            if _is_written_in(raw, name):
                return name
        raise self._fault("the file is neither UTF-8 nor GB18030; name its encoding with --encoding")

    def _fault(self, sentence: str) -> click.ClickException:
        return click.ClickException(f"{self.path}: {sentence}")

    def fault_at(self, row: int, column: str, sentence: str) -> click.ClickException:
        """Return the error that names a cell."""
        return self._fault(f'row {row}, column "{column}": {sentence}')


def _opened(path: Path) -> IO[bytes]:
    """Return the file, or standard input for "-", so that it can be read twice."""
    if str(path) != "-":
        try:
            return path.open("rb")
        except OSError as error:
            raise click.ClickException(f"{path}: {error.strerror}") from error
    kept: IO[bytes] = tempfile.SpooledTemporaryFile(MOST_IN_MEMORY)
    while block := sys.stdin.buffer.read(1 << 20):
        kept.write(block)
    kept.seek(0)
    return kept


def _is_written_in(raw: IO[bytes], encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while block := raw.read(1 << 20):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        raw.seek(0)
    return True


def plain(text: str) -> str:
    """Return a text so that 1, 1.0 and 01 are the same."""
    try:
        value = float(text)
    except ValueError:
        return text
    return f"{value:g}" if math.isfinite(value) else text


def names_of(text: str, *, least: int = 1) -> list[str]:
    """Return the names in a list such as "a,b,c".

    Raises:
        click.ClickException: there are too few, or one stands there twice.
    """
    names = [name.strip() for name in text.split(",") if name.strip()]
    if len(names) < least:
        raise click.ClickException(f'"{text}" must name at least {least} columns, with commas between them')
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise click.ClickException(f'the column "{twice[0]}" is named twice')
    return names


def pairs_of(text: str) -> list[tuple[str, str]]:
    """Return the pairs in a list such as "I1/S1,I2/S2".

    Raises:
        click.ClickException: a part is no pair, or a column stands there twice.
    """
    pairs = [tuple(name.strip() for name in part.split("/")) for part in text.split(",") if part.strip()]
    if not pairs or any(len(pair) != 2 or not all(pair) for pair in pairs):
        raise click.ClickException(f'"{text}" must be pairs of columns such as A1/B1,A2/B2')
    names_of(",".join(name for pair in pairs for name in pair))
    return [(first, second) for first, second in pairs]
