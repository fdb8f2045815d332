"""What customers say of a touchpoint, beside the course of what shoppers saw there: over the same months or quarters."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from cxtrain.measures.correlation import correlation
from cxtrain.measures.course import Course
from cxtrain.people.permissions import Actor, Can
from cxtrain.reports.listening.cards import Score, share_card
from cxtrain.reports.listening.queries import Told, grouped, score_counts
from cxtrain.reports.listening.wording import together_told
from cxtrain.reports.places.asked import Asked
from cxtrain.reports.places.drawing import WIDE, Drawn
from cxtrain.voices.figures import csat_of, histogram, is_scored
from cxtrain.web.charts import Reading
from cxtrain.web.control import control_chart


@dataclass(frozen=True)
class Customers:
    """CSAT of the months asked for, its course on the periods of the shoppers' chart, and how far both go together."""

    csat: Score
    chart: Drawn | None  # None below two points
    told: str


def customers_at(actor: Actor, asked: Asked, touchpoint_id: int, course: Course) -> Customers | None:
    """Return what customers say, in one statement; None where the reader may not see it, or nobody has answered."""
    units = [unit.id for unit in asked.units if unit.path in asked.paths and actor.may_in(Can.SEE_VOICES, unit.path)]
    first = min([*(month for each in course.periods for month in each.months), asked.months[0]])
    told = grouped(score_counts("month", units, [touchpoint_id], (first, asked.months[-1]), measures=("csat",)))
    if not told:
        return None
    found = csat_of(histogram([row for month in asked.months for row in told.get(month, ())], "csat"))
    readings = [_reading(each.label, [row for month in each.months for row in told.get(month, ())]) for each in course.periods]
    pairs = [(each.value, reading.value) for each, reading in zip(course.periods, readings, strict=True)]
    return Customers(share_card("CSAT", found.distribution, found.share, found.mean), _chart(readings),
                     together_told(correlation(pairs)))


def _reading(label: str, rows: list[Told]) -> Reading:
    found = csat_of(histogram(rows, "csat"))
    interval = found.share.interval
    if not is_scored(found.n) or found.share.value is None or interval is None:
        return Reading(label, None)
    return Reading(label, 100 * found.share.value, 100 * interval.low, 100 * interval.high, n=found.n)


def _chart(readings: list[Reading]) -> Drawn | None:
    if sum(each.value is not None for each in readings) < 2:
        return None
    draw: Any = partial(control_chart, readings, [], ends=(0, 100))
    return Drawn(draw(), draw(least_width=WIDE))
