"""How much somebody would know on a day, from the answers until then. Pure."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cxtrain.training.refreshers.schedule import chance

Left = tuple[int, dt.date, float, int]  # card, day of an answer, the stability (days) that it left behind, its number


@dataclass(frozen=True)
class Held:
    """What is to be expected of one day."""

    day: dt.date
    cards: int  # answered by then
    known: float | None  # of them, how many would be known; None where there is none

    @property
    def share(self) -> float | None:
        """The share, 0..1."""
        return self.known / self.cards if self.cards and self.known is not None else None


def held_over(answers: Iterable[Left], days: Sequence[dt.date]) -> list[Held]:
    """Return what is to be expected of each of `days`; an answer counts from its day on."""
    by_card: dict[int, list[Left]] = defaultdict(list)
    for each in sorted(answers, key=lambda left: left[3]):
        by_card[each[0]].append(each)
    return [_held(day, by_card.values()) for day in days]


def _held(day: dt.date, cards: Iterable[Sequence[Left]]) -> Held:
    chances = []
    for left in cards:
        last = next((each for each in reversed(left) if each[1] <= day), None)
        if last:
            chances.append(chance(last[2], (day - last[1]).days))
    return Held(day, len(chances), sum(chances) if chances else None)
