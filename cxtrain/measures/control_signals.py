"""The signals of a control chart: at which points does a series do what chance alone hardly ever does?"""

from collections.abc import Sequence
from dataclasses import dataclass

OUTSIDE = "outside"  # one point beyond three sigma
RUN = "run"  # the last of eight in a row on one side of the centre
TREND = "trend"  # the last of six in a row that rise, or that fall
TWO_OF_THREE = "two_of_three"  # the second of three neighbours beyond two sigma on the same side

NEAR = 1e-9  # sigmas; what rounding may put a point off a line


@dataclass(frozen=True)
class Signal:
    """A point (0-based, missing points counted) at which a rule for special causes holds, looking back from it."""

    index: int
    kind: str  # OUTSIDE, RUN, TREND or TWO_OF_THREE


def find_signals(values: Sequence[float | None], zs: Sequence[float | None]) -> tuple[Signal, ...]:
    """Return the signals in a series, by index and, within a point, in the order of the rules.

    A run that goes on signals at each further point. A point on the centre line ends a run on one side, an equal
    neighbour ends a trend, and a missing point ends everything. A trend of six points has five steps.

    Args:
        values: what was observed, for the trends; None is missing.
        zs: how many sigmas each lies from the centre line.

    Raises:
        ValueError: the lists differ in length.
    """
    if len(values) != len(zs):
        raise ValueError("values and zs must be of the same points")
    rules = ((OUTSIDE, _outside(zs)), (RUN, _runs(zs)), (TREND, _trends(values)), (TWO_OF_THREE, _two_of_three(zs)))
    return tuple(Signal(index, kind) for index in range(len(values)) for kind, found in rules if index in found)


def _outside(zs: Sequence[float | None]) -> set[int]:
    return {index for index, z in enumerate(zs) if z is not None and abs(z) > 3 + NEAR}


def _runs(zs: Sequence[float | None]) -> set[int]:
    return _long_runs([_side(z, NEAR) for z in zs], 8)


def _trends(values: Sequence[float | None]) -> set[int]:
    pairs = zip([None, *values], values, strict=False)
    return _long_runs([None if a is None or b is None else _side(b - a, 0.0) for a, b in pairs], 5)


def _long_runs(sides: Sequence[int | None], length: int) -> set[int]:
    """Return where the last `length` entries are all 1 or all -1."""
    found, lasted = set(), 0
    for index, side in enumerate(sides):
        lasted = 0 if not side else lasted + 1 if index and side == sides[index - 1] else 1
        if lasted >= length:
            found.add(index)
    return found


def _two_of_three(zs: Sequence[float | None]) -> set[int]:
    """Return the points beyond two sigma with another on the same side among the two before; a gap parts them."""
    sides = [_side(z, 2 + NEAR) for z in zs]
    found = set()
    for index, side in enumerate(sides):
        before = sides[max(0, index - 2) : index][::-1]
        reached = before[: before.index(None)] if None in before else before
        if side and side in reached:
            found.add(index)
    return found


def _side(z: float | None, beyond: float) -> int | None:
    """Return 1 or -1 for a point farther than `beyond` above or below 0, else 0; None for a missing one."""
    if z is None:
        return None
    return (z > beyond) - (z < -beyond)
