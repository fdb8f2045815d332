"""Reminding owners, and telling the next level; the caller commits.

Everything stands on Today by itself; where a mail server is set, somebody gets one mail a day at most. Each step of each
matter is taken once.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import groupby

from flask import current_app
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.jobs.mail.operations import Letter, post, switched_on
from cxtrain.ledger.operations import record
from cxtrain.planning.reminders import queries
from cxtrain.planning.reminders.level import next_level
from cxtrain.planning.reminders.models import PlanReminder
from cxtrain.planning.reminders.queries import Matter, Person
from cxtrain.training.reminders.steps import SUPERVISOR, step_on
from cxtrain.web.pages import said, shown_day

OWNER, LEVEL = "plan reminder", "late plans"
AHEAD = dt.timedelta(days=8)  # a week before, in whatever zone
Told = Sequence[tuple[Person, Matter]]


def remind(day: dt.date) -> None:
    """Tell owners a week before, on the day and a week after; two weeks after tell the next level.

    Whoever is away is told once back; a step that nobody could be told of is tried again.
    """
    known = queries.reached()
    due = [(each, step) for each in queries.matters(day + AHEAD, day)
           if (step := step_on(each.due_on, today(each.owner.zone))) > known.get(each.key, 0)]
    own = [(each.owner, each) for each, step in due if step < SUPERVISOR and not each.away]
    late = [each for each, step in due if step == SUPERVISOR]
    found = queries.leaders() if late else {}
    above = [(person, each) for each in late for person in next_level(
        found, each.path, but={each.owner.employee_id, each.about or 0})]
    steps = {each.key: step for each, step in due}
    _note([*own, *above], steps)
    if switched_on():
        post([*_letters(own, OWNER), *_letters(above, LEVEL)])


def _note(told: Told, steps: Mapping[queries.Key, int]) -> None:
    moment = now()
    db.session.add_all(PlanReminder(plan_id=each.plan_id, action_id=each.action_id, due_on=each.due_on, step=steps[each.key],
                                    employee_id=person.employee_id, at=moment) for person, each in told)
    db.session.flush()
    for each in {each.key: each for _person, each in told if steps[each.key] == SUPERVISOR}.values():
        record("plan escalated", ("plan", each.plan_id), unit_id=each.unit_id, actor_id=0, task=each.action_id,
               due_on=each.due_on.isoformat())


def _letters(told: Told, kind: str) -> list[Letter]:
    by_person = groupby(sorted(told, key=lambda pair: pair[0].employee_id), key=lambda pair: pair[0].employee_id)
    groups = [list(group) for _key, group in by_person]
    return [_letter(group[0][0], [each for _person, each in group], kind) for group in groups if group[0][0].email]


def _letter(person: Person, mine: list[Matter], kind: str) -> Letter:
    day = today(person.zone)
    with force_locale(person.locale):
        subject, named = _subject(len(mine), kind), kind == LEVEL
        hello = _("Hello %(name)s,", name=said(person.name))
        lines = [hello, "", *(_line(each, day, named=named) for each in mine), "", _way()]
        return Letter(kind=kind, key=f"{kind} {person.employee_id} {day}", to=person.email, subject=subject,
                      body="\n".join(lines), zone=person.zone)


def _subject(n: int, kind: str) -> str:
    if kind == OWNER:
        return ngettext("%(num)s thing of a plan to do", "%(num)s things of plans to do", n)
    return ngettext("%(num)s thing of a plan is two weeks late", "%(num)s things of plans are two weeks late", n)


def _line(each: Matter, day: dt.date, *, named: bool) -> str:
    """Return a matter in words; whom the plan is about does not go by mail."""
    what = said(each.what) if each.what else _("Check whether it worked")
    due, late = shown_day(each.due_on), (day - each.due_on).days
    facts = {"number": each.number, "what": what, "day": due}
    told = _("%(number)s: %(what)s (due %(day)s)", **facts) if late <= 0 else ngettext(
        "%(number)s: %(what)s (was due %(day)s, %(num)s day late)",
        "%(number)s: %(what)s (was due %(day)s, %(num)s days late)", late, **facts)
    return f"{said(each.owner.name)} – {told}" if named else told


def _way() -> str:
    base = current_app.config["CX"].public_url.rstrip("/")
    return base + current_app.url_map.bind("").build("planning.list_plans") if base else _("Sign in to cxtrain to see it.")
