"""HR's report as a table and as a workbook, in the reader's language."""

from flask_babel import gettext as _

from cxtrain.measures.intervals import Estimate
from cxtrain.people.employment import EMPLOYMENTS
from cxtrain.reports.hr_reports.asked import ALL, OWN, Wanted
from cxtrain.reports.hr_reports.figures import Figures, Line, Report
from cxtrain.reports.hr_reports.parts import SOON
from cxtrain.reports.transcripts.sheet import whole_minutes
from cxtrain.web.bilingual import N_
from cxtrain.web.pages import said, shown_day
from cxtrain.web.report_books import report_book
from cxtrain.web.tables import Value, csv_bytes

Row = tuple[Value, ...]
UNIT = (N_("Unit code"), N_("Unit"), N_("People"))
PERSON = (N_("Staff number"), N_("Name"), N_("Mobile"), N_("Unit code"), N_("Unit"), N_("Post"), N_("Employment"))
COUNTS = (
    N_("Courses due"), N_("of these passed"), N_("Completion, %"), N_("Overdue"), N_("Class hours in classes"),
    N_("Class hours online"), N_("Class hours in all"), N_("First sittings"), N_("first sittings passed"),
    N_("First pass rate, %"),
    N_("of these put off before"), N_("Resits"), N_("resits passed"), N_("Resit pass rate, %"), N_("First practical sittings"),
    N_("practical passed"), N_("Practical resits"), N_("practical resits passed"), N_("Valid certificates"),
    N_("ending within 60 days"), N_("Minutes learnt on screen"), N_("Minutes outside working time"),
    N_("of these assigned as working time"))
UNIT_ONLY = (N_("Class hours per head"), N_("Certificates that posts need"), N_("of these held"), N_("Certificates held, %"))
PRINTED = {  # of the sheet that is printed: heading, and the heading of the data
    "unit": ("Unit", "People", "Courses due", "Completion, %", "Overdue", "Class hours in all", "Class hours per head",
             "First sittings", "First pass rate, %", "Resits", "Resit pass rate, %", "Certificates that posts need",
             "Certificates held, %", "ending within 60 days", "Minutes outside working time"),
    "person": ("Staff number", "Name", "Unit", "Post", "Courses due", "of these passed", "Overdue", "Class hours in classes",
               "Class hours online", "First sittings", "first sittings passed", "Resits", "resits passed", "Valid certificates",
               "ending within 60 days", "Minutes outside working time"),
}
NOTES = (  # what each number is
    (N_("People"), N_(
        "At work or on leave today, in the unit where they belong today. Agency workers and brand promoters are left "
        "out unless chosen. Shoppers from outside are nobody's colleagues.")),
    (N_("Courses due"), N_(
        "Courses that were to be passed on a day of the period and were not withdrawn; passed ones count whenever "
        "they were passed. Overdue: not passed, and the day is over.")),
    (N_("Class hours"), N_(
        "In classes: minutes attended of classes that were closed, by the minutes of that class's hour. Online: "
        "active minutes, at most those that the course states for each step, 45 to the hour. Both rounded down to "
        "half an hour for each class and course.")),
    (N_("First sittings and resits"), N_(
        "Scored quizzes, on screen and on paper; practical assessments stand apart. First: the first scored sitting, "
        "also one that was put off before. What is sat again after a pass is neither.")),
    (N_("Pass rate"), N_(
        "Those who passed by those who sat, with the interval that holds the true share in 95 of 100 cases (Wilson). "
        "Where intervals overlap, nothing is proven.")),
    (N_("Certificates held"), N_(
        "Of the certificates that posts need by a standing rule, those held and valid today.")),
    (N_("ending within 60 days"), N_(
        "Valid today, ending within 60 days, and no longer one of the same course is there.")),
    (N_("Minutes outside working time"), N_(
        "Active minutes before 9:00 and from 21:00 on by the unit's clock. Shifts, leave and public holidays are not "
        "known here; sums are made each night.")),
)
assert SOON == 60  # as the headings say


def as_csv(report: Report, wanted: Wanted) -> bytes:
    """Return the lines as one table."""
    head, *rows = _data(report, wanted)
    return csv_bytes([str(cell) for cell in head], rows)


def as_xlsx(report: Report, wanted: Wanted, firm: dict[str, str], named: tuple[str, str]) -> bytes:
    """Return the workbook: to print, to compute with, and what the numbers mean; `named` are its unit and its mark."""
    unit, mark = named
    data = _data(report, wanted)
    names = [*_names(wanted)]
    chosen = [names.index(name) for name in PRINTED[wanted.by]]
    last: list[Row] = [tuple(_totals(report, wanted)[place] for place in chosen)] if report.lines else []
    printed = [tuple(row[place] for place in chosen) for row in data] + last
    staff = {OWN: N_("without agency workers and promoters"), ALL: N_("everybody")}
    lines = (f"{shown_day(wanted.since)} – {shown_day(wanted.until)} · {unit} · "
             f"{_(staff.get(wanted.staff) or EMPLOYMENTS[wanted.staff])}", _("As of %(day)s", day=shown_day(report.on)), mark)
    notes: list[Row] = [(_("Figure"), _("What it means")), *((_(name), _(text)) for name, text in NOTES)]
    return report_book(printed, data, notes, title=f"{said(firm)} {_('HR report')}", lines=lines)


def _names(wanted: Wanted) -> tuple[str, ...]:
    return (*UNIT, *COUNTS, *UNIT_ONLY) if wanted.by == "unit" else (*PERSON, *COUNTS)


def _data(report: Report, wanted: Wanted) -> list[Row]:
    make = _unit if wanted.by == "unit" else _person
    return [tuple(_(name) for name in _names(wanted)), *map(make, report.lines)]


def _totals(report: Report, wanted: Wanted) -> Row:
    figures = report.total
    if wanted.by == "unit":
        return (None, _("All"), figures.people, *_counts(figures), *_needs(figures))
    return (_("All"), *(None,) * (len(PERSON) - 1), *_counts(figures))


def _unit(line: Line) -> Row:
    return (line.code, said(line.unit), line.figures.people, *_counts(line.figures), *_needs(line.figures))


def _person(line: Line) -> Row:
    return (line.number, said(line.name), line.mobile, line.code, said(line.unit), line.post,
            _(EMPLOYMENTS.get(line.employment, line.employment)), *_counts(line.figures))


def _counts(each: Figures) -> Row:
    quiz, practical = each.quiz, each.practical
    return (each.assigned, each.done, _percent(each.completion), each.overdue, each.class_hours, each.online_hours, each.hours,
            quiz.first, quiz.first_passed, _percent(quiz.first_rate), quiz.deferred, quiz.resit, quiz.resit_passed,
            _percent(quiz.resit_rate), practical.first, practical.first_passed, practical.resit, practical.resit_passed,
            each.certificates, each.ending, *map(whole_minutes, (each.seconds, each.outside, each.assigned_outside)))


def _needs(each: Figures) -> Row:
    per_head = None if each.hours_per_head is None else round(each.hours_per_head, 2)
    return per_head, each.required, each.held, _percent(each.holding)


def _percent(share: Estimate) -> float | None:
    return None if share.value is None else round(100 * share.value, 1)

