"""From sums to the report's lines: values, differences, and which of them lie beyond chance. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import hypot

from cxtrain.measures.distributions import normal_tail
from cxtrain.measures.intervals import Interval, Sums, mean_interval, wilson
from cxtrain.measures.p_values import p_between, p_of_shares
from cxtrain.measures.recommendation import Nps, nps_of_counts
from cxtrain.reports.monthly.facts import Facts, Pair, Three
from cxtrain.reports.monthly.metrics import METRICS, POINTS, SHARE, Metric
from cxtrain.reports.places.figures import proven

ALONE = 0.05  # of error, shared by all targets that are tested
CARRIERS = 8  # values that have to carry a mean before it is compared


@dataclass(frozen=True)
class Line:
    """One line as it is written. Signs are 1 above, -1 below, 0 not beyond chance; values in percent, points or hours."""

    metric: Metric
    n: int
    value: float | None
    before: float | None
    year: float | None
    target: float | None
    sides: tuple[int, int]  # n of the month before, and of a year ago
    month_sign: int = 0
    year_sign: int = 0
    target_sign: int = 0

    @property
    def month_change(self) -> float | None:
        """The difference to the month before, in percentage points, points or hours."""
        return None if self.value is None or self.before is None else self.value - self.before

    @property
    def year_change(self) -> float | None:
        """The difference to the same month a year ago."""
        return None if self.value is None or self.year is None else self.value - self.year

    def better(self, sign: int) -> int:
        """Return 1 where a sign is for the better, -1 for the worse, 0 where it is neither."""
        return sign * {"up": 1, "down": -1}.get(self.metric.direction, 0)


@dataclass(frozen=True)
class Sheet:
    """All lines, and how many differences to the month before were tested."""

    lines: tuple[Line, ...]
    compared: int
    targets: int  # tested

    def of(self, key: str) -> Line:
        """Return the line of a metric."""
        return next(line for line in self.lines if line.metric.key == key)


def sheet_of(facts: Facts) -> Sheet:
    """Return the report's lines. All differences of the report are held together, so that none is claimed by luck."""
    known = {metric.key: facts.lines.get(metric.key, Three()) for metric in METRICS}
    tests = {}
    for metric in METRICS:
        three = known[metric.key]
        for when, other, apart in ((0, three.before, three.apart[0]), (1, three.year, three.apart[1])):
            tests[metric.key, when] = difference(metric, three.now, other, apart)
    signs = proven({key: test for key, test in tests.items() if test is not None}).signs
    against = _against_targets(known)
    lines = tuple(_line(metric, known[metric.key], (signs.get((metric.key, 0), 0), signs.get((metric.key, 1), 0)),
                        against.get(metric.key, 0)) for metric in METRICS)
    return Sheet(lines, sum(test is not None and when == 0 for (_, when), test in tests.items()), len(against))


def _line(metric: Metric, three: Three, signs: tuple[int, int], target_sign: int) -> Line:
    sides = [each.n if each else 0 for each in (three.now, three.before, three.year)]
    target = three.target if three.target is None or metric.kind != SHARE else 100 * three.target
    return Line(metric, sides[0], value_of(metric, three.now), value_of(metric, three.before), value_of(metric, three.year),
                target, (sides[1], sides[2]), signs[0], signs[1], target_sign)


def value_of(metric: Metric, sums: Sums | None) -> float | None:
    """Return the number: percent, points or hours; None where nothing is known or n is too small to show it."""
    if sums is None or not sums.n or sums.n < metric.shown_from:
        return None
    return sums.mean * (100 if metric.kind in (SHARE, POINTS) else 1)


def difference(metric: Metric, now: Sums | None, other: Sums | None, apart: Pair | None = None
               ) -> tuple[float, float | None] | None:
    """Return (how far the month lies above the other one, p); None where a side is too small to be tested.

    Args:
        metric: says how the sums are read.
        now, other: the two months.
        apart: both sides, the other month first, without what touchpoints differ in; then both tests have to agree.
    """
    if now is None or other is None or min(now.n, other.n) < metric.tested_from:
        return None
    apart_by = now.mean - other.mean
    if metric.kind == SHARE:
        return apart_by, p_of_shares(round(other.total), other.n, round(now.total), now.n)
    if metric.kind == POINTS:
        return apart_by, _p_of_points(_nps(other), _nps(now))
    if min(_carriers(other), _carriers(now)) < CARRIERS:
        return None
    p = p_between(other, now)
    if apart is None or p is None:
        return apart_by, p
    adjusted = p_between(*apart)
    agree = adjusted is not None and (apart[1].mean - apart[0].mean) * apart_by > 0
    return apart_by, max(p, adjusted) if agree and adjusted is not None else 1.0


def _carriers(sums: Sums) -> float:
    """Return how many equal values would carry a mean like this one: few where most are 0, and t tests fail."""
    return sums.total**2 / sums.squares if sums.squares else 0.0


def _nps(sums: Sums) -> Nps:
    promoters = round((sums.squares + sums.total) / 2)
    detractors = round((sums.squares - sums.total) / 2)
    return nps_of_counts(promoters, sums.n - promoters - detractors, detractors)


def _p_of_points(first: Nps, other: Nps) -> float | None:
    error = hypot(first.se or 0.0, other.se or 0.0)
    if not error or first.value is None or other.value is None:
        return None
    return min(1.0, 2 * normal_tail(abs(other.value - first.value) / error))


def _against_targets(known: Mapping[str, Three]) -> dict[str, int]:
    """Return by key whether a line lies above or below its target beyond chance; the more targets, the wider the intervals."""
    tested = {metric.key: metric for metric in METRICS if (three := known[metric.key]).target is not None and three.now
              and three.now.n >= metric.tested_from}
    found = {}
    for key, metric in tested.items():
        three = known[key]
        ends = interval_of(metric, three.now, level=1 - ALONE / len(tested)) if three.now else None
        wanted = three.target or 0.0
        found[key] = 0 if ends is None else (ends.low > wanted) - (ends.high < wanted)
    return found


def interval_of(metric: Metric, sums: Sums, *, level: float = 0.95) -> Interval | None:
    """Return where the true number probably lies, in the unit of the sums (shares 0..1) or in points of the NPS."""
    if metric.kind == SHARE:
        return wilson(round(sums.total), sums.n, level=level).interval
    if metric.kind == POINTS:
        promoters, detractors = round((sums.squares + sums.total) / 2), round((sums.squares - sums.total) / 2)
        return nps_of_counts(promoters, sums.n - promoters - detractors, detractors, level=level).adjusted
    return mean_interval(sums.n, sums.total, sums.squares, level=level).interval
