"""Making a marks list into a workbook: to print, to compute with, and what the words mean. It changes nothing."""

from flask_babel import gettext as _

from cxtrain.training.marks_lists.listing import FORMS, KINDS, Line, MarksList
from cxtrain.web.bilingual import N_
from cxtrain.web.pages import said, shown_day
from cxtrain.web.report_books import report_book
from cxtrain.web.tables import Value

NOTES = (
    (N_("First sitting"), N_("The first that has a score; after a pass, the next one that was called for.")),
    (N_("Resit"), N_("Every sitting after one that was not passed.")),
    (N_("Put off before"), N_("A first sitting that somebody had put off, with a reason and a new day. It is no resit.")),
    (N_("Practised again"), N_("On screen and unasked after a pass. It counts in no pass rate.")),
    (N_("Score"), N_("Percent of the marks, rounded down to a tenth.")),
    (N_("Result"), N_("Whether the sitting was a pass. Empty: not sat.")),
)


def as_xlsx(found: MarksList, *, maker: str, day: str) -> bytes:
    """Return the list as a workbook, in the reader's language."""
    head = [_("Staff number"), _("Name"), _("Store"), _("Post"), _("Sat on"), _("Sitting"), _("How"), _("Score"), _("Result")]
    rows = [_row(line) for line in found.lines]
    printed = [[_("#"), *head], *([number, *row] for number, row in enumerate(rows, 1))]
    notes = [[_("Word"), _("Meaning")], *([_(word), _(meaning)] for word, meaning in NOTES)]
    lines = [f"{said(found.where)} · {days_of(found)}".rstrip(" ·"), f"{_('No.')} {found.code}"]
    foot = [counted(found), f"{_('Made by')} {maker}    {_('Checked by')} ____________    {_('Date')} {day}"]
    return report_book(printed, [head, *rows], notes, title=f"{_('Marks list')} {said(found.title)}", lines=lines, foot=foot)


def _row(line: Line) -> list[Value]:
    result = "" if line.passed is None else _("pass") if line.passed else _("fail")
    return [line.number, said(line.name), said(line.unit), line.post, line.sat_on, _(KINDS[line.kind]) if line.kind else "",
            _(FORMS[line.form]) if line.form else _("not sat"), line.score, result]


def days_of(found: MarksList) -> str:
    """Return the days of a list, empty where it is of one exam."""
    return f"{shown_day(found.since)} – {shown_day(found.until)}" if found.since else ""


def counted(found: MarksList) -> str:
    """Return the numbers below a list."""
    sat = _("To sit: %(people)s, sat: %(sat)s.", people=found.people, sat=found.sat) if found.is_whole else _(
        "Sat: %(sat)s.", sat=found.sat)
    return " ".join((sat, _("First sittings passed: %(passed)s of %(n)s.", passed=found.first.passed, n=found.first.n),
                     _("Resits passed: %(passed)s of %(n)s.", passed=found.resit.passed, n=found.resit.n)))
