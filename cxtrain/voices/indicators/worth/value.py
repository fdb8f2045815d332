"""A customer's value from twelve months of numbers and what is assumed: a scenario, not a forecast. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cxtrain.measures.intervals import Estimate
from cxtrain.measures.lifetime_value import (
    END,
    LifetimeValue,
    annual_churn,
    churn,
    finite_lifetime_value,
    lifetime_value,
    mean_life,
)
from cxtrain.voices.indicators.figures import Figure
from cxtrain.web.bilingual import N_

MONTHS = 12
POINTS = (0.5, 1.0, 2.0)  # of monthly retention
NO_CUSTOMERS = N_("Enter the customers at the start and those lost, and the revenue, for at least one month.")


@dataclass(frozen=True)
class Terms:
    """What is assumed: margin on goods (0..1 of revenue), discount per year, when the first margin comes, for how long."""

    margin: float
    discount: float
    timing: str = END
    acquisition: float = 0.0
    months: int | None = None

    @property
    def monthly_discount(self) -> float:
        """The discount of a month that makes the year's."""
        return float((1 + self.discount) ** (1 / 12) - 1)


@dataclass(frozen=True)
class Basis:
    """What the numbers of the months say of one customer and month; money per customer."""

    months: int
    first: str
    last: str
    retention: Estimate  # of a month; n counts customers month by month
    churn: Estimate
    revenue: float
    cost: float  # to serve
    cost_months: int  # 0: no cost was entered, and none is taken off


@dataclass(frozen=True)
class Worth:
    """A customer's value; `low` and `high` as far as the interval of retention alone makes it uncertain."""

    basis: Basis
    terms: Terms
    margin: float  # of a customer and month
    value: float | None
    low: float | None
    high: float | None
    life: Estimate  # months, if churn is constant
    annual: Estimate  # churn of a year
    scenarios: tuple[tuple[float, float], ...]  # points of retention more, and what a customer would be worth more
    reason: str | None = None


def basis(churns: Sequence[Figure], revenues: Sequence[Figure], costs: Sequence[Figure]) -> Basis | None:
    """Return what the last months say, None where no month has customers and revenue.

    Args:
        churns: churn by month.
        revenues: revenue per customer by month.
        costs: cost to serve per customer by month, where entered.
    """
    lost = {each.month: each for each in churns if each.value is not None and each.n}
    earned = {each.month: each for each in revenues if each.value is not None and each.n}
    months = sorted(set(lost) & set(earned))[-MONTHS:]
    if not months:
        return None
    left = churn(sum(round((lost[month].value or 0.0) * (lost[month].n or 0)) for month in months),
                 sum(lost[month].n or 0 for month in months))
    spent = [each for each in costs if each.value is not None and each.n and each.month in months]
    return Basis(len(months), months[0], months[-1], left.retention, left.churn, _mean([earned[month] for month in months]),
                 _mean(spent) if spent else 0.0, len(spent))


def _mean(figures: Sequence[Figure]) -> float:
    return sum((each.value or 0.0) * (each.n or 0) for each in figures) / sum(each.n or 0 for each in figures)


def worth(found: Basis, terms: Terms) -> Worth:
    """Return what a customer is worth under these terms, and by how much more with more retention."""
    margin = found.revenue * terms.margin - found.cost
    retention = found.retention.value or 0.0
    answer = _value(margin, retention, terms)
    ends = found.retention.interval
    low, high = (_value(margin, ends.low, terms).value, _value(margin, ends.high, terms).value) if ends else (None, None)
    if low is not None and high is not None and low > high:
        low, high = high, low
    made = Worth(found, terms, margin, answer.value, low, high, mean_life(found.churn), annual_churn(found.churn), (),
                 answer.reason)
    return replace(made, scenarios=_scenarios(margin, retention, terms, answer.value))


def _value(margin: float, retention: float, terms: Terms) -> LifetimeValue:
    if terms.months is None:
        return lifetime_value(margin, retention, terms.monthly_discount, timing=terms.timing, acquisition=terms.acquisition)
    first = [0.0] if terms.timing == END else []
    return finite_lifetime_value([*first, *[margin] * terms.months], retention, terms.monthly_discount,
                                 acquisition=terms.acquisition)


def _scenarios(margin: float, retention: float, terms: Terms, value: float | None) -> tuple[tuple[float, float], ...]:
    found = []
    for points in POINTS:
        more = round(retention + points / 100, 12)
        after = _value(margin, more, terms).value if more <= 1 else None
        if value is not None and after is not None:
            found.append((points, after - value))
    return tuple(found)
