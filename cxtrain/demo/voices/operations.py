"""Writing a year of customers' answers at once: what surveys and the pages that ask do one at a time. The caller commits."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from sqlalchemy import insert, select

from cxtrain.demo.calendar import Year, moment
from cxtrain.demo.chronicle import Chronicle
from cxtrain.demo.people.operations import Staff
from cxtrain.demo.voices.answers import CAMPAIGNS, Said, draw_stores, draw_year
from cxtrain.extensions import db
from cxtrain.voices.models import (
    Campaign,
    CustomerComment,
    QuestionnaireVersion,
    Response,
    ResponseAnswer,
    SurveyPlace,
)
from cxtrain.voices.sums.operations import add_to_counts
from cxtrain.voices.tally import Given, Key, month_of, of_response

RUNS = "0001"  # HR
KEEP_MONTHS = 24
TITLES = {"three-questions": "满意、省力、推荐", "service-gap": "期望与感受", "what-matters": "重要与表现"}
PURPOSE = {"zh": "了解您在这里的感受，改进我们的服务。", "en": "To learn how you found us here, and to do better."}
RELEASED = ("staff", "staff", "supervisors", "hr", "hr")  # who may read what was written, as HR has decided so far
Numbers = Mapping[tuple[str, str], int]  # ids by questionnaire and touchpoint


def write_voices(staff: Staff, touchpoints: Mapping[str, int], year: Year, chronicle: Chronicle, random: Random) -> None:
    """Write campaigns with a poster in every store, and all that was answered.

    Args:
        staff: whose ids are used.
        touchpoints: ids by slug.
        year: that lies behind.
        chronicle: what the ledger says of the campaigns.
        random: decides everything.
    """
    campaigns = {each: number for number, each in enumerate(CAMPAIGNS, 1)}
    stores = draw_stores(random)
    said = list(draw_year(year, stores, random))
    _write_campaigns(staff, touchpoints, year, Counter((each.questionnaire, each.touchpoint) for each in said))
    places = _write_places(staff, campaigns, list(stores), random)
    _write_responses(staff, touchpoints, said, (campaigns, places), random)
    _count(staff, touchpoints, said)
    for (questionnaire, _), number in campaigns.items():
        facts = {"unit_id": staff.units["HM"], "actor_id": staff.employees[RUNS]}
        begun = moment(year.start, 10)
        chronicle.note(begun, "survey drafted", ("campaign", number), title=TITLES[questionnaire], **facts)
        chronicle.note(begun, "survey places added", ("campaign", number), places=len(stores), **facts)
        chronicle.note(begun, "survey opened", ("campaign", number), received=0, **facts)


def _write_campaigns(staff: Staff, touchpoints: Mapping[str, int], year: Year, received: Counter[tuple[str, str]]) -> None:
    versions = dict(db.session.execute(select(QuestionnaireVersion.slug, QuestionnaireVersion.id).where(
        QuestionnaireVersion.current)).tuples().all())
    db.session.execute(insert(Campaign.__table__), [
        {"id": number, "title": TITLES[slug], "unit_id": staff.units["HM"], "touchpoint_id": touchpoints[touchpoint],
         "questionnaire_id": versions[slug], "purpose": PURPOSE, "keep_months": KEEP_MONTHS, "comments_for": "hr",
         "opens_on": year.start, "state": "open", "received": received[slug, touchpoint], "made_by": staff.employees[RUNS],
         "made_at": moment(year.start, 9), "version": 1} for number, (slug, touchpoint) in enumerate(CAMPAIGNS, 1)])


def _write_places(staff: Staff, campaigns: Numbers, stores: Sequence[str], random: Random) -> dict[tuple[int, str], int]:
    """Hang a poster up in every store for every campaign; return their ids by campaign and store."""
    places = {(campaign, store): number for number, (campaign, store) in enumerate(
        ((campaign, store) for campaign in campaigns.values() for store in stores), 1)}
    db.session.execute(insert(SurveyPlace.__table__), [
        {"id": number, "campaign_id": campaign, "unit_id": staff.units[store], "label": "", "ended": False,
         "token": f"{random.getrandbits(128):032x}"[:22]} for (campaign, store), number in places.items()])
    return places


def _write_responses(staff: Staff, touchpoints: Mapping[str, int], said: Sequence[Said],
                     known: tuple[Numbers, Mapping[tuple[int, str], int]], random: Random) -> None:
    rows = []
    for number, each in enumerate(said, 1):
        campaign = known[0][each.questionnaire, each.touchpoint]
        rows.append({
            "id": number, "key": str(uuid.UUID(int=random.getrandbits(128))), "place_id": known[1][campaign, each.store],
            "campaign_id": campaign, "unit_id": staff.units[each.store], "touchpoint_id": touchpoints[each.touchpoint],
            "source": "survey", "at": each.at.astimezone(dt.UTC), "month": month_of(each.at.date()), "language": each.language,
            "segment": "", "counted": True, "keep_until": _kept(each.at.date())})
    db.session.execute(insert(Response.__table__), rows)
    db.session.execute(insert(ResponseAnswer.__table__), [
        {"response_id": number, "question": answer.question, "kind": answer.kind, "subject": answer.subject,
         "value": answer.value, "other": answer.other} for number, each in enumerate(said, 1) for answer in each.answers])
    db.session.execute(insert(CustomerComment.__table__), [
        _comment(row, each, random) for row, each in zip(rows, said, strict=True) if each.remark])


def _comment(row: Mapping[str, Any], said: Said, random: Random) -> dict[str, Any]:
    assert said.remark is not None
    return {"response_id": row["id"], "question": said.remark.question, "words": said.remark.words,
            "score": said.remark.score, "audience": random.choice(RELEASED), "version": 1,
            **{name: row[name] for name in ("unit_id", "touchpoint_id", "source", "at", "language")}}


def _kept(day: dt.date) -> dt.date:
    """Return until when answers of a day are kept one by one."""
    return dt.date(day.year + KEEP_MONTHS // 12, day.month, min(day.day, 28))


def _count(staff: Staff, touchpoints: Mapping[str, int], said: Sequence[Said]) -> None:
    counts: Counter[Key] = Counter()
    for each in said:
        given = Given(staff.paths[each.store], touchpoints[each.touchpoint], "survey", month_of(each.at.date()))
        counts.update(of_response(given, each.answers))
    add_to_counts(counts)
