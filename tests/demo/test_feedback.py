"""Customers' matters of the demo company, and the truth they were drawn from."""

import datetime as dt

from sqlalchemy import func, select

from cxtrain.clock import now
from cxtrain.demo.feedback.cases import A_YEAR, CLOSE_HOURS, REOPENED, REPLY_HOURS
from cxtrain.extensions import db as database
from cxtrain.people.models import Unit
from cxtrain.voices.feedback.models import Feedback, FeedbackEvent
from cxtrain.voices.feedback.outcomes.queries import survey_for
from cxtrain.voices.feedback.rates import figures, queries


def test_the_page_of_rates_finds_the_truth(demo):
    firm = database.session.scalars(select(Unit).where(Unit.parent_id.is_(None))).one()
    found = figures.of(queries.cases_of(firm, now() - dt.timedelta(days=400)))
    assert found.told > 60
    assert found.reply.interval.low <= REPLY_HOURS * 1.1 and found.reply.interval.high >= REPLY_HOURS * .9
    assert found.close.interval.low <= CLOSE_HOURS * 1.1 and found.close.interval.high >= CLOSE_HOURS * .9
    assert found.reopened.interval.low <= REOPENED <= found.reopened.interval.high


def test_each_matter_is_whole_and_some_are_open(demo):
    states = dict(database.session.execute(select(Feedback.state, func.count()).group_by(Feedback.state)).all())
    assert sum(states.values()) == A_YEAR and 0 < states["open"] < 40
    told = database.session.scalar(select(func.count()).where(FeedbackEvent.what == "told"))
    assert told == A_YEAR
    assert database.session.scalar(select(func.count()).where(Feedback.closed_at < Feedback.opened_at)) == 0


def test_a_link_can_be_made_in_every_store(demo):
    stores = database.session.scalars(select(Unit).where(Unit.kind == "store")).all()
    assert stores and all(survey_for(store) for store in stores)
