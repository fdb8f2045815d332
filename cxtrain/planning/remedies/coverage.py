"""Which actions a reader asks for, and how many there are for each dimension and kind. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Protocol

from cxtrain.measures.servqual import DIMENSIONS
from cxtrain.planning.library import Action

COUNTED = ("train", "coach", "process")  # looking again is for any dimension


class Held(Protocol):
    """What is read of an action in the library."""

    @property
    def action(self) -> Action:
        """What it says."""

    @property
    def taken_out(self) -> bool:
        """Whether it is proposed no more."""


@dataclass(frozen=True)
class Filter:
    """What a reader asks for; "" for any."""

    dimension: str = ""
    kind: str = ""
    audience: str = ""
    cause: str = ""

    @property
    def is_set(self) -> bool:
        """Whether anything is asked for."""
        return self != Filter()

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Filter":
        """Return what an address asks for."""
        return cls(*(asked.get(field.name, "") for field in fields(cls)))

    def holds(self, remedy: Held) -> bool:
        """Whether the action is for all that is asked; one that names no dimension or cause is for any."""
        action = remedy.action
        return (not self.kind or action.kind == self.kind) and (not self.audience or self.audience in action.audience) and all(
            not asked or not named or asked in named for asked, named in (
                (self.dimension, action.dimensions), (self.cause, action.causes)))


def covered(remedies: Iterable[Held]) -> Counter[tuple[str, str, str]]:
    """Return how many actions in use there are of each dimension, kind and audience that name the dimension."""
    return Counter((dimension, each.action.kind, audience) for each in remedies if not each.taken_out
                   for dimension in DIMENSIONS if dimension in each.action.dimensions for audience in each.action.audience)
