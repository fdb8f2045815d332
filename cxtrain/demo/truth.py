"""What is true in the demo company, and what mystery shoppers make of it. Pure.

A rating on 1..7 is, before it is rounded,

    the touchpoint's true mean in the dimension + the item's own offset - the shopper's severity + the visit
    + (items about the person only) the employee + the employee at this touchpoint + the training, if it has worked

The visit is N(0, 1) in each dimension and correlates .5 between any two, because one bad moment colours the rest. Items
offsets add up to 0 within a dimension of a form, so that the dimension's mean is as stated here. A place or a process
does not change with the employee, so neither do its ratings.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from random import Random

from cxtrain.quality.instrument import FormItem, Instrument

EMPLOYEE_SD = 0.4  # all standard deviations and effects are in points of the 1..7 scale
SHOPPER_SD = 0.3
PAIR_SD = 0.2  # employee × touchpoint
VISIT_SD = 1.0
HALO = 0.5  # share of the visit's variance that all dimensions have in common
TRAINING_EFFECT = 0.5
TRAINED_AFTER = 6  # months
NOT_APPLICABLE = 0.03  # share of ratings
CRITICAL_FAILS = 0.02  # share of visits
LOWEST, HIGHEST = 1, 7

DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
MEANS: Mapping[str, Mapping[str, float]] = {
    touchpoint: dict(zip(DIMENSIONS, means, strict=True)) for touchpoint, means in {
        "online-booking": (5.5, 5.8, 5.5, 5.6, 5.4),
        "front-desk-check-in": (5.7, 5.9, 5.4, 5.9, 5.6),
        "room": (5.8, 5.8, 5.7, 5.7, 5.4),
        "breakfast": (5.8, 5.6, 5.2, 5.6, 5.3),
        "complaint-desk": (5.2, 5.8, 5.8, 5.9, 5.4),
        "check-out": (5.4, 6.0, 5.8, 5.8, 5.4),
    }.items()
}
# Some things are easier to do well than others: dress than a word on waiting, politeness than the guest's name.
OFFSETS: Mapping[str, float] = {
    "s1": 0.1, "s2": 0.2, "s3": 0.3, "s4": -0.3, "s5": -0.3, "s6": 0.1, "s7": 0.0, "s8": 0.0, "s9": 0.3, "s10": -0.4,
    "s11": 0.0, "s12": 0.3, "s13": -0.1, "s14": 0.0, "s15": 0.1, "s16": 0.4, "s17": -0.3, "s19": -0.3,
    "s20": -0.1, "s21": 0.3,
}


@dataclass(frozen=True)
class Truth:
    """The effects of one company, by staff number; in scale points."""

    employees: Mapping[str, float]
    pairs: Mapping[tuple[str, str], float]  # (staff number, touchpoint)
    severities: Mapping[str, float]  # of shoppers; above 0 rates lower
    trained: frozenset[str]
    trained_from: dt.date  # the first day on which the training shows
    means: Mapping[str, Mapping[str, float]]

    def of_person(self, employee: str, touchpoint: str, day: dt.date) -> float:
        """Return what the employee adds at a touchpoint on a day."""
        gained = TRAINING_EFFECT if employee in self.trained and day >= self.trained_from else 0.0
        return self.employees[employee] + self.pairs[employee, touchpoint] + gained


@dataclass(frozen=True)
class Encounter:
    """One visit as it happened, whether or not the shopper can say who served."""

    number: int  # 0, 1, 2 … in the order of days
    store: str
    touchpoint: str
    day: dt.date
    employee: str  # who served
    shopper: str
    certain: bool = True  # the shopper can say who it was
    fails_critical: bool = False


def draw_truth(
    employees: Mapping[str, Iterable[str]], shoppers: Iterable[str], *, trained: Iterable[str],
    trained_from: dt.date, random: Random,
) -> Truth:
    """Return a truth for employees (touchpoints by staff number) and shoppers."""
    return Truth(
        employees={number: random.gauss(0, EMPLOYEE_SD) for number in employees},
        pairs={(number, touchpoint): random.gauss(0, PAIR_SD)
               for number, touchpoints in employees.items() for touchpoint in touchpoints},
        severities={shopper: random.gauss(0, SHOPPER_SD) for shopper in shoppers},
        trained=frozenset(trained), trained_from=trained_from, means=MEANS,
    )


def rate(truth: Truth, encounter: Encounter, instrument: Instrument, random: Random) -> dict[str, int | None]:
    """Return the visit's ratings by item id, in the order of the form; None where an item did not apply.

    Where the encounter fails a critical item, one of the form's is at its limit or below; else none is.
    """
    visit = _visit(random)
    rated = {item.id: _rated(truth, encounter, item, base=visit[item.dimension] + offset, random=random)
             for item, offset in _offsets(instrument)}
    critical = [item for item in instrument.items if item.critical]
    failing = random.choice(critical) if critical and encounter.fails_critical else None
    for item in critical:
        rated[item.id] = _held_to_rule(item, rated[item.id], fails=item is failing, random=random)
    return rated


def _visit(random: Random) -> dict[str, float]:
    common = random.gauss(0, VISIT_SD)
    return {name: sqrt(HALO) * common + sqrt(1 - HALO) * random.gauss(0, VISIT_SD) for name in DIMENSIONS}


def _offsets(instrument: Instrument) -> list[tuple[FormItem, float]]:
    items = instrument.items
    centre = {}
    for name in DIMENSIONS:
        given = [OFFSETS.get(item.id, 0.0) for item in items if item.dimension == name]
        centre[name] = sum(given) / len(given) if given else 0.0
    return [(item, OFFSETS.get(item.id, 0.0) - centre[item.dimension]) for item in items]


def _rated(truth: Truth, encounter: Encounter, item: FormItem, *, base: float, random: Random) -> int | None:
    if random.random() < NOT_APPLICABLE:
        return None
    value = truth.means[encounter.touchpoint][item.dimension] + base - truth.severities[encounter.shopper]
    if item.of == "person":
        value += truth.of_person(encounter.employee, encounter.touchpoint, encounter.day)
    return min(HIGHEST, max(LOWEST, round(value)))


def _held_to_rule(item: FormItem, value: int | None, *, fails: bool, random: Random) -> int | None:
    limit = item.critical.at_or_below if item.critical else 0
    if fails:
        return random.randint(LOWEST, limit)
    return None if value is None else max(value, limit + 1)
