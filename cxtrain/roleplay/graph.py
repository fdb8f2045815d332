"""The graph that a player walks: every scene in every state that can be reached, and the choices between them.

Only the parts of the state that a condition may still read make a difference, so only they are kept apart; all have bounds.
"""

import operator
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from cxtrain.roleplay.conditions import Number, State, Value, holds
from cxtrain.roleplay.records import Choice, Scenario, Scene
from cxtrain.roleplay.schema import DIMENSIONS

REMEMBERED = 256  # scenarios of which what was computed is kept, as many as a process keeps parsed
LARGEST_GRAPH = 20_000  # scenes × states; searching so many takes about a second, and a good scenario has some hundreds

Vector: TypeAlias = tuple[Number, ...]  # points per dimension in the order of DIMENSIONS, then overall
NOTHING: Vector = (0,) * (len(DIMENSIONS) + 1)


class TooLarge(ValueError):
    """The scenario has more combinations of scene and state than can be searched."""


class Node(NamedTuple):
    """A scene in a state. A tuple, because thousands of them are compared."""

    scene: str
    values: tuple[Value, ...]  # of the graph's `names` for this scene, in their order


class Edge(NamedTuple):
    """A choice from one node to another (both by number)."""

    choice: Choice
    target: int
    gain: Vector


@dataclass(frozen=True, eq=False)
class Graph:
    """All nodes that can be reached; node 0 is the opening."""

    scenario: Scenario
    names: Mapping[str, tuple[str, ...]]  # by scene, see `names_read`
    nodes: tuple[Node, ...]
    edges: tuple[tuple[Edge, ...], ...]
    numbers: dict[Node, int]

    def number_of(self, scene: str, state: State) -> int:
        """Return the number of the node for `scene` in `state`.

        Raises:
            KeyError: no play comes there.
        """
        return self.numbers[Node(scene, tuple(state[name] for name in self.names[scene]))]

    def state_of(self, number: int) -> State:
        """Return the part of the state at a node that may still be read."""
        node = self.nodes[number]
        return dict(zip(self.names[node.scene], node.values, strict=True))

    def is_ending(self, number: int) -> bool:
        """Whether the story ends at this node."""
        return self.scenario.scenes[self.nodes[number].scene].ending is not None


def gain_of(choice: Choice) -> Vector:
    """Return the points of a choice, per dimension and overall."""
    gains = [choice.points.get(dimension, 0) for dimension in DIMENSIONS]
    return (*gains, sum(gains))


def plus(one: Vector, other: Vector) -> Vector:
    """Return the sum, place by place."""
    return tuple(map(operator.add, one, other))


def minus(one: Vector, other: Vector) -> Vector:
    """Return the difference, place by place."""
    return tuple(map(operator.sub, one, other))


@lru_cache(maxsize=REMEMBERED)
def explore(scenario: Scenario) -> Graph:
    """Return the graph of a scenario whose names resolve; remembered, because checks and scores both need it.

    Raises:
        TooLarge: it has more than LARGEST_GRAPH nodes.
    """
    names = names_read(scenario)
    first = Node(scenario.start, tuple(scenario.starting_state[name] for name in names[scenario.start]))
    numbers, nodes, edges = {first: 0}, [first], list[tuple[Edge, ...]]()
    ways = {scene.id: [(choice, gain_of(choice)) for choice in scene.choices] for scene in scenario.scenes.values()}
    while len(edges) < len(nodes):
        onward = []
        for choice, gain, there in _onward(scenario, nodes[len(edges)], names, ways):
            if there not in numbers:
                numbers[there] = len(nodes)
                nodes.append(there)
            onward.append(Edge(choice, numbers[there], gain))
        edges.append(tuple(onward))
        if len(nodes) > LARGEST_GRAPH:
            raise TooLarge
    return Graph(scenario, names, tuple(nodes), tuple(edges), numbers)


def _onward(
    scenario: Scenario, here: Node, names: Mapping[str, tuple[str, ...]], ways: Mapping[str, list[tuple[Choice, Vector]]]
) -> Iterator[tuple[Choice, Vector, Node]]:
    """Yield the choices that are open at a node, each with its gain and the node that follows."""
    state = dict(zip(names[here.scene], here.values, strict=True))
    for choice, gain in ways[here.scene]:
        if holds(choice.condition, state):
            after = scenario.after(state, choice)
            scene = choice.leads_to(after)
            yield choice, gain, Node(scene, tuple(after[name] for name in names[scene]))


def without_silence(graph: Graph) -> Graph:
    """Return the graph of those on whom no customer walks off: the same nodes, each without its silence."""
    if not graph.scenario.has_silences:
        return graph
    return replace(graph, edges=tuple(tuple(edge for edge in edges if not edge.choice.is_silence) for edges in graph.edges))


def names_read(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """Return for each scene the names of the state that a condition there or in any scene after it reads.

    In the order of the file. What was read before and never will be again tells no two plays apart from there on.
    """
    read = {name: _read_in(scene) for name, scene in scenario.scenes.items()}
    before: dict[str, set[str]] = {name: set() for name in read}
    for name, scene in scenario.scenes.items():
        for branch in (branch for choice in scene.choices for branch in choice.branches):
            before[branch.to].add(name)
    ahead = list(read)
    while ahead:
        here = ahead.pop()
        for earlier in before[here]:
            if not read[here] <= read[earlier]:
                read[earlier] |= read[here]
                ahead.append(earlier)
    return {name: tuple(gauge for gauge in scenario.gauges if gauge in read[name]) for name in read}


def _read_in(scene: Scene) -> set[str]:
    conditions = [choice.condition for choice in scene.choices]
    conditions += [branch.condition for choice in scene.choices for branch in choice.branches]
    return {comparison.name for condition in conditions for comparison in condition}


def components(onward: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the sets of nodes that can reach each other, each set after all those it leads to (Kosaraju's method)."""
    backward: list[list[int]] = [[] for _ in onward]
    for node, targets in enumerate(onward):
        for target in targets:
            backward[target].append(node)
    taken = [False] * len(onward)
    return [_walk(node, backward, taken) for node in reversed(_finished(onward)) if not taken[node]][::-1]


def _finished(onward: Sequence[Sequence[int]]) -> list[int]:
    """Return the nodes in the order in which a depth-first walk leaves them for good."""
    order: list[int] = []
    seen = [False] * len(onward)
    for root in range(len(onward)):
        path = [] if seen[root] else [(root, iter(onward[root]))]
        seen[root] = True
        while path:
            node, targets = path[-1]
            fresh = next((target for target in targets if not seen[target]), None)
            if fresh is None:
                order.append(node)
                path.pop()
            else:
                seen[fresh] = True
                path.append((fresh, iter(onward[fresh])))
    return order


def _walk(start: int, onward: Sequence[Sequence[int]], taken: list[bool]) -> list[int]:
    """Return all that can be reached from `start` over nodes not yet taken, and take them."""
    taken[start], found = True, [start]
    for node in found:
        for target in onward[node]:
            if not taken[target]:
                taken[target] = True
                found.append(target)
    return found
