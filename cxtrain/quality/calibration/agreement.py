"""How far shoppers agree with a key and with each other, how severe each is, and where they differ. Pure.

What is compared are shares 0..1 of the way up an item's scale (a fact is 1 or 0), so that forms of 1-5 and of 1-7 and
yes/no items stand in one ordinal alpha. Severity is told in points of 1..7, over ratings only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cxtrain.measures.agreement import GOOD, LOW, RESAMPLES, TENTATIVE, Agreement, krippendorff_alpha
from cxtrain.measures.effects import difference
from cxtrain.measures.intervals import Estimate, Sums, mean_of, wilson
from cxtrain.measures.intraclass import intraclass_correlations
from cxtrain.measures.samples import mean
from cxtrain.web.bilingual import N_

UNCLEAR = "unclear"
VERDICTS = (GOOD, TENTATIVE, LOW, UNCLEAR)
PASSED = (GOOD, TENTATIVE)
POINTS = 6  # between the ends of the scale 1..7
TOO_FEW = N_("Fewer than half of the answers that have a key were given, so nothing can be said about agreement.")
SEED = 2011  # draws the same interval for the same answers


class Spot(NamedTuple):
    """One item of one case."""

    case_id: int
    item: str
    is_rating: bool = True  # a fact (yes or no, or a number with limits) has no severity


Shares = Mapping[Spot, float | None]  # 0..1 of the way up the scale; None: not judged


@dataclass(frozen=True)
class WithKey:
    """One shopper beside the key."""

    alpha: Agreement
    verdict: str  # good, tentative, low, unclear
    reason: str | None  # why it is unclear
    severity: Estimate  # mean of rating minus key in points of 1..7; above 0 is milder than the key
    exact: Estimate  # share of compared answers that equal the key
    adjacent: Estimate  # share of compared ratings within one point of the key
    compared: int
    keyed: int


def with_key(key: Shares, given: Shares, *, resamples: int = RESAMPLES) -> WithKey:
    """Return how far `given` agrees with `key`; a spot whose key is None is not compared.

    No variation at all, or too few answers, is "unclear", never full agreement.
    """
    keyed = [spot for spot, share in key.items() if share is not None]
    pairs = [(key[spot], given.get(spot)) for spot in keyed]
    both = [(right, own) for right, own in pairs if right is not None and own is not None]
    alpha = krippendorff_alpha(pairs, scale="ordinal", seed=SEED, resamples=resamples)
    enough = 2 * len(both) >= len(keyed) and bool(both)
    verdict = (alpha.verdict or UNCLEAR) if enough else UNCLEAR
    reason = None if verdict != UNCLEAR else TOO_FEW if not enough else alpha.reason
    apart = residuals(key, given)
    return WithKey(alpha, verdict, reason, severity(apart), wilson(sum(right == own for right, own in both), len(both)),
                   wilson(sum(abs(points) <= 1 + 1e-9 for points in apart), len(apart)), len(both), len(keyed))


def residuals(key: Shares, given: Shares) -> list[float]:
    """Return rating minus key in points of 1..7 for each rating that both gave."""
    pairs = ((spot, share, given.get(spot)) for spot, share in key.items() if spot.is_rating)
    return [POINTS * (own - right) for _, right, own in pairs if right is not None and own is not None]


def severity(apart: Sequence[float]) -> Estimate:
    """Return the mean residual with its t interval; above 0 the shopper is milder than the key, below 0 more severe.

    Args:
        apart: rating minus key, in points of 1..7.
    """
    return mean_of(apart)


def drift(rounds: Sequence[Sequence[float]]) -> Estimate:
    """Return how far severity moved from the first round to the last, with Welch's interval; points of 1..7.

    Args:
        rounds: the residuals of each round, oldest first. Fewer than two rounds have no drift.
    """
    told = [each for each in rounds if each]
    return difference(Sums.of(told[0]), Sums.of(told[-1])) if len(told) > 1 else Estimate(None, len(told), reason=ONE_ROUND)


ONE_ROUND = N_("One round shows no drift.")


@dataclass(frozen=True)
class AmongAll:
    """All shoppers beside each other, without the key."""

    shoppers: int
    alpha: Agreement
    icc2: Estimate  # one shopper's rating, absolute agreement; only where everybody rated everything


def among(spots: Sequence[Spot], shoppers: Sequence[Shares], *, resamples: int = RESAMPLES) -> AmongAll:
    """Return how far the shoppers agree on `spots`: alpha of all, ICC2 of the ratings where none is missing."""
    rows = [[one.get(spot) for one in shoppers] for spot in spots]
    ratings = [row for spot, row in zip(spots, rows, strict=True) if spot.is_rating]
    return AmongAll(len(shoppers), krippendorff_alpha(rows, scale="ordinal", seed=SEED, resamples=resamples),
                    intraclass_correlations(ratings).icc2)


@dataclass(frozen=True)
class ItemAgreement:
    """One item of one case over all shoppers."""

    spot: Spot
    key: float | None
    n: int
    exact: int  # how many equal the key
    adjacent: int  # how many are within one point of it
    off: float | None  # mean of answer minus key, points of 1..7; None where nobody answered or there is no key
    spread: float  # variance among the shoppers, points squared


def by_item(key: Shares, shoppers: Sequence[Shares]) -> list[ItemAgreement]:
    """Return each keyed item with its agreement, those on which shoppers differ most first."""
    found = [_item(spot, key[spot], [share for one in shoppers if (share := one.get(spot)) is not None]) for spot in key]
    return sorted(found, key=lambda each: (-each.spread, -abs(each.off or 0.0), each.spot))


def _item(spot: Spot, right: float | None, shares: list[float]) -> ItemAgreement:
    points = [POINTS * share for share in shares]
    spread = sum((each - mean(points)) ** 2 for each in points) / len(points) if points else 0.0
    if right is None or not points:
        return ItemAgreement(spot, right, len(points), 0, 0, None, spread)
    apart = [each - POINTS * right for each in points]
    return ItemAgreement(spot, right, len(points), sum(share == right for share in shares),
                         sum(abs(each) <= 1 + 1e-9 for each in apart), mean(apart), spread)
