"""Adding a touchpoint, taking one over, taking one off."""

import pytest
from sqlalchemy import select

from cxtrain.journey.models import Touchpoint
from cxtrain.journey.queries import list_touchpoints
from tests.journey.test_edit_touchpoint import TYPED

NEW = {**TYPED, "title_en": "Car park", "title_zh": "停车场", "channel": "store", "owner_id": "0", "after": "0"}


def test_a_new_touchpoint_stands_where_it_was_put(browser, cast, db, desk):
    answer = browser.login(cast.lin).post("/journey/new", **{**NEW, "after": str(desk)})
    assert (answer.status_code, answer.location) == (303, "/journey")
    db.session.rollback()
    assert [each.slug for each in list_touchpoints()] == ["desk", "car-park", "room"]


@pytest.mark.parametrize(("field", "value", "sentence"), [
    ("title_zh", "", "Write this in both languages"), ("channel", "pigeon", "Not a valid choice"), ("owner_id", "99", "Not a valid choice")])
def test_bad_input_is_named_and_kept(browser, cast, db, desk, field, value, sentence):
    answer = browser.login(cast.lin).post("/journey/new", **{**NEW, "standard_en": "My words", field: value})
    assert answer.status_code == 400 and sentence in answer.text and "My words" in answer.text
    db.session.rollback()
    assert len(list_touchpoints()) == 2


def test_ready_made_ones_are_taken_over(browser, cast, db):
    browser.login(cast.lin).post("/journey/templates", parts=["hotel/breakfast", "cafe/cafe-drink"])
    db.session.rollback()
    assert {each.slug: each.pack for each in list_touchpoints()} == {"cafe-drink": "cafe", "breakfast": "hotel"}
    page = browser.get("/journey/templates").text
    assert page.count("there already") == 2


def test_nothing_ticked_is_named(browser, cast):
    answer = browser.login(cast.lin).post("/journey/templates")
    assert answer.status_code == 400 and "Tick at least one touchpoint" in answer.text


def test_one_is_taken_off_and_put_back(browser, cast, db, desk):
    browser.login(cast.lin)
    for address, ended in (("end", True), ("back", False)):
        browser.post(f"/journey/{desk}/{address}", page=f"/journey/{desk}/edit")
        db.session.rollback()
        assert (db.session.scalar(select(Touchpoint.ended_at).where(Touchpoint.id == desk)) is not None) == ended


def test_only_authors_may(browser, cast, desk):
    assert browser.get("/journey/new").location == "/sign-in"
    for address in ("new", "templates"):
        assert browser.login(cast.li).get(f"/journey/{address}").status_code == 403
