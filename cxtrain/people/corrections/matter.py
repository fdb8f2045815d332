"""What can be corrected: each package that records something says here how, as a Matter. Pure."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cxtrain.people.permissions import Can
from cxtrain.web.bilingual import N_

STATES = {"waiting": N_("waits for a second person"), "confirmed": N_("confirmed"), "refused": N_("refused"),
          "withdrawn": N_("withdrawn")}
OWN = N_("Nobody corrects what was recorded about themselves.")
UNCHANGED = N_("Nothing differs from what is recorded, so there is nothing to correct.")
WAITING = N_("%(who)s asked for a correction of this on %(at)s, and it waits for a second person. Let it be decided first.")
DECIDED = N_("This correction was decided meanwhile.")
NOT_YOURS = N_("Somebody else than who asked for it, and than whom it is about, has to decide.")
OVERTAKEN = N_("What is to be corrected was changed meanwhile. Both stand below: refuse this one, and ask anew if needed.")


class CorrectionRefused(Exception):
    """It cannot be done as things stand; `sentence` is an English template for the catalogue, `values` fill it."""

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence)
        self.sentence, self.values = sentence, values


@dataclass(frozen=True)
class Change:
    """One thing that becomes another, in the reader's words."""

    what: str
    before: str
    after: str


class Matter(ABC):
    """One kind of record that stands until a correction of it is confirmed. A subject is its key, as text."""

    kind: str
    title: str  # for the catalogue
    can: Can  # who may decide, besides HR: whoever may do this where the person belongs

    @abstractmethod
    def stands(self, subject: str, *, to_change: bool = False) -> Any:
        """Return what is recorded now, as JSON values; `to_change` locks it."""

    @abstractmethod
    def put(self, subject: str, after: Any) -> None:
        """Let `after` stand from now on, and count whatever hangs on it anew."""

    @abstractmethod
    def score(self, subject: str) -> float | None:
        """Return the score that hangs on it now, in percent; None where there is none."""

    @abstractmethod
    def about(self, subject: str) -> Mapping[str, str]:
        """Return what it belongs to, {"zh": …, "en": …}: the title of a quiz, a sheet or a course."""

    @abstractmethod
    def place(self, subject: str) -> tuple[str, dict[str, int]]:
        """Return the endpoint, with its values, at which the person reads what is recorded."""

    @abstractmethod
    def changes(self, subject: str, before: Any, after: Any) -> list[Change]:
        """Return what is another one in `after`, in the reader's words."""


MATTERS: dict[str, Matter] = {}
"""By kind. Who records something puts its Matter here when it is imported."""


def registered(matter: Matter) -> Matter:
    """Put a matter where corrections find it."""
    MATTERS[matter.kind] = matter
    return matter
