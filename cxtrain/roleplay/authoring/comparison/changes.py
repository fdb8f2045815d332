"""What was changed in one part of a scenario: a value, a text, a mapping of such. Pure; any plain data may be compared."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from cxtrain.roleplay.authoring.comparison.conditions import shown
from cxtrain.roleplay.authoring.comparison.sayings import Saying, saying
from cxtrain.roleplay.authoring.comparison.wording import Piece, compared
from cxtrain.roleplay.authoring.problems import TEXTS
from cxtrain.web.bilingual import N_
from cxtrain.web.yaml_tree import Data

ADDED, REMOVED, CHANGED = N_("%(part)s: added"), N_("%(part)s: removed"), N_("%(part)s: changed")
IN = N_("%(part)s (%(language)s)")
OTHER, OTHER_OF = N_("“%(key)s”"), N_("%(part)s, “%(key)s”")


class Absent(Enum):
    """What stands where a key is not there at all."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT
Given: TypeAlias = Data | Absent
Words: TypeAlias = str | Saying


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was. `scene` None: it concerns the whole; `choice` None: the whole scene."""

    scene: str | None
    choice: str | None
    message: str  # an English template for `values`, some of which may be sayings
    values: Mapping[str, object] = field(default_factory=dict)
    before: Words | None = None  # None where there was nothing, or nothing needs to be shown
    after: Words | None = None

    @property
    def wording(self) -> tuple[tuple[Piece, ...], tuple[Piece, ...]] | None:
        """Both texts in pieces that stayed and pieces that changed, where there are two."""
        if isinstance(self.before, str) and isinstance(self.after, str):
            return compared(self.before, self.after)
        return None


@dataclass(frozen=True)
class Spot:
    """Where one compares: in the whole, in a scene, or in a choice of it."""

    scene: str | None = None
    choice: str | None = None

    def tell(self, sentence: Saying, before: Words | None = None, after: Words | None = None) -> Difference:
        """Return a difference here."""
        return Difference(self.scene, self.choice, sentence.message, sentence.values, before, after)


Compare: TypeAlias = Callable[[Spot, Saying, Given, Given], Iterable[Difference]]  # of two that are not the same
Parts: TypeAlias = Callable[[Saying, str], tuple[Saying, Compare]]  # what a key of a part is called, and how to compare it


def same(one: Given, other: Given) -> bool:
    """Whether two values of a file say the same. True is not 1, but 1.0 is."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(same(*pair) for pair in zip(one, other, strict=True))
    if isinstance(one, float) and isinstance(other, float) and math.isnan(one) and math.isnan(other):
        return True
    return isinstance(one, bool) == isinstance(other, bool) and one == other


def value(spot: Spot, part: Saying, before: Given, after: Given) -> Iterator[Difference]:
    """Yield the one difference between two values."""
    yield from worded({})(spot, part, before, after)


def worded(words: Mapping[str, str]) -> Compare:
    """Return a comparison of values that have `words` of their own, by value and marked with N_."""

    def tell(given: Given) -> Words | None:
        if isinstance(given, Absent):
            return None
        return Saying(words[given]) if isinstance(given, str) and given in words else shown(given)

    def compare(spot: Spot, part: Saying, before: Given, after: Given) -> Iterator[Difference]:
        message = ADDED if before is ABSENT else REMOVED if after is ABSENT else CHANGED
        yield spot.tell(saying(message, part=part), tell(before), tell(after))

    return compare


def flag(on: str, off: str) -> Compare:
    """Return a comparison of yes-or-no, with a sentence for either change."""

    def compare(spot: Spot, part: Saying, before: Given, after: Given) -> Iterator[Difference]:
        plain = all(isinstance(one, (bool, Absent)) for one in (before, after))
        if plain and (before is True) != (after is True):
            yield spot.tell(Saying(on if after is True else off))
        else:
            yield from value(spot, part, before, after)

    return compare


def within(parts: Parts) -> Compare:
    """Return a comparison key by key; a whole that is absent has no keys."""

    def compare(spot: Spot, part: Saying, before: Given, after: Given) -> Iterator[Difference]:
        one, other = ({} if each is ABSENT else each for each in (before, after))
        found = list(_by_key(spot, part, one, other)) if isinstance(one, dict) and isinstance(other, dict) else []
        yield from found or value(spot, part, before, after)

    def _by_key(spot: Spot, part: Saying, one: Mapping[str, Data], other: Mapping[str, Data]) -> Iterator[Difference]:
        for key in {**one, **other}:
            was, now = one.get(key, ABSENT), other.get(key, ABSENT)
            if not same(was, now):
                name, by = parts(part, key)
                yield from by(spot, name, was, now)

    return compare


def known(parts: Mapping[str, tuple[str, Compare]]) -> Parts:
    """Return the parts of a mapping by name, each called by a word marked with N_; any other key goes by its own name."""

    def find(_part: Saying, key: str) -> tuple[Saying, Compare]:
        word, compare = parts.get(key, (None, value))
        return saying(OTHER, key=key) if word is None else Saying(word), compare

    return find


def _language(part: Saying, key: str) -> tuple[Saying, Compare]:
    word: object = Saying(TEXTS[key]) if key in ("zh", "en") else key
    return saying(IN, part=part, language=word), value


text: Compare = within(_language)


def in_both(given: Data) -> str | None:
    """Return a text in all languages that it has, None where it is no text."""
    languages = [given.get(key) for key in ("zh", "en")] if isinstance(given, dict) else []
    return " / ".join(one for one in languages if isinstance(one, str) and one) or None
