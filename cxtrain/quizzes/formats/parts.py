"""The parts of a question's body that several formats fill in alike. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cxtrain.quizzes.formats.bounds import Unreadable
from cxtrain.quizzes.formats.drafts import Draft
from cxtrain.quizzes.formats.markup import Said
from cxtrain.web.bilingual import N_

NONE_RIGHT = N_("No option is marked as right.")
SEVERAL_RIGHT = N_("Several options earn the whole mark; a player chooses one of them.")


@dataclass(frozen=True)
class Choosable:
    """An option, what it earns in per cent, and its feedback, which may say nothing."""

    text: Said
    worth: Decimal
    feedback: Said


def options(texts: Sequence[Said]) -> list[dict[str, Any]]:
    """Return texts as parts with the ids a, b, c …"""
    return [{"id": letter_of(index), "text": text} for index, text in enumerate(texts)]


def letter_of(index: int) -> str:
    """Return a for 0, b for 1; after z come z1, z2 …"""
    return chr(ord("a") + index) if index < 26 else f"z{index - 25}"


def fed(part: dict[str, Any], feedback: Said) -> dict[str, Any]:
    """Return a part with its feedback, where that says anything."""
    return part | {"feedback": feedback} if feedback else part


def choose(draft: Draft, kind: str, given: Sequence[Choosable]) -> None:
    """Fill in a single or multiple choice: weights, or `correct` where one option of a single choice earns the whole mark.

    Raises:
        Unreadable: no option earns anything.
    """
    if not any(option.worth > 0 for option in given):
        raise Unreadable(NONE_RIGHT)
    whole = sum(option.worth == 100 for option in given)
    if kind == "single" and whole > 1:
        draft.warn(SEVERAL_RIGHT)
    parts = options([option.text for option in given])
    for part, option in zip(parts, given, strict=True):
        if kind == "single" and whole == 1 and option.worth == 100:
            part["correct"] = True
        elif option.worth:
            part["weight"] = str(option.worth)
    draft.kind = kind
    draft.body = {"options": [fed(part, option.feedback) for part, option in zip(parts, given, strict=True)]}
