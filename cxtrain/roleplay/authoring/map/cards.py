"""What a map writes into its boxes, and the roads it draws, read from a draft however incomplete it is. Pure."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from cxtrain.roleplay.authoring.problems import Problem
from cxtrain.roleplay.outline import ChoiceOutline, SceneOutline, outline_of
from cxtrain.roleplay.schema import OUTCOMES
from cxtrain.web.bilingual import pick
from cxtrain.web.documents import Tree
from cxtrain.web.yaml_tree import Data

LINE, INSET = 146, 18  # pixels in a line of a box; what the round ends of an ending and a flag take of it
NARROW, BROAD = frozenset(" .,:;!'|()[]fijlrtI-"), frozenset("mwMW@%…")


@dataclass(frozen=True)
class Way:
    """A choice, as the reader's language words it ("" where it is silence), and the scenes it may lead to."""

    words: str
    targets: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """What one should see of a scene at a glance. `words` are the customer's, or the ending's title."""

    id: str
    words: str
    is_start: bool
    is_moment: bool
    outcome: str | None
    errors: int
    warnings: int
    href: str
    ways: tuple[Way, ...] = ()

    @property
    def short_id(self) -> str:
        """The id, cut to a line of a box."""
        return shortened(self.id, LINE - (INSET if self.is_moment or self.outcome else 0))

    def beside(self, word: str) -> str:
        """Return the words, cut to what `word` leaves of a line."""
        return shortened(self.words, LINE - (width_of(word) + INSET if word else 0))


def width_of(text: str) -> int:
    """Return the room in pixels that `text` takes at 13 pixels, in the broader ones of the common typefaces."""
    return sum(_width(letter) for letter in text)


def _width(letter: str) -> int:
    if unicodedata.east_asian_width(letter) in "WF":
        return 13
    return 5 if letter in NARROW else 12 if letter in BROAD else 9 if letter.isupper() else 8


def shortened(text: str, room: int) -> str:
    """Return `text` on one line, cut with an ellipsis where it takes more than `room` pixels."""
    text = " ".join(text.split())
    if width_of(text) <= room:
        return text
    taken, kept = width_of("…"), 0
    for letter in text:
        taken += _width(letter)
        if taken > room:
            break
        kept += 1
    return text[:kept].rstrip() + "…"


def roads_of(data: Data) -> tuple[str | None, dict[str, tuple[str, ...]]]:
    """Return the first scene, and by scene those that its choices may lead to: what `layout.laid_out` needs."""
    outline = outline_of(Tree(data, {}, {}))
    return outline.start, {
        name: tuple(target for choice in scene.choices for target in _targets(choice))
        for name, scene in outline.scenes.items()
    }


def _targets(choice: ChoiceOutline) -> tuple[str, ...]:
    """Return each scene once that a choice may lead to."""
    return tuple(dict.fromkeys(branch.to for branch in choice.branches if branch.to is not None))


def cards_of(
    data: Data, *, locale: str, address: Callable[[str], str], problems: Iterable[Problem] = ()
) -> dict[str, Card]:
    """Return a card for each scene; `address` gives the page where a scene is edited."""
    outline = outline_of(Tree(data, {}, {}))
    counts = Counter((problem.scene, problem.is_error) for problem in problems)
    cards = {}
    for name, scene in outline.scenes.items():
        part = _at(data, "scenes", name)
        outcome = _at(part, "ending", "outcome")
        cards[name] = Card(
            id=name,
            words=_words(part, locale),
            is_start=name == outline.start,
            is_moment=_at(part, "moment_of_truth") is True,
            outcome=outcome if isinstance(outcome, str) and outcome in OUTCOMES else None,
            errors=counts[name, True],
            warnings=counts[name, False],
            href=address(name),
            ways=tuple(_ways(scene, part, locale)),
        )
    return cards


def _words(part: Data, locale: str) -> str:
    texts = _at(part, "says"), _at(part, "ending", "title"), _at(part, "sees")
    return next(filter(None, (text_of(text, locale) for text in texts)), "")


def _ways(scene: SceneOutline, part: Data, locale: str) -> Iterator[Way]:
    choices = _at(part, "choices")
    for one, choice in zip(choices if isinstance(choices, list) else [], scene.choices, strict=True):
        is_silence = _at(one, "after") is not None
        yield Way("" if is_silence else text_of(_at(one, "say"), locale) or choice.id or "…", _targets(choice))


def _at(data: Data, *keys: str) -> Data:
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def text_of(data: Data, locale: str) -> str:
    """Return a text of the file in the reader's language, or in the other one; "" where there is none."""
    if isinstance(data, dict):
        return pick({language: text for language, text in data.items() if isinstance(text, str)}, locale)
    return data if isinstance(data, str) else ""
