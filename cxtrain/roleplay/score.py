"""Scores: points earned, between the worst and the best totals that any play of the scenario can reach.

So two plays compare, whichever way they went. Worst and best are searched over scene × state. A cycle that changes
points would have no bound and is refused; any other cycle adds nothing, so it may be left out.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from math import floor

from cxtrain.roleplay.conditions import Number
from cxtrain.roleplay.graph import NOTHING, REMEMBERED, Edge, Graph, Vector, components, explore, gain_of, minus, plus
from cxtrain.roleplay.play import Position
from cxtrain.roleplay.records import Choice, Scenario
from cxtrain.roleplay.schema import DIMENSIONS, STEPS, Dimension, ModelStep


class PointsCycle(ValueError):
    """Going round a cycle changes the points, so that no total is the best one."""

    def __init__(self, node: int, edge: Edge) -> None:
        super().__init__("a cycle changes points")
        self.node, self.edge = node, edge


@dataclass(frozen=True, eq=False)
class Extremes:
    """For each node of the graph, the least and the most points still to come, per dimension and overall."""

    graph: Graph
    worst: tuple[Vector, ...]
    best: tuple[Vector, ...]
    moments: int  # the most moments of truth that one play can meet


@dataclass(frozen=True)
class Mark:
    """Points earned against what could be earned."""

    points: Number
    worst: Number
    best: Number

    @property
    def percent(self) -> float | None:
        """0 for the worst play, 100 for the best, rounded down to a tenth; None where every play earns the same."""
        if self.best == self.worst:
            return None
        return floor(1000 * Fraction(self.points - self.worst) / (self.best - self.worst)) / 10


@dataclass(frozen=True)
class Score:
    """What a finished play earned."""

    overall: Mark
    dimensions: Mapping[Dimension, Mark]


def score(scenario: Scenario, position: Position) -> Score:
    """Return the score of a play that is over.

    One that closed without an ending counts as if it had ended in the worst way from there.
    """
    marks = _marks(extremes_of(scenario), gain_of, position)
    return Score(marks[-1], dict(zip(DIMENSIONS, marks, strict=False)))


def step_marks(scenario: Scenario, position: Position) -> Mapping[ModelStep, Mark]:
    """Return the points that a finished play earned with each of the four steps, against the worst and the best play.

    Nothing where going round a cycle moves points from one step to another, for then no total of a step is the best.
    """
    extremes = step_extremes_of(scenario)
    return dict(zip(STEPS, _marks(extremes, step_gain_of, position), strict=False)) if extremes else {}


def _marks(extremes: Extremes, gain: Callable[[Choice], Vector], position: Position) -> list[Mark]:
    """Return the mark in each place; a play without an ending counts as if it had ended in the worst way from there."""
    here = extremes.graph.number_of(position.scene.id, position.state)
    points = extremes.worst[here]
    for beat in position.trail:
        points = plus(points, gain(beat.choice))
    return [Mark(*each) for each in zip(points, extremes.worst[0], extremes.best[0], strict=True)]


@lru_cache(maxsize=REMEMBERED)
def step_extremes_of(scenario: Scenario) -> Extremes | None:
    """Return the extremes with the four steps in the places of the dimensions; None where a cycle has no best total."""
    graph = extremes_of(scenario).graph
    edges = (tuple(edge._replace(gain=step_gain_of(edge.choice)) for edge in each) for each in graph.edges)
    try:
        return search(replace(graph, edges=tuple(edges)))
    except PointsCycle:
        return None


def step_gain_of(choice: Choice) -> Vector:
    """Return the points of a choice over all dimensions in the place of its step, in as many places as `gain_of`."""
    return (*((sum(choice.points.values()) if step == choice.step else 0) for step in STEPS), 0, 0)


@lru_cache(maxsize=REMEMBERED)
def extremes_of(scenario: Scenario) -> Extremes:
    """Return the extremes of a scenario; remembered, for a search may take a second.

    Raises:
        TooLarge: see graph.explore.
        PointsCycle: a cycle changes points.
    """
    return search(explore(scenario))


def search(graph: Graph) -> Extremes:
    """Return the extremes of a graph in which every node leads to an ending.

    Raises:
        PointsCycle: a cycle changes points.
    """
    worst, best = [NOTHING] * len(graph.nodes), [NOTHING] * len(graph.nodes)
    ways = components([[edge.target for edge in edges] for edges in graph.edges])
    for component in ways:
        inside = _gains_within(graph, component)
        ways_out = list(_ways_out(graph, inside))
        least = _each(min, [plus(gain, worst[target]) for gain, target in ways_out])
        most = _each(max, [plus(gain, best[target]) for gain, target in ways_out])
        for node, gain in inside.items():
            worst[node], best[node] = minus(least, gain), minus(most, gain)
    return Extremes(graph, tuple(worst), tuple(best), _most_moments(graph, ways))


def _gains_within(graph: Graph, component: list[int]) -> dict[int, Vector]:
    """Return what is gained on the way from the component's first node to each of its nodes, the same on every way.

    Raises:
        PointsCycle: two ways to a node differ, so that going round changes the points.
    """
    members, inside, ahead = set(component), {component[0]: NOTHING}, deque([component[0]])
    while ahead:
        node = ahead.popleft()
        for edge in graph.edges[node]:
            if edge.target not in members:
                continue
            gain = plus(inside[node], edge.gain)
            if edge.target not in inside:
                inside[edge.target] = gain
                ahead.append(edge.target)
            elif inside[edge.target] != gain:
                raise PointsCycle(node, edge)
    return inside


def _ways_out(graph: Graph, inside: Mapping[int, Vector]) -> Iterator[tuple[Vector, int]]:
    for node, gain in inside.items():
        for edge in graph.edges[node]:
            if edge.target not in inside:
                yield plus(gain, edge.gain), edge.target


def _each(pick: Callable[..., Number], vectors: list[Vector]) -> Vector:
    """Return the least or greatest of the vectors, place by place; nothing where there are none, as at an ending."""
    return tuple(map(pick, zip(*vectors, strict=True))) if vectors else NOTHING


def _most_moments(graph: Graph, ways: list[list[int]]) -> int:
    """Return how many scenes that are moments of truth one play can meet at most."""
    marked = {scene.id for scene in graph.scenario.scenes.values() if scene.is_moment_of_truth}
    ahead = [0] * len(graph.nodes)
    for component in ways:
        own = len({graph.nodes[node].scene for node in component} & marked)
        onward = max((ahead[edge.target] for node in component for edge in graph.edges[node]), default=0)
        for node in component:
            ahead[node] = own + onward
    return min(ahead[0], len(marked))
