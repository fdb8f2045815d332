"""What a backup says of the database it was made of, read with plain statements: a schema that is older has no models."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from cxtrain.upkeep.faults import UpkeepFault

Ask = Callable[[str], list[tuple[Any, ...]]]

COUNT = 'select count(*) from "{}"'  # of names that are words, and come from the database itself


@dataclass(frozen=True)
class Facts:
    """A database as it stood at one moment."""

    revision: str
    epoch: int
    rows: dict[str, int]
    digests: list[str]  # of the files that it names


def facts_of(ask: Ask, tables: Iterable[str]) -> Facts:
    """Return what stands in the database that `ask` asks, all at one moment.

    Raises:
        UpkeepFault: it has no schema.
    """
    names = sorted(name for name in tables if re.fullmatch(r"\w+", name))
    revisions = ask("select version_num from alembic_version") if "alembic_version" in names else []
    if len(revisions) != 1:
        raise UpkeepFault("there is nothing to keep: the database is empty, or no database of cxtrain")
    return Facts(
        revision=str(revisions[0][0]),
        epoch=int(ask("select count(*) from restoration")[0][0]) if "restoration" in names else 0,
        rows={name: int(ask(COUNT.format(name))[0][0]) for name in names if name != "alembic_version"},
        digests=[str(row[0]) for row in ask("select digest from stored_file order by 1")] if "stored_file" in names else [])
