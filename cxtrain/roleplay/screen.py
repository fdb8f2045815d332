"""What a player may see of a scenario: an allow-list. What is not copied here is never sent."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cxtrain.roleplay.casting import Casting, casting_of
from cxtrain.roleplay.conditions import Number
from cxtrain.roleplay.debrief import face_of
from cxtrain.roleplay.patience import Wait
from cxtrain.roleplay.play import Beat, Position, dealt
from cxtrain.roleplay.records import MOOD, Gauge, Scenario
from cxtrain.roleplay.schema import DIMENSIONS, Dimension
from cxtrain.roleplay.score import extremes_of
from cxtrain.web.bilingual import Bilingual

MINUTES = "minutes"  # the part of the state that counts time, where a scenario has one


@dataclass(frozen=True)
class Notes:
    """What is kept beside the choices of a play, by their position from 0."""

    reasons: Mapping[int, str]
    hints: frozenset[int]  # where the player opened the hint


NO_NOTES = Notes({}, frozenset())


@dataclass(frozen=True)
class Exchange:
    """A choice that was made: what the customer had said, what the player said, the reaction, and what to learn."""

    number: int  # of the choice, from 1
    sees: Bilingual | None
    says: Bilingual | None
    say: Bilingual
    reaction: Bilingual
    coaching: Bilingual | None
    points: Mapping[Dimension, Number]  # other than 0; empty where no coaching is allowed
    face_before: int  # 0..4
    face: int  # after the reaction
    mood_change: Number
    reason: str | None  # the player's own words
    hint: Bilingual | None  # where the player had opened it
    was_silence: bool  # no answer came in time


@dataclass(frozen=True)
class Screen:
    """The scene that a play has reached, and the way there."""

    title: Bilingual
    brief: Bilingual
    customer: Bilingual
    sees: Bilingual | None
    says: Bilingual | None
    face: int
    is_moment: bool
    moment: int  # moments of truth met so far, this one included
    moments: int  # the most that one play can meet
    minutes: Number | None
    choices: Mapping[str, Bilingual]  # what may be said, by token, in the dealt order
    ask_why: frozenset[str]  # the tokens of the choices that need a reason
    has_hint: bool  # whether the player may open one here
    hint: Bilingual | None  # once it is open
    wait: Wait | None  # where the customer does not wait for ever
    exchanges: tuple[Exchange, ...]  # oldest first

    @property
    def at(self) -> int:
        """How many choices have been made; the position that a post must name."""
        return len(self.exchanges)


def screen_of(
    scenario: Scenario, position: Position, *, seed: str, coached: bool, notes: Notes = NO_NOTES, wait: Wait | None = None
) -> Screen:
    """Return what is on screen at `position`; `coached` tells whether coaching and points of past choices are shown."""
    casting, cards = casting_of(scenario, seed), dealt(position, seed)
    met = {beat.scene.id for beat in position.trail if beat.scene.is_moment_of_truth}
    scene, gauge = position.scene, scenario.gauges[MOOD]
    return Screen(
        title=scenario.title,
        brief=scenario.brief,
        customer=casting.customer.name,
        sees=scene.sees,
        says=casting.words_in(scene),
        face=face_of(position.mood, gauge),
        is_moment=scene.is_moment_of_truth,
        moment=len(met | ({scene.id} if scene.is_moment_of_truth else set())),
        moments=extremes_of(scenario).moments,
        minutes=_minutes(position),
        choices={token: choice.say for token, choice in cards.items()},
        ask_why=frozenset(token for token, choice in cards.items() if choice.needs_reason),
        has_hint=coached and scene.hint is not None,
        hint=scene.hint if coached and len(position.trail) in notes.hints else None,
        wait=wait,
        exchanges=exchanges_of(scenario, position, coached=coached, casting=casting, notes=notes),
    )


def _minutes(position: Position) -> Number | None:
    minutes = position.state.get(MINUTES)
    return None if isinstance(minutes, str) else minutes


def exchanges_of(
    scenario: Scenario, position: Position, *, coached: bool, casting: Casting, notes: Notes
) -> tuple[Exchange, ...]:
    """Return the choices made so far, oldest first, with their coaching only where `coached`."""
    gauge = scenario.gauges[MOOD]
    bare = (_exchange(gauge, number, beat, coached=coached) for number, beat in enumerate(position.trail, 1))
    return tuple(
        replace(
            each, says=casting.words_in(beat.scene), reason=notes.reasons.get(each.number - 1),
            hint=beat.scene.hint if each.number - 1 in notes.hints else None)
        for each, beat in zip(bare, position.trail, strict=True))


def _exchange(gauge: Gauge, number: int, beat: Beat, *, coached: bool) -> Exchange:
    before, after = beat.before[MOOD], beat.after[MOOD]
    earned = {dimension: beat.choice.points.get(dimension, 0) for dimension in DIMENSIONS}
    return Exchange(
        number=number,
        sees=beat.scene.sees,
        says=beat.scene.says,
        say=beat.choice.say,
        reaction=beat.choice.reaction,
        coaching=beat.choice.coaching if coached else None,
        points={dimension: points for dimension, points in earned.items() if points and coached},
        face_before=face_of(before, gauge),
        face=face_of(after, gauge),
        mood_change=after - before,
        reason=None,
        hint=None,
        was_silence=beat.choice.is_silence,
    )
