"""Writing the study as pages write it, with its sheets of paper, and one category that HR let count. The caller commits."""

import datetime as dt
from collections.abc import Mapping
from random import Random

from cxtrain.demo.calendar import Year, moment
from cxtrain.demo.chronicle import Chronicle
from cxtrain.demo.kano import wishes
from cxtrain.demo.people.operations import Staff
from cxtrain.demo.places import STORES
from cxtrain.extensions import db
from cxtrain.ledger.operations import WAITING
from cxtrain.voices.kano import operations, queries
from cxtrain.voices.kano.making import operations as making
from cxtrain.voices.kano.models import KanoStudy
from cxtrain.voices.kano.sheets import operations as sheets
from cxtrain.web.bilingual import Bilingual

MAKER, DESK, MONTH = "0001", "front-desk-check-in", 8  # HR, the touchpoint, and the month in which it was asked
HEADS = {"title": Bilingual("前台办理入住:客人在意什么", "Check-in: what guests care about"),
         "purpose": Bilingual("了解您在意什么,先改最要紧的。", "To learn what matters to you, and mend that first.")}


def write_kano(staff: Staff, touchpoints: Mapping[str, int], year: Year, chronicle: Chronicle, random: Random) -> None:
    """Write the study: made, asked in all stores for three weeks, closed, and one of its categories taken over.

    Args:
        staff: whose ids are used.
        touchpoints: ids by slug.
        year: that lies behind.
        chronicle: what the ledger says of it.
        random: decides every answer.
    """
    maker, day = staff.actor(MAKER), year.days(MONTH)[0]
    study = making.make_study(maker, making.Heads(
        **HEADS, unit_id=staff.units["HM"], touchpoint_id=touchpoints[DESK], reading="classic", draws=wishes.DRAWS,
        grouping=wishes.GROUPING))
    for each in wishes.features():
        making.put_feature(study, None, name=each.name, there=each.there, missing=each.missing)
    making.ask(maker, study, day)
    _told(chronicle, maker.employee_id, moment(day, 9))
    sheets.enter(study, wishes.draw_sheets(day, [staff.units[each.code] for each in STORES], random))
    _closed(study, day)
    taken_on = day + dt.timedelta(days=wishes.DAYS + 7)
    first = queries.found_in(study).readings[0]
    operations.take_over(maker, study, first, touchpoint_id=touchpoints[DESK], reason="", day=taken_on)
    _told(chronicle, maker.employee_id, moment(taken_on, 16))


def _closed(study: KanoStudy, day: dt.date) -> None:
    study.made_at = moment(day, 9)
    if study.campaign is not None:
        study.campaign.made_at = study.campaign.questionnaire.published_at = study.made_at
        study.campaign.state, study.campaign.closes_on = "closed", day + dt.timedelta(days=wishes.DAYS)
    db.session.flush()


def _told(chronicle: Chronicle, actor_id: int, at: dt.datetime) -> None:
    """Let the chronicle say when what was just recorded happened."""
    chronicle.adopt(db.session().info.pop(WAITING, []), at, actor_id)
