"""The control chart of a touchpoint as drawn and as said."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from flask_babel import gettext as _

from cxtrain.measures.course import BASELINE, FEWEST, Course
from cxtrain.quality.notes.models import MonthNote
from cxtrain.reports.places.wording import SIGNALS
from cxtrain.web.charts import Reading
from cxtrain.web.control import ControlChart, Limits, control_chart

WIDE = 860  # on a desk


@dataclass(frozen=True)
class Drawn:
    """The same chart for a phone and for a desk."""

    narrow: ControlChart
    wide: ControlChart


def drawn_course(course: Course, standard: float, notes: Sequence[MonthNote]) -> Drawn | None:
    """Return the chart, its notes numbered in their order; None without a period."""
    if not course.points:
        return None
    readings = [Reading(each.label, each.value, n=each.sums.n, standard=standard) for each in course.periods]
    limits = [Limits(each.start, each.stop, each.centre, each.low, each.high) for each in course.stretches]
    draw = partial(control_chart, readings, limits, signals={each.index for each in course.signals}, flags=flags(course, notes))
    return Drawn(draw(), draw(least_width=WIDE))


def flags(course: Course, notes: Sequence[MonthNote]) -> list[tuple[int, str]]:
    """Return (point, number) of the notes whose month is drawn; several of a point share a flag."""
    at: dict[int, list[str]] = {}
    for number, note in enumerate(notes, 1):
        for index, period in enumerate(course.periods):
            if note.month in period.months:
                at.setdefault(index, []).append(str(number))
    return [(index, ",".join(numbers)) for index, numbers in sorted(at.items())]


def what_it_tells(course: Course) -> str:
    """Return in a sentence what may be concluded from the course."""
    if not course.points:
        return _("No month or quarter has %(few)s visits yet, so there is nothing to draw.", few=FEWEST)
    if not course.has_limits:
        return _("%(points)s points so far: limits are drawn from 8 on. Until then the line shows a direction, no proof.",
                 points=course.points)
    if not course.signals:
        return _("Only chance shows: the points differ no more than chance makes them. One lower point is no reason to act.")
    return _("Something other than chance shows. Ask what happened then, before anybody is trained or judged.")


def signal_sentences(course: Course) -> list[str]:
    """Return the signals in words, one line for each point."""
    found: dict[int, list[str]] = {}
    for each in course.signals:
        found.setdefault(each.index, []).append(_(SIGNALS[each.kind]))
    return [f"{course.periods[index].label}: {'; '.join(words)}" for index, words in found.items()]


def basis(course: Course) -> str:
    """Return what the points and limits rest on."""
    words = _("Quarters, because too few months have %(few)s visits.", few=FEWEST) if course.by_quarter else \
        _("Months; one with fewer than %(few)s visits is left out.", few=FEWEST)
    stretch = course.stretches[-1] if course.stretches else None
    if stretch is None or stretch.rests_on is None:
        return words
    return f"{words} " + _("The limits rest on the first %(most)s points at most (%(first)s to %(last)s) and stay there.",
                           most=BASELINE, first=stretch.rests_on[0], last=stretch.rests_on[1])
