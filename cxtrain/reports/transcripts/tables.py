"""A transcript as rows: one table as CSV, a sheet for each thing as XLSX; in the reader's language."""

from collections.abc import Iterator

from flask_babel import gettext as _

from cxtrain.certificates.terms import STATUS_WORDS, Status
from cxtrain.reports.transcripts.sheet import KINDS, CourseLine, Transcript
from cxtrain.web.bilingual import N_
from cxtrain.web.pages import said
from cxtrain.web.tables import Value, csv_bytes, xlsx_bytes

PERSON = (N_("Staff number"), N_("Name"), N_("Unit"))
COURSE = (N_("Course"), N_("Version"), N_("Started on"), N_("Passed on"), N_("Class hours"), N_("Class hours earned"),
          N_("Active minutes"), N_("Certificate number"), N_("Issued on"), N_("Valid until"), N_("Status"),
          N_("Void certificates"))
STEP = (N_("Step"), N_("Kind"), N_("Best score, %"), N_("Tries"), N_("Done on"))
YEAR = (N_("Year"), N_("Courses passed"), N_("Class hours earned"), N_("Active minutes"))
NOTES = (  # what the figures mean
    N_("Active minutes: from one thing done to the next (a lesson opened and marked as read, a choice, an answer saved) while "
       "no more than 5 minutes lie between them, and 1 minute after the last. Longer gaps are pauses."),
    N_("A lesson counts at most twice its stated minutes. Minutes after a course was passed, and of no course, stand apart."),
    N_("Class hours are those of the course, 45 minutes each; they are earned when it is passed, and count in that year."),
    N_("Version: the day on which this version of the course was published."),
    N_("Results of mystery shops are not in a transcript."),
)
Rows = list[tuple[Value, ...]]


def as_csv(transcript: Transcript) -> bytes:
    """Return one table: a row for each course and, below it, one for each of its steps, so that sums come out right."""
    return csv_bytes(_headings(*PERSON, *COURSE, *STEP), _rows(transcript))


def as_xlsx(transcript: Transcript) -> bytes:
    """Return sheets of courses, steps, years, and what the figures mean."""
    who = _who(transcript)
    courses: Rows = [(*who, *_course(line)) for line in transcript.courses]
    steps: Rows = [(*who, said(line.title), *step) for line in transcript.courses for step in _steps(line)]
    years: Rows = [(*who, line.year or _("All years"), line.courses, line.class_hours, line.minutes)
                   for line in transcript.years]
    years += [(*who, _("Practice outside courses"), None, None, transcript.free_minutes)] if transcript.free_minutes else []
    notes: Rows = [(_("What it means"),), *((_(note),) for note in NOTES)]
    return xlsx_bytes({
        _("Courses"): [_headings(*PERSON, *COURSE), *courses], _("Steps"): [_headings(*PERSON, COURSE[0], *STEP), *steps],
        _("Years"): [_headings(*PERSON, *YEAR), *years], _("What it means"): notes})


def _rows(transcript: Transcript) -> Iterator[tuple[Value, ...]]:
    who, no_step = _who(transcript), (None,) * len(STEP)
    for line in transcript.courses:
        yield (*who, *_course(line), *no_step)
        blank = (None,) * (len(COURSE) - 1)
        yield from ((*who, said(line.title), *blank, *step) for step in _steps(line))
    if transcript.free_minutes:
        minutes = tuple(transcript.free_minutes if name == "Active minutes" else None for name in COURSE[1:])
        yield (*who, _("Practice outside courses"), *minutes, *no_step)


def _headings(*names: str) -> tuple[str, ...]:
    return tuple(_(name) for name in names)


def _who(transcript: Transcript) -> tuple[Value, ...]:
    return transcript.number, said(transcript.name), said(transcript.unit)


def _course(line: CourseLine) -> tuple[Value, ...]:
    paper = line.certificate
    award = (paper.number, paper.issued_on, paper.valid_until, _(STATUS_WORDS[Status(paper.status)])) if paper else (None,) * 4
    voids = ", ".join(each.number for each in line.voids) or None
    return (said(line.title), line.version, line.started_on, line.passed_on, line.class_hours, line.earned, line.minutes,
            *award, voids)


def _steps(line: CourseLine) -> Iterator[tuple[Value, ...]]:
    for step in line.steps:
        yield said(step.title), _(KINDS[step.kind]), step.best, step.tries, step.done_on
