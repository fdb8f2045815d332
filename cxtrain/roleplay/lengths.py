"""How many answers the shortest and the longest play of a scenario take, from the graph that scores are searched on.

Silence is no answer, so the roads that only lead on from it are left out.
"""

from collections import deque
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cxtrain.roleplay.graph import REMEMBERED, Graph, components, without_silence
from cxtrain.roleplay.play import MOST_CHOICES
from cxtrain.roleplay.records import Scenario
from cxtrain.roleplay.score import extremes_of


@dataclass(frozen=True)
class Lengths:
    """Answers from the opening to an ending."""

    shortest: int
    longest: int  # MOST_CHOICES where a play can go round for ever, for it is closed then


@lru_cache(maxsize=REMEMBERED)
def lengths_of(scenario: Scenario) -> Lengths:
    """Return the lengths of a scenario's plays, both exact.

    Raises:
        TooLarge, PointsCycle: see score.extremes_of.
    """
    graph = without_silence(extremes_of(scenario).graph)
    steps = _steps(graph)
    shortest = min((count for node, count in steps.items() if graph.is_ending(node)), default=MOST_CHOICES)
    return Lengths(min(shortest, MOST_CHOICES), min(_longest(graph, steps), MOST_CHOICES))


def _steps(graph: Graph) -> dict[int, int]:
    """Return the fewest choices to each node that can be reached."""
    steps, ahead = {0: 0}, deque([0])
    while ahead:
        node = ahead.popleft()
        for edge in graph.edges[node]:
            if edge.target not in steps:
                steps[edge.target] = steps[node] + 1
                ahead.append(edge.target)
    return steps


def _longest(graph: Graph, reached: Container[int]) -> int:
    """Return the most choices a play can make before it ends or is closed."""
    onward = [[edge.target for edge in edges] if node in reached else [] for node, edges in enumerate(graph.edges)]
    ahead = [0] * len(onward)
    for component in components(onward):  # each after all those it leads to
        if _goes_round(component, onward):
            return MOST_CHOICES
        [node] = component
        ahead[node] = max((1 + ahead[target] for target in onward[node]), default=0)
    return ahead[0]


def _goes_round(component: Sequence[int], onward: Sequence[Sequence[int]]) -> bool:
    return len(component) > 1 or component[0] in onward[component[0]]
