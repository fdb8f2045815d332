"""Customers' scores as files, in the reader's language: a sheet to print, the data, and what they mean."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from flask_babel import gettext as _

from cxtrain.journey.queries import list_touchpoints
from cxtrain.journey.touchpoint import DIMENSION_NAMES
from cxtrain.measures.importance import DATA
from cxtrain.measures.intervals import Estimate
from cxtrain.reports.listening.asked import Wish
from cxtrain.reports.listening.cards import Score, cards
from cxtrain.reports.listening.importance import LINES, read_map
from cxtrain.reports.listening.queries import Told, grouped, pair_counts, score_counts
from cxtrain.reports.listening.wording import DEFINITIONS
from cxtrain.reports.places.tables import Rows, Table
from cxtrain.voices.figures import confirmations, is_scored, is_shown, scores
from cxtrain.web.bilingual import N_
from cxtrain.web.cells import Value
from cxtrain.web.pages import said

NUMBERS = (N_("n"), N_("Value"), N_("Lower end (95 %)"), N_("Upper end (95 %)"))


def definitions(wish: Wish) -> Rows:
    """Return what the table was asked for, and what its figures mean."""
    scope = said(wish.place.scope.label) if wish.place.scope else _("All units in reach")
    names = {each.id: said(each.title) for each in list_touchpoints(ended=True)}
    return [(_("Definitions"), ""), (_("Unit"), scope), (_("Months"), f"{wish.place.months[0]} – {wish.place.months[-1]}"),
            (_("Touchpoint"), names[wish.touchpoint_id] if wish.touchpoint_id else _("All touchpoints")),
            *((_(words), "") for words in DEFINITIONS)]


def scores_table(wish: Wish) -> Table:
    """Return the scores of the scope by month, by touchpoint and by unit, and its gaps by dimension."""
    printed: Rows = [(_("Grouped by"), "", "NPS", "CSAT", "CES")]
    data: Rows = [(_("Grouped by"), _("Which"), _("Measure"), *map(_, NUMBERS))]
    for by, which, found in _groups(wish):
        printed.append((by, which, *map(_brief, found)))
        data += [(by, which, score.name, *_numbers(score)) for score in found]
    printed.append((_("Dimension"), "", _("Found"), _("Expected"), _("Gap")))
    for name, parts in _gaps(wish):
        printed.append((_("Dimension"), name, *(_short(each) for each in list(parts.values())[:3])))
        data += [(_("Dimension"), name, part, *_estimate(each)) for part, each in parts.items()]
    return Table("customers", printed, data)


def _gaps(wish: Wish) -> Iterator[tuple[str, dict[str, Estimate]]]:
    units = [unit.id for unit in wish.units]
    for slug, met in confirmations(pair_counts("servqual", units, wish.touchpoints, wish.place.ends)).items():
        yield _(DIMENSION_NAMES[slug]), {
            _("Found"): met.perception, _("Expected"): met.expectation, _("Gap"): met.gap,
            _("disappointed"): met.disappointed, _("as expected"): met.confirmed, _("exceeded"): met.exceeded}


def _groups(wish: Wish) -> Iterator[tuple[str, str, tuple[Score, ...]]]:
    units, ends = [unit.id for unit in wish.units], wish.place.ends
    months = score_counts("month", units, wish.touchpoints, ends)
    yield _("All"), "", cards(scores(months), bars=False)
    for month, rows in sorted(grouped(months).items()):
        yield _("Month"), month, cards(scores(rows), bars=False)
    yield from _named(_("Touchpoint"), {each.id: said(each.title) for each in list_touchpoints(ended=True)},
                      score_counts("touchpoint_id", units, wish.touchpoints, ends))
    below = {unit.id: said(unit.label) for unit in wish.below}
    yield from _named(_("Unit"), below, score_counts("unit_id", list(below), wish.touchpoints, ends))


def _named(by: str, names: Mapping[int, str], rows: Sequence[Told]) -> Iterator[tuple[str, str, tuple[Score, ...]]]:
    found = grouped(rows)
    yield from ((by, name, cards(scores(found[key]), bars=False)) for key, name in names.items() if key in found)


def _brief(score: Score) -> str:
    return f"{score.value} (n {_counted(score.n)})"


def _short(found: Estimate) -> str:
    value = "–" if found.value is None or not is_scored(found.n) else format(found.value, ".2f")
    return f"{value} (n {_counted(found.n)})"


def _counted(n: int) -> Value:
    """Return n, or that it is too small to be told."""
    return n if is_shown(n) or not n else "<5"


def _numbers(score: Score) -> tuple[Value, ...]:
    return _counted(score.n), _rounded(score.number), *map(_rounded, score.ends or (None, None))


def _estimate(found: Estimate) -> tuple[Value, ...]:
    if not is_scored(found.n) or found.interval is None:
        return _counted(found.n), None, None, None
    return found.n, _rounded(found.value), _rounded(found.interval.low), _rounded(found.interval.high)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def importance_table(wish: Wish) -> Table:
    """Return the attributes of the map, with lines at the means of the data."""
    found = read_map(wish, DATA)
    printed: Rows = [(_("Attribute"), _("Important"), _("Done well"), _("n"), _("So"))]
    printed += [(row.label, row.importance, row.performance, row.n, row.quadrant) for row in found.rows]
    data: Rows = [(_("Attribute"), _("Number"), *(f"{_(part)}: {_(name)}" for part in (N_("Important"), N_("Done well"))
                                                for name in NUMBERS), _("So"), _("Lines"))]
    data += [(row.label, row.point.name, *_estimate(row.point.importance), *_estimate(row.point.performance), row.quadrant,
              _(LINES[DATA])) for row in found.rows]
    return Table("importance", printed, data)


MAKERS: dict[str, Callable[[Wish], Table]] = {"scores": scores_table, "importance": importance_table}


def sheets(made: Table, wish: Wish) -> Mapping[str, Sequence[tuple[Value, ...]]]:
    """Return the sheets of a workbook."""
    return made.sheets(definitions(wish))
