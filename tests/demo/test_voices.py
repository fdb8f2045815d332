"""A year of customers' answers: counted as the house counts, and true to a truth that is known."""

import datetime as dt
from collections import Counter
from random import Random

import pytest
from sqlalchemy import func, select

from cxtrain.demo.calendar import Year
from cxtrain.demo.voices import answers
from cxtrain.extensions import db
from cxtrain.voices import figures
from cxtrain.voices.models import Campaign, CustomerComment, Response, SurveyPlace
from cxtrain.voices.sums.queries import verify_counts

DRAWS = 400


def test_the_counts_are_those_of_the_answers(typical):
    rows, wrong = verify_counts()
    assert rows > 1000 and wrong == {}


def test_every_campaign_has_its_posters_and_knows_how_many_answered(typical):
    received = dict(db.session.execute(select(Response.campaign_id, func.count()).where(
        Response.campaign_id.is_not(None)).group_by(Response.campaign_id)).all())  # imported ones have none
    assert {each.id: each.received for each in db.session.scalars(select(Campaign)) if each.id in received} == {
        number: received[number] for number in received}
    assert sum(received.values()) > 10_000
    assert db.session.scalar(select(func.count(SurveyPlace.id))) >= 12 * len(answers.CAMPAIGNS)


def test_nothing_lies_ahead_and_words_have_readers_of_every_kind(typical):
    assert db.session.scalar(select(func.max(Response.at))) < dt.datetime.now(dt.UTC)
    assert set(db.session.scalars(select(CustomerComment.audience))) >= {"hr", "staff", "supervisors"}


@pytest.fixture(scope="module")
def drawn():
    """Many samples of 120 customers at a known level each: (level, scores)."""
    random, found = Random("known"), []
    for _ in range(DRAWS):
        level = random.gauss(.3, .4)
        given = Counter((each.kind, each.value) for _ in range(120) for each in answers.draw_answers(level, random))
        found.append((level, {kind: Counter({value: n for (one, value), n in given.items() if one == kind})
                              for kind in figures.SCORES}))
    return found


def test_intervals_of_scores_cover_the_truth_92_to_98_times_in_a_hundred(drawn):
    def inside(interval, truth):
        return interval.low <= truth <= interval.high
    csat = [inside(figures.csat_of(counts["csat"]).share.interval, answers.true_csat(level)) for level, counts in drawn]
    nps = [inside(figures.nps_of(counts["nps"]).interval, answers.true_nps(level)) for level, counts in drawn]
    assert .92 <= sum(csat) / DRAWS <= .98 and .92 <= sum(nps) / DRAWS <= .98


def test_a_year_shows_the_improvement_where_it_was_made_and_nowhere_else():
    random = Random("year")
    year, stores = Year(dt.date(2026, 5, 20)), answers.draw_stores(random)
    found = {True: [Counter(), Counter()], False: [Counter(), Counter()]}
    for said in answers.draw_year(year, stores, random):
        if said.questionnaire == "three-questions" and said.touchpoint == answers.IMPROVED:
            later = year.month_of(said.at.date()) >= answers.IMPROVED_FROM
            found[said.store.startswith(answers.IMPROVED_IN)][later][said.answers[0].value] += 1
    change = {improved: figures.csat_change(*map(figures.csat_of, both)) for improved, both in found.items()}
    assert change[True].interval.low > 0
    assert change[False].interval.low < .05 and abs(change[False].value) < .1


def test_equal_seeds_give_equal_years():
    year = Year(dt.date(2026, 5, 20))
    once, again = (list(answers.draw_year(year, answers.draw_stores(Random(3)), Random(4))) for _ in range(2))
    assert once == again and len(once) > 10_000
