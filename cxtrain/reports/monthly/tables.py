"""A monthly report as a workbook, in the reader's language: to print, to compute with, and what the numbers mean."""

from collections.abc import Iterator, Mapping

from flask_babel import gettext as _

from cxtrain.measures.intervals import Sums
from cxtrain.reports.monthly.facts import Facts, Place, Three
from cxtrain.reports.monthly.figures import interval_of, value_of
from cxtrain.reports.monthly.metrics import METRICS, SHARE, Metric
from cxtrain.reports.monthly.paper import MonthlyPaper, Row
from cxtrain.reports.monthly.spans import three
from cxtrain.web.bilingual import N_
from cxtrain.web.pages import said, shown_day
from cxtrain.web.report_books import report_book
from cxtrain.web.tables import Value

HEADINGS = (N_("Measure"), N_("This month"), N_("Last month"), N_("vs last month"), N_("Year ago"),
            N_("vs last year"), N_("Target"), N_("n"))
COLUMNS = (N_("Unit code"), N_("Unit"), N_("Month"), N_("Key"), N_("Measure"), N_("Unit of the number"), N_("Value"),
           N_("Lower end (95 %)"), N_("Upper end (95 %)"), N_("n"), N_("Target"))
LEGEND = N_("▲ ▼: above or below beyond chance, all comparisons held together. Without a sign: within error, or too few to "
            "tell.")
ALWAYS = (N_("No person is ranked. Stores stand ahead or behind only where that is 90 % certain."),
          N_("Class hours and certificates of earlier months stand as the report of that month had them, where there was one."),
          N_("Whatever rests on too few is left out; n says on how many each number rests."))


def as_xlsx(paper: MonthlyPaper, facts: Facts) -> bytes:
    """Return the report's workbook."""
    heading = f"{_('Monthly report')} {paper.month} · {said(paper.unit)} ({paper.code})"
    made = _("Made on %(day)s", day=shown_day(paper.made_on, "yyyy-MM-dd"))
    maker = said(paper.maker) if paper.maker else _("the system")
    lines = (f"{paper.number} · {made} · {_('Made by')} {maker} · {_('Checked by')} ____",
             *(f"{nr}. {said(each)}" for nr, each in enumerate(paper.sentences, 1)))
    foot = (*([said(paper.standing)] if paper.standing else []), _(LEGEND))
    return report_book([tuple(map(_, HEADINGS)), *map(_printed, paper.rows)],
                       [tuple(map(_, COLUMNS)), *data_rows(facts)], definition_rows(paper),
                       title=heading, lines=lines, foot=foot)


def measure_of(row: Row) -> str:
    """Return a line's name with the unit of its numbers."""
    return f"{said(row.title)} ({said(row.unit)})"


def _printed(row: Row) -> tuple[Value, ...]:
    return (measure_of(row), row.now, row.before, row.month.whole, row.year_ago, row.year.whole, row.target.whole, row.n)


def data_rows(facts: Facts) -> Iterator[tuple[Value, ...]]:
    """Yield the unit's three months, then each store's month; a number that rests on too few is left empty."""
    for nr, span in enumerate(three(facts.month)):
        for metric in METRICS:
            line = facts.lines.get(metric.key, Three())
            sums = (line.now, line.before, line.year)[nr]
            yield _data(facts.unit, span.month, metric, sums, target=line.target if nr == 0 else None)
    for store in facts.stores:
        yield from _of_store(store.place, facts.month, store.sums)


def _of_store(place: Place, month: str, sums: Mapping[str, Sums]) -> Iterator[tuple[Value, ...]]:
    for metric in METRICS:
        if metric.key in sums:
            yield _data(place, month, metric, sums[metric.key])


def _data(place: Place, month: str, metric: Metric, sums: Sums | None, *, target: float | None = None) -> tuple[Value, ...]:
    times = 100 if metric.kind == SHARE else 1
    ends = interval_of(metric, sums) if sums is not None and value_of(metric, sums) is not None else None
    low, high = (ends.low * times, ends.high * times) if ends else (None, None)
    return (place.code, said(place.label), month, metric.key, said(metric.title), said(metric.unit),
            _rounded(value_of(metric, sums)), _rounded(low), _rounded(high), sums.n if sums else 0,
            _rounded(None if target is None else target * times))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def definition_rows(paper: MonthlyPaper) -> list[tuple[Value, ...]]:
    """Return what each line means, and what holds for all of them."""
    rows: list[tuple[Value, ...]] = [(_("Measure"), _("What it means"))]
    rows += [(said(title), said(meaning)) for title, meaning in paper.meanings]
    return rows + [(_("Signs"), _(LEGEND)), *((_("Always"), _(words)) for words in ALWAYS)]
