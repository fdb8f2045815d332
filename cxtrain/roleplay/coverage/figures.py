"""What the attempts at a scenario say about its scenes. Nothing is said of a scene that fewer than five people answered."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cxtrain.measures.distractors import FLOOR, NOBODY_OR_ALL, analyse_options
from cxtrain.measures.intervals import Interval, wilson
from cxtrain.measures.samples import mean
from cxtrain.roleplay.graph import gain_of
from cxtrain.roleplay.play import Beat, replay
from cxtrain.roleplay.records import Scenario, Scene
from cxtrain.roleplay.schema import OUTCOMES
from cxtrain.web.bilingual import N_

FEWEST = 5  # people, not attempts: five plays of one person would show what that person chose
PAUSE = dt.timedelta(minutes=10)  # between two answers; whoever was away longer was not reading
IDLE = dt.timedelta(days=1)  # after which an open attempt counts as left

FEW_PEOPLE = N_("Fewer than twenty people finished a play through here.")
NO_SPREAD = N_("All who finished did equally well in the other scenes.")
ONE_ANSWER = N_("Nobody or everybody chose it.")

State = Literal["finished", "left", "under way"]


@dataclass(frozen=True)
class Attempt:
    """An attempt as it is stored: the choices made, each with its moment."""

    person: int
    started_at: dt.datetime
    finished_at: dt.datetime | None
    outcome: str | None
    made: tuple[tuple[str, dt.datetime], ...]
    is_first: bool = False  # of all that the person finished at this version, the one that ended first


@dataclass(frozen=True)
class Walk:
    """An attempt replayed: the beats, how long each answer took, and where it stands."""

    person: int
    beats: tuple[Beat, ...]
    seconds: tuple[float | None, ...]  # per beat; None after a pause
    stands_at: str
    state: State
    outcome: str | None
    is_first: bool


@dataclass(frozen=True)
class ChoiceFigures:
    """One choice of a scene."""

    id: str
    n: int
    share: float | None  # 0..1 of the scene's answers
    interval: Interval | None  # of the share, 95 %
    discrimination: float | None  # point-biserial with the points of the other scenes, -1..1
    reason: str | None  # why there is no discrimination


@dataclass(frozen=True)
class SceneFigures:
    """One scene; all but the id is empty where fewer than FEWEST people answered it."""

    id: str
    shown: bool
    answers: int = 0
    people: int = 0
    reached: int = 0  # attempts that came here
    dropped: int = 0  # attempts that ended here, unfinished
    seconds: float | None = None  # mean per answer, pauses left out
    timed: int = 0
    choices: tuple[ChoiceFigures, ...] = ()


@dataclass(frozen=True)
class Coverage:
    """A scenario; `shown` is False where fewer than FEWEST people played it, and all else is empty then."""

    shown: bool
    attempts: int = 0
    people: int = 0
    finished: int = 0
    left: int = 0
    under_way: int = 0
    outcomes: tuple[tuple[str, int], ...] = ()
    scenes: tuple[SceneFigures, ...] = ()


def walk_of(scenario: Scenario, attempt: Attempt, now: dt.datetime) -> Walk:
    """Return the attempt replayed.

    Raises:
        IllegalChoice: its choices are none of this scenario.
    """
    position = replay(scenario, (choice for choice, _ in attempt.made))
    moments = [attempt.started_at, *(at for _, at in attempt.made)]
    gaps = [after - before for before, after in zip(moments, moments[1:], strict=False)]
    state: State = "finished" if attempt.outcome else "under way"
    if state != "finished" and (attempt.finished_at or now - moments[-1] > IDLE):
        state = "left"
    return Walk(attempt.person, position.trail, tuple(gap.total_seconds() if gap <= PAUSE else None for gap in gaps),
                position.scene.id, state, attempt.outcome, attempt.is_first)


def coverage_of(scenario: Scenario, walks: Sequence[Walk]) -> Coverage:
    """Return the figures of a scenario and each of its scenes, from walks in any order."""
    people = len({walk.person for walk in walks})
    if people < FEWEST:
        return Coverage(shown=False)
    states = Counter(walk.state for walk in walks)
    outcomes = Counter(walk.outcome for walk in walks if walk.state == "finished")
    finished = len({walk.person for walk in walks if walk.state == "finished"}) >= FEWEST
    # Later plays have been coached, and would count one person twice.
    firsts = [walk for walk in walks if walk.is_first]
    return Coverage(
        True, len(walks), people, states["finished"], states["left"], states["under way"],
        tuple((name, outcomes[name]) for name in OUTCOMES) if finished else (),
        tuple(_scene(scene, walks, firsts) for scene in scenario.scenes.values() if scene.choices))


def _scene(scene: Scene, walks: Sequence[Walk], firsts: Sequence[Walk]) -> SceneFigures:
    here = [(walk, at) for walk in walks for at, beat in enumerate(walk.beats) if beat.scene.id == scene.id]
    people = len({walk.person for walk, _ in here})
    if people < FEWEST:
        return SceneFigures(scene.id, shown=False)
    chosen = Counter(walk.beats[at].choice.id for walk, at in here)
    times = [seconds for walk, at in here if (seconds := walk.seconds[at]) is not None]
    timed_people = len({walk.person for walk, at in here if walk.seconds[at] is not None})
    dropped = sum(walk.state == "left" and walk.stands_at == scene.id for walk in walks)
    reached = sum(_came_to(scene, walk) for walk in walks)
    enough = timed_people >= FEWEST
    return SceneFigures(
        scene.id, True, len(here), people, reached, dropped, mean(times) if enough else None, len(times) if enough else 0,
        _choices(scene, chosen, firsts))


def _came_to(scene: Scene, walk: Walk) -> bool:
    return walk.stands_at == scene.id or any(beat.scene.id == scene.id for beat in walk.beats)


def _choices(scene: Scene, chosen: Counter[str], firsts: Sequence[Walk]) -> tuple[ChoiceFigures, ...]:
    n = chosen.total()
    found = _discriminations(scene, firsts)
    return tuple(
        ChoiceFigures(one.id, chosen[one.id], (share := wilson(chosen[one.id], n)).value, share.interval, *found[one.id])
        for one in scene.choices)


def _discriminations(scene: Scene, firsts: Sequence[Walk]) -> dict[str, tuple[float | None, str | None]]:
    """Return for each choice how taking it goes with the points of the other scenes, or why that cannot be said."""
    names = [choice.id for choice in scene.choices]
    here = [walk for walk in firsts if any(beat.scene.id == scene.id for beat in walk.beats)]
    if len(here) < FLOOR:
        return dict.fromkeys(names, (None, FEW_PEOPLE))
    taken = [{beat.choice.id for beat in walk.beats if beat.scene.id == scene.id} for walk in here]
    rest = [float(sum(gain_of(beat.choice)[-1] for beat in walk.beats if beat.scene.id != scene.id)) for walk in here]
    table = analyse_options(names, (), taken, rest)
    reasons = {None: None, NOBODY_OR_ALL: ONE_ANSWER}
    return {option.name: (option.correlation, reasons.get(option.reason, NO_SPREAD)) for option in table.options}
