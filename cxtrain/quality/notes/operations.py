"""Writing a note beside a chart, and taking it back. The caller commits; each is one ledger row."""

from dataclasses import dataclass

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.quality.notes.models import MonthNote


@dataclass(frozen=True)
class Noted:
    """What a note says: where, when, in which words; and whether the chart's limits begin anew with the month."""

    unit_id: int
    touchpoint_id: int
    month: str  # 2026-05
    words: str
    anew: bool = False


def note_month(actor: Actor, noted: Noted) -> MonthNote:
    """Note what happened in a month; the unit is one that the actor may see."""
    note = MonthNote(unit_id=noted.unit_id, touchpoint_id=noted.touchpoint_id, month=noted.month, words=noted.words.strip(),
                     anew=noted.anew, written_by=actor.employee_id, written_at=now())
    db.session.add(note)
    db.session.flush()
    record("month noted", note, unit_id=noted.unit_id, touchpoint=noted.touchpoint_id, month=noted.month, anew=noted.anew)
    return note


def take_back(note: MonthNote) -> None:
    """Take a note off the chart."""
    record("month note taken back", note, unit_id=note.unit_id, touchpoint=note.touchpoint_id, month=note.month)
    db.session.delete(note)
    db.session.flush()
