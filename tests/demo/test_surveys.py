"""Departments that rate housekeeping, a survey being drafted, and links on receipts."""

from sqlalchemy import select

from cxtrain.clock import today
from cxtrain.demo.surveys.operations import ANSWERED, RECEIPTS, TARGET
from cxtrain.extensions import db
from cxtrain.voices.models import Campaign
from cxtrain.voices.surveys import queries
from cxtrain.voices.surveys.between import between
from cxtrain.voices.surveys.standing import standing, still_needed


def test_the_front_office_is_the_least_content_with_housekeeping(typical):
    campaign = db.session.scalars(select(Campaign).where(Campaign.department_id.is_not(None))).one()
    assert standing(campaign, today("Asia/Shanghai")) == "open" and still_needed(campaign) == TARGET - sum(ANSWERED.values())
    found = between(*queries.said_between(campaign.id))
    assert sorted(line.n for line in found.lines.values()) == [7, 9, 14] and len(found.few) == 1
    content = {line.n: line.scores.csat.share.value for line in found.lines.values()}
    assert content[14] < content[9]


def test_one_survey_is_a_draft_and_nobody_can_answer_it(typical):
    drafts = db.session.scalars(select(Campaign).where(Campaign.state == "draft")).all()
    assert drafts and not any(queries.is_open(each, today("Asia/Shanghai")) for each in drafts)


def test_the_links_of_the_receipts_can_be_fetched_again(typical):
    batches = [batch for campaign in db.session.scalars(select(Campaign)) for batch in queries.batches_of(campaign.id)]
    assert RECEIPTS in [batch.links for batch in batches]
