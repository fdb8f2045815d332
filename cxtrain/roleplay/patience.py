"""How long a customer waits: the time that reading needs, then the author's seconds, times what the person is allowed."""

import math
from dataclasses import dataclass

from cxtrain.roleplay.casting import Casting
from cxtrain.roleplay.play import Position, token_of
from cxtrain.roleplay.reading_time import seconds_for
from cxtrain.roleplay.records import Choice
from cxtrain.web.bilingual import Bilingual


@dataclass(frozen=True)
class Pace:
    """What the time of one reader depends on."""

    percent: int  # of the time that the author gives: 100, or more where the person is allowed more
    language: str  # "zh" or "en"


@dataclass(frozen=True)
class Wait:
    """A customer who waits for an answer, and walks off without one."""

    silence: Choice
    token: str  # that stands for silence, as one stands for each answer
    seconds: int  # from when the scene is on screen


def wait_at(position: Position, seed: str, *, pace: Pace | None, casting: Casting, coached: bool) -> Wait | None:
    """Return how long the customer waits at `position`; None where no time runs, for this person or in this scene."""
    silence = position.silence
    if pace is None or silence is None or silence.patience is None:
        return None
    reading = seconds_for(_new_at(position, casting, coached=coached), pace.language)
    seconds = math.ceil((reading + silence.patience) * pace.percent / 100)
    return Wait(silence, token_of(silence, seed=seed, at=len(position.trail)), seconds)


def _new_at(position: Position, casting: Casting, *, coached: bool) -> list[Bilingual | None]:
    """Return what is new on the page: what came of the last choice, the scene, and what may be said."""
    scene, last = position.scene, position.trail[-1].choice if position.trail else None
    before = [last.reaction, last.coaching if coached else None] if last else []
    return [*before, scene.sees, casting.words_in(scene), *(answer.say for answer in position.answers)]
