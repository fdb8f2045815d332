"""How many choices the shortest and the longest play of a scenario take, from the graph that scores are searched on."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from cxtrain.roleplay.graph import Graph, components, explore
from cxtrain.roleplay.play import MOST_CHOICES
from cxtrain.roleplay.records import Scenario


@dataclass(frozen=True)
class Lengths:
    """Choices from the opening to an ending."""

    shortest: int
    longest: int  # MOST_CHOICES where a play can go round for ever, for it is closed then


@lru_cache(maxsize=256)
def lengths_of(scenario: Scenario) -> Lengths:
    """Return the lengths of a scenario's plays, both exact.

    Raises:
        TooLarge: see graph.explore.
    """
    graph = explore(scenario)
    return Lengths(_shortest(graph), min(_longest(graph), MOST_CHOICES))


def _shortest(graph: Graph) -> int:
    """Return the fewest choices to an ending; MOST_CHOICES where none is nearer."""
    steps, ahead = {0: 0}, deque([0])
    while ahead:
        node = ahead.popleft()
        if graph.is_ending(node):
            return min(steps[node], MOST_CHOICES)
        for edge in graph.edges[node]:
            if edge.target not in steps:
                steps[edge.target] = steps[node] + 1
                ahead.append(edge.target)
    return MOST_CHOICES


def _longest(graph: Graph) -> int:
    """Return the most choices a play can make before it ends or is closed."""
    onward = [[edge.target for edge in edges] for edges in graph.edges]
    ahead = [0] * len(onward)
    for component in components(onward):  # each after all those it leads to
        if _goes_round(component, onward):
            return MOST_CHOICES
        [node] = component
        ahead[node] = max((1 + ahead[target] for target in onward[node]), default=0)
    return ahead[0]


def _goes_round(component: Sequence[int], onward: Sequence[Sequence[int]]) -> bool:
    return len(component) > 1 or component[0] in onward[component[0]]
