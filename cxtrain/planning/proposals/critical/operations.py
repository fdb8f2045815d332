"""Noting what was done about a critical item that failed; the caller commits."""

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.planning.proposals.critical.call import ACCOUNT, HR, SECOND, TALKED, Call, Way
from cxtrain.planning.proposals.models import CriticalStep
from cxtrain.planning.thresholds.numbers import Thresholds
from cxtrain.planning.wording import plain
from cxtrain.quality.models import Visit
from cxtrain.quality.schedule.extra.operations import add_visits
from cxtrain.web.bilingual import N_

NO_WORDS = N_("Say in a sentence what was said and done.")
DONE_ALREADY = N_("This has been noted already.")
NOT_ON_THIS = N_("The evidence is missing or disputed: nothing is done about a person before a second visit.")
NO_SCHEDULE = N_("No published plan of visits has a day left for it: ask HR to plan one.")


class CallRefused(ValueError):
    """It cannot be noted so; the message is for the catalogue."""


def take_step(call: Call, visit: Visit, step: str, words: str, *, actor: Actor, rules: Thresholds) -> CriticalStep:
    """Note one step: talked and put right, the colleague's own account, handed to HR, or a second visit asked for.

    Raises:
        CallRefused: no words, taken before, a talk where the evidence is missing or disputed, or no day for a visit.
    """
    said = plain(words) if step in (TALKED, ACCOUNT) else ""
    if step in call.steps:
        raise CallRefused(DONE_ALREADY)
    if step in (TALKED, ACCOUNT) and call.failure.way is Way.LOOK_AGAIN and call.failure.employee_id is not None:
        raise CallRefused(NOT_ON_THIS)
    if step in (TALKED, ACCOUNT) and not said:
        raise CallRefused(NO_WORDS)
    row = CriticalStep(visit_id=visit.id, item=call.failure.item, step=step, words=said, by_id=actor.employee_id, at=now())
    db.session.add(row)
    db.session.flush()
    if step == SECOND and not add_visits(visit.unit, visit.touchpoint_id, n=1, until=call.failure.due_on(rules), reason="K2"):
        raise CallRefused(NO_SCHEDULE)
    record("critical item handled", row, unit_id=visit.unit_id, visit=visit.id, item=row.item, step=step,
           **({} if step == HR else {"employee": visit.employee_id}))
    return row
