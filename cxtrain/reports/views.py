"""Pages that set packages side by side: Today, Team, Employee."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import lru_cache
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, redirect, render_template, request, send_file, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain import clock
from cxtrain.extensions import db
from cxtrain.files.models import StoredFile
from cxtrain.files.operations import read as read_file
from cxtrain.jobs.queries import get_job_for, list_jobs_for, worker_lives
from cxtrain.journey.queries import Listed, list_touchpoints
from cxtrain.journey.touchpoint import DIMENSION_NAMES
from cxtrain.people.absences.queries import absences_of
from cxtrain.people.corrections.queries import corrections_today
from cxtrain.people.guards import requires
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_employee_for, list_units
from cxtrain.people.views import opened
from cxtrain.planning.boards import queries as boards
from cxtrain.planning.doing.queries import count_missing_visits, meetings_of
from cxtrain.planning.lines.queries import actions_to_do, plans_about, plans_to_answer, plans_to_decide, pressing_plans
from cxtrain.planning.progress.queries import Progress, progress_of, progress_seen
from cxtrain.planning.queries import names_of
from cxtrain.planning.reminders.queries import late_for
from cxtrain.quality.appeals.queries import count_pressing, news_for
from cxtrain.quality.programmes.notices.queries import unread_for
from cxtrain.quality.queries import visits_in_words
from cxtrain.quality.sums.queries import single_items, unit_cells
from cxtrain.quizzes.bank.remarks.queries import count_remarks_waiting
from cxtrain.quizzes.handmarking.queries import count_waiting
from cxtrain.reports import comparison, figures, queries
from cxtrain.reports.alerts import queries as alerts
from cxtrain.reports.menu import MENU, OWN_MENU, REPORT_TABS, TRAINING_TABS, Entry
from cxtrain.reports.monthly.queries import fresh_report
from cxtrain.reports.places.figures import against_standards
from cxtrain.reports.places.wording import SIGNALS
from cxtrain.reports.readings import operations as readings
from cxtrain.reports.readings.pages import PEOPLE_OF_A_STORE
from cxtrain.training.assignments.lateness.queries import count_overdue
from cxtrain.training.classes.queries import today_classes
from cxtrain.training.huddles.queries import last_huddle
from cxtrain.training.queries import cards_for, transcript
from cxtrain.training.refreshers.queries import waiting
from cxtrain.voices.feedback.queries import praise_of, pressing
from cxtrain.web.charts import bar_chart, ring
from cxtrain.web.converters import asked_id
from cxtrain.web.pages import said

bp = Blueprint("reports", __name__)


@bp.app_context_processor
def menu() -> dict[str, Callable[[], list[dict[str, Any]]]]:
    """Give every template its menus, and the tabs over training and over reports."""
    return {"main_menu": main_menu, "own_menu": own_menu, "training_tabs": lambda: opened(TRAINING_TABS),
            "report_tabs": lambda: opened(REPORT_TABS)}


def main_menu() -> list[dict[str, Any]]:
    """Return the entries that the reader may open: url, label, current."""
    here = request.blueprint if request.blueprint != "reports" else (request.endpoint or "").split(".")[-1]
    return _menu(MENU, _allowed(MENU), str(get_locale()), str(here))


def own_menu() -> list[dict[str, Any]]:
    """Return the entries behind the reader's name: url, label, icon."""
    return _menu(OWN_MENU, _allowed(OWN_MENU), str(get_locale()), "")


def _allowed(entries: tuple[Entry, ...]) -> tuple[bool, ...]:
    may = current_user.may
    return tuple(may(entry.can) for entry in entries)


@lru_cache(maxsize=500)
def _menu(entries: tuple[Entry, ...], allowed: tuple[bool, ...], locale: str, here: str) -> list[dict[str, Any]]:
    """Return the menu of all who may do the same, in their language: it stands on every page, so it is made once."""
    return [{"url": url_for(entry.endpoint), "label": _(entry.label), "icon": entry.icon, "current": here in entry.package}
            for entry, may in zip(entries, allowed, strict=True) if may]


@bp.route("/")
@requires(Can.SEE_OWN, Can.SHOP)
def today():
    """Show what is due, what is new, and nothing else; a shopper from outside is led to the own visits."""
    if current_user.is_outside:
        return redirect(url_for("quality.list_visits"), 303)
    person, day, since = current_user, clock.today(current_user.zone), clock.now() - dt.timedelta(days=21)
    own, led = progress_seen(person, day)
    return render_template(
        "reports/today.html", today=day, hour=_hour(), ring=ring, cards=cards_for(person.employee_id),
        notices=unread_for(person, day), to_answer=plans_to_answer(person), actions=actions_to_do(person),
        meetings=meetings_of(person.employee_id, clock.now()), own_progress=own,
        missing_visits=count_missing_visits(person) if person.may(Can.PLAN_VISITS) else 0,
        refreshers=waiting(person.employee_id, day), classes=today_classes(person, clock.now()),
        **_led_plans(day, led),
        late=count_overdue(person) if person.may(Can.ASSIGN_TRAINING) else 0,
        to_mark=count_waiting(person) if person.may(Can.MARK_ANSWERS) else 0,
        appeals=count_pressing(person) if person.may(Can.DECIDE_APPEALS) else (0, 0),
        matters=pressing(person, clock.now()) if person.may(Can.HANDLE_FEEDBACK) else None,
        praise=praise_of(person.employee_id, since, most=3), news=news_for(person, since), **corrections_today(person, since),
        remarks=count_remarks_waiting(person) if person.may(Can.EDIT_CONTENT) else 0,
        visits=queries.waiting_counts(person) if person.may(Can.ENTER_SCORECARDS) else {},
        released=queries.lately_released(person.employee_id, since),
        wanted=boards.wanted_of(person, day),
        monthly=fresh_report(person, day) if person.may(Can.SEE_MONTHLY) else None,
        certificates=queries.latest_certificates(person.employee_id, day, most=3))


def _led_plans(day: dt.date, led: Progress | None) -> dict[str, Any]:
    """Return what waits in plans for somebody who leads: decisions, how far they are, and what came as the next level."""
    if not current_user.may(Can.APPROVE_PLANS):
        return {"to_decide": [], "progress": None, "plans_late": []}
    return {"to_decide": plans_to_decide(current_user, day), "progress": led,
            "plans_late": late_for(current_user)}


def _hour() -> int:
    return clock.now().astimezone(ZoneInfo(current_user.zone)).hour


SPANS = (3, 6, 12)
PRAISED = dt.timedelta(days=180)  # how far back praise is looked for


def _span() -> tuple[int, tuple[str, ...]]:
    """Return how many months the reader wants to see, and these months."""
    asked = request.args.get("span", 12, type=int)
    span = asked if asked in SPANS else 12
    return span, figures.months_back(f"{clock.today(current_user.zone):%Y-%m}", span)


@bp.route("/team")
@requires(Can.SEE_TEAM)
def team():
    """Show a store: touchpoints by dimensions, what needs a person today, and its people."""
    stores, unit = _stores()
    span, months = _span()
    day, touchpoints = clock.today(unit.zone), list_touchpoints()
    sums = queries.unit_sums(unit.id, months)
    lines = queries.lines_by_touchpoint(touchpoints, sums, figures.DIMENSIONS)
    shown, proven = _shown(), against_standards(queries.by_key(lines, figures.DIMENSIONS), sums)
    rows = tuple(figures.HeatRow(
        said(line.subject.title), tuple(shown(cell, proven.signs.get((line.subject.id, name), 0))
                                        for name, cell in zip(figures.DIMENSIONS, line.cells, strict=True)),
        visits_url=url_for("quality.list_visits", unit=unit.id, touchpoint=line.subject.id)) for line in lines)
    return render_template(
        "reports/team.html", unit=unit, stores=stores, span=span, months=months, rows=rows, proven=proven,
        huddle=last_huddle(unit.id) if current_user.may(Can.LEAD_HUDDLES) else None,
        people=queries.people_of(unit.id), few=[line for line in lines if line.n < 3], today=day,
        plans=pressing_plans(current_user, unit.id, day), progress=progress_of(unit.id, day),
        dimensions=_names(figures.DIMENSIONS),
        praise=queries.latest_praise(unit.id, day - PRAISED), **_alerts(unit, touchpoints, months[-1]))


def _alerts(unit: Unit, touchpoints: Sequence[Listed], month: str) -> dict[str, Any]:
    now = clock.now()
    return {"failed": alerts.failed_items(unit.id, now), "unread": alerts.count_unread(unit.id, now),
            "appeals": alerts.open_appeals(unit.id), "signals": alerts.signalled(unit, touchpoints, month), "told": SIGNALS}


@bp.route("/team/people")
@requires(Can.SEE_TEAM)
def team_people():
    """Show a store person by person, where enough is known: a tap away, because screens in a shop are shared."""
    stores, unit = _stores()
    span, months = _span()
    people, touchpoints = queries.people_of(unit.id), list_touchpoints()
    found = queries.people_rows(people, months) if unit.people != "none" and touchpoints else []
    told = figures.enough_people(queries.sums_by_person(found))
    beside = queries.compare_people(people, found, touchpoints) if told else []
    readings.note(current_user.employee_id, (person.id for person, _own in beside), PEOPLE_OF_A_STORE)
    tip = _("%(low)s to %(high)s with 95 %% confidence; standard %(standard)s")
    rows = tuple(figures.HeatRow(
        said(person.label), tuple(comparison.shown_beside(each, tip, _(each.word)) for each in own.values()),
        url=url_for(".employee", employee_id=person.id)) for person, own in beside)
    return render_template("reports/team_people.html", unit=unit, span=span, rows=rows, alike=_alike(beside),
                           dimensions=_names(figures.PERSON_DIMENSIONS))


def _alike(beside: list[tuple[queries.Person, dict[str, comparison.Compared]]]) -> list[str]:
    """Return the names of the dimensions in which the data cannot tell the store's people apart."""
    own = beside[0][1] if beside else {}
    return [_(DIMENSION_NAMES[each]) for each in own if not own[each].spread.between]


def _stores() -> tuple[list[Unit], Unit]:
    """Return the stores in reach and the one asked for: by default one's own, else the first."""
    stores = list_units(current_user, Can.SEE_TEAM, kind="store")
    asked = request.args.get("unit", type=int)
    wanted = [store for store in stores if store.id == asked] if asked else \
        [store for store in stores if store.id == current_user.unit_id] or stores
    return (stores, wanted[0]) if wanted else abort(404)


def _shown() -> Callable[[figures.Cell, int], figures.Shown]:
    """Return what writes a cell for the reader; its sentences are looked up once for the page."""
    with_interval, without = (_("%(low)s to %(high)s with 95 %% confidence; standard %(standard)s"),
                              _("standard %(standard)s"))
    return lambda cell, sign: figures.shown(cell, with_interval, without, sign=sign)


def _names(dimensions: tuple[str, ...]) -> dict[str, str]:
    return {slug: _(DIMENSION_NAMES[slug]) for slug in dimensions}


@bp.route("/employees/<int:employee_id>")
@requires(Can.SEE_TEAM)
def employee(employee_id: int):
    """Show a person of the units in reach, as far as the visits allow."""
    person = get_employee_for(current_user, Can.SEE_TEAM, employee_id)
    return render_template("reports/employee.html", **_record(person))


@bp.route("/me/record")
@requires(Can.SEE_OWN)
def my_record():
    """Show one's own page: the same that the supervisor sees."""
    return render_template("reports/employee.html", **_record(db.session.get_one(Employee, current_user.employee_id)))


def _record(person: Employee) -> dict[str, Any]:
    """Return what the page of an employee needs."""
    span, months = _span()
    touchpoints = list_touchpoints()
    stored = person.unit.people != "none"
    rows = queries.person_months(person.id, months) if stored else []
    own = queries.cells_by_dimension(rows, touchpoints, settled_from=6)
    store = queries.cells_by_dimension(unit_cells([person.unit_id], since=months[0], until=months[-1]), touchpoints)
    n = max((each.n for each in own.values()), default=0)
    wanted = 100 if request.args.get("visits") == "all" else 6
    visits = visits_in_words(person.id, limit=wanted + 1)
    names = _names(figures.PERSON_DIMENSIONS)
    return {
        "person": person, "own": person.id == current_user.employee_id, "n": n, "span": span, "months": months,
        "beside": _beside(person, months, touchpoints) if n >= figures.PERSON_SHOWN_FROM else {},
        "seen_by": queries.witnesses(person.id, months[0]) if n else None,
        "standing": figures.standing(n, stored=stored), "store": store,
        "visits": visits[:wanted], "more": len(visits) > wanted,
        "chart": bar_chart(figures.readings(own, store, names), low=1, high=7) if n >= 3 else None,
        "trend": queries.trend_of(rows, names) if n >= 6 else None, "dimensions": _names(figures.DIMENSIONS),
        "single": _single_items(person.id, months[0]) if n >= figures.PERSON_SHOWN_FROM else (),
        "plans": plans_about(current_user, person.id), "absences": absences_of(person.id), "training": transcript(person.id),
        "certificates": queries.latest_certificates(person.id, clock.today(person.unit.zone)),
    }


def _beside(person: Employee, months: tuple[str, ...], touchpoints: Sequence[Listed]) -> dict[str, comparison.Compared]:
    """Return the person beside the store's others, by the dimension's name."""
    people = queries.people_of(person.unit_id)
    found = queries.compare_people(people, queries.people_rows(people, months), touchpoints)
    own = next((sides for one, sides in found if one.id == person.id), {})
    return {_(DIMENSION_NAMES[each]): side for each, side in own.items()}


def _single_items(employee_id: int, month: str) -> list[tuple[dict[str, str], figures.Cell]]:
    """Return the person items that stand outside the person's dimensions, as (label, cell), from three answers on."""
    since = dt.date.fromisoformat(f"{month}-01")
    found = single_items(employee_id, since, apart_from=figures.PERSON_DIMENSIONS)
    return [(item.label, figures.cell(sums, sums.mean)) for item, sums in found if sums.n >= figures.PERSON_SHOWN_FROM]


@bp.route("/ledger")
@requires(Can.SEE_LEDGER)
def ledger():
    """Show the latest changes in the units in reach, newest first, a page at a time."""
    before = asked_id("before")
    entries = queries.ledger_entries(current_user, before=before)
    return render_template("reports/ledger.html", entries=entries, names=names_of([e.actor_id for e in entries]),
                           more=entries[-1].id if len(entries) == queries.LEDGER_PAGE else None)


@bp.route("/jobs")
@requires(Can.SEE_JOBS)
def jobs():
    """Show what the reader asked to be done in the background, and how far it is."""
    return render_template("reports/jobs.html", jobs=list_jobs_for(current_user), worker=worker_lives())


@bp.route("/jobs/<int:job_id>/file")
@requires(Can.SEE_JOBS)
def job_file(job_id: int):
    """Send the file that a job made."""
    job = get_job_for(current_user, job_id)
    if job.state != "done" or not job.result:
        abort(404)
    stored = db.session.get_one(StoredFile, job.result)
    ending = {"application/pdf": "pdf", "application/zip": "zip", "text/csv": "csv"}.get(stored.media_type, "bin")
    return send_file(BytesIO(read_file(job.result)), stored.media_type, True, f"{job.kind}-{job.id}.{ending}")
