"""Putting reminders into the outbox; the caller commits.

Somebody gets one mail a day at most, whatever the number of courses, and is reminded of each course once at each step.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from flask import current_app
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from sqlalchemy import Row, update

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.jobs.mail.operations import Letter, post, switched_on
from cxtrain.training.models import Assignment
from cxtrain.training.reminders import queries
from cxtrain.training.reminders.queries import Leader
from cxtrain.training.reminders.steps import SUPERVISOR, step_on
from cxtrain.web.pages import said, shown_day

PERSON, TEAM = "course reminder", "late in the team"
CHUNK = 500


def remind(day: dt.date) -> None:
    """Write the mails of `day`: to those who have something to do, and to the supervisors of those who are two weeks late.

    Nothing where no mail server is set. Whoever has no address, and whose supervisor has none, is passed over until then.
    """
    if not switched_on():
        return
    rows = [(row, step) for row in queries.pressing(day + dt.timedelta(days=8)) if (step := _step(row)) > row.reminded]
    own = [(row, step) for row, step in rows if step < SUPERVISOR and row.email]
    letters = [_to_person([row for row, _ in group]) for _, group in groupby(own, key=lambda each: each[0].employee_id)]
    told, to_leaders = _to_leaders([row for row, step in rows if step == SUPERVISOR])
    post([*letters, *to_leaders])
    _note([*((row.id, step) for row, step in own), *((key, SUPERVISOR) for key in told)])


def _step(row: Row[Any]) -> int:
    return step_on(row.due_on, today(row.zone), working_time=row.working_time)


def _note(reached: Iterable[tuple[int, int]]) -> None:
    by_step: dict[int, list[int]] = {}
    for key, step in reached:
        by_step.setdefault(step, []).append(key)
    for step, ids in by_step.items():
        for start in range(0, len(ids), CHUNK):
            db.session.execute(update(Assignment).where(Assignment.id.in_(ids[start : start + CHUNK])).values(reminded=step))


def _to_person(rows: list[Row[Any]]) -> Letter:
    first, day = rows[0], today(rows[0].zone)
    with force_locale(first.locale):
        lines = [_("Hello %(name)s,", name=_named(first)), "", *(_line(row, day) for row in rows), "",
                 *_way("training.list_courses"), "",
                 _("This address was given to your firm for reminders like this one. HR can change or remove it.")]
        return Letter(kind=PERSON, key=f"{PERSON} {first.employee_id} {day}", to=first.email, subject=_subject(rows, day),
                      body="\n".join(lines), zone=first.zone)


def _subject(rows: list[Row[Any]], day: dt.date) -> str:
    if len(rows) > 1:
        return ngettext("%(num)s course to do", "%(num)s courses to do", len(rows))
    course, due = said(rows[0].title), shown_day(rows[0].due_on)
    if rows[0].due_on < day:
        return _("“%(course)s” was due %(day)s", course=course, day=due)
    return _("“%(course)s” is due %(day)s", course=course, day=due)


def _line(row: Row[Any], day: dt.date) -> str:
    course, due, days = said(row.title), shown_day(row.due_on), (row.due_on - day).days
    time = _("counts as working time") if row.working_time else _("voluntary")
    if days < 0:
        late = ngettext("%(num)s day late", "%(num)s days late", -days)
        return _("“%(course)s”: was due %(day)s, %(late)s (%(time)s)", course=course, day=due, late=late, time=time)
    return _("“%(course)s”: due %(day)s (%(time)s)", course=course, day=due, time=time)


def _way(endpoint: str) -> list[str]:
    """Return the line with the address of a page, or what to do where the site's address is not set."""
    base = current_app.config["CX"].public_url.rstrip("/")
    return [base + current_app.url_map.bind("").build(endpoint)] if base else [_("Sign in to cxtrain to see it.")]


def _named(row: Row[Any]) -> str:
    return said({"zh": row.name, "en": row.name_en or row.name})


def _to_leaders(rows: list[Row[Any]]) -> tuple[list[int], list[Letter]]:
    """Return which assignments are told of, and one letter for each supervisor."""
    found = queries.leaders() if rows else {}
    of_leader: dict[Leader, list[Row[Any]]] = {}
    for row in rows:
        for leader in _leaders_of(row, found):
            of_leader.setdefault(leader, []).append(row)
    told = sorted({row.id for mine in of_leader.values() for row in mine})
    return told, [_to_leader(leader, mine) for leader, mine in of_leader.items()]


def _leaders_of(row: Row[Any], found: Mapping[str, list[Leader]]) -> list[Leader]:
    """Return the supervisors of the nearest unit that has one other than the person."""
    parts = [part for part in row.path.split("/") if part]
    for length in range(len(parts), 0, -1):
        others = [each for each in found.get(f"/{'/'.join(parts[:length])}/", ()) if each.employee_id != row.employee_id]
        if others:
            return others
    return []


def _to_leader(leader: Leader, rows: list[Row[Any]]) -> Letter:
    day = today(leader.zone)
    with force_locale(leader.locale):
        subject = ngettext("%(num)s course two weeks late in your team", "%(num)s courses two weeks late in your team",
                           len(rows))
        lines = [_("Hello %(name)s,", name=said(leader.name)), "", subject,
                 *(f"{_named(row)} – {_line(row, day)}" for row in rows), "",
                 _("Each stands in such a mail once. Perhaps time is missing in the rota; an exemption is on the same page."),
                 "", *_way("lateness.list_overdue")]
        return Letter(kind=TEAM, key=f"{TEAM} {leader.employee_id} {day}", to=leader.email, subject=subject,
                      body="\n".join(lines), zone=leader.zone)
