"""Beginning an announced check; the caller commits. It is saved, submitted and decided like any other scorecard."""

import datetime as dt

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.ledger.operations import record
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.quality import queries
from cxtrain.quality.calibration.queries import has_failed
from cxtrain.quality.models import InstrumentVersion, Visit
from cxtrain.quality.programmes.queries import people_on
from cxtrain.quality.refusal import NOT_CALIBRATED, Refused
from cxtrain.web.bilingual import N_

NO_FORM = N_("There is no form for this yet. An author publishes one under Forms.")
FOREIGN_UNIT = N_("An announced check is made in one's own unit.")


def form_for(touchpoint: Touchpoint, kind: str) -> InstrumentVersion:
    """Return the form of a kind at a touchpoint.

    Raises:
        Refused: there is none.
    """
    version = queries.current_form(touchpoint.slug, kind)
    if version is None:
        raise Refused(NO_FORM)
    return version


def start_check(actor: Actor, unit: Unit, touchpoint: Touchpoint, day: dt.date) -> Visit:
    """Begin the scorecard of an announced check in one's own unit. Whoever was seen is for the reviewer to say.

    Raises:
        Refused: another unit, a failed calibration, no programme that provides for it, or no form.
    """
    if not actor.may_in(Can.COACH, unit.path):
        raise Refused(FOREIGN_UNIT)
    if has_failed(actor.account_id):
        raise Refused(NOT_CALIBRATED)
    people, version = people_on(unit, day, "announced_check"), form_for(touchpoint, "announced_check")
    visit = Visit(kind="announced_check", unit_id=unit.id, touchpoint_id=touchpoint.id, instrument_id=version.id,
                  people=people, observed_by=actor.account_id, observer_employee_id=actor.employee_id,
                  entered_by=actor.account_id, enterer_employee_id=actor.employee_id, visited_on=day,
                  started_at=now(), saved_at=now())
    db.session.add(visit)
    db.session.flush()
    record("announced check started", visit, unit_id=unit.id)
    return visit
