"""How a customer felt, by what was ticked beside the words. Pure."""

from cxtrain.voices.questionnaire import SCALES
from cxtrain.web.bilingual import N_

MOODS = {"unhappy": N_("unhappy"), "between": N_("in between"), "happy": N_("happy"), "unscored": N_("without points")}
_FIRST = {"csat": (3, 4), "stars": (3, 4), "nps": (7, 9), "ces2": (4, 5)}  # where "in between" and "happy" begin


def scores_of(mood: str) -> list[str]:
    """Return what stands beside the words of a mood, such as "nps 3"."""
    every = [f"{kind} {value}" for kind in _FIRST for value in SCALES[kind]]
    return [score for score in ("", *every) if mood_of(score) == mood]


def mood_of(score: str) -> str:
    """Return the mood of what stands beside the words."""
    kind, _, value = score.partition(" ")
    if kind not in _FIRST or not value.isdecimal():
        return "unscored"
    return ("unhappy", "between", "happy")[sum(int(value) >= begin for begin in _FIRST[kind])]
