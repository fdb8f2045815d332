"""The life of a huddle: what is on screen, and what the trainer's button does there. Pure."""

import datetime as dt
from typing import Literal

Stage = Literal["lobby", "asking", "counted", "shown", "ended"]
Move = Literal["begin", "count", "reopen", "play", "on", "end"]
LASTS = dt.timedelta(hours=3)  # after that nobody is in the room any more, and the huddle is closed by itself
NEXT: dict[tuple[Stage, Move], Stage] = {
    ("lobby", "begin"): "asking",  # the first scene
    ("asking", "count"): "counted",  # the shares; no telephone can change its choice any more
    ("counted", "count"): "counted",  # with other hands
    ("counted", "reopen"): "asking",
    ("counted", "play"): "shown",  # the reaction and its coaching
    ("shown", "on"): "asking",  # the next scene; where there is none, the end
}


class IllegalMove(ValueError):
    """The huddle does not stand where this move begins."""


def after(stage: Stage, move: Move, *, over: bool) -> Stage:
    """Return the stage after a move; `over` tells whether the story has come to its end.

    Raises:
        IllegalMove: the move is not open at this stage.
    """
    if move == "end" and stage != "ended":
        return "ended"
    if (stage, move) not in NEXT:
        raise IllegalMove(f"{move} at {stage}")
    return "ended" if move == "on" and over else NEXT[stage, move]


def is_open(stage: str, started_at: dt.datetime, at: dt.datetime) -> bool:
    """Whether telephones may join at the moment `at` and choose."""
    return stage != "ended" and at - started_at < LASTS
