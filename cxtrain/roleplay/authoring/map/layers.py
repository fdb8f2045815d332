"""Which layer each scene of a story stands in, and which roads lead back up: the first steps of `layout`. Pure.

Cycles are broken by a depth first search in the order of the file; a layer is the longest way from the first scene.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

NARROWEST = 4  # scenes in a row of those that no road binds to others

Roads: TypeAlias = Mapping[str, Sequence[str]]
Road: TypeAlias = tuple[str, str]


@dataclass(frozen=True)
class Ranked:
    """Scenes in layers, each in the order of the file. Roads stand once, however many choices take them."""

    names: tuple[str, ...]  # in the order of the file, missing scenes last
    layers: tuple[tuple[str, ...], ...]
    down: tuple[Road, ...]  # from one layer to a lower one
    up: tuple[Road, ...]  # all others, from a scene to itself too
    reached: frozenset[str]  # from the first scene; missing scenes may be among them
    missing: frozenset[str]  # some choice leads to them, and they are not there
    reached_layers: int  # the layers after so many hold what is not reached


def ranked(start: str | None, scenes: Roads) -> Ranked:
    """Return `scenes` (by id, each with the ids it leads to) in layers, first all that `start` leads to."""
    onward = _with_missing(scenes)
    order, back = _searched([start] if start in scenes else [], onward, set())
    reached = frozenset(order)
    rest = [name for name in onward if name not in reached]
    later, more_back = _searched(_sources_first(rest, onward), onward, set(reached))
    up = {*back, *more_back, *((name, target) for name in rest for target in onward[name] if target in reached)}
    down = {name: [target for target in targets if (name, target) not in up] for name, targets in onward.items()}
    upper = _layers(order, down)
    lower = _lower_layers(later, down, max(map(len, upper), default=0))
    place = {name: at for at, name in enumerate(onward)}
    return Ranked(
        names=tuple(onward),
        layers=tuple(tuple(sorted(layer, key=place.__getitem__)) for layer in (*upper, *lower)),
        down=tuple((name, target) for name, targets in down.items() for target in targets),
        up=tuple((name, target) for name, targets in onward.items() for target in targets if (name, target) in up),
        reached=reached,
        missing=frozenset(name for name in onward if name not in scenes),
        reached_layers=len(upper),
    )


def _with_missing(scenes: Roads) -> dict[str, list[str]]:
    """Return the roads without repeats, and after the scenes those that are missing, which lead nowhere."""
    onward = {name: list(dict.fromkeys(targets)) for name, targets in scenes.items()}
    return onward | {target: [] for targets in scenes.values() for target in targets if target not in scenes}


def _searched(roots: Iterable[str | None], onward: Roads, closed: set[str]) -> tuple[list[str], set[Road]]:
    """Search depth first outside `closed`. Return the scenes in the order they were left, and the roads that lead back."""
    left: list[str] = []
    back: set[Road] = set()
    opened: set[str] = set()
    for root in roots:
        trail = [] if root is None or root in closed else [(root, iter(onward[root]))]
        opened.update(name for name, _ in trail)
        while trail:
            name, ahead = trail[-1]
            fresh = next((target for target in ahead if target not in opened and target not in closed), None)
            if fresh is None:
                back.update((name, target) for target in onward[name] if target in opened)
                trail.pop()
                opened.discard(name)
                closed.add(name)
                left.append(name)
            else:
                opened.add(fresh)
                trail.append((fresh, iter(onward[fresh])))
    return left, back


def _sources_first(names: Sequence[str], onward: Roads) -> list[str]:
    led_to = {target for name in names for target in onward[name] if target != name}
    return [*(name for name in names if name not in led_to), *names]


def _layers(left: Sequence[str], down: Roads) -> list[list[str]]:
    """Return the scenes by their longest way from above, those that lead to more than lead to them pulled down."""
    level = dict.fromkeys(left, 0)
    roads_in = dict.fromkeys(left, 0)
    for name in reversed(left):
        for target in down[name]:
            level[target] = max(level[target], level[name] + 1)
            roads_in[target] += 1
    for name in left:
        if len(down[name]) > roads_in[name]:
            level[name] = min(level[target] for target in down[name]) - 1
    layers: dict[int, list[str]] = {number: [] for number in sorted(set(level.values()))}
    for name, number in level.items():
        layers[number].append(name)
    return list(layers.values())


def _lower_layers(left: Sequence[str], down: Roads, width: int) -> list[list[str]]:
    """Return the layers of what is not reached; scenes without any road among these follow in rows."""
    bound = {name for name in left if down[name]} | {target for name in left for target in down[name]}
    unbound = set(left) - bound
    loose = [name for name in down if name in unbound]
    width = max(width, NARROWEST)
    rows = [loose[at : at + width] for at in range(0, len(loose), width)]
    return [*_layers([name for name in left if name in bound], down), *rows]
