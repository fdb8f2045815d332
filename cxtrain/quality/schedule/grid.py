"""Quotas as a page's grid posts them: a field for each store and touchpoint. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cxtrain.quality.schedule.draw import Quota

MOST = 31  # visits of a touchpoint of a store in a month


def field_of(unit_id: int, touchpoint_id: int) -> str:
    """Return the name of the field of a store's touchpoint."""
    return f"q-{unit_id}-{touchpoint_id}"


@dataclass(frozen=True)
class Grid:
    """What was typed."""

    shown: Mapping[str, str]  # by field, as typed
    quotas: tuple[Quota, ...]
    wrong: frozenset[str]  # fields that hold no whole number from 0 to 31


def read(posted: Mapping[str, str], units: Iterable[int], touchpoints: Iterable[int]) -> Grid:
    """Return the quotas of a posted grid; an empty field means none."""
    places = list(touchpoints)
    cells = {field_of(unit, place): (unit, place) for unit in units for place in places}
    shown = {name: posted.get(name, "").strip() for name in cells}
    numbers = {name: int(text) for name, text in shown.items() if text.isascii() and text.isdecimal() and len(text) < 4}
    wrong = {name for name, text in shown.items() if text and numbers.get(name, MOST + 1) > MOST}
    quotas = tuple(Quota(*cells[name], n) for name, n in numbers.items() if n and name not in wrong)
    return Grid(shown, quotas, frozenset(wrong))


def shown(quotas: Iterable[Quota]) -> dict[str, str]:
    """Return the fields that hold these quotas."""
    return {field_of(quota.unit_id, quota.touchpoint_id): str(quota.n) for quota in quotas}

