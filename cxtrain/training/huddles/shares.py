"""How many of a group were for which choice, under the letters that stand on the screen. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from cxtrain.roleplay.play import Position, dealt
from cxtrain.web.bilingual import Bilingual

LETTERS = ascii_uppercase
MOST_HANDS = 500


@dataclass(frozen=True)
class Count:
    """How many were for a choice."""

    phones: int = 0
    hands: int = 0

    @property
    def n(self) -> int:
        """All of them."""
        return self.phones + self.hands


@dataclass(frozen=True)
class Share:
    """A choice as it is offered, and how many of all were for it."""

    letter: str
    token: str
    choice_id: str  # stays on the server
    say: Bilingual
    count: Count
    n: int  # of all choices together

    @property
    def percent(self) -> int | None:
        """Whole percent, half of one rounded up; None where nobody chose."""
        return (200 * self.count.n + self.n) // (2 * self.n) if self.n else None


def shares_at(position: Position, seed: str, counts: Mapping[str, Count]) -> tuple[Share, ...]:
    """Return the choices of a scene in the order of the screen, with `counts` by choice id."""
    cards = dealt(position, seed)
    everybody = sum(counts.get(choice.id, Count()).n for choice in cards.values())
    return tuple(
        Share(LETTERS[at % len(LETTERS)], token, choice.id, choice.say, counts.get(choice.id, Count()), everybody)
        for at, (token, choice) in enumerate(cards.items()))


def most_chosen(shares: Sequence[Share]) -> tuple[Share, ...]:
    """Return the choice that most were for, several where they are level, none where nobody chose."""
    most = max((share.count.n for share in shares), default=0)
    return tuple(share for share in shares if share.count.n == most) if most else ()
