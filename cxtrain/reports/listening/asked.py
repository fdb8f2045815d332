"""What the address of a page about customers asks for: whose answers, about which touchpoint, which months."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cxtrain.people.models import Unit
from cxtrain.reports.places import asked
from cxtrain.reports.places.asked import Asked, NotThere

PARTS = ("unit", "span")  # of what pages of places are asked for


@dataclass(frozen=True)
class Wish:
    """The filters of a page, which its links and its file keep."""

    place: Asked
    touchpoint_id: int | None  # None: all
    touchpoints: tuple[int, ...]  # the one, or all

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units whose counts hold all that is asked for, none of them below another."""
        return tuple(unit for unit in self.place.units if unit.path in self.place.paths)

    @property
    def below(self) -> tuple[Unit, ...]:
        """The units right below, by code."""
        if self.place.scope is None:
            return self.units
        return tuple(unit for unit in self.place.units if unit.parent_id == self.place.scope.id)

    def address(self, **changes: Any) -> dict[str, Any]:
        """Return the filters as parts of an address, the usual ones left out; `changes` come first."""
        parts = self.place.address(kind=None, dimension=None) | {"touchpoint": self.touchpoint_id}
        return {name: value for name, value in (parts | changes).items() if value is not None}


def read(values: Mapping[str, str], units: Sequence[Unit], touchpoint_ids: Sequence[int], month: str) -> Wish:
    """Return what `values` ask for; what they leave out is as usual.

    Args:
        values: unit, span, touchpoint.
        units: in reach, by code.
        touchpoint_ids: all there are.
        month: the one under way, as "2026-05".

    Raises:
        NotThere: no unit is in reach, or the unit or touchpoint asked for is not there.
    """
    place = asked.read({name: values[name] for name in PARTS if name in values}, units, month)
    wanted = values.get("touchpoint", "")
    if wanted and wanted not in map(str, touchpoint_ids):
        raise NotThere
    one = int(wanted) if wanted else None
    return Wish(place, one, tuple(touchpoint_ids) if one is None else (one,))
