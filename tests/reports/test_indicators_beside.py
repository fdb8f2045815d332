"""A business figure beside shoppers and customers."""

import datetime as dt
import uuid

import pytest

from cxtrain.clock import today
from cxtrain.measures.correlation import correlation
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor
from cxtrain.reports.indicators_beside.lines import Point, together
from cxtrain.voices.figures import SCORED_FROM
from cxtrain.voices.indicators import operations, queries
from cxtrain.voices.indicators.figures import Figure
from cxtrain.voices.indicators.numbers import Number
from cxtrain.voices.operations import Arrived, receive
from cxtrain.voices.tally import Answer
from tests.voices.conftest import asked  # noqa: F401

PAGE = "/indicators/beside"


def lines(count, *, step=1.0):
    """An indicator and a line that move together, with a little noise."""
    values = [50 + step * index + (index * 7 % 5) for index in range(count)]
    figures = [Figure(f"m{index:02d}", value, stores=1, of=1) for index, value in enumerate(values)]
    return figures, [Point(f"m{index:02d}", 4 + value / 50 + (index * 3 % 4) / 40, 40) for index, value in enumerate(values)]


def test_a_correlation_needs_twelve_months_with_both():
    figures, line = lines(11)
    found = together(figures, line, sums=False)
    assert found.levels.value is None and found.levels.n == 11 and not found.is_told
    figures, line = lines(14)
    found = together(figures, [*line[:13], Point("m13", None, 3)], sums=False)
    wanted = correlation([(a.value, b.value) for a, b in zip(figures[:13], line[:13], strict=True)])
    assert found.is_told and found.levels == wanted and found.side == 1


def test_a_sum_to_which_stores_are_missing_does_not_count():
    figures, line = lines(12)
    figures[3] = Figure("m03", 1.0, stores=1, of=2)
    assert together(figures, line, sums=True).levels.n == 11
    assert together(figures, line, sums=False).levels.n == 12


@pytest.fixture
def course(db, cast, asked):  # noqa: F811
    """Fourteen months of 静安店 with retention, and CSAT answers that follow it."""
    months = queries.months_of(queries.last_month(today("Asia/Shanghai")), 14)
    actor = Actor(1, cast.he, "H0001", "何姐", "He Jie", "zh_Hans", cast.firm, f"/{cast.firm}/", "鹤鸣酒店", "Asia/Shanghai")
    unit = db.session.get(Unit, cast.jingan)
    for index, month in enumerate(months):
        lost = 10 + index * 5 % 11
        operations.enter(operations.Entered(cast.jingan, month, {
            "customers-start": Number(1000), "customers-lost": Number(lost)}), actor=actor)
        at = dt.datetime.fromisoformat(f"{month}-10T04:00:00+00:00")
        receive([Arrived(key=str(uuid.uuid4()), unit=unit, touchpoint_id=asked.desk, source="import", at=at,
                         keep_until=at.date() + dt.timedelta(days=900),
                         answers=(Answer("satisfied", "csat", 2 if number < lost + index % 3 else 5),)) for number in range(SCORED_FROM)])
    db.session.commit()
    return months


def test_the_page_says_how_far_they_go_together_and_that_it_is_no_cause(browser, cast, course):
    text = browser.login(cast.li).get(PAGE).text
    assert "Together, not because." in text
    assert "They go together: correlation 0.9" in text and "over 14 months" in text
    assert "0 months have both" in text  # no shopper has been there


def test_an_unknown_indicator_and_a_foreign_unit_are_not_there(browser, cast):
    browser.login(cast.li)
    assert browser.get(PAGE, query_string={"indicator": "nothing"}).status_code == 404
    assert browser.get(PAGE, query_string={"unit": cast.xuhui}).status_code == 404


def test_staff_do_not_see_it(browser, cast):
    assert browser.login(cast.wang).get(PAGE).status_code == 403
