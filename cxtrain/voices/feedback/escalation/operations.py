"""Handing late matters up; the caller commits."""

import datetime as dt

from flask import current_app
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from cxtrain.clock import today
from cxtrain.jobs.mail.operations import Letter, post, switched_on
from cxtrain.people.hours.opening import working
from cxtrain.people.hours.queries import hours_of
from cxtrain.voices.feedback import course
from cxtrain.voices.feedback.escalation import queries
from cxtrain.voices.feedback.escalation.queries import Reader
from cxtrain.voices.feedback.models import Feedback
from cxtrain.voices.feedback.operations import changed, happened
from cxtrain.voices.feedback.queries import leaders, led_paths, next_due
from cxtrain.voices.feedback.wording import KINDS
from cxtrain.web.pages import said, shown_moment

KIND = "late feedback"


def escalate(moment: dt.datetime) -> int:
    """Hand what is late at `moment` up one level, at most once in a working day of its unit; return how many there were.

    The first time whoever leads the next unit above hears of it, then the one above that. Mail goes out where it is set.
    """
    led = leaders()
    risen = [one for one in queries.late_ones(moment) if _rises(one, led_paths(led, one), moment)]
    for one in risen:
        one.level += course.can_rise(one.unit.path, led_paths(led, one), one.level)
        one.escalated_at = moment
        happened(one, "escalated", by=None, at=moment)
        changed("feedback handed up", one, level=one.level)
    if risen and switched_on():
        told = [(reader, [one for one in risen if _hears(reader, one, led_paths(led, one))]) for reader in queries.readers()]
        post([_letter(reader, mine) for reader, mine in told if mine])
    return len(risen)


def _rises(feedback: Feedback, led: set[str], moment: dt.datetime) -> bool:
    if feedback.escalated_at is None:
        return True
    if not course.can_rise(feedback.unit.path, led, feedback.level):
        return False
    return working(hours_of(feedback.unit), feedback.escalated_at, moment) >= course.NEXT_LEVEL_AFTER


def _hears(reader: Reader, feedback: Feedback, led: set[str]) -> bool:
    own = feedback.kind != "praise" and feedback.about_id == reader.employee_id
    return not own and reader.path in course.told_paths(feedback.unit.path, led, feedback.level)


def _letter(reader: Reader, late: list[Feedback]) -> Letter:
    with force_locale(reader.locale):
        subject = ngettext("%(num)s customer waits longer than promised", "%(num)s customers wait longer than promised",
                           len(late))
        lines = [_("Hello %(name)s,", name=said(reader.name)), "", subject + ":", *map(_line, late), "", _way()]
        return Letter(kind=KIND, key=f"{KIND} {reader.employee_id} {today(reader.zone)}", to=reader.email, subject=subject,
                      body="\n".join(lines), zone=reader.zone)


def _line(feedback: Feedback) -> str:
    return _("%(kind)s: %(touchpoint)s, %(unit)s: due %(at)s", kind=_(KINDS[feedback.kind]), unit=said(feedback.unit.label),
             touchpoint=said(feedback.touchpoint.title), at=shown_moment(next_due(feedback)))


def _way() -> str:
    base = current_app.config["CX"].public_url.rstrip("/")
    return base + current_app.url_map.bind("").build("feedback.list_feedback") if base else _("Sign in to cxtrain to see it.")
