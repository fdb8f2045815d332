"""What a player sees once the story has ended: outcome, marks, the way there, and what would have been better."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from cxtrain.roleplay.casting import casting_of
from cxtrain.roleplay.conditions import Number
from cxtrain.roleplay.debrief import Missed, MomentEnd, TurningPoint, WalkedStep, debrief, face_of, mood_bounds
from cxtrain.roleplay.play import Position
from cxtrain.roleplay.records import MOOD, Scenario
from cxtrain.roleplay.schema import Dimension, ModelStep, Outcome
from cxtrain.roleplay.score import Mark, score, step_marks
from cxtrain.roleplay.screen import NO_NOTES, Exchange, Notes, exchanges_of
from cxtrain.web.bilingual import Bilingual

K = TypeVar("K")


@dataclass(frozen=True)
class Better:
    """The answer from which most could still have been earned, and what it would have done."""

    say: Bilingual
    reaction: Bilingual
    coaching: Bilingual


@dataclass(frozen=True)
class Turn:
    """A choice that mattered: the exchange it was part of, and the better answer, None where there was none."""

    exchange: Exchange
    lost: Number  # points
    kept: Number  # points that the poorest answer there would have cost
    better: Better | None


@dataclass(frozen=True)
class Ending:
    """The whole of a finished play."""

    outcome: Outcome
    title: Bilingual | None
    debrief: Bilingual | None
    sees: Bilingual | None
    says: Bilingual | None
    customer: Bilingual
    face: int
    closed_early: bool  # after as many choices as a play may have
    exchanges: tuple[Exchange, ...]
    moods: tuple[Number, ...]  # at the opening and after each exchange
    mood_bounds: tuple[Number, Number]
    overall: Mark
    dimensions: Mapping[Dimension, Mark]  # only those in which plays can differ
    turns: tuple[Turn, ...]
    steps: tuple[WalkedStep, ...]
    has_steps: bool  # whether the scenario marks any choice with a step
    step_marks: Mapping[ModelStep, Mark]  # only those in which plays can differ
    missed: tuple[Missed, ...]
    moments: tuple[MomentEnd, ...]


def ending_of(scenario: Scenario, position: Position, *, seed: str | None = None, notes: Notes = NO_NOTES) -> Ending:
    """Return what a player sees at the end; `seed` tells which customer it was, the file's own without one.

    Raises:
        ValueError: the play is not over.
    """
    if position.outcome is None:
        raise ValueError("the play goes on")
    scene, gauge = position.scene, scenario.gauges[MOOD]
    back, earned = debrief(scenario, position), score(scenario, position)
    casting = casting_of(scenario, seed)
    exchanges = exchanges_of(scenario, position, coached=True, casting=casting, notes=notes)
    return Ending(
        outcome=position.outcome,
        title=scene.ending.title if scene.ending else None,
        debrief=scene.ending.debrief if scene.ending else None,
        sees=scene.sees, says=casting.words_in(scene), customer=casting.customer.name, face=face_of(position.mood, gauge),
        closed_early=scene.ending is None, exchanges=exchanges, moods=back.moods, mood_bounds=mood_bounds(gauge),
        overall=earned.overall, dimensions=_that_differ(earned.dimensions),
        turns=tuple(_turn(point, exchanges) for point in back.turning_points),
        steps=back.steps,
        has_steps=any(choice.step for one in scenario.scenes.values() for choice in one.choices),
        step_marks=_that_differ(step_marks(scenario, position)),
        missed=back.missed, moments=back.moments,
    )


def _that_differ(marks: Mapping[K, Mark]) -> dict[K, Mark]:
    return {name: mark for name, mark in marks.items() if mark.percent is not None}


def _turn(point: TurningPoint, exchanges: tuple[Exchange, ...]) -> Turn:
    better = point.better
    shown = Better(better.say, better.reaction, better.coaching) if better else None
    return Turn(exchanges[point.number - 1], point.lost, point.kept, shown)
