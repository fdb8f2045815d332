"""Opening a room: which scenario, whose group."""

from sqlalchemy import func, select

from cxtrain.extensions import db as database
from cxtrain.training.huddles.models import Huddle


def count():
    """Return how many huddles there are."""
    database.session.rollback()
    return database.session.scalar(select(func.count()).select_from(Huddle))


def test_the_page_of_a_scenario_leads_to_it_with_the_scenario_chosen(browser, cast, scenario):
    page = browser.login(cast.li).get("/roleplay/late-check-in")
    assert 'href="/huddles/new?scenario=late-check-in"' in page.text
    chosen = browser.get("/huddles/new?scenario=late-check-in").text
    assert '<option selected value="late-check-in">' in chosen and f'<option selected value="{cast.jingan}">' in chosen


def test_staff_are_not_offered_it(browser, cast, scenario):
    page = browser.login(cast.wang).get("/roleplay/late-check-in")
    assert "/huddles/new" not in page.text and browser.get("/huddles/new").status_code == 403


def test_it_starts_a_huddle_of_the_current_version_with_a_code_of_its_own(browser, cast, scenario, db):
    browser.login(cast.li)
    urls = [browser.post("/huddles/new", scenario="late-check-in", unit=str(cast.jingan)).location for _ in range(2)]
    found = db.session.scalars(select(Huddle).order_by(Huddle.id)).all()
    assert [f"/huddles/{huddle.id}" for huddle in found] == urls and len({huddle.code for huddle in found}) == 2
    assert all((huddle.stage, huddle.unit_id, huddle.leader_id) == ("lobby", cast.jingan, cast.li) for huddle in found)


def test_an_unknown_scenario_and_a_foreign_unit_are_refused_where_they_were_chosen(browser, cast, scenario):
    browser.login(cast.li)
    for fields in ({"scenario": "no-such", "unit": str(cast.jingan)}, {"scenario": "", "unit": str(cast.jingan)},
                   {"scenario": "late-check-in", "unit": str(cast.xuhui)}, {"scenario": "late-check-in", "unit": "x"}):
        answer = browser.post("/huddles/new", **fields)
        assert answer.status_code == 400 and 'class="wrong"' in answer.text
    assert count() == 0


def test_without_any_scenario_it_says_who_makes_one_appear(browser, cast):
    assert "once an author has published them" in browser.login(cast.li).get("/huddles/new").text


def test_a_retired_scenario_is_not_offered(browser, cast, scenario, db):
    from cxtrain.clock import now
    from cxtrain.roleplay.models import Scenario

    db.session.scalars(select(Scenario)).one().retired_at = now()
    db.session.commit()
    browser.login(cast.li)
    assert "late-check-in" not in browser.get("/huddles/new").text
    assert "/huddles/new?scenario" not in browser.get("/roleplay/late-check-in").text
