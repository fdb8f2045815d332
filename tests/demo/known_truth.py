"""Companies whose truth is known, observed by the demo's own shoppers: what the product's numbers are held against.

Each company has twelve people at one touchpoint and six shoppers; each person is visited equally often, by shoppers
drawn by lot. Ratings come from `demo.truth.rate`, dimension scores from `quality.scoring`, sums from `quality.rollup`:
what the pages work with. The truth of a person is the mean of the ratings that endless visits would give: of the
rounded and clipped scale, not of the hidden normal behind it.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from cxtrain.demo.truth import DIMENSIONS, HIGHEST, LOWEST, MEANS, OFFSETS, VISIT_SD, Encounter, Truth, draw_truth, rate
from cxtrain.measures.distributions import normal_cdf
from cxtrain.measures.intervals import Sums
from cxtrain.quality.answers import Answer
from cxtrain.quality.instrument import FormItem, Instrument
from cxtrain.quality.instrument_file import read_form, read_survey
from cxtrain.quality.rollup import one
from cxtrain.quality.scoring import dimension_scores

FORMS = Path(__file__).parents[2] / "scenarios" / "instruments"
PEOPLE, SHOPPERS = 12, 6
PLACE, DAY = "front-desk-check-in", dt.date(2026, 5, 6)
OWN = ("responsiveness", "assurance", "empathy")  # a person's own dimensions


@dataclass(frozen=True)
class Observed:
    """One person in one dimension: the sums of the visits, and what is true."""

    sums: Sums
    truth: float  # scale points


def form() -> Instrument:
    """The form of the front desk."""
    survey, _ = read_survey((FORMS / "servqual-22.yaml").read_bytes())
    return read_form((FORMS / "hotel-front-desk-check-in.yaml").read_bytes(), {"servqual-22": survey}).instrument


def company(seed: int, visits: int, instrument: Instrument) -> dict[str, list[Observed]]:
    """One company after `visits` visits to each of its people: by dimension, person by person."""
    random = Random(f"company {seed}")
    people = [f"{number:04d}" for number in range(PEOPLE)]
    truth = draw_truth({each: (PLACE,) for each in people}, [f"s{number}" for number in range(SHOPPERS)],
                       trained=(), trained_from=DAY, random=random)
    found: dict[str, list[Observed]] = {dimension: [] for dimension in OWN}
    for person in people:
        sums = _visited(truth, person, visits, instrument, random)
        for dimension in OWN:
            found[dimension].append(Observed(sums[dimension], _true_mean(truth, person, instrument, dimension)))
    return found


def _visited(truth: Truth, person: str, visits: int, instrument: Instrument, random: Random) -> dict[str, Sums]:
    sums = dict.fromkeys(DIMENSIONS, Sums(0, 0.0, 0.0))
    for number in range(visits):
        met = Encounter(number, "store", PLACE, DAY, person, random.choice(list(truth.severities)))
        rated = rate(truth, met, instrument, random)
        answers = {item: Answer(value) if value else Answer(missing="na") for item, value in rated.items()}
        for score in dimension_scores(instrument, answers, person_only=True):
            if score.mean is not None:
                visit = one(score.mean)
                sums[score.dimension] += Sums(visit.n, visit.total, visit.squares)
    return sums


def _true_mean(truth: Truth, person: str, instrument: Instrument, dimension: str) -> float:
    """The mean over the person items of the dimension and over all shoppers, each equally often."""
    every = [item for item in instrument.items if item.dimension == dimension]
    centre = sum(OFFSETS.get(item.id, 0.0) for item in every) / len(every)
    base = MEANS[PLACE][dimension] + truth.of_person(person, PLACE, DAY) - centre
    means = [expected(item, base + OFFSETS.get(item.id, 0.0) - severity)
             for item in every if item.of == "person" for severity in truth.severities.values()]
    return sum(means) / len(means)


def expected(item: FormItem, mu: float) -> float:
    """The mean rating of an item around `mu`, rounded and held on the scale; a critical item is not failed."""
    lowest = item.critical.at_or_below + 1 if item.critical else LOWEST
    return lowest + sum(1 - normal_cdf((point - 0.5 - mu) / VISIT_SD) for point in range(lowest + 1, HIGHEST + 1))


def all_of(companies: int, visits: int) -> Iterator[list[Observed]]:
    """The people of one dimension of one company after another."""
    instrument = form()
    for seed in range(companies):
        yield from company(seed, visits, instrument).values()
