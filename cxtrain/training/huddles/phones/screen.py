"""What a telephone in a huddle may see: an allow-list. No reaction, coaching or points, and no scene but the one on. Pure."""

from dataclasses import dataclass

from cxtrain.roleplay.casting import casting_of
from cxtrain.roleplay.play import Position
from cxtrain.roleplay.records import Scenario
from cxtrain.training.huddles.shares import Share, shares_at
from cxtrain.web.bilingual import Bilingual


@dataclass(frozen=True)
class Card:
    """A choice, under its letter."""

    letter: str
    token: str
    say: Bilingual


@dataclass(frozen=True)
class PhoneScreen:
    """The scene in question as a telephone shows it."""

    number: int  # of the scene, from 1
    customer: Bilingual
    says: Bilingual | None
    cards: tuple[Card, ...]
    mine: str  # the letter that this telephone chose; "" for none
    played: str  # the letter that the huddle was played on with; "" before


def phone_screen(scenario: Scenario, before: Position, *, seed: str, mine: str | None, played: str | None) -> PhoneScreen:
    """Return the screen of a telephone; `mine` and `played` are choice ids."""
    shares, casting = shares_at(before, seed, {}), casting_of(scenario, seed)
    return PhoneScreen(
        number=len(before.trail) + 1, customer=casting.customer.name, says=casting.words_in(before.scene),
        cards=tuple(Card(share.letter, share.token, share.say) for share in shares),
        mine=_letter(shares, mine), played=_letter(shares, played))


def _letter(shares: tuple[Share, ...], choice_id: str | None) -> str:
    return next((share.letter for share in shares if share.choice_id == choice_id), "")
