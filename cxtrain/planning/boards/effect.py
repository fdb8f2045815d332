"""What a change brought: the changed places beside those that were not changed, before and after. Pure.

The places and the measure were fixed before the change. Where several places were changed and several were not, each
place gives one change, and Welch's t compares them; where only one was changed, the visits (or answers) themselves are
compared, and what else happened in that one place cannot be told apart from the change.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from cxtrain.measures.difference_in_differences import Observation, difference_in_differences
from cxtrain.measures.distributions import t_quantile
from cxtrain.measures.effects import difference
from cxtrain.measures.intervals import Sums
from cxtrain.web.bilingual import N_

PLACES, VALUES, BEFORE_AFTER = "places", "values", "before_after"
NONE = Sums(0, 0.0, 0.0)
TOO_FEW = N_("Too few yet: changed and compared places each need numbers from before and after.")
UP = N_("Better than where nothing was changed, and by more than chance explains.")
DOWN = N_("Worse than where nothing was changed, and by more than chance explains.")
OPEN = N_("Too close to call: the difference lies within chance.")
UP_ALONE = N_("Better than before, by more than chance explains. Without a comparison nobody can tell whether the "
              "change did it.")
DOWN_ALONE = N_("Worse than before, by more than chance explains. Without a comparison nobody can tell whether the "
               "change did it.")
NO_INTERVAL = N_("There is a difference, but no way yet to tell how far chance made it.")


@dataclass(frozen=True)
class Place:
    """One place (a store at a touchpoint): whether it was changed, and its values before and after."""

    key: str
    changed: bool
    before: Sums
    after: Sums


@dataclass(frozen=True)
class Effect:
    """What the changed places gained beyond the others, in points of the measure; None where nothing can be said."""

    measure: str
    method: str  # PLACES, VALUES or BEFORE_AFTER
    value: float | None
    low: float | None
    high: float | None
    gain: float | None  # of the changed places: after - before
    other_gain: float | None  # of those compared with
    before_n: int
    after_n: int
    other_before_n: int
    other_after_n: int
    places: int  # changed, with numbers on both sides
    other_places: int
    months: tuple[str, str, str, str] = ("", "", "", "")  # first and last before, first and last after

    @property
    def words(self) -> str:
        """What may be concluded."""
        if self.value is None:
            return TOO_FEW
        if self.low is None or self.high is None:
            return NO_INTERVAL
        alone = self.method == BEFORE_AFTER
        if self.low > 0:
            return UP_ALONE if alone else UP
        if self.high < 0:
            return DOWN_ALONE if alone else DOWN
        return OPEN

    def reaches(self, target: float) -> bool | None:
        """Whether the target was reached, as far as the interval tells: None where it leaves it open."""
        if self.low is None or self.high is None:
            return None
        return True if self.low >= target else False if self.high < target else None


def effect(measure: str, places: Sequence[Place]) -> Effect:
    """Return the effect; places without numbers on both sides do not count."""
    whole = [each for each in places if each.before.n and each.after.n]
    changed = [each for each in whole if each.changed]
    others = [each for each in whole if not each.changed]
    sums = {(arm, late): _pooled(group, late) for arm, group in ((True, changed), (False, others)) for late in (False, True)}
    facts = _Facts(measure, sums, len(changed), len(others))
    alone = all(each.changed for each in places)
    if not changed or not (alone or others):
        return facts.effect(BEFORE_AFTER if alone else VALUES, None, None)
    if alone:
        found = difference(sums[True, False], sums[True, True])
        return facts.effect(BEFORE_AFTER, found.value, found.interval and (found.interval.low, found.interval.high))
    if min(len(changed), len(others)) >= 2:
        return _by_places(facts, changed + others)
    value, ends = four_means(sums)
    return facts.effect(VALUES, value, ends)


@dataclass(frozen=True)
class _Facts:
    """What every effect says besides its value."""

    measure: str
    sums: Mapping[tuple[bool, bool], Sums]  # by (changed, after)
    changed: int
    others: int

    def effect(self, method: str, value: float | None, ends: tuple[float, float] | None) -> Effect:
        """Return the effect with this value and interval."""
        low, high = ends or (None, None)
        sums = self.sums
        return Effect(self.measure, method, value, low, high, _gain(sums[True, False], sums[True, True]),
                      _gain(sums[False, False], sums[False, True]), sums[True, False].n, sums[True, True].n,
                      sums[False, False].n, sums[False, True].n, self.changed, self.others)


def _by_places(facts: _Facts, places: Sequence[Place]) -> Effect:
    found = difference_in_differences(
        Observation(each.key, each.changed, late, (each.after if late else each.before).mean)
        for each in places for late in (False, True))
    ends = (found.interval.low, found.interval.high) if found.interval else None
    made = facts.effect(PLACES, found.value, ends)
    gains = found.gains or (None, None)
    return Effect(**{**vars(made), "gain": gains[0], "other_gain": gains[1]})


def four_means(sums: Mapping[tuple[bool, bool], Sums]) -> tuple[float | None, tuple[float, float] | None]:
    """Return the difference of differences of four groups of independent values, with Welch's interval.

    Args:
        sums: by (changed, after); each needs a value, and two for an interval.

    Source: Welch, "The generalization of Student's problem …", Biometrika 34, 1947; Satterthwaite, Biometrics
    Bulletin 2, 1946, for the degrees of freedom of four variances.
    """
    if any(not each.n for each in sums.values()):
        return None, None
    value = sum((1 if arm == late else -1) * each.mean for (arm, late), each in sums.items())
    if any(each.n < 2 for each in sums.values()):
        return value, None
    errors = [(each.variance / each.n, each.n - 1) for each in sums.values()]
    spread = sum(error for error, _ in errors)
    if not spread:
        return value, None
    half = t_quantile(0.975, spread**2 / sum(error**2 / df for error, df in errors)) * sqrt(spread)
    return value, (value - half, value + half)


def _gain(before: Sums, after: Sums) -> float | None:
    return after.mean - before.mean if before.n and after.n else None


def _pooled(places: Sequence[Place], late: bool) -> Sums:
    return sum((each.after if late else each.before for each in places), NONE)
