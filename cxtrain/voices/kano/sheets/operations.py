"""Keeping answers that came on paper; the caller commits."""

import datetime as dt
import uuid
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select, update

from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.models import Unit
from cxtrain.voices.kano.models import KanoStudy
from cxtrain.voices.kano.queries import sheet_key, sheets_there
from cxtrain.voices.kano.sheets.entry import Entry
from cxtrain.voices.models import Campaign, Response
from cxtrain.voices.operations import Arrived, erase, receive
from cxtrain.voices.queries import questionnaire_of
from cxtrain.voices.tally import Answer

MONTH = 31  # days; time to keep is never too short
NOON = dt.time(12)


def enter(study: KanoStudy, entries: Sequence[Entry]) -> tuple[int, list[str]]:
    """Keep and count answers; return how many were taken, and which sheets were there before and were left alone.

    Raises:
        ValueError: the study was never asked.
    """
    if study.campaign is None:
        raise ValueError("a draft has no answers")
    before = sheets_there(study.id, [each.sheet for each in entries])
    fresh = [each for each in entries if each.sheet not in before]
    units = {unit.id: unit for unit in db.session.scalars(select(Unit).where(Unit.id.in_({each.unit_id for each in fresh})))}
    receive([_arrived(study, study.campaign, each, units[each.unit_id]) for each in fresh])
    if fresh:
        _count(study.campaign, len(fresh))
        record("Kano sheets entered", study, unit_id=study.unit_id, sheets=len(fresh))
    return len(fresh), sorted(before)


def _arrived(study: KanoStudy, campaign: Campaign, entry: Entry, unit: Unit) -> Arrived:
    asked = questionnaire_of(campaign.questionnaire)
    subjects = {each.id: asked.subject(each) for each in asked.questions}
    return Arrived(
        key=str(uuid.uuid4()), unit=unit, touchpoint_id=campaign.touchpoint_id, source="import",
        at=dt.datetime.combine(entry.day, NOON, ZoneInfo(unit.zone)),
        keep_until=entry.day + dt.timedelta(days=MONTH * campaign.keep_months), segment=entry.group, campaign_id=campaign.id,
        source_key=sheet_key(study.id, entry.sheet),
        answers=tuple(Answer(feature, "kano", there, missing, subjects[feature]) for feature, there, missing in entry.pairs))


def _count(campaign: Campaign, n: int) -> None:
    """Note how many answered, up to the quota; in the database, because posters are answered at the same time."""
    db.session.execute(update(Campaign).where(
        Campaign.id == campaign.id, or_(Campaign.quota.is_(None), Campaign.received + n <= Campaign.quota)
    ).values(received=Campaign.received + n))


def take_out(study: KanoStudy, response: Response) -> None:
    """Take a sheet out again, as when it was keyed in wrong; its number may be entered anew."""
    erase(response)
    record("Kano sheet taken out", study, unit_id=study.unit_id)
