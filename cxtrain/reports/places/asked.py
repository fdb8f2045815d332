"""What the address of a page of places asks for: whose visits, which months, which kind, which dimension."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cxtrain.people.models import Unit
from cxtrain.quality.rollup import OVERALL
from cxtrain.reports.figures import DIMENSIONS, months_back
from cxtrain.reports.places.wording import KINDS

SPANS = (3, 6, 12, 24)
USUAL = 12  # months


class NotThere(LookupError):
    """The unit is not in reach, or no unit is."""


@dataclass(frozen=True)
class Asked:
    """The filters of a page, which its links and its file keep."""

    units: tuple[Unit, ...]  # in reach, by code
    scope: Unit | None  # None: all in reach, where that is more than one tree
    span: int  # months
    months: tuple[str, ...]
    kind: str
    dimension: str  # OVERALL or one of the five

    @property
    def stores(self) -> tuple[Unit, ...]:
        """The stores within the scope, by code."""
        path = self.scope.path if self.scope else ""
        return tuple(unit for unit in self.units if unit.kind == "store" and unit.path.startswith(path))

    @property
    def paths(self) -> list[str]:
        """The path of the scope; where there is none, those of all trees in reach."""
        paths = [self.scope.path] if self.scope else [unit.path for unit in self.units]
        return [path for path in paths if not any(path != other and path.startswith(other) for other in paths)]

    @property
    def store_ids(self) -> list[int]:
        """Their ids."""
        return [unit.id for unit in self.stores]

    @property
    def ends(self) -> tuple[str, str]:
        """The first and the last month."""
        return self.months[0], self.months[-1]

    def address(self, **changes: Any) -> dict[str, Any]:
        """Return the filters as parts of an address, the usual ones left out; `changes` come first."""
        top = self.scope.id if self.scope and self.scope is not _top(self.units) else None
        parts: dict[str, Any] = {
            "unit": top, "span": None if self.span == USUAL else self.span,
            "kind": None if self.kind == "mystery_shop" else self.kind,
            "dimension": None if self.dimension == OVERALL else self.dimension}
        return {name: value for name, value in (parts | changes).items() if value is not None}


def read(values: Mapping[str, str], units: Sequence[Unit], month: str) -> Asked:
    """Return what `values` ask for; what they leave out, or misspell, is as usual.

    Args:
        values: unit, span, kind, dimension.
        units: in reach, by code.
        month: the one under way, as "2026-05".

    Raises:
        NotThere: no unit is in reach, or the one asked for is not.
    """
    if not units:
        raise NotThere
    span = next((span for span in SPANS if str(span) == values.get("span")), USUAL)
    kind = values.get("kind", "")
    dimension = values.get("dimension", "")
    return Asked(tuple(units), _scope(values.get("unit", ""), units), span, months_back(month, span),
                 kind if kind in KINDS else "mystery_shop", dimension if dimension in DIMENSIONS else OVERALL)


def _scope(asked: str, units: Sequence[Unit]) -> Unit | None:
    if not asked:
        return _top(units)
    found = [unit for unit in units if str(unit.id) == asked]
    if not found:
        raise NotThere
    return found[0]


def _top(units: Sequence[Unit]) -> Unit | None:
    """Return the unit above all others, if there is one."""
    first = min(units, key=lambda unit: len(unit.path))
    return first if all(unit.path.startswith(first.path) for unit in units) else None


def in_tree_order(units: Sequence[Unit]) -> list[Unit]:
    """Return units with what lies below each right after it; among siblings the order they came in."""
    here = {unit.id for unit in units}
    below: dict[int | None, list[Unit]] = {}
    for unit in units:
        below.setdefault(unit.parent_id if unit.parent_id in here else None, []).append(unit)
    ordered, waiting = [], list(reversed(below.get(None, [])))
    while waiting:
        unit = waiting.pop()
        ordered.append(unit)
        waiting += reversed(below.get(unit.id, []))
    return ordered
