"""Looking back on a play: the moods it went through, the choices that mattered most, and the four steps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from cxtrain.roleplay.conditions import Number, State
from cxtrain.roleplay.graph import Vector, gain_of, plus
from cxtrain.roleplay.play import Beat, Position
from cxtrain.roleplay.records import MOOD, Choice, Gauge, Scenario
from cxtrain.roleplay.schema import STEPS, ModelStep
from cxtrain.roleplay.score import Extremes, extremes_of

STRONG = Fraction(3, 5)  # of the way from neutral to an end, beyond which a face is very happy or very unhappy
USUAL_MOOD = (-5, 5)  # the bounds of a mood that states none
TURNING_POINTS = 2

Feeling = Literal["positive", "neutral", "negative"]
FEELINGS: tuple[Feeling, ...] = ("negative", "negative", "neutral", "positive", "positive")  # by face_of
Missed = Literal["offered_before_asking", "never_asked", "never_offered", "never_acted", "never_confirmed"]
MISSED: Mapping[ModelStep, Missed] = {
    "explore": "never_asked", "offer": "never_offered", "act": "never_acted", "confirm": "never_confirmed"}


@dataclass(frozen=True)
class TurningPoint:
    """A choice that mattered. `better` is the answer from which most could still be earned; None where this was it."""

    number: int  # of the choice in the play, from 1
    beat: Beat
    lost: Number  # points that could no longer be earned after it
    kept: Number  # points that the poorest answer there would have cost
    better: Choice | None


@dataclass(frozen=True)
class WalkedStep:
    """One of the four steps of the behaviour model, and whether the play took it."""

    step: ModelStep
    taken: bool
    had_chance: bool  # whether an answer with this step was ever offered on the way


@dataclass(frozen=True)
class MomentEnd:
    """How a moment of truth ended: the customer's mood after the last answer in it, against a neutral one."""

    number: int  # of that answer in the play, from 1
    feeling: Feeling
    change: Number  # of the mood, from the moment's first answer to its last


@dataclass(frozen=True)
class Debrief:
    """What a finished play can teach."""

    moods: tuple[Number, ...]  # at the opening and after each choice
    turning_points: tuple[TurningPoint, ...]  # at most two, the costliest first
    steps: tuple[WalkedStep, ...]  # all four, in their order
    offered_before_asking: bool
    missed: tuple[Missed, ...]  # what the steps that were skipped come to, in their order
    moments: tuple[MomentEnd, ...]  # in the order in which they ended


def debrief(scenario: Scenario, position: Position) -> Debrief:
    """Return the debrief of a play that is over."""
    moods = (scenario.starting_state[MOOD], *(beat.after[MOOD] for beat in position.trail))
    taken = [beat.choice.step for beat in position.trail if beat.choice.step]
    offered = {choice.step for beat in position.trail for choice in beat.scene.answers(beat.before)}
    steps = tuple(WalkedStep(step, step in taken, step in offered) for step in STEPS)
    early = _offered_early(position.trail)
    return Debrief(
        moods=moods,
        turning_points=turning_points(scenario, position.trail),
        steps=steps,
        offered_before_asking=early,
        missed=_missed(steps, early=early),
        moments=_moment_ends(scenario.gauges[MOOD], position.trail),
    )


def _offered_early(trail: Sequence[Beat]) -> bool:
    """Whether the first offer came before anything was asked, though an answer up to there would have asked."""
    asking = False
    for beat in trail:
        asking = asking or any(choice.step == "explore" for choice in beat.scene.answers(beat.before))
        if beat.choice.step in ("explore", "offer"):
            return beat.choice.step == "offer" and asking
    return False


def _missed(steps: Sequence[WalkedStep], *, early: bool) -> tuple[Missed, ...]:
    """Return what was left out; a step that no answer on the way offered is nobody's omission."""
    skipped = [step.step for step in steps if step.had_chance and not step.taken]
    first: tuple[Missed, ...] = ("offered_before_asking",) if early else ()
    return first + tuple(MISSED[step] for step in skipped if not (early and step == "explore"))


def _moment_ends(gauge: Gauge, trail: Sequence[Beat]) -> tuple[MomentEnd, ...]:
    """Return how each moment of truth ended; one that was come back to ended with its last answer."""
    spans: dict[str, tuple[int, int]] = {}
    for number, beat in enumerate(trail):
        if beat.scene.is_moment_of_truth:
            spans[beat.scene.id] = (spans.get(beat.scene.id, (number, 0))[0], number)
    ends = sorted(spans.values(), key=lambda span: span[1])
    return tuple(_moment_end(gauge, trail[first].before[MOOD], trail[last].after[MOOD], last + 1) for first, last in ends)


def _moment_end(gauge: Gauge, before: Number, after: Number, number: int) -> MomentEnd:
    return MomentEnd(number, FEELINGS[face_of(after, gauge)], after - before)


def turning_points(scenario: Scenario, trail: Sequence[Beat]) -> tuple[TurningPoint, ...]:
    """Return the choices that cost most, then those that kept most; none where every answer was worth the same."""
    extremes = extremes_of(scenario)
    weighed = [_weighed(extremes, number, beat) for number, beat in enumerate(trail, 1)]
    mattered = [point for point in weighed if point.lost or point.kept]
    mattered.sort(key=lambda point: (-point.lost, -point.kept, point.number))
    return tuple(mattered[:TURNING_POINTS])


def worth_of_answers(scenario: Scenario, beat: Beat) -> Mapping[str, Number]:
    """Return the points overall that each answer open at a choice could still have earned, by its id."""
    extremes = extremes_of(scenario)
    return {choice.id: _worth(extremes, beat.before, choice) for choice in beat.scene.answers(beat.before)}


def _weighed(extremes: Extremes, number: int, beat: Beat) -> TurningPoint:
    answers = beat.scene.answers(beat.before)
    worth = {choice.id: _worth(extremes, beat.before, choice) for choice in (*answers, beat.choice)}  # it may be silence
    # Of answers worth the same, the one that earns at once: putting things off loses nothing, yet teaches nothing.
    best = max(answers, key=lambda choice: (worth[choice.id], gain_of(choice)[-1], choice.effects.get(MOOD, 0)))
    lost = worth[best.id] - worth[beat.choice.id]
    kept = worth[beat.choice.id] - min(worth.values())
    return TurningPoint(number, beat, lost, kept, best if lost else None)


def _worth(extremes: Extremes, before: State, choice: Choice) -> Number:
    """Return the points overall that can be earned by this choice and the best play after it."""
    graph = extremes.graph
    after = graph.scenario.after(before, choice)
    onward: Vector = extremes.best[graph.number_of(choice.leads_to(after), after)]
    return plus(gain_of(choice), onward)[-1]


def mood_bounds(gauge: Gauge) -> tuple[Number, Number]:
    """Return the least and the greatest mood of a scenario."""
    lowest = USUAL_MOOD[0] if gauge.lowest is None else gauge.lowest
    highest = USUAL_MOOD[1] if gauge.highest is None else gauge.highest
    return (lowest, highest) if lowest < highest else USUAL_MOOD


def face_of(mood: Number, gauge: Gauge) -> int:
    """Return which of the five faces shows `mood`: 0 the unhappiest, 4 the happiest.

    Neutral, 2, is 0 alone (or the middle, where the range does not span 0), so that each change of mood may be seen.
    """
    lowest, highest = mood_bounds(gauge)
    neutral = 0 if lowest < 0 < highest else (lowest + highest) / Fraction(2)
    if mood == neutral:
        return 2
    share = (mood - neutral) / Fraction(highest - neutral if mood > neutral else neutral - lowest)
    strong = abs(share) > STRONG
    return (4 if strong else 3) if share > 0 else (0 if strong else 1)
