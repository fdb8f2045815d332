"""Importing what a table says; the caller commits."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from cxtrain.ledger.operations import record
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor
from cxtrain.voices.indicators import queries
from cxtrain.voices.indicators.intake.headings import plain
from cxtrain.voices.indicators.intake.table import Change, Fault, Header, Known, compared, read_table
from cxtrain.voices.indicators.numbers import Number
from cxtrain.voices.indicators.operations import Entered, enter
from cxtrain.voices.indicators.sheet import entered


@dataclass(frozen=True)
class Plan:
    """What an import would do."""

    header: Header | None
    changes: tuple[Change, ...]
    same: int
    faults: tuple[Fault, ...]

    @property
    def corrections(self) -> list[Change]:
        """The changes that write over a number."""
        return [each for each in self.changes if each.before is not None]

    @property
    def fingerprint(self) -> str:
        """A text that two plans share only when they do the same."""
        facts = [[each.line.unit_id, each.line.month, each.slug, each.before and asdict(each.before), asdict(each.after)]
                 for each in self.changes]
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def plan(rows: Sequence[Sequence[str]], units: Sequence[Unit], last: str) -> Plan:
    """Return what importing the rows would do.

    Args:
        rows: of the table.
        units: where the reader may enter numbers.
        last: the month under way.
    """
    names: dict[str, int] = {}
    for unit in units:
        for text in (unit.code, unit.name, unit.name_en):
            if text:
                names.setdefault(plain(text), unit.id)
    known = {each.slug: each for each in entered(list(queries.definitions().values()))}
    reading = read_table(rows, Known(names, known, last))
    kept = queries.kept_of({line.unit_id for line in reading.lines}, {line.month for line in reading.lines})
    changes, same, faults = compared(reading.lines, {key: each.number for key, each in kept.items() if each.number})
    return Plan(reading.header, tuple(changes), same, (*reading.faults, *faults))


def carry_out(made: Plan, *, actor: Actor, filename: str, digest: str) -> int:
    """Import a plan without faults; return how many numbers were written."""
    rows: dict[tuple[int, str], dict[str, Number | None]] = {}
    for each in made.changes:
        rows.setdefault((each.line.unit_id, each.line.month), {})[each.slug] = each.after
    count = sum(enter(Entered(unit_id, month, numbers), actor=actor, reason=filename or "-", source="import")
                for (unit_id, month), numbers in sorted(rows.items()))
    record("indicators imported", ("file", digest[:12]), unit_id=None, numbers=count, corrections=len(made.corrections))
    return count
