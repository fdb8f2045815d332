"""Telling everybody who may decide that an appeal is late; the caller commits."""

import datetime as dt

from flask import current_app
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.jobs.mail.operations import Letter, post, switched_on
from cxtrain.ledger.operations import record
from cxtrain.quality.appeals.escalation import queries
from cxtrain.quality.appeals.escalation.queries import Decider
from cxtrain.quality.appeals.models import Appeal
from cxtrain.quality.ownership import is_own_case
from cxtrain.web.pages import said, shown_moment

KIND = "late appeals"


def escalate(moment: dt.datetime) -> int:
    """Mark the appeals that are late at `moment`, and write to who may decide them where a mail server is set; return how many.

    Each is marked once; from then on it stands on Today of everybody who may decide it, however far above the unit.
    """
    late = queries.late_appeals(moment)
    for appeal in late:
        appeal.escalated_at = moment
    db.session.flush()
    for appeal in late:
        record("appeal escalated", appeal, unit_id=appeal.visit.unit_id, visit=appeal.visit_id, item=appeal.item)
    if late and switched_on():
        letters = [(each, [one for one in late if _may_decide(each, one)]) for each in queries.deciders() if each.email]
        post([_letter(each, mine) for each, mine in letters if mine])
    return len(late)


def _may_decide(decider: Decider, appeal: Appeal) -> bool:
    return (appeal.visit.unit.path.startswith(decider.path) and not is_own_case(decider, appeal)
            and decider.account_id != appeal.appealed_by)


def _letter(decider: Decider, late: list[Appeal]) -> Letter:
    with force_locale(decider.locale):
        subject = ngettext("%(num)s appeal waits for a decision", "%(num)s appeals wait for a decision", len(late))
        lines = [_("Hello %(name)s,", name=said(decider.name)), "", subject + ":", *map(_line, late), "",
                 _("Until they are decided, these visits count nowhere about the persons."), "", _way()]
        return Letter(kind=KIND, key=f"{KIND} {decider.employee_id} {today(decider.zone)}", to=decider.email, subject=subject,
                      body="\n".join(lines), zone=decider.zone)


def _line(appeal: Appeal) -> str:
    return _("%(touchpoint)s, %(unit)s: due %(at)s", touchpoint=said(appeal.visit.touchpoint.title),
             unit=said(appeal.visit.unit.label), at=shown_moment(appeal.due_at))


def _way() -> str:
    base = current_app.config["CX"].public_url.rstrip("/")
    return base + current_app.url_map.bind("").build("appeals.list_appeals") if base else _("Sign in to cxtrain to see it.")
