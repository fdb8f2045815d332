"""What staying is worth: churn, retention and the value of a customer, each with what it takes for granted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import expm1, fsum, isfinite, log1p

from cxtrain.measures.intervals import NO_OBSERVATION, Estimate, Interval, wilson

END = "end"
START = "start"
ASSUMPTIONS = {
    END: "The first margin comes after one period; margin, retention and discount stay the same for ever.",
    START: "The first margin comes at once; margin, retention and discount stay the same for ever.",
}
FINITE = "The first margin comes at once; retention and discount stay the same until the last period."

NO_CHURN = "Nobody left, so the mean life cannot be told."
NEVER_ENDS = "Without churn and without discount the value has no end."
CONSTANT_CHURN = "Holds only if churn stays the same from period to period."
SCENARIO = "A scenario, not a forecast."


@dataclass(frozen=True)
class Churn:
    """Who left in one period of those who were there when it began, with Wilson's intervals."""

    churn: Estimate  # 0..1
    retention: Estimate  # 1 - churn


@dataclass(frozen=True)
class LifetimeValue:
    """A customer's value in money of today."""

    value: float | None  # after the cost of winning the customer
    multiple: float | None  # of one period's margin; None where the margins differ
    assumption: str
    reason: str | None = None


@dataclass(frozen=True)
class RetentionScenario:
    """What the value would be if retention were some points higher, and nothing else changed."""

    points: float  # of retention, 100 being all customers
    before: LifetimeValue
    after: LifetimeValue
    value: float | None  # after - before, money
    reason: str | None = None
    note: str = SCENARIO


def churn(lost: int, at_start: int, *, level: float = 0.95) -> Churn:
    """Return churn and retention of one period.

    Args:
        lost: customers of `at_start` who were gone at the end; those won in between do not count.
        at_start: customers at the beginning.

    Raises:
        ValueError: lost is not within 0..at_start.

    Source: intervals by Wilson, Journal of the American Statistical Association 22, 1927.
    """
    if not 0 <= lost <= at_start:
        raise ValueError("lost must lie within 0..at_start")
    return Churn(wilson(lost, at_start, level=level), wilson(at_start - lost, at_start, level=level))


def mean_life(rate: Estimate) -> Estimate:
    """Return 1 / churn, the mean number of periods a customer stays, and its interval: only if churn is constant.

    A churn without an interval, or with one that begins at 0, gives a life without one.

    Raises:
        ValueError: the churn is not within 0..1.
    """
    share = _checked(rate)
    if not share:
        return Estimate(None, rate.n, reason=NO_OBSERVATION if share is None else NO_CHURN)
    ends = rate.interval
    interval = Interval(1 / ends.high, 1 / ends.low, ends.level) if ends and ends.low > 0 else None
    return Estimate(1 / share, rate.n, interval=interval, reason=rate.reason, note=CONSTANT_CHURN)


def annual_churn(rate: Estimate, *, periods: int = 12) -> Estimate:
    """Return the churn of a year (0..1) from that of a month, 1 - (1 - c)¹²: only if churn is constant.

    Raises:
        ValueError: the churn is not within 0..1, or periods is below 1.
    """
    share = _checked(rate)
    if periods < 1:
        raise ValueError("periods must be 1 or more")
    if share is None:
        return Estimate(None, rate.n, reason=NO_OBSERVATION)
    ends = rate.interval
    interval = Interval(_over(ends.low, periods), _over(ends.high, periods), ends.level) if ends else None
    return Estimate(_over(share, periods), rate.n, interval=interval, reason=rate.reason, note=CONSTANT_CHURN)


def lifetime_value(
    margin: float, retention: float, discount: float, *, timing: str = END, acquisition: float = 0.0
) -> LifetimeValue:
    """Return m r / (1 + i - r) with the first margin after one period (END), m (1 + i) / (1 + i - r) if at once (START).

    Args:
        margin: m, money per period.
        retention: r, the probability to stay one period longer, 0..1.
        discount: i, per period, 0 or more.
        timing: END or START.
        acquisition: what winning the customer cost, taken off.

    Raises:
        ValueError: a number is out of its range, or the timing is neither.

    Source: Gupta & Lehmann, "Customers as Assets", Journal of Interactive Marketing 17, 2003.
    """
    _check_rates(retention, discount, margin, acquisition)
    if timing not in ASSUMPTIONS:
        raise ValueError('timing must be "end" or "start"')
    rest, earned = 1 - retention + discount, retention if timing == END else 1 + discount
    if not rest:
        return LifetimeValue(None, None, ASSUMPTIONS[timing], NEVER_ENDS)
    return LifetimeValue(margin * earned / rest - acquisition, earned / rest, ASSUMPTIONS[timing])


def finite_lifetime_value(
    margins: Sequence[float], retention: float, discount: float, *, acquisition: float = 0.0
) -> LifetimeValue:
    """Return Σ m_t r^t / (1 + i)^t - acquisition over the periods t = 0, 1, … for which a margin is given.

    Arguments as for `lifetime_value`; the first margin comes at once. Without a margin there is no value.

    Raises:
        ValueError: a number is out of its range or not finite.

    Source: Berger & Nasr, "Customer Lifetime Value: Marketing Models and Applications", Journal of Interactive
    Marketing 12, 1998.
    """
    _check_rates(retention, discount, acquisition, *margins)
    if not margins:
        return LifetimeValue(None, None, FINITE, NO_OBSERVATION)
    stay = retention / (1 + discount)
    terms = [stay**t for t in range(len(margins))]
    value = fsum(m * term for m, term in zip(margins, terms, strict=True)) - acquisition
    return LifetimeValue(value, fsum(terms) if min(margins) == max(margins) else None, FINITE)


def retention_scenario(
    margin: float, retention: float, discount: float, *, points: float, timing: str = END
) -> RetentionScenario:
    """Return how much more a customer would be worth with `points` of 100 more retention: a scenario, not a forecast.

    Arguments as for `lifetime_value`.

    Raises:
        ValueError: as there, or the retention would leave 0..1.
    """
    before = lifetime_value(margin, retention, discount, timing=timing)
    # Rounded, because 0.9 + 0.1 may come out a hair above 1.
    after = lifetime_value(margin, round(retention + points / 100, 12), discount, timing=timing)
    answer = RetentionScenario(points, before, after, None)
    if before.value is None or after.value is None:
        return replace(answer, reason=NEVER_ENDS)
    return replace(answer, value=after.value - before.value)


def _checked(rate: Estimate) -> float | None:
    if rate.value is not None and not 0 <= rate.value <= 1:
        raise ValueError("churn must lie within 0..1")
    return rate.value


def _over(share: float, periods: int) -> float:
    return 1.0 if share == 1 else -expm1(periods * log1p(-share))


def _check_rates(retention: float, discount: float, *money: float) -> None:
    if not (0 <= retention <= 1 and 0 <= discount < float("inf") and all(map(isfinite, money))):
        raise ValueError("retention must lie within 0..1, discount be 0 or more, and money be finite")
