"""Which questions come today, and what counts as knowing one. Pure."""

import hashlib
import hmac
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cxtrain.measures.intervals import Sums, mean_interval

A_DAY = 3  # questions, and as many more each time somebody asks for them
ASKED = frozenset({"single", "multiple", "true_false", "short_answer", "gap_fill", "numerical", "matching", "ordering",
                   "judgement"})  # kinds that can be marked at once
WHOLE = Fraction(999_999, 1_000_000)  # shares of an option's weight may be rounded in a file
AGREED = Fraction(3, 4)  # of a judgement: experts do not agree wholly either
FEWEST = 3  # visits below which nothing is concluded of a person
HALF = 0.5  # the middle half of the interval: an end of it is passed with probability .25, "fairly sure" elsewhere
Place = tuple[str, str]  # touchpoint and dimension


@dataclass(frozen=True)
class Offer:
    """A question that may be asked."""

    question_id: int
    version_id: int
    touchpoint: str
    dimension: str
    card_id: int | None = None  # None: it would be the first time
    reps: int = 0
    missed: bool = False


@dataclass(frozen=True)
class Seen:
    """What visits say of somebody at one touchpoint in one dimension."""

    place: Place
    sums: Sums  # scale points
    standard: float  # scale points


def is_known(kind: str, points: Fraction | None) -> bool:
    """Whether an answer that earned `points`, of the question's marks, shows that it is known."""
    return points is not None and points >= (AGREED if kind == "judgement" else WHOLE)


def allowed(more: int) -> int:
    """Return how many questions a day has when somebody asked for more so many times."""
    return A_DAY * (1 + more)


def weak(seen: Iterable[Seen]) -> frozenset[Place]:
    """Return where somebody is fairly surely below the standard; nothing below three visits."""
    return frozenset(each.place for each in seen if each.sums.n >= FEWEST and _below(each))


def _below(seen: Seen) -> bool:
    found = mean_interval(seen.sums.n, seen.sums.total, seen.sums.squares, level=HALF)
    return found.interval is not None and found.interval.high < seen.standard


def ranked(offers: Collection[Offer], weaknesses: frozenset[Place], salt: str) -> list[Offer]:
    """Return new questions in the order in which they are offered: weak places first, then their dimensions, then any.

    Within these the `salt` decides, so that they stay the same all day and differ from person to person.
    """
    dimensions = {dimension for _touchpoint, dimension in weaknesses}

    def key(offer: Offer) -> tuple[int, bytes]:
        here = (offer.touchpoint, offer.dimension) in weaknesses
        return 0 if here else 1 if offer.dimension in dimensions else 2, _digest(f"{salt}:{offer.question_id}")
    return sorted(offers, key=key)


def asked_today(due: Sequence[Offer], new: Sequence[Offer], left: int) -> tuple[Offer, ...]:
    """Return what is asked now, in order: what is due, filled up with what is new; each question once."""
    found = {offer.question_id: offer for offer in reversed((*due, *new))}
    order = dict.fromkeys(offer.question_id for offer in (*due, *new))
    return tuple(found[question_id] for question_id in order)[:max(0, left)]


def seed_of(secret: bytes, *names: int) -> int:
    """Return the seed of a question's sheet, 0 .. 2**63 - 1: the same until it is answered, and nobody can guess it."""
    made = hmac.digest(secret, ":".join(("refresher", *map(str, names))).encode(), "sha256")
    return int.from_bytes(made[:8], "big") >> 1


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=8).digest()
