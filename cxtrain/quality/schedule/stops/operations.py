"""Changes to one planned visit: who goes, cancelled, drawn again, its scorecard begun. The caller commits.

Each takes the row locked (queries with `lock`), so that of two who change it at once the second sees the first.
"""

import datetime as dt

from sqlalchemy import select

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.models import Account
from cxtrain.people.permissions import Actor, Can
from cxtrain.quality import operations as visits
from cxtrain.quality.models import Visit
from cxtrain.quality.refusal import Refused
from cxtrain.quality.schedule import queries as plans
from cxtrain.quality.schedule.draw import Slot, days_of, draw_again
from cxtrain.quality.schedule.fulfilment import may_start
from cxtrain.quality.schedule.models import PlannedVisit
from cxtrain.quality.schedule.operations import new_code
from cxtrain.quality.schedule.stops import queries
from cxtrain.web.bilingual import N_

NO_CODE = N_("No planned visit has this code. Look at the form once more.")
BEGUN = N_("The scorecard of this visit has been begun.")
NOT_OPEN = N_("This visit is not to be made any more.")
NOT_NOW = N_("The scorecard is begun on the day of the visit, at the latest two days after it.")
NEXT_DAYS = 7  # of the next month, for a visit missed on the last day of its own


class Conflicting(Refused):
    """The shopper cannot make this visit; `values` stand in the sentence."""

    def __init__(self, sentence: str, values: dict[str, str | int]) -> None:
        super().__init__(sentence)
        self.values = values


def _unbegun(planned: PlannedVisit, *states: str) -> None:
    if db.session.scalar(select(Visit.id).where(Visit.planned_id == planned.id)):
        raise Refused(BEGUN)
    if planned.state not in states:
        raise Refused(NOT_OPEN)


def send(planned: PlannedVisit, account_id: int | None) -> None:
    """Send a shopper, another one, or nobody.

    Raises:
        Refused: it is begun, missed or cancelled.
        Conflicting: the shopper cannot go, with the reason.
    """
    _unbegun(planned, "planned")
    if account_id is not None:
        chosen = next((one for one in queries.candidates(planned) if one.member.account_id == account_id), None)
        if chosen is None:
            raise Refused(N_("Choose a shopper of the list."))
        if chosen.conflict:
            raise Conflicting(chosen.conflict.sentence, chosen.conflict.values)
    planned.account_id = account_id
    db.session.flush()
    record("shopper sent" if account_id else "shopper taken off", planned, unit_id=planned.unit_id)


def cancel(planned: PlannedVisit, reason: str) -> None:
    """Call a visit off that is still to be made, or give a missed one up.

    Raises:
        Refused: it is begun or cancelled, or there is no reason.
    """
    _unbegun(planned, "planned", "missed")
    if not reason.strip():
        raise Refused(N_("Say why."))
    planned.state, planned.reason = "cancelled", reason.strip()
    db.session.flush()
    record("planned visit cancelled", planned, unit_id=planned.unit_id)


def redraw(planned: PlannedVisit, reason: str) -> PlannedVisit:
    """Draw another day for a missed visit, which stays missed: from tomorrow to the end of its month, else a week on.

    Raises:
        Refused: it is not missed, is begun after all, was drawn again before, or there is no reason.
    """
    _unbegun(planned, "missed")
    if queries.replacement_of(planned):
        raise Refused(N_("Another day has been drawn for this visit already."))
    if not reason.strip():
        raise Refused(N_("Say why."))
    tomorrow = today(planned.unit.zone) + dt.timedelta(days=1)
    days = days_of(planned.plan.month, since=tomorrow) or [tomorrow + dt.timedelta(days=at) for at in range(NEXT_DAYS)]
    taken = db.session.scalars(select(PlannedVisit.day).where(
        PlannedVisit.unit_id == planned.unit_id, PlannedVisit.state == "planned", PlannedVisit.day.in_(days))).all()
    slot = Slot(planned.unit_id, planned.touchpoint_id, planned.day, planned.from_hour, planned.until_hour)
    again = draw_again(slot, days, set(taken), hours=plans.hours_of(planned.plan), seed=f"{planned.plan.seed}:{planned.id}")
    made = PlannedVisit(plan_id=planned.plan_id, unit_id=again.unit_id, touchpoint_id=again.touchpoint_id, day=again.day,
                        from_hour=again.from_hour, until_hour=again.until_hour, code=new_code(), redrawn_from=planned.id)
    planned.reason = reason.strip()
    db.session.add(made)
    db.session.flush()
    record("missed visit drawn again", made, unit_id=planned.unit_id)
    return made


def _startable(planned: PlannedVisit) -> None:
    _unbegun(planned, "planned", "missed")
    if not may_start(planned.state, planned.day, today(planned.unit.zone)):
        raise Refused(NOT_NOW)


def start(actor: Actor, planned: PlannedVisit) -> Visit:
    """Begin the scorecard of a visit to which `actor` is sent.

    Raises:
        Refused: begun or cancelled, the wrong day, or as quality.operations.start_visit.
    """
    _startable(planned)
    return visits.start_visit(actor, visits.Start(planned.unit, planned.touchpoint, planned.day, planned_id=planned.id))


def key_in(actor: Actor, planned: PlannedVisit, *, shopper: str, paper_digest: str) -> Visit:
    """Begin the scorecard of a planned visit from its shopper's paper form: the rating is the shopper's.

    Args:
        actor: whoever holds the form; not the shopper, and not of this store unless they plan visits.
        planned: found by the code on the form.
        shopper: name or number on the form, where nobody with an account was sent.
        paper_digest: of the photo of the form.

    Raises:
        Refused: begun or cancelled, too early, the actor's own store, no name, or as quality.operations.start_visit.
    """
    _unbegun(planned, "planned", "missed")
    if planned.day > today(planned.unit.zone):
        raise Refused(NOT_NOW)
    if visits.is_home(actor, planned.unit) and not actor.may_in(Can.PLAN_VISITS, planned.unit.path):
        raise Refused(N_("Somebody else keys this form in: it is about your own store."))
    account = db.session.get(Account, planned.account_id) if planned.account_id else None
    if account is None and not shopper.strip():
        raise Refused(N_("Write the name or number on the paper form."))
    observer = visits.Observer(account.id, account.employee_id) if account else None
    return visits.start_visit(actor, visits.Start(
        planned.unit, planned.touchpoint, planned.day, shopper="" if observer else shopper.strip(),
        paper_digest=paper_digest, observer=observer, planned_id=planned.id))
