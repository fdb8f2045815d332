"""The register of what is kept about people: all chapters, and where each thing lies. Pure.

A test holds it against the tables: a column that is nowhere here fails, and so does one that stands here twice.
"""

from collections import Counter
from collections.abc import Mapping

from cxtrain.reports.privacy.customers import CUSTOMERS
from cxtrain.reports.privacy.entry import Chapter, Entry
from cxtrain.reports.privacy.learning import LEARNING
from cxtrain.reports.privacy.observed import OBSERVED
from cxtrain.reports.privacy.people import PEOPLE
from cxtrain.reports.privacy.running import RUNNING

CHAPTERS: tuple[Chapter, ...] = (PEOPLE, LEARNING, OBSERVED, CUSTOMERS, RUNNING)


def entries_about(whom: str) -> tuple[Entry, ...]:
    """Return what is kept of these people ("customers", "employees" …), in the order of the chapters."""
    return tuple(entry for chapter in CHAPTERS for entry in chapter.entries if whom in entry.of)


def columns() -> Counter[tuple[str, str]]:
    """Return how often each column, as (table, column), stands in the register."""
    return Counter((table, column) for chapter in CHAPTERS for entry in chapter.entries
                   for table, names in entry.tables.items() for column in names.split())


def differences(tables: Mapping[str, set[str]]) -> dict[str, list[str]]:
    """Return what is wrong with the register, as table.column: missing, not there any more, or standing here twice.

    Args:
        tables: the columns that there are, by table.
    """
    mine, there = columns(), {(table, column) for table, names in tables.items() for column in names}
    found = {"missing": there - set(mine), "unknown": set(mine) - there, "twice": {key for key, n in mine.items() if n > 1}}
    return {name: sorted(f"{table}.{column}" for table, column in keys) for name, keys in found.items() if keys}
