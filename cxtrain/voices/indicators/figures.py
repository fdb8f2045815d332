"""From what was entered to what is shown: stores put together, shares with intervals, changes, and targets. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cxtrain.measures.intervals import wilson
from cxtrain.voices.indicators.definition import DERIVED, LOST, START, Definition
from cxtrain.voices.indicators.numbers import Number
from cxtrain.web.bilingual import N_

NOT_ENTERED = N_("Not entered yet.")
NOTHING_TO_DIVIDE = N_("The whole is 0, so there is no share.")
DO_NOT_FIT = N_("The part is larger than the whole: correct one of the two.")
ONLY_PERCENTAGES = N_("Some stores gave a percentage without its whole, so they cannot be put together.")
ONLY_MEANS = N_("Some stores gave a mean without how many it rests on, so they cannot be put together.")


@dataclass(frozen=True)
class Pool:
    """The numbers of one indicator and month from so many units; of a mean, `total` is the sum of mean × count."""

    units: int
    counted: int  # of them, with a whole
    total: float
    whole: float
    plain: float  # the sum of the values as they were entered


def pool(definition: Definition, numbers: Sequence[Number]) -> Pool:
    """Return what the numbers of several units are together."""
    weighted = definition.form == "mean"
    counted = [each for each in numbers if each.whole is not None]
    total = sum(each.value * (each.whole or 0.0) if weighted else each.value for each in counted)
    return Pool(len(numbers), len(counted), total, sum(each.whole or 0.0 for each in counted),
                sum(each.value for each in numbers))


@dataclass(frozen=True)
class Figure:
    """An indicator in one month. A share is 0..1; n is its whole, or how many a mean rests on."""

    month: str
    value: float | None
    n: int | None = None
    low: float | None = None
    high: float | None = None
    stores: int = 0  # from how many of `of` it comes
    of: int = 0
    reason: str | None = None

    @property
    def is_partial(self) -> bool:
        """Whether stores are missing, so that a sum says too little."""
        return self.value is not None and self.stores < self.of


def figure(definition: Definition, month: str, found: Pool | None, of: int) -> Figure:
    """Return the indicator of a month from what units entered.

    Args:
        definition: which.
        month: 2026-05.
        found: None: nothing was entered.
        of: how many units could have entered something.
    """
    if found is None or not found.units:
        return Figure(month, None, of=of, reason=NOT_ENTERED)
    bare = Figure(month, None, stores=found.units, of=of)
    if not definition.has_whole:
        return replace(bare, value=found.plain)
    if found.counted < found.units:
        if found.units == 1:
            return replace(bare, value=found.plain)
        return replace(bare, reason=ONLY_PERCENTAGES if definition.is_share else ONLY_MEANS)
    if not found.whole:
        if definition.is_share or found.units > 1:
            return replace(bare, reason=NOTHING_TO_DIVIDE)
        return replace(bare, value=found.plain, n=0)
    if not definition.is_share:
        return replace(bare, value=found.total / found.whole, n=int(found.whole))
    return _share(bare, found)


def _share(bare: Figure, found: Pool) -> Figure:
    if not 0 <= found.total <= found.whole:
        return replace(bare, reason=DO_NOT_FIT)
    estimate = wilson(int(found.total), int(found.whole))
    low, high = (estimate.interval.low, estimate.interval.high) if estimate.interval else (None, None)
    return replace(bare, value=estimate.value, n=estimate.n, low=low, high=high)


def derived(kept: Mapping[str, Number]) -> dict[str, Number]:
    """Return what follows from the numbers of one unit and month: churn, retention, and money by customer."""
    start, found = kept.get(START), dict[str, Number]()
    for each in DERIVED:
        part = kept.get(each.of)
        if part is None or start is None:
            continue
        if each.is_share:
            found[each.slug] = Number(start.value - part.value if each.rest else part.value, start.value)
        elif start.value:
            found[each.slug] = Number(part.value / start.value, start.value)
    return found


def lost_too_many(kept: Mapping[str, Number]) -> bool:
    """Whether more customers were lost than there were when the month began."""
    start, lost = kept.get(START), kept.get(LOST)
    return start is not None and lost is not None and lost.value > start.value


def expected_start(before: Mapping[str, Number]) -> float | None:
    """Return with how many customers a month must begin after one with these numbers; None where it cannot be told."""
    found = [before.get(slug) for slug in (START, "customers-gained", LOST)]
    if any(each is None for each in found):
        return None
    start, gained, lost = (each.value if each else 0.0 for each in found)
    return start + gained - lost


@dataclass(frozen=True)
class Held:
    """A year's figures against its target."""

    target: float
    so_far: float | None  # of an amount the sum of the year's months, else the last month's figure
    months: int  # with a figure
    met: bool | None  # None: no direction, no figure, or the year's sum is not complete
    monthly: float  # the line on the chart: of an amount a twelfth


def held(definition: Definition, target: float, year: Sequence[Figure]) -> Held:
    """Return how the months of a year stand against its target.

    A sum counts as met as soon as it is reached where more is better, and else only after twelve months.
    """
    given = [each for each in year if each.value is not None and not (each.is_partial and not definition.has_whole)]
    if definition.form != "amount":
        last = given[-1].value if given else None
        return Held(target, last, len(given), _met(definition, target, last), target)
    total = sum(each.value or 0.0 for each in given) if given else None
    met = _met(definition, target, total)
    sure = len(given) == 12 or met is (definition.direction == "up")
    return Held(target, total, len(given), met if sure else None, target / 12)


def _met(definition: Definition, target: float, value: float | None) -> bool | None:
    if value is None or not definition.direction:
        return None
    return value >= target if definition.direction == "up" else value <= target


def change(now: Figure, before: Figure | None, *, share: bool) -> float | None:
    """Return the change from one month to another: of a share in points of 100, else relative to `before` (0.1 is 10 %).

    None where one has no number, comes from other stores, or there is nothing to divide by.
    """
    if before is None or now.value is None or before.value is None or now.stores != before.stores:
        return None
    if share:
        return (now.value - before.value) * 100
    return (now.value - before.value) / abs(before.value) if before.value else None
