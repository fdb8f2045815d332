"""SERVQUAL over many respondents, in one pass: the state is a few sums per dimension, however many answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum, isfinite
from operator import mul
from typing import cast

from cxtrain.measures.intervals import Estimate
from cxtrain.measures.running import Running
from cxtrain.measures.servqual import (
    DIMENSION_MISSING,
    DIMENSIONS,
    is_hundred,
    items_needed,
    normalised_gap,
    weighted_overall,
)

FEWEST_RESPONDENTS = 8

FEW_RESPONDENTS = "Fewer than 8 respondents: read this mean as provisional."
NOT_EVERYBODY = "Not everybody scored every dimension, so the overall gap has no interval."
NO_WEIGHTS = "No weights were given."
NO_POINTS = "Nobody shared out points over the dimensions and scored all of them."
WEIGHTS_RESCALED = "The weights did not add up to 100 and were rescaled."
POINTS_RESCALED = "The points of some respondents did not add up to 100 and were rescaled."

Answers = Sequence[float | None]


@dataclass(frozen=True)
class Respondent:
    """What one respondent answered, by dimension; None is missing or does not apply."""

    perceptions: Mapping[str, Answers]
    expectations: Mapping[str, Answers]  # of the same items in the same order
    points: Mapping[str, float | None] | None = None  # 100 points shared over the dimensions


@dataclass(frozen=True)
class DimensionGap:
    """One dimension over all respondents with enough complete pairs of it; gap = perception - expectation."""

    dimension: str
    n: int  # respondents that counted
    left_out: int  # respondents that were asked and gave too few complete pairs
    perception: float | None  # scale points, of the same respondents and pairs as the gap
    expectation: float | None
    gap: Estimate  # scale points, with the t interval over respondents
    normalised: float | None  # the gap as -100..100 of the scale's length


@dataclass(frozen=True)
class ServqualResult:
    """What a survey says. Overall gaps are scale points; their n is who scored every dimension."""

    respondents: int
    dimensions: tuple[DimensionGap, ...]
    unweighted: Estimate  # the mean of the dimension gaps
    weighted: Estimate  # the sum of weight × dimension gap, weights brought to a sum of 1
    personal: Estimate  # the mean of each respondent's own weighted gap, by the points that he or she gave
    points_rescaled: int  # respondents in `personal` whose points lay outside 99.5..100.5


Means = tuple[float, float, float]  # perception, expectation and gap of one respondent and dimension


class _Dimension:
    """The sums of one dimension."""

    __slots__ = ("expectation", "gap", "left_out", "name", "perception")

    def __init__(self, name: str) -> None:
        self.name, self.left_out = name, 0
        self.perception, self.expectation, self.gap = Running(), Running(), Running()

    def add(self, means: Means) -> None:
        """Take one respondent's means in."""
        self.perception.add(means[0])
        self.expectation.add(means[1])
        self.gap.add(means[2])


class ServqualSurvey:
    """Takes respondents one by one and says at any time what they amount to.

    Only complete pairs of the same respondent count, and at least 80 % of the items asked must be complete.
    A dimension is the mean over its items, then over respondents.

    Args:
        dimensions: the names, in the order of the result.
        low, high: the ends of the scale; an answer outside is refused.
        weights: points per dimension, brought to a sum of 1; without them there is no weighted overall.

    Raises:
        ValueError: no names or equal ones, a scale without length, or weights that are missing, negative or all 0.

    Source: Parasuraman, Zeithaml & Berry, Journal of Retailing 64, 1988; points as in Parasuraman, Berry &
    Zeithaml, Journal of Retailing 67, 1991.
    """

    def __init__(
        self,
        dimensions: Sequence[str] = DIMENSIONS,
        *,
        low: float = 1,
        high: float = 7,
        weights: Mapping[str, float] | None = None,
    ) -> None:
        if not dimensions or len(set(dimensions)) < len(dimensions):
            raise ValueError("a survey needs dimensions, each with a name of its own")
        if not low < high:
            raise ValueError("the low end of the scale must lie below the high end")
        if weights is not None:
            weighted_overall(dict.fromkeys(dimensions, 0.0), weights)  # refuses weights that weigh nothing
        self._shares = _shares([weights[name] for name in dimensions]) if weights is not None else []
        self._low, self._high, self._weights = low, high, weights
        self._dimensions = {name: _Dimension(name) for name in dimensions}
        self._respondents = self._rescaled = 0
        self._unweighted, self._weighted, self._personal = Running(), Running(), Running()

    def add(self, respondent: Respondent) -> None:
        """Take one respondent in; one that is refused leaves the survey as it was.

        Raises:
            ValueError: an answer lies outside the scale or is no number, perceptions and expectations differ in
                length, a dimension is unknown, or points are negative, not finite or all 0.
        """
        self._check_names(respondent)
        means = [self._means(name, respondent) for name in self._dimensions]
        points = self._points(respondent)
        self._respondents += 1
        for dimension, each in zip(self._dimensions.values(), means, strict=True):
            if each is not None:
                dimension.add(each)
            elif respondent.perceptions.get(dimension.name):
                dimension.left_out += 1
        gaps = [each[2] for each in means if each is not None]
        if len(gaps) == len(means):
            self._add_overall(gaps, points)

    def result(self, *, level: float = 0.95) -> ServqualResult:
        """Return what the respondents so far amount to."""
        return ServqualResult(
            respondents=self._respondents,
            dimensions=tuple(self._dimension_gap(each, level) for each in self._dimensions.values()),
            unweighted=self._overall(dict.fromkeys(self._dimensions, 100 / len(self._dimensions)), self._unweighted, level),
            weighted=self._weighted_overall(level),
            personal=self._personal_overall(level),
            points_rescaled=self._rescaled,
        )

    def _check_names(self, respondent: Respondent) -> None:
        for answers in (respondent.perceptions, respondent.expectations):
            for name in answers:
                if name not in self._dimensions:
                    raise ValueError(f"the survey has no dimension {name!r}")

    def _means(self, name: str, respondent: Respondent) -> Means | None:
        """Return one respondent's means, None where nothing is asked or too few pairs are complete."""
        perceptions, expectations = respondent.perceptions.get(name, ()), respondent.expectations.get(name, ())
        if len(perceptions) != len(expectations):
            raise ValueError("perceptions and expectations must be of the same items")
        perceived, expected = self._complete(perceptions, expectations)
        n = len(perceived)
        if not n or n < items_needed(len(perceptions)):
            return None
        perception, expectation = fsum(perceived), fsum(expected)
        return perception / n, expectation / n, (perception - expectation) / n

    def _complete(self, perceptions: Answers, expectations: Answers) -> tuple[Sequence[float], Sequence[float]]:
        """Return both answers of the complete pairs; lists without a gap, as most are, come back as they are."""
        if not (self._has_gap(perceptions) | self._has_gap(expectations)):
            return cast(Sequence[float], perceptions), cast(Sequence[float], expectations)
        pairs = [(p, e) for p, e in zip(perceptions, expectations, strict=True) if p is not None and e is not None]
        return [p for p, _ in pairs], [e for _, e in pairs]

    def _has_gap(self, answers: Answers) -> bool:
        """Return whether an answer is missing; refuse those outside the scale."""
        low, high, gap = self._low, self._high, False
        for answer in answers:
            if answer is None:
                gap = True
            elif not low <= answer <= high:
                raise ValueError(f"an answer must lie within {low}..{high}, not {answer}")
        return gap

    def _points(self, respondent: Respondent) -> list[float] | None:
        """Return the respondent's points in the order of the dimensions, None where one is missing."""
        given = respondent.points
        if given is None:
            return None
        points = [point for name in self._dimensions if (point := given.get(name)) is not None]
        if not all(isfinite(point) and point >= 0 for point in points) or (points and not any(points)):
            raise ValueError("points must be 0 or more and not all 0")
        return points if len(points) == len(self._dimensions) else None

    def _add_overall(self, gaps: Sequence[float], points: Sequence[float] | None) -> None:
        self._unweighted.add(fsum(gaps) / len(gaps))
        if self._shares:
            self._weighted.add(_product_sum(self._shares, gaps))
        if points is not None:
            whole = fsum(points)
            self._personal.add(_product_sum(points, gaps) / whole)
            self._rescaled += not is_hundred(whole)

    def _dimension_gap(self, dimension: _Dimension, level: float) -> DimensionGap:
        gap = _noted(dimension.gap.estimate(level=level))
        known = gap.value is not None
        return DimensionGap(
            dimension=dimension.name,
            n=gap.n,
            left_out=dimension.left_out,
            perception=dimension.perception.mean if known else None,
            expectation=dimension.expectation.mean if known else None,
            gap=gap,
            normalised=None if gap.value is None else normalised_gap(gap.value, self._low, self._high),
        )

    def _overall(self, weights: Mapping[str, float], complete: Running, level: float) -> Estimate:
        """Return the overall of the dimension means; its interval is that of the respondents who scored them all."""
        gaps = {name: each.gap.mean if each.gap.n else None for name, each in self._dimensions.items()}
        overall = weighted_overall(gaps, weights)
        if overall.value is None:
            return Estimate(None, complete.n, reason=DIMENSION_MISSING)
        note = WEIGHTS_RESCALED if overall.rescaled else None
        if any(each.gap.n > complete.n for each in self._dimensions.values()):
            return _noted(Estimate(overall.value, complete.n, reason=NOT_EVERYBODY), note)
        return _noted(replace(complete.estimate(level=level), value=overall.value), note)

    def _weighted_overall(self, level: float) -> Estimate:
        if self._weights is None:
            return Estimate(None, 0, reason=NO_WEIGHTS)
        return self._overall(self._weights, self._weighted, level)

    def _personal_overall(self, level: float) -> Estimate:
        if not self._personal.n:
            return Estimate(None, 0, reason=NO_POINTS)
        return _noted(self._personal.estimate(level=level), POINTS_RESCALED if self._rescaled else None)


def servqual(
    respondents: Iterable[Respondent],
    dimensions: Sequence[str] = DIMENSIONS,
    *,
    low: float = 1,
    high: float = 7,
    weights: Mapping[str, float] | None = None,
    level: float = 0.95,
) -> ServqualResult:
    """Return what all the respondents amount to; arguments, errors and source are those of `ServqualSurvey`."""
    survey = ServqualSurvey(dimensions, low=low, high=high, weights=weights)
    for respondent in respondents:
        survey.add(respondent)
    return survey.result(level=level)


def _shares(weights: Sequence[float]) -> list[float]:
    whole = fsum(weights)
    return [weight / whole for weight in weights]


def _product_sum(first: Sequence[float], second: Sequence[float]) -> float:
    return fsum(map(mul, first, second))


def _noted(estimate: Estimate, note: str | None = None) -> Estimate:
    """Return the estimate with this note, else with the one that few respondents owe."""
    if note is None and 0 < estimate.n < FEWEST_RESPONDENTS:
        note = FEW_RESPONDENTS
    return replace(estimate, note=note)
