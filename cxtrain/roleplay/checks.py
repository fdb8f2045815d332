"""What only the whole graph can show: scenes never reached, dead ends, cycles that change points. And lint."""

import operator
from collections import deque
from collections.abc import Callable, Iterator

from cxtrain.roleplay.conditions import holds
from cxtrain.roleplay.graph import LARGEST_GRAPH, Graph, TooLarge, explore, plus, without_silence
from cxtrain.roleplay.play import MOST_CHOICES
from cxtrain.roleplay.records import Branch, Choice, Scenario, Scene
from cxtrain.roleplay.score import Extremes, PointsCycle, extremes_of, search
from cxtrain.web.bilingual import N_
from cxtrain.web.documents import Fault, Path, Tree, fault_at, warning_at

TOO_LARGE = N_(
    "Scenes and states make more than %(limit)s combinations: "
    "narrow the min and max of the numbers used in conditions, or use fewer of them."
)
NEVER_REACHED = N_('The conditions never let a play come to the scene "%(name)s".')
NOTHING_OFFERED = N_('The scene "%(name)s" is a dead end: it offers no choice when %(state)s.')
NOTHING_BUT_SILENCE = N_('The scene "%(name)s" offers nothing but silence when %(state)s.')
SILENCE_EARNS = N_(
    'In the scene "%(name)s" saying nothing can earn points that no answer earns. '
    "Not everybody plays against the clock, so the best must be reached by answers."
)
NO_WAY_OUT = N_('From the scene "%(name)s" no ending can be reached when %(state)s.')
NO_WAY_OUT_AT_ALL = N_('From the scene "%(name)s" no ending can be reached.')
CYCLE = N_(
    'The choice "%(name)s" lies on a cycle that changes points, so that no total is the best: give its cycle no points.'
)
TOO_LONG = N_("No ending can be reached within %(limit)s choices.")
NEVER_OFFERED = N_('The choice "%(name)s" is never offered: its condition never holds here.')
NEVER_TAKEN = N_(
    'The way on to "%(name)s" is never taken: after no choice of this scene does its condition hold and none before it.'
)
TOO_FAR = N_('No play comes to the ending "%(name)s": it takes more than %(limit)s choices to get there.')


def graph_findings(scenario: Scenario, tree: Tree) -> Iterator[Fault]:
    """Yield the faults of a scenario whose names resolve, and warnings about choices that no play is offered."""
    try:
        graph = explore(scenario)
    except TooLarge:
        yield fault_at(tree.key_place(("state",)), TOO_LARGE, limit=LARGEST_GRAPH)
        return
    seen = {node.scene for node in graph.nodes}
    for name in scenario.scenes:
        if name not in seen:
            yield fault_at(tree.key_place(("scenes", name)), NEVER_REACHED, name=name)
    ends = list(_dead_ends(without_silence(graph), tree))
    yield from ends or _point_faults(graph, tree)
    yield from _never_offered(graph, tree)
    yield from _never_taken(graph, tree)
    yield from _too_far(graph, tree)


def _dead_ends(graph: Graph, tree: Tree) -> Iterator[Fault]:
    """Yield one fault per scene that strands a play: first those without an answer, else those that only go round."""
    stranded = {n for n in range(len(graph.nodes)) if not graph.edges[n] and not graph.is_ending(n)}
    steps = _steps_to_an_ending(graph)
    if stranded:
        silent = {scene.id for scene in graph.scenario.scenes.values() if scene.silence}
        yield from _per_scene(
            graph, tree, stranded, lambda scene, state: NOTHING_BUT_SILENCE if scene in silent else NOTHING_OFFERED)
    elif len(steps) < len(graph.nodes):
        lost = set(range(len(graph.nodes))) - set(steps)
        yield from _per_scene(graph, tree, lost, lambda scene, state: NO_WAY_OUT if state else NO_WAY_OUT_AT_ALL)
    elif steps[0] > MOST_CHOICES:
        yield fault_at(tree.key_place(("start",)), TOO_LONG, limit=MOST_CHOICES)


def _per_scene(graph: Graph, tree: Tree, numbers: set[int], message: Callable[[str, str], str]) -> Iterator[Fault]:
    named: set[str] = set()
    for number in sorted(numbers):
        scene, state = graph.nodes[number].scene, state_in_words(graph, number)
        if scene not in named:
            yield fault_at(tree.key_place(("scenes", scene)), message(scene, state), name=scene, state=state)
        named.add(scene)


def state_in_words(graph: Graph, number: int) -> str:
    """Return a node's state as an author would write it: "mood = -2, promised = true"."""
    state = graph.state_of(number).items()
    return ", ".join(f"{name} = {value if isinstance(value, str) else str(value).lower()}" for name, value in state)


def _steps_to_an_ending(graph: Graph) -> dict[int, int]:
    """Return the fewest choices from each node to an ending; nodes that lead to none are left out."""
    backward: list[list[int]] = [[] for _ in graph.nodes]
    for node, edges in enumerate(graph.edges):
        for edge in edges:
            backward[edge.target].append(node)
    steps = {node: 0 for node in range(len(graph.nodes)) if graph.is_ending(node)}
    ahead = deque(steps)
    while ahead:
        node = ahead.popleft()
        for before in backward[node]:
            if before not in steps:
                steps[before] = steps[node] + 1
                ahead.append(before)
    return steps


def _point_faults(graph: Graph, tree: Tree) -> Iterator[Fault]:
    try:
        yield from _silence_earns(extremes_of(graph.scenario), tree)
    except PointsCycle as cycle:
        scene = graph.scenario.scenes[graph.nodes[cycle.node].scene]
        path = choice_path(scene, cycle.edge.choice)
        yield fault_at(tree.place((*path, "points")), CYCLE, name=cycle.edge.choice.id)


def _silence_earns(extremes: Extremes, tree: Tree) -> Iterator[Fault]:
    """Yield one fault per scene whose silence leads to points that answers alone do not reach from there."""
    graph, named = extremes.graph, set[str]()
    answered = search(without_silence(graph)).best if graph.scenario.has_silences else ()
    silences = ((number, edge) for number, edges in enumerate(graph.edges) for edge in edges if edge.choice.is_silence)
    for number, edge in silences:
        scene = graph.scenario.scenes[graph.nodes[number].scene]
        reached = plus(edge.gain, extremes.best[edge.target])
        if scene.id not in named and any(map(operator.gt, reached, answered[number])):
            yield fault_at(tree.key_place((*choice_path(scene, edge.choice), "after")), SILENCE_EARNS, name=scene.id)
            named.add(scene.id)


def _never_offered(graph: Graph, tree: Tree) -> Iterator[Fault]:
    offered = {
        (graph.nodes[number].scene, edge.choice.id) for number, edges in enumerate(graph.edges) for edge in edges
    }
    seen = {node.scene for node in graph.nodes}
    for scene in graph.scenario.scenes.values():
        for choice in scene.choices:
            if scene.id in seen and (scene.id, choice.id) not in offered:
                place = tree.key_place((*choice_path(scene, choice), "when"))
                yield warning_at(place, NEVER_OFFERED, name=choice.id)


def _never_taken(graph: Graph, tree: Tree) -> Iterator[Fault]:
    """Yield a warning for each conditional way on that no play takes.

    Choices of a scene often end in the same list of ways; one that some choice of the scene takes is none to be named.
    """
    taken, offered = _ways_taken(graph)
    for scene in graph.scenario.scenes.values():
        named = {branch for name, branch in taken if name == scene.id}
        for choice in scene.choices:
            for at, pieces in _conditional_ways(choice) if (scene.id, choice.id) in offered else ():
                if named.isdisjoint(pieces):
                    place = tree.key_place((*choice_path(scene, choice), "next", at, "when"))
                    yield warning_at(place, NEVER_TAKEN, name=pieces[0].to)
                named.update(pieces)


def _conditional_ways(choice: Choice) -> Iterator[tuple[int, list[Branch]]]:
    """Yield the file's ways on but for the last, each with the branches that it became."""
    for at in range(choice.branches[-1].at):
        yield at, [branch for branch in choice.branches if branch.at == at]


def _ways_taken(graph: Graph) -> tuple[set[tuple[str, Branch]], set[tuple[str, str]]]:
    """Return the ways on that plays take, each with its scene, and the choices of several ways that plays are offered."""
    taken: set[tuple[str, Branch]] = set()
    offered: set[tuple[str, str]] = set()
    for number, (node, edges) in enumerate(zip(graph.nodes, graph.edges, strict=True)):
        for choice in (edge.choice for edge in edges if len(edge.choice.branches) > 1):
            after = graph.scenario.after(graph.state_of(number), choice)
            taken.add((node.scene, next(branch for branch in choice.branches if holds(branch.condition, after))))
            offered.add((node.scene, choice.id))
    return taken, offered


def _too_far(graph: Graph, tree: Tree) -> Iterator[Fault]:
    """Yield a warning for each ending that lies beyond the most choices that an attempt may make."""
    steps, ahead = {0: 0}, deque([0])
    while ahead:
        node = ahead.popleft()
        fresh = {edge.target for edge in graph.edges[node] if edge.target not in steps}
        steps |= dict.fromkeys(fresh, steps[node] + 1)
        ahead.extend(fresh)
    nearest: dict[str, int] = {}
    for node, count in steps.items():
        if graph.is_ending(node):
            scene = graph.nodes[node].scene
            nearest[scene] = min(count, nearest.get(scene, count))
    for scene, count in nearest.items():
        if count > MOST_CHOICES:
            yield warning_at(tree.key_place(("scenes", scene)), TOO_FAR, name=scene, limit=MOST_CHOICES)


def choice_path(scene: Scene, choice: Choice) -> Path:
    """Return where in the file a choice stands."""
    return ("scenes", scene.id, "choices", scene.choices.index(choice))
