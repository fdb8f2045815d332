"""What a player sees once the story has ended: outcome, marks, the way there, and what would have been better."""

from collections.abc import Mapping
from dataclasses import dataclass

from cxtrain.roleplay.conditions import Number
from cxtrain.roleplay.debrief import TurningPoint, WalkedStep, debrief, face_of, mood_bounds
from cxtrain.roleplay.play import Position
from cxtrain.roleplay.records import MOOD, Scenario
from cxtrain.roleplay.schema import Dimension, Outcome
from cxtrain.roleplay.score import Mark, score
from cxtrain.roleplay.screen import Exchange, exchanges_of
from cxtrain.web.bilingual import Bilingual


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
    offered_before_asking: bool


def ending_of(scenario: Scenario, position: Position) -> Ending:
    """Return what a player sees at the end.

    Raises:
        ValueError: the play is not over.
    """
    if position.outcome is None:
        raise ValueError("the play goes on")
    scene, gauge = position.scene, scenario.gauges[MOOD]
    back, earned = debrief(scenario, position), score(scenario, position)
    exchanges = exchanges_of(scenario, position, coached=True)
    return Ending(
        outcome=position.outcome,
        title=scene.ending.title if scene.ending else None,
        debrief=scene.ending.debrief if scene.ending else None,
        sees=scene.sees, says=scene.says, customer=scenario.customer.name, face=face_of(position.mood, gauge),
        closed_early=scene.ending is None, exchanges=exchanges,
        moods=back.moods, mood_bounds=mood_bounds(gauge),
        overall=earned.overall,
        dimensions={name: mark for name, mark in earned.dimensions.items() if mark.percent is not None},
        turns=tuple(_turn(point, exchanges) for point in back.turning_points),
        steps=back.steps,
        has_steps=any(choice.step for one in scenario.scenes.values() for choice in one.choices),
        offered_before_asking=back.offered_before_asking,
    )


def _turn(point: TurningPoint, exchanges: tuple[Exchange, ...]) -> Turn:
    better = point.better
    shown = Better(better.say, better.reaction, better.coaching) if better else None
    return Turn(exchanges[point.number - 1], point.lost, point.kept, shown)
