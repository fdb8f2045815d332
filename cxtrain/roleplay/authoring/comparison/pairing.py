"""Which item of a former list is which of the new one, and which of them were moved. Pure."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cxtrain.web.yaml_tree import Data


@dataclass(frozen=True)
class Pairing:
    """Places in the former and in the new list, from 0."""

    pairs: tuple[tuple[int, int], ...]  # in the order of the new list
    gone: tuple[int, ...]
    fresh: tuple[int, ...]
    moved: tuple[tuple[int, int], ...]  # the fewest pairs that account for another order


def paired(
    before: Sequence[Data], after: Sequence[Data], *, key: Callable[[Data], str | None], alike: Callable[[Data, Data], bool]
) -> Pairing:
    """Pair items that have the same key, the first with the first, then of those left over the first that are alike."""
    pairs: dict[int, int] = {}  # by place in the new list
    left = dict.fromkeys(range(len(before)))
    for test in (lambda one, other: key(one) is not None and key(one) == key(other), alike):
        for at, item in enumerate(after):
            found = None if at in pairs else next((place for place in left if test(before[place], item)), None)
            if found is not None:
                pairs[at] = found
                del left[found]
    in_order = tuple((pairs[at], at) for at in range(len(after)) if at in pairs)
    fresh = tuple(at for at in range(len(after)) if at not in pairs)
    return Pairing(in_order, tuple(left), fresh, _moved(in_order))


def _moved(pairs: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return the pairs outside a longest run that kept its order (patience sorting, Schensted 1961)."""
    tops: list[int] = []
    runs: list[list[tuple[int, int]]] = []
    for pair in pairs:
        at = bisect_left(tops, pair[0])
        run = [*(runs[at - 1] if at else []), pair]
        tops[at : at + 1], runs[at : at + 1] = [pair[0]], [run]
    kept = set(runs[-1]) if runs else set()
    return tuple(pair for pair in pairs if pair not in kept)
