"""Editing a touchpoint."""

import pytest
from sqlalchemy import func, select

from cxtrain.journey.departments.operations import add_department
from cxtrain.journey.models import Touchpoint
from cxtrain.journey.queries import list_touchpoints
from cxtrain.ledger.models import LedgerEntry

TYPED = {
    "title_zh": "前台入住", "title_en": "Check-in", "stage": "purchase", "kind": "offline", "moment_zh": "抬头",
    "moment_en": "Looking up", "standard_zh": "十秒内招呼", "standard_en": "Eye contact", "tangibles": "5",
    "reliability": "6.5", "responsiveness": "6.2", "assurance": "6.1", "empathy": "5.9", "weight": "1.5",
    "channel": "store", "owner_id": "0", "after": "0",
}


def row(db, touchpoint_id):
    db.session.rollback()
    return db.session.get(Touchpoint, touchpoint_id, populate_existing=True)


def test_it_saves_what_was_typed(browser, cast, db, desk):
    answer = browser.login(cast.lin).post(f"/journey/{desk}/edit", **TYPED)
    assert (answer.status_code, answer.location) == (303, "/journey")
    found = row(db, desk)
    assert found.title == {"zh": "前台入住", "en": "Check-in"}
    assert (found.expectation["reliability"], found.weight, found.version) == (6.5, 1.5, 2)
    assert db.session.scalar(select(func.count()).where(LedgerEntry.action == "touchpoint edited")) == 1


def test_it_says_who_owns_it_and_where_it_stands(browser, cast, db, desk):
    owner = add_department({"zh": "前厅部", "en": "Front office"}).id
    db.session.commit()
    room = db.session.scalar(select(Touchpoint.id).where(Touchpoint.slug == "room"))
    browser.login(cast.lin).post(f"/journey/{desk}/edit", **{**TYPED, "owner_id": str(owner), "after": str(room), "watched": "y"})
    found = row(db, desk)
    assert (found.owner_id, found.watched, found.channel) == (owner, True, "store")
    assert [each.slug for each in list_touchpoints()] == ["room", "desk"]


def test_it_shows_what_is_saved_now(browser, cast, desk):
    page = browser.login(cast.lin).get(f"/journey/{desk}/edit").text
    assert "A greeting within ten seconds" in page and 'value="6.2"' in page


@pytest.mark.parametrize(("field", "value", "sentence"), [
    ("title_en", "", "Write this in both languages"),
    ("empathy", "9", "A number from 1 to 7, please"),
    ("empathy", "lots", "Not a valid float value"),
    ("weight", "nan", "A number from 0.1 to 10, please"),
    ("stage", "dreams", "Not a valid choice"),
])
def test_bad_input_is_named_and_kept(browser, cast, db, desk, field, value, sentence):
    answer = browser.login(cast.lin).post(f"/journey/{desk}/edit", **{**TYPED, "standard_en": "My words", field: value})
    assert answer.status_code == 400
    assert sentence in answer.text and "My words" in answer.text
    assert row(db, desk).version == 1


def test_the_second_of_two_editors_sees_both_texts_and_loses_nothing(browser, cast, db, desk):
    browser.login(cast.lin)
    url = f"/journey/{desk}/edit"
    mine = browser.hidden(url)
    browser.post(url, **{**TYPED, "standard_en": "Their standard"})
    clash = browser.client.post(url, data={**mine, **TYPED, "standard_en": "My standard"}, headers=browser.headers)
    assert clash.status_code == 409
    assert "My standard" in clash.text and "Their standard" in clash.text
    assert row(db, desk).standard["en"] == "Their standard"
    assert clash.text.count("Saved meanwhile:") == 1


def test_sending_the_clash_page_saves_what_is_in_it(browser, cast, db, desk):
    url = f"/journey/{desk}/edit"
    browser.login(cast.lin).post(url, **{**TYPED, "standard_en": "Their standard"})
    browser.post(url, **{**TYPED, "standard_en": "Both standards"}, version="2")
    assert row(db, desk).standard["en"] == "Both standards"


def test_a_double_click_saves_once(browser, cast, db, desk):
    url = f"/journey/{desk}/edit"
    sent = {**browser.login(cast.lin).hidden(url), **TYPED}
    answers = [browser.client.post(url, data=sent, headers=browser.headers) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert row(db, desk).version == 2


def test_only_authors_may_edit(browser, cast, desk):
    url = f"/journey/{desk}/edit"
    assert browser.get(url).location == "/sign-in"
    assert browser.login(cast.li).get(url).status_code == 403


def test_a_touchpoint_that_is_not_there_is_a_404(browser, cast, desk):
    assert browser.login(cast.lin).get("/journey/999/edit").status_code == 404
