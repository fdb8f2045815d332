"""Playing a scenario: the position that a list of choices leads to. Choices are stored, positions are computed."""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from cxtrain.roleplay.conditions import Number, State
from cxtrain.roleplay.records import MOOD, Choice, Scenario, Scene
from cxtrain.roleplay.schema import Outcome

MOST_CHOICES = 200  # an attempt that has not ended by then closes as lost


class IllegalChoice(ValueError):
    """The scene that was reached does not offer this choice."""


@dataclass(frozen=True)
class Beat:
    """One choice that was made: where, in which state, and what came of it."""

    scene: Scene
    choice: Choice
    before: State
    after: State


@dataclass(frozen=True)
class Position:
    """Where a play stands."""

    scene: Scene
    state: State
    trail: tuple[Beat, ...]

    @property
    def outcome(self) -> Outcome | None:
        """How it ended; None while it goes on. A play without an end is lost after MOST_CHOICES."""
        if self.scene.ending:
            return self.scene.ending.outcome
        return "lost" if len(self.trail) >= MOST_CHOICES else None

    @property
    def offered(self) -> tuple[Choice, ...]:
        """The choices open now, in the order of the file; none once it is over."""
        return () if self.outcome else self.scene.offered(self.state)

    @property
    def answers(self) -> tuple[Choice, ...]:
        """What the player may say now, in the order of the file."""
        return tuple(choice for choice in self.offered if not choice.is_silence)

    @property
    def silence(self) -> Choice | None:
        """What comes of giving no answer now; None where the customer waits, or it is over."""
        return None if self.outcome else self.scene.silence

    @property
    def mood(self) -> Number:
        """The customer's mood, in the scenario's own units."""
        return self.state[MOOD]


def opening(scenario: Scenario) -> Position:
    """Return the position before the first choice."""
    return Position(scenario.opening, scenario.starting_state, ())


def advance(scenario: Scenario, position: Position, choice_id: str) -> Position:
    """Return the position after one more choice.

    Raises:
        IllegalChoice: the position does not offer it.
    """
    choice = next((choice for choice in position.offered if choice.id == choice_id), None)
    if choice is None:
        raise IllegalChoice(f"scene {position.scene.id!r} does not offer {choice_id!r}")
    after = scenario.after(position.state, choice)
    beat = Beat(position.scene, choice, position.state, after)
    return Position(scenario.scenes[choice.leads_to(after)], after, (*position.trail, beat))


def replay(scenario: Scenario, choice_ids: Iterable[str]) -> Position:
    """Return the position reached by making `choice_ids`, oldest first.

    Raises:
        IllegalChoice: a choice is not offered where it was made.
    """
    position = opening(scenario)
    for choice_id in choice_ids:
        position = advance(scenario, position, choice_id)
    return position


def token_of(choice: Choice, *, seed: str, at: int) -> str:
    """Return the word for `choice` on the page of the `at`-th step (from 0); `seed` is the attempt's secret.

    It tells nothing about the choice, and is another word in the next attempt.
    """
    return hmac.new(seed.encode(), f"{at}:{choice.id}".encode(), hashlib.sha256).hexdigest()[:16]


def dealt(position: Position, seed: str) -> dict[str, Choice]:
    """Return the answers by their tokens, in an order that the attempt's seed decides anew at each step. No silence."""
    tokens = {token_of(choice, seed=seed, at=len(position.trail)): choice for choice in position.answers}
    return dict(sorted(tokens.items()))
