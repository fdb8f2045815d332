"""What stands on the big screen of a huddle, and what it looks back on: an allow-list. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from cxtrain.roleplay.casting import casting_of
from cxtrain.roleplay.conditions import Number
from cxtrain.roleplay.debrief import mood_bounds, worth_of_answers
from cxtrain.roleplay.play import Position, replay
from cxtrain.roleplay.records import MOOD, Scenario
from cxtrain.roleplay.screen import NO_NOTES, Exchange, Screen, exchanges_of, screen_of
from cxtrain.training.huddles.shares import Count, Share, most_chosen, shares_at

Counts = Mapping[int, Mapping[str, Count]]  # by position, by choice id


@dataclass(frozen=True)
class Board:
    """The scene in question; once it is played on, what came of it."""

    screen: Screen
    number: int  # of the scene, from 1
    shares: tuple[Share, ...]
    first: str  # the token that is proposed to be played on: the most chosen, else none ("")
    tied: bool  # whether several are level at the top
    played: Share | None
    exchange: Exchange | None  # with its coaching
    over: bool  # whether the story ends with it


@dataclass(frozen=True)
class Look:
    """One scene of a huddle looked back on."""

    exchange: Exchange
    shares: tuple[Share, ...]
    played: Share
    best: tuple[Share, ...]  # the answers from which most could still be earned
    lost: Number  # points that could no longer be earned after the choice that was played

    @property
    def n(self) -> int:
        """How many chose."""
        return self.played.n

    @property
    def n_best(self) -> int:
        """How many were for a best answer."""
        return sum(share.count.n for share in self.best)


@dataclass(frozen=True)
class Back:
    """A huddle looked back on, whether the story came to its end or not."""

    looks: tuple[Look, ...]
    moods: tuple[Number, ...]  # at the opening and after each choice
    mood_bounds: tuple[Number, Number]


def board_of(scenario: Scenario, before: Position, after: Position, *, seed: str, counts: Mapping[str, Count]) -> Board:
    """Return the board of the scene at `before`; `after` is further by one choice once that is played on."""
    shares = shares_at(before, seed, counts)
    top = most_chosen(shares)
    made = after.trail[len(before.trail):]
    played = next((share for share in shares for beat in made if share.choice_id == beat.choice.id), None)
    return Board(
        screen=screen_of(scenario, before, seed=seed, coached=False), number=len(before.trail) + 1, shares=shares,
        first=top[0].token if top else "", tied=len(top) > 1, played=played,
        exchange=_exchanges(scenario, after, seed)[-1] if made else None, over=after.outcome is not None)


def back_of(scenario: Scenario, reached: Position, *, seed: str, counts: Counts) -> Back:
    """Return what a huddle looks back on from the position it has reached."""
    exchanges = _exchanges(scenario, reached, seed)
    return Back(
        looks=tuple(_look(scenario, reached, exchange, seed, counts) for exchange in exchanges),
        moods=(scenario.starting_state[MOOD], *(beat.after[MOOD] for beat in reached.trail)),
        mood_bounds=mood_bounds(scenario.gauges[MOOD]))


def _look(scenario: Scenario, reached: Position, exchange: Exchange, seed: str, counts: Counts) -> Look:
    at = exchange.number - 1
    beat, before = reached.trail[at], replay(scenario, (beat.choice.id for beat in reached.trail[:at]))
    shares = shares_at(before, seed, counts.get(at, {}))
    worth = worth_of_answers(scenario, beat)
    most = max(worth.values())
    played = next(share for share in shares if share.choice_id == beat.choice.id)
    return Look(exchange, shares, played, tuple(share for share in shares if worth[share.choice_id] == most),
                most - worth[beat.choice.id])


def _exchanges(scenario: Scenario, position: Position, seed: str) -> tuple[Exchange, ...]:
    return exchanges_of(scenario, position, coached=True, casting=casting_of(scenario, seed), notes=NO_NOTES)
