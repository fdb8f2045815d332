"""Campaigns: what may be asked of whom, when one is open, its places, and links that are answered once."""

import dataclasses
import datetime as dt
import hashlib
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from werkzeug.exceptions import NotFound

from cxtrain.journey.models import Department
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Role
from cxtrain.voices.models import SurveyLink
from cxtrain.voices.surveys import operations, queries
from cxtrain.voices.surveys.link import token_of
from cxtrain.voices.surveys.standing import standing, still_needed
from tests.quality.conftest import actor

DAY = dt.timedelta(days=1)


def refused(call, *args):
    """Return the field and the sentence with which `call` refuses."""
    with pytest.raises(operations.Refused) as found:
        call(*args)
    return found.value.field, found.value.sentence


def test_a_draft_needs_a_place_before_it_opens(db, cast, draft, day):
    campaign = draft()
    assert refused(operations.open_campaign, campaign, day) == ("places", operations.NO_PLACE)
    assert operations.add_places(campaign, [db.session.get(Unit, cast.jingan)]) == 1
    operations.open_campaign(campaign, day)
    assert queries.is_open(campaign, day) and not queries.is_open(campaign, day - DAY)


def test_one_whose_days_or_quota_are_over_opens_only_when_they_are_changed(db, cast, draft, day):
    over, full = draft(opens_on=day - 9 * DAY, closes_on=day - DAY), draft(quota=3)
    full.received = 3
    db.session.flush()
    for campaign in (over, full):
        operations.add_places(campaign, [db.session.get(Unit, cast.jingan)])
    assert refused(operations.open_campaign, over, day) == ("closes_on", operations.OVER)
    assert refused(operations.open_campaign, full, day) == ("quota", operations.FULL)


def test_an_internal_questionnaire_asks_about_a_department_and_no_other_does(db, draft, department):
    assert refused(lambda: draft("between-departments")) == ("department", operations.NO_DEPARTMENT)
    assert refused(lambda: draft(department_id=department.id)) == ("department", operations.NOT_INTERNAL)
    assert draft("between-departments", department_id=department.id).department_id == department.id


def test_of_a_department_the_place_says_who_answers(db, cast, draft, department):
    asked = Department(slug="kitchen", title={"zh": "厨房", "en": "Kitchen"})
    db.session.add(asked)
    campaign = draft("between-departments", department_id=department.id)
    operations.add_places(campaign, [db.session.get(Unit, cast.firm)], ["kitchen"])
    assert queries.asked_department(queries.places_of(campaign.id)[0]) == asked


def test_what_was_opened_keeps_what_it_asks(db, cast, draft, day):
    campaign = draft()
    operations.add_places(campaign, [db.session.get(Unit, cast.jingan)])
    operations.open_campaign(campaign, day)
    plan = operations.Plan(**{name: getattr(campaign, name) for name in operations.Plan.__dataclass_fields__})
    other = dataclasses.replace(plan, title="新名", keep_months=60, purpose={"zh": "别的", "en": "Other"}, target=400)
    operations.change_campaign(campaign, other)
    assert (campaign.title, campaign.target, campaign.keep_months, campaign.purpose["en"]) == ("新名", 400, 24, "To improve")


def test_the_quota_never_falls_below_what_has_come(draft):
    campaign = draft(quota=10)
    campaign.received = 7
    plan = operations.Plan(**{name: getattr(campaign, name) for name in operations.Plan.__dataclass_fields__})
    assert refused(operations.change_campaign, campaign, dataclasses.replace(plan, quota=6)) == ("quota", operations.FEWER)


def test_places_are_added_once_and_an_ended_one_comes_back_with_its_code(db, cast, draft):
    campaign, units = draft(), [db.session.get(Unit, unit) for unit in (cast.jingan, cast.xuhui)]
    assert operations.add_places(campaign, units, ["Table 1", "Table 2", "Table 1"]) == 4
    first = queries.places_of(campaign.id)[0]
    token = first.token
    operations.end_place(first)
    assert len(queries.places_of(campaign.id)) == 3
    assert operations.add_places(campaign, units, ["Table 1", "Table 2"]) == 1
    assert (first.ended, first.token, len(queries.places_of(campaign.id))) == (False, token, 4)
    assert len({place.token for place in queries.places_of(campaign.id)}) == 4
    assert all(len(place.token) == 22 for place in queries.places_of(campaign.id))  # 128 bits


def test_a_draft_with_places_does_not_move_away_from_them(db, cast, draft):
    campaign = draft()
    operations.add_places(campaign, [db.session.get(Unit, cast.jingan)])
    plan = operations.Plan(**{name: getattr(campaign, name) for name in operations.Plan.__dataclass_fields__})
    assert refused(operations.change_campaign, campaign, dataclasses.replace(plan, unit_id=cast.xuhui))[0] == "unit"


def test_links_follow_from_the_sites_secret_and_only_their_digest_is_kept(app, db, cast, draft, day):
    campaign = draft()
    operations.add_places(campaign, [db.session.get(Unit, cast.jingan)])
    links = operations.make_links(queries.places_of(campaign.id)[0], ["R-1", "R-2", "R-3"], day + 30 * DAY)
    db.session.commit()
    tokens = [queries.link_token(link) for link in links]
    assert [link.label for link in links] == ["R-1", "R-2", "R-3"] and len(set(tokens)) == 3
    kept = set(db.session.scalars(select(SurveyLink.digest)))
    assert kept == {hashlib.sha256(token.encode()).hexdigest() for token in tokens}
    assert queries.batches_of(campaign.id)[0].links == 3
    app.config["SECRET_KEY"] = "another secret of thirty-two bytes!!"
    assert [queries.link_token(link) for link in links] == [None] * 3


def test_every_change_has_one_row_in_the_ledger(db, cast, draft, day):
    campaign = draft()
    operations.add_places(campaign, [db.session.get(Unit, cast.jingan)])
    place = queries.places_of(campaign.id)[0]
    operations.open_campaign(campaign, day)
    operations.make_links(place, [""] * 2, day)
    for _ in range(2):  # the second time nothing changes
        operations.end_place(place)
        operations.close_campaign(campaign)
    db.session.commit()
    said = db.session.scalars(select(LedgerEntry.action).where(LedgerEntry.action.startswith("survey")))
    assert sorted(said) == ["survey closed", "survey drafted", "survey links made", "survey opened", "survey place ended",
                            "survey places added"]


DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 3, 1))
CAMPAIGNS = st.builds(SimpleNamespace, state=st.sampled_from(["draft", "open", "closed"]), opens_on=DAYS,
                      closes_on=st.none() | DAYS, quota=st.none() | st.integers(1, 9), target=st.none() | st.integers(1, 9),
                      received=st.integers(0, 12))


@given(CAMPAIGNS, DAYS)
def test_it_is_open_only_by_hand_and_within_its_days_and_quota(campaign, day):
    inside = campaign.opens_on <= day and (campaign.closes_on is None or day <= campaign.closes_on)
    room = campaign.quota is None or campaign.received < campaign.quota
    assert (standing(campaign, day) == "open") == (campaign.state == "open" and inside and room)
    needed = still_needed(campaign)
    assert needed is None if campaign.target is None else needed == max(0, campaign.target - campaign.received)


@given(st.text(min_size=32, max_size=40), st.integers(1, 2**31 - 1), st.integers(1, 2**31 - 1))
def test_tokens_differ_by_link_and_by_secret(secret, one, other):
    assert len(token_of(secret, one)) == 22
    assert (token_of(secret, one) == token_of(secret, other)) == (one == other)
    assert token_of(secret + "x", one) != token_of(secret, one)


def test_a_survey_out_of_reach_is_no_survey(db, cast, draft):
    campaign = draft()
    with pytest.raises(NotFound):
        queries.get_campaign_for(actor(db, cast.li, Role.SUPERVISOR), campaign.id)
    assert queries.get_campaign_for(actor(db, cast.he, Role.HR), campaign.id) is campaign
