"""HR takes names off visits: with a reason and an explicit yes, in the own reach."""

import pytest
from sqlalchemy import select

from cxtrain.quality.models import Visit


@pytest.fixture
def named(cards, cast):
    """The id of a released visit of 王喆."""
    return cards.released(person=cast.wang).id


def test_the_page_says_how_many_and_what_stays(browser, cast, named):
    page = browser.login(cast.he).get(f"/quality/programmes/names/{cast.jingan}").text
    assert "1 visit here and below bears a name" in page and "Scores stay with the touchpoint" in page


def test_names_go_after_a_reason_and_a_yes(browser, cast, db, named):
    browser.login(cast.he)
    answer = browser.post(f"/quality/programmes/names/{cast.jingan}", before="", reason="改为不记名", sure="y")
    assert answer.location == "/quality/programmes"
    db.session.expire_all()
    assert db.session.scalars(select(Visit.employee_id)).all() == [None]
    assert "The name was removed from 1 visit." in browser.get("/quality/programmes").text


@pytest.mark.parametrize(("typed", "says"), [
    ({"reason": "", "sure": "y"}, "Say why"), ({"reason": "改", "sure": ""}, "Confirm it"),
    ({"reason": "改", "sure": "y", "before": "soon"}, "soon")])
def test_without_either_nothing_goes(browser, cast, db, named, typed, says):
    data = {name: value for name, value in typed.items() if value or name == "reason"}
    answer = browser.login(cast.he).post(f"/quality/programmes/names/{cast.jingan}", **data)
    assert answer.status_code == 400 and says in answer.text
    db.session.expire_all()
    assert db.session.get(Visit, named).employee_id == cast.wang


def test_a_programme_shows_what_is_older_than_it_allows(browser, cast, db, cards, tell):
    cards.released(person=cast.wang, days_ago=70)
    version = tell(retention_months=1).id
    page = browser.login(cast.he).get(f"/quality/programmes/{version}").text
    assert "1 of them is older than the notice allows" in page and "before=" in page
    assert browser.get(f"/quality/programmes/names/{cast.firm}?before=2026-05-01").text.count('value="2026-05-01"') == 1
