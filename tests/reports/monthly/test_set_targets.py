"""Targets of the monthly report."""

import pytest
import time_machine

from cxtrain.people.models import Unit
from cxtrain.reports.monthly.sources.queries import facts_of, targets_of


@pytest.fixture(autouse=True)
def in_june():
    with time_machine.travel("2026-06-10T03:00:00Z"):
        yield


def test_a_store_takes_the_targets_above_it_unless_it_has_its_own(browser, cast, db):
    browser.login(cast.he)
    browser.post(f"/monthly/units/{cast.firm}/targets/2026", **{"target-monthly:completion": "95%", "target-monthly:nps": "30"})
    browser.post(f"/monthly/units/{cast.jingan}/targets/2026", **{"target-monthly:completion": "90"})
    store = db.session.get(Unit, cast.jingan)
    assert targets_of(store, "2026") == {"completion": 0.9, "nps": 30.0} and targets_of(store, "2025") == {}
    assert facts_of(store, "2026-05").lines["completion"].target == 0.9
    assert "From above: 30.0" in browser.get(f"/monthly/units/{cast.jingan}/targets/2026").text


def test_what_is_no_number_is_said_at_its_field_and_kept(browser, cast):
    browser.login(cast.he)
    answer = browser.post(f"/monthly/units/{cast.firm}/targets/2026", **{"target-monthly:completion": "120", "target-monthly:csat": "many"})
    assert answer.status_code == 400 and 'value="120"' in answer.text and 'value="many"' in answer.text


def test_targets_do_not_show_among_the_business_figures(browser, cast):
    browser.login(cast.he)
    browser.post(f"/monthly/units/{cast.firm}/targets/2026", **{"target-monthly:completion": "95"})
    page = browser.get(f"/indicators/units/{cast.firm}/targets/2026")
    assert page.status_code == 200 and "monthly:" not in page.text


def test_only_hr_sets_them(browser, cast):
    assert browser.login(cast.li).get(f"/monthly/units/{cast.jingan}/targets/2026").status_code == 403
    assert browser.login(cast.he).get(f"/monthly/units/{cast.jingan}/targets/1999").status_code == 404
