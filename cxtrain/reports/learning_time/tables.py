"""The monthly list as a file, in the reader's language."""

import datetime as dt
from collections.abc import Iterable

from flask_babel import gettext as _

from cxtrain.people.employment import EMPLOYMENTS
from cxtrain.reports.learning_time.queries import DayLine, Figures, Line
from cxtrain.reports.transcripts.sheet import whole_minutes
from cxtrain.web.bilingual import N_
from cxtrain.web.pages import said
from cxtrain.web.tables import Value, csv_bytes, xlsx_bytes

HEADINGS = (N_("Month"), N_("Staff number"), N_("Name"), N_("Employment"), N_("Unit"))
MINUTES = (N_("Minutes within working time"), N_("Minutes outside working time"), N_("of these assigned as working time"),
           N_("of these voluntary"))
DAYS = N_("Days with minutes outside")
NOTES = (  # what the figures mean, and what they do not
    N_("Outside working time are the quiet hours: before 9:00 and from 21:00 on, by the clock of the unit."),
    N_("No shifts, leave or public holidays are known here. Minutes on a day off between 9:00 and 21:00 stand under working "
       "time: compare the list with the shift plan."),
    N_("Minutes are active time: from one thing done to the next while no more than 5 minutes lie between them, and 1 minute "
       "after the last. Longer gaps are pauses."),
    N_("Assigned as working time: the course was one's to do and marked “counts as working time” at that moment."),
    N_("Who moved stands with each unit, with the minutes of the days there."),
)


def as_csv(month: dt.date, lines: Iterable[Line]) -> bytes:
    """Return the list, one row for each person and unit."""
    return csv_bytes(_head(DAYS, *MINUTES), _rows(month, lines))


def as_xlsx(month: dt.date, lines: Iterable[Line], days: Iterable[DayLine], mark: str) -> bytes:
    """Return the list, the same day by day, and what the figures mean; `mark` says for whom it was made."""
    by_day: list[tuple[Value, ...]] = [
        (line.day, line.number, said(line.name), said(line.unit), *_minutes(line.figures)) for line in days]
    return xlsx_bytes({
        _("Month"): [_head(DAYS, *MINUTES), *_rows(month, lines)],
        _("Day by day"): [tuple(_(name) for name in (N_("Day"), HEADINGS[1], HEADINGS[2], HEADINGS[4], *MINUTES)), *by_day],
        _("What it means"): [(_("What it means"),), *((_(note),) for note in NOTES), (mark,)]})


def _head(*more: str) -> tuple[str, ...]:
    return tuple(_(name) for name in (*HEADINGS, *more))


def _rows(month: dt.date, lines: Iterable[Line]) -> list[tuple[Value, ...]]:
    return [(f"{month:%Y-%m}", line.number, said(line.name), _(EMPLOYMENTS.get(line.employment, line.employment)),
             said(line.unit), line.days, *_minutes(line.figures)) for line in lines]


def _minutes(figures: Figures) -> tuple[int, ...]:
    return tuple(map(whole_minutes, (figures.within, figures.outside, figures.assigned_outside, figures.own_outside)))
