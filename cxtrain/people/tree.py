"""The order of units in lists: each followed by what belongs to it, siblings by code. Pure."""

from collections.abc import Callable, Iterable
from typing import Protocol


class Placed(Protocol):
    """A unit, as far as its place goes."""

    @property
    def id(self) -> int:
        """Its id."""

    @property
    def code(self) -> str:
        """Its code, such as S01."""

    @property
    def path(self) -> str:
        """The ids from the firm down to it, such as "/1/4/12/"."""


def tree_order(units: Iterable[Placed]) -> Callable[[Placed], tuple[str, ...]]:
    """Return the sort key of these units. A path sorts by its codes: as text, "/9/" would come after "/12/"."""
    codes = {unit.id: unit.code for unit in units}
    return lambda unit: tuple(codes.get(int(part), "") for part in unit.path.split("/") if part)
