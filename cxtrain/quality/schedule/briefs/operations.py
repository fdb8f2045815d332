"""Writing what a visit asks in a store. The caller commits."""

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.ledger.operations import record
from cxtrain.people.models import Unit
from cxtrain.quality.schedule.briefs import queries
from cxtrain.quality.schedule.briefs.brief import StoreWords
from cxtrain.quality.schedule.models import StoreBrief


def write_words(unit: Unit, touchpoint: Touchpoint, words: StoreWords) -> StoreBrief:
    """Keep what HR wrote for a touchpoint of a store; briefs of visits still to be made say so at once."""
    kept = queries.kept_words(unit.id, touchpoint.id)
    if kept is None:
        kept = StoreBrief(unit_id=unit.id, touchpoint_id=touchpoint.id)
        db.session.add(kept)
    kept.words, kept.changed_at = words.as_dict(), now()
    db.session.flush()
    record("store brief written", ("store_brief", f"{unit.id}-{touchpoint.id}"), unit_id=unit.id)
    return kept
