"""Taking in telephones and their votes; the caller commits. A vote is one row, without a moment, gone with the huddle."""

import datetime as dt
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.roleplay.play import dealt
from cxtrain.training.huddles.codes import read_code
from cxtrain.training.huddles.models import HuddlePhone, HuddleVote
from cxtrain.training.huddles.phones import queries
from cxtrain.training.huddles.phones.queries import Seat
from cxtrain.training.huddles.stages import is_open
from cxtrain.voices.answering.operations import todays_salt
from cxtrain.voices.answering.repeats import digest_of
from cxtrain.web.limits import hit

PER_ADDRESS, WINDOW = 150, dt.timedelta(minutes=15)  # a whole team shares one address; few codes of 387 million are open
PER_PHONE, MINUTE = 60, dt.timedelta(minutes=1)  # who changes a choice more often is no person
MOST_PHONES = 500


def _insert(table: Any) -> Any:
    return (postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert)(table.__table__)


def may_try(address: str) -> bool:
    """Count a try to join from this address, of which only a digest with the day's salt is noted."""
    return hit(f"huddle@{digest_of(todays_salt(), address)[:32]}", PER_ADDRESS, WINDOW)


def join(typed: str, phone: str) -> tuple[int, str]:
    """Let a telephone join the huddle with the code that was typed.

    Returns:
        The huddle's id and "", or 0 and why not: "unknown", "over" or "full".
    """
    code = read_code(typed)
    found = queries.huddle_by_code(code) if code else None
    if found is None:
        return 0, "unknown"
    if not is_open(found.stage, found.started_at, now()):
        return 0, "over"
    if queries.count_phones(found.id) >= MOST_PHONES:
        return 0, "full"
    row = {"huddle_id": found.id, "phone": phone}
    db.session.connection().execute(_insert(HuddlePhone).values(row).on_conflict_do_nothing())
    return found.id, ""


def vote(seat: Seat, phone: str, token: str) -> str:
    """Note what a telephone chooses, in the place of what it chose before; the seat was read locked.

    Returns:
        "" where it is noted, else why not: "over", "closed", "quick" or "unknown".
    """
    if not is_open(seat.stage, seat.started_at, now()):
        return "over"
    if not hit(f"huddle#{phone}", PER_PHONE, MINUTE):
        return "quick"
    _, before, _ = queries.scene_of(seat)
    choice = dealt(before, seat.seed).get(token)
    if seat.stage != "asking" or choice is None:
        return "closed"
    row = {"huddle_id": seat.huddle_id, "position": seat.position, "phone": phone, "choice_id": choice.id}
    noted = _insert(HuddleVote).values(row)
    db.session.connection().execute(noted.on_conflict_do_update(
        index_elements=["huddle_id", "position", "phone"], set_={"choice_id": choice.id}))
    return ""
