"""Which files there are, who may have them, and how each is made of what was chosen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from flask import current_app
from flask_babel import gettext as _

from cxtrain.clock import today
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import get_unit_for
from cxtrain.reports.hr_reports import asked as hr_asked
from cxtrain.reports.hr_reports import queries as hr_reports
from cxtrain.reports.hr_reports import tables as hr_tables
from cxtrain.reports.learning_time import asked as learning_asked
from cxtrain.reports.learning_time import queries as learning_time
from cxtrain.reports.learning_time import tables as learning_tables
from cxtrain.web.bilingual import N_
from cxtrain.web.pages import said

ENDINGS = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv"}
Parts = Mapping[str, str]


@dataclass(frozen=True)
class Made:
    """A file."""

    body: bytes
    name: str
    people: int  # in it


@dataclass(frozen=True)
class Kind:
    """A file that can be asked for.

    `choose` reads an address into what does not move with the day any more, or answers 404 for a unit out of reach;
    `make` makes the file of it for somebody, with the line that marks it.
    """

    title: str
    page: str  # endpoint of the page with the same choice
    can: Can
    choose: Callable[[Actor, Parts], dict[str, str]]
    make: Callable[[Actor, Parts, str], Made]


def ending_of(parts: Parts) -> str:
    """Return xlsx or csv."""
    return "csv" if parts.get("ending") == "csv" else "xlsx"


def _fixed(parts: Mapping[str, object], given: Parts) -> dict[str, str]:
    return {**{name: str(value) for name, value in parts.items() if value is not None}, "ending": ending_of(given)}


def _choose_report(actor: Actor, parts: Parts) -> dict[str, str]:
    wanted = replace(hr_asked.read(parts, today(actor.zone)), period="days")
    if parts.get("unit"):
        get_unit_for(actor, hr_reports.CAN, wanted.unit_id or 0)
    return _fixed(wanted.address(), parts)


def _make_report(actor: Actor, parts: Parts, mark: str) -> Made:
    wanted = hr_asked.read(parts, today(actor.zone))
    found, settings = hr_reports.report(actor, wanted, whole=True), current_app.config["CX"]
    name = f"hr-{wanted.by}-{wanted.since:%Y%m%d}-{wanted.until:%Y%m%d}.{ending_of(parts)}"
    if ending_of(parts) == "csv":
        return Made(hr_tables.as_csv(found, wanted), name, found.total.people)
    unit = said(get_unit_for(actor, hr_reports.CAN, wanted.unit_id).label) if wanted.unit_id else _("All units")
    firm = {"zh": settings.firm, "en": settings.firm_en}
    return Made(hr_tables.as_xlsx(found, wanted, firm, (unit, mark)), name, found.total.people)


def _choose_learning(actor: Actor, parts: Parts) -> dict[str, str]:
    wanted = learning_asked.read(parts, today(actor.zone))
    if parts.get("unit"):
        get_unit_for(actor, Can.SEE_LEARNING_TIME, wanted.unit_id or 0)
    return _fixed(learning_asked.address(wanted), parts)


def _make_learning(actor: Actor, parts: Parts, mark: str) -> Made:
    wanted = learning_asked.read(parts, today(actor.zone))
    lines = list(learning_time.whole_month(actor, wanted))
    name, people = f"learning-time-{wanted.month:%Y-%m}.{ending_of(parts)}", len({line.employee_id for line in lines})
    if ending_of(parts) == "csv":
        return Made(learning_tables.as_csv(wanted.month, lines), name, people)
    days = learning_time.days_of_month(actor, wanted)
    return Made(learning_tables.as_xlsx(wanted.month, lines, days, mark), name, people)


KINDS = {
    "hr-report": Kind(N_("HR report"), "hr_reports.show_hr_report", hr_reports.CAN, _choose_report, _make_report),
    "learning-time": Kind(N_("Learning time"), "learning_time.list_learning_time", Can.SEE_LEARNING_TIME, _choose_learning,
                          _make_learning),
}
