"""Reading the notes beside a chart."""

from collections.abc import Sequence

from flask import abort
from sqlalchemy import literal, or_, select

from cxtrain.extensions import db
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import below, within
from cxtrain.quality.notes.models import MonthNote

MOST = 40  # on a chart


def notes_on(touchpoint_id: int, paths: Sequence[str], since: str) -> list[MonthNote]:
    """Return the notes that concern units at `paths`: their own, those of what lies above and of what lies below.

    Args:
        touchpoint_id: whose chart it is.
        paths: of the units whose visits are drawn, all of them in the reader's reach.
        since: the first month drawn.
    """
    concerned = or_(below(tuple(paths)), *(literal(path).startswith(Unit.path) for path in paths))
    query = select(MonthNote).join(Unit, Unit.id == MonthNote.unit_id).where(
        MonthNote.touchpoint_id == touchpoint_id, MonthNote.month >= since, concerned)
    newest = db.session.scalars(query.order_by(MonthNote.month.desc(), MonthNote.id.desc()).limit(MOST)).all()
    return sorted(newest, key=lambda note: (note.month, note.id))


def get_note_for(actor: Actor, note_id: int) -> MonthNote:
    """Return a note that `actor` may take back: of a unit in reach; else 404."""
    return db.session.scalar(select(MonthNote).join(Unit, Unit.id == MonthNote.unit_id).where(
        MonthNote.id == note_id, within(actor, Can.SEE_QUALITY))) or abort(404)
