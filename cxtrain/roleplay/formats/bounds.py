"""How large an imported story may be: far more than any scenario needs, and so little that it is refused in a moment. Pure.

What a file holds is counted before anything is made of it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from cxtrain.web.bilingual import N_
from cxtrain.web.yaml_tree import LIMIT, MOST_VALUES

MOST_SCENES = 1_000  # passages or nodes; the longest scenario we know has 26
MOST_CHOICES = 2_000  # rows or links; a table has about one row for each choice

TOO_MANY_ROWS = N_("The table has %(count)s rows; a scenario takes %(limit)s at most. Split it.")
TOO_MANY_PASSAGES = N_("The story has %(count)s passages; a scenario takes %(limit)s at most. Split it.")
TOO_MANY_LINKS = N_("The story has %(count)s links; a scenario takes %(limit)s at most. Split it.")
TOO_MANY_NODES = N_("The Branching Scenario has %(count)s contents; a scenario takes %(limit)s at most. Split it.")
TOO_MANY_ALTERNATIVES = N_("The Branching Scenario has %(count)s alternatives; a scenario takes %(limit)s at most. Split it.")
TOO_MANY_SCENES = N_("This makes %(count)s scenes; a scenario takes %(limit)s at most. Split it.")
TOO_MANY_CHOICES = N_("This makes %(count)s choices; a scenario takes %(limit)s at most. Split it.")
TOO_MANY_VALUES = N_("This holds more than %(limit)s texts and numbers, too many for one scenario. Split it.")
TOO_LONG = N_("This makes a scenario of more than %(limit)s kB. Split it.")


class TooLarge(ValueError):
    """A story beyond a bound. `message` is a sentence for the catalogue, `values` fills it."""

    def __init__(self, message: str, **values: object) -> None:
        """Keep the sentence apart from its values, so that a page can say it in the reader's language."""
        super().__init__(message % values)
        self.message, self.values = message, values


def at_most(limit: int, count: int, message: str) -> None:
    """Refuse more than `limit` of something.

    Raises:
        TooLarge: there are more.
    """
    if count > limit:
        raise TooLarge(message, count=count, limit=limit)


def refuse_overlarge(document: Mapping[str, Any]) -> None:
    """Refuse a scenario's document that has too many scenes, choices or values, or too long texts.

    Raises:
        TooLarge: it has.
    """
    scenes = document.get("scenes")
    parts = scenes.values() if isinstance(scenes, dict) else ()
    at_most(MOST_SCENES, len(parts), TOO_MANY_SCENES)
    at_most(MOST_CHOICES, lengths(part.get("choices") for part in parts if isinstance(part, dict)), TOO_MANY_CHOICES)
    count, letters, ahead = 0, 0, [document]
    while ahead:
        value: Any = ahead.pop()
        count += 1
        letters += len(value) if isinstance(value, str) else 0
        if isinstance(value, (Mapping, list)):
            ahead.extend(value.values() if isinstance(value, Mapping) else value)
        if count + len(ahead) > MOST_VALUES:
            raise TooLarge(TOO_MANY_VALUES, limit=MOST_VALUES)
    refuse_longer(letters)


def refuse_longer(size: int) -> None:
    """Refuse a text of more characters or bytes than the house's reader takes.

    Raises:
        TooLarge: it is longer.
    """
    if size > LIMIT:
        raise TooLarge(TOO_LONG, limit=LIMIT // 1000)


def lengths(parts: Iterable[object]) -> int:
    """Return how many items the lists among `parts` hold together."""
    return sum(len(part) for part in parts if isinstance(part, list))
