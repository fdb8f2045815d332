"""What every page shares on which paper forms are keyed in: typed texts made plain, pasted tables, and what is wrong. Pure."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from cxtrain.web.tables import TableError, read_csv

R = TypeVar("R")


@dataclass(frozen=True)
class Complaint:
    """What is wrong with a row: a sentence for the catalogue and its values."""

    message: str
    values: Mapping[str, object]


def plain(text: str) -> str:
    """Return a typed text in narrow figures and letters, without space around it."""
    return unicodedata.normalize("NFKC", text).strip()


def read_pasted(pasted: str, row_of: Callable[[Sequence[str]], R | None]) -> tuple[list[R], str]:
    """Return the rows of what was pasted, and the lines that are none as they stand; headings above the first row are neither.

    Args:
        pasted: a table from a spreadsheet, or a line for each row.
        row_of: makes a row of a line's cells, or None where there is none in it.
    """
    try:
        lines = read_csv(pasted.encode()).rows if pasted.strip() else ()
    except TableError:
        return [], pasted
    read = [(row_of(cells), "\t".join(cells)) for cells in lines]
    first = next((at for at, (row, _line) in enumerate(read) if row is not None), 0)
    return [row for row, _line in read if row is not None], "\n".join(
        line for row, line in read[first:] if row is None and line.strip())
