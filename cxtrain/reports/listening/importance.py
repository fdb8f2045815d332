"""The map of importance and performance as written: where to begin, what to keep, and what the data leave open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from os.path import commonprefix
from typing import Any

from flask_babel import gettext as _

from cxtrain.measures.importance import CONCENTRATE, DATA, KEEP_UP, LOW_PRIORITY, OVERKILL, SCALE, Grid
from cxtrain.measures.importance import Point as Attribute
from cxtrain.measures.intervals import Estimate
from cxtrain.reports.listening.asked import Wish
from cxtrain.reports.listening.cards import between
from cxtrain.reports.listening.queries import pair_counts
from cxtrain.voices.figures import importance_grid, pairs
from cxtrain.voices.queries import current_questionnaires, questionnaire_of
from cxtrain.voices.questionnaire import Question
from cxtrain.web.bilingual import N_
from cxtrain.web.pages import said
from cxtrain.web.scales import number
from cxtrain.web.scatter import Scatter, Spot, scatter

QUADRANTS = {CONCENTRATE: N_("begin here"), KEEP_UP: N_("keep it up"), LOW_PRIORITY: N_("can wait"),
             OVERKILL: N_("more than needed?")}
LINES = {DATA: N_("lines at the means of all attributes"), SCALE: N_("lines in the middle of the scale")}
COLONS = (":", "\N{FULLWIDTH COLON}")


@dataclass(frozen=True)
class Row:
    """One attribute as written; the numbers are for files."""

    label: str
    importance: str
    performance: str
    n: int
    quadrant: str
    point: Attribute


@dataclass(frozen=True)
class Map:
    """The drawing with its rows, in the order of their numbers; and how many attributes have too few answers."""

    drawing: Scatter | None
    rows: tuple[Row, ...]
    thin: int
    grid: Grid

    @property
    def begin(self) -> tuple[Row, ...]:
        """The attributes that clearly want work first."""
        return tuple(row for row in self.rows if row.point.quadrant == CONCENTRATE and not row.point.undecided)

    @property
    def open(self) -> int:
        """How many attributes may belong elsewhere."""
        return sum(row.point.undecided for row in self.rows)


def read_map(wish: Wish, crosshair: str) -> Map:
    """Return the map of what is asked for, the most important attribute first."""
    told = pair_counts("importance", [unit.id for unit in wish.units], wish.touchpoints, wish.place.ends)
    grid, labels = importance_grid(told, crosshair=crosshair), attribute_labels()
    points = sorted(grid.points, key=lambda each: -(each.importance.value or 0))
    rows = tuple(_row(each, said(labels.get(each.name, each.name))) for each in points)
    return Map(_drawing(grid, rows), rows, len(pairs(told, "importance")) - len(rows), grid)


def attribute_labels() -> dict[str, Mapping[str, str]]:
    """Return what the questionnaires call their attributes, by the subject under which they are counted."""
    found: dict[str, Mapping[str, str]] = {}
    for version in current_questionnaires():
        asked = questionnaire_of(version)
        for question in asked.questions:
            if question.kind == "importance":
                found[asked.subject(question)] = short_label(question)
    return found


def short_label(question: Question) -> dict[str, str]:
    """Return what both questions of a pair begin with, up to a colon; without one the first question."""
    first, other = question.text.said.as_dict(), question.other.said.as_dict() if question.other else {}
    return {language: _shared(text, other.get(language, "")) for language, text in first.items()}


def _shared(text: str, other: str) -> str:
    start = commonprefix([text, other])
    cut = max(start.rfind(colon) for colon in COLONS)
    return start[:cut].strip() if cut > 0 else text


def _row(point: Attribute, label: str) -> Row:
    quadrant = _(QUADRANTS[point.quadrant]) if point.quadrant else ""
    return Row(label, _written(point.importance), _written(point.performance), point.performance.n,
               _("not decided") if point.undecided else quadrant, point)


def _written(found: Estimate) -> str:
    ends = found.interval
    return number(found.value, 2) + (f" ({between(ends.low, ends.high, 2)})" if ends else "")


def _drawing(grid: Grid, rows: Sequence[Row]) -> Scatter | None:
    spots = [_spot(row) for row in rows]
    if not spots or grid.performance_line is None or grid.importance_line is None:
        return None
    return scatter(spots, lines=(grid.performance_line, grid.importance_line))


def _spot(row: Row) -> Spot:
    x, y = row.point.performance, row.point.importance
    return Spot(row.label, x.value or 0.0, y.value or 0.0, _ends(x), _ends(y), row.point.undecided)


def _ends(found: Estimate) -> tuple[float, float] | None:
    return (found.interval.low, found.interval.high) if found.interval else None


def map_told(found: Map) -> str:
    """Return in a sentence where to begin."""
    if not found.rows:
        return _("No attribute has 30 answers yet.")
    names = ", ".join(row.label for row in found.begin)
    told = _("Begin with: %(names)s. Important to customers, and done less well than the rest.", names=names) if names else \
        _("No attribute clearly asks for work first.")
    return f"{told} " + _("Not decided, because an interval crosses a line: %(open)s of %(n)s.", open=found.open,
                          n=len(found.rows)) if found.open else told


def facts(wish: Wish, crosshair: str) -> dict[str, Any]:
    """Return what the page shows."""
    found = read_map(wish, crosshair if crosshair in LINES else DATA)
    corners: Iterable[str] = (QUADRANTS[each] for each in (CONCENTRATE, KEEP_UP, LOW_PRIORITY, OVERKILL))
    return {"map": found, "told": map_told(found), "lines": LINES, "crosshair": found.grid.crosshair,
            "corners": "|".join(_(each) for each in corners)}
