"""Reading a study by another table, and taking its categories over for touchpoints; the caller commits."""

import datetime as dt

from sqlalchemy import select

from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.voices.kano.models import KanoCategory, KanoStudy
from cxtrain.voices.kano.results import Reading
from cxtrain.web.bilingual import N_


class Refused(ValueError):
    """The change is not allowed as things stand; the sentence is English, for the catalogue."""


NOT_ENOUGH = N_("This feature has no category that could be taken over yet.")
NEEDS_REASON = N_("The two most frequent categories are too close: say why this one.")


def read_by(study: KanoStudy, table: str) -> None:
    """Read the answers by another table; the answers stay as they are."""
    before, study.reading = study.reading, table
    record("Kano table chosen", study, unit_id=study.unit_id, before=before, after=table)


def take_over(
    actor: Actor, study: KanoStudy, reading: Reading, *, touchpoint_id: int, reason: str, day: dt.date,
) -> KanoCategory:
    """Let a feature's category count for a touchpoint from `day` on, in the place of the one before.

    Raises:
        Refused: there is no category yet, or it is not clear and no reason is given.
    """
    if not reading.can_be_taken or reading.category is None:
        raise Refused(NOT_ENOUGH)
    if not reading.is_clear and not reason.strip():
        raise Refused(NEEDS_REASON)
    before = db.session.scalar(select(KanoCategory).where(KanoCategory.touchpoint_id == touchpoint_id,
                                                          KanoCategory.ended_on.is_(None)))
    if before is not None:
        _end(before, actor, day)
    taken = KanoCategory(touchpoint_id=touchpoint_id, study_id=study.id, feature=reading.feature.id, category=reading.category,
                         n=reading.n, clear=reading.is_clear, reason=reason.strip(), taken_by=actor.employee_id, taken_on=day)
    db.session.add(taken)
    db.session.flush()
    record("Kano category taken over", taken, unit_id=None, touchpoint=touchpoint_id, study=study.id,
           feature=reading.feature.id, category=reading.category, before=before.category if before else None)
    return taken


def end_category(actor: Actor, taken: KanoCategory, day: dt.date) -> None:
    """Let a category count no longer, so that the touchpoint weighs as if nobody had asked.

    Raises:
        Refused: it has ended already.
    """
    if taken.ended_on is not None:
        raise Refused(N_("This category has ended already."))
    _end(taken, actor, day)
    record("Kano category ended", taken, unit_id=None, touchpoint=taken.touchpoint_id, category=taken.category)


def _end(taken: KanoCategory, actor: Actor, day: dt.date) -> None:
    taken.ended_on, taken.ended_by = max(day, taken.taken_on), actor.employee_id
    db.session.flush()
