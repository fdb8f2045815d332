"""What every page shares on which paper forms are keyed in: typed texts made plain, pasted tables, and what is wrong. Pure."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cxtrain.web.tables import TableError, read_csv


@dataclass(frozen=True)
class Complaint:
    """What is wrong with a row: a sentence for the catalogue and its values."""

    message: str
    values: Mapping[str, object]


def plain(text: str) -> str:
    """Return a typed text in narrow figures and letters, without space around it."""
    return unicodedata.normalize("NFKC", text).strip()


def pasted_rows(pasted: str) -> Sequence[Sequence[str]]:
    """Return the cells of a pasted table, row by row; none where it is blank or no table."""
    try:
        return read_csv(pasted.encode()).rows if pasted.strip() else ()
    except TableError:
        return ()
