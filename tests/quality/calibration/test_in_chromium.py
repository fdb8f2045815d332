"""Scoring a case on a phone: each answer is saved as it is given; the pages fit and are accessible."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from cxtrain.quality.calibration.models import CaseRating
from tests.browser.conftest import AXE, OPTIONS
from tests.quality.calibration.conftest import answers_off
from tests.quality.test_scorecard_in_chromium import phone, saved

__all__ = ["phone"]
pytestmark = pytest.mark.browser


def faults(page):
    """What is wrong with the page on screen: too wide, or not accessible."""
    page.wait_for_load_state()  # a click may have left for a page that has no body yet
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.evaluate(AXE)
    found = page.evaluate("options => axe.run(options).then(found => found.violations)", OPTIONS)
    return [f"{wide} px too wide"] * (wide > 0) + [f"{each['id']} {each['nodes'][0]['html'][:120]}" for each in found]


@pytest.fixture
def trial(calibration, cast, db):
    """The id of 陈晨's part in an open round."""
    found = calibration.trial(calibration.open(), cast.chen).id
    db.session.rollback()
    return found


def test_an_answer_is_saved_as_it_is_given_and_is_there_after_a_reload(phone, trial, db):
    page = phone.new_page()
    page.goto(f"/quality/calibration/trials/{trial}/cases/1")
    page.locator('input[name=s2][value="5"]').check(force=True)
    saved(page)
    expect(page.locator("#count")).to_have_text("1/14")
    page.reload()
    expect(page.locator('input[name=s2][value="5"]')).to_be_checked()
    assert faults(page) == []
    assert [(kept.item, kept.value) for kept in db.session.scalars(select(CaseRating))] == [("s2", 5)]


def test_list_and_result_fit_a_phone(phone, calibration, cast, db):
    done = calibration.score(calibration.open(), cast.chen, lambda gold: answers_off(gold, 2, every=3)).id
    db.session.rollback()
    page = phone.new_page()
    for path in ("", f"/trials/{done}"):
        page.goto(f"/quality/calibration{path}")
        assert faults(page) == []
