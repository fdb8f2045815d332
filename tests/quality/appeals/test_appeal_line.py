"""Appealing a line, and what the scorecard says of it."""

import io

import pytest
from PIL import Image
from sqlalchemy import select

from cxtrain.quality.answers import Answer
from cxtrain.quality.appeals.models import Appeal
from tests.quality.appeals.conftest import LINE, STORES


def url(visit_id):
    return f"/quality/scorecards/{visit_id}/appeal"


def picture():
    raw = io.BytesIO()
    Image.new("RGB", (30, 20), "white").save(raw, "PNG")
    return io.BytesIO(raw.getvalue()), "receipt.png"


def test_the_person_appeals_with_words_and_a_photo(browser, cast, db, disputes):
    visit = disputes.visit().id
    answer = browser.login(cast.wang).post(url(visit), item=LINE, reason="I asked twice", photo=picture())
    assert (answer.status_code, answer.location) == (303, f"/quality/scorecards/{visit}#appeal")
    appeal = db.session.scalars(select(Appeal)).one()
    assert (appeal.reason, appeal.state, appeal.photo_digest is not None) == ("I asked twice", "open", True)
    key = appeal.id
    text = browser.get(f"/quality/scorecards/{visit}").text
    assert "I asked twice" in text and "Take it back" in text and "counts nowhere about the person" in text
    assert browser.get(f"/quality/appeals/{key}/photo").content_type == "image/jpeg"


@pytest.mark.parametrize(("fields", "sentence"), [
    ({"item": "", "reason": "x"}, "Choose a line"), ({"item": LINE, "reason": ""}, "Say how it was"),
    ({"item": LINE, "reason": " "}, "Say how it was"), ({"item": "nothing", "reason": "x"}, "Not a valid choice"),
    ({"item": LINE, "reason": "x", "photo": (io.BytesIO(b"no"), "a.png")}, "not a photo"),
])
def test_bad_input_is_named_and_keeps_what_was_typed(browser, cast, db, disputes, fields, sentence):
    visit = disputes.visit().id
    answer = browser.login(cast.wang).post(url(visit), **fields)
    assert answer.status_code == 400 and sentence in answer.text
    assert db.session.scalar(select(Appeal.id)) is None


def test_a_line_stands_once_on_the_list(browser, cast, disputes):
    visit = disputes.opened().visit_id
    assert f'value="{LINE}"' not in browser.login(cast.wang).get(url(visit)).text


def test_a_supervisor_finds_the_stores_lines_only(browser, cast, disputes):
    text = browser.login(cast.li).get(url(disputes.visit().id)).text
    assert f'value="{STORES}"' in text and f'value="{LINE}"' not in text


def test_others_find_nothing_there(browser, cast, disputes):
    visit = disputes.visit().id
    assert browser.get(url(visit)).location == "/sign-in"
    for who in (cast.zhao, cast.sun, cast.chen, cast.he, cast.lin):
        assert browser.login(who).get(url(visit)).status_code == 404


def test_it_is_taken_back_by_who_opened_it(browser, cast, db, disputes):
    appeal = disputes.opened()
    page, key = f"/quality/scorecards/{appeal.visit_id}", appeal.id
    assert browser.login(cast.li).post(f"/quality/appeals/{key}/withdraw", page="/me/sessions").status_code == 404
    assert browser.login(cast.wang).post(f"/quality/appeals/{key}/withdraw", page=page).status_code == 303
    text = browser.get(page).text
    assert "Taken back" in text and "Appeal a line" in text
    assert browser.post(f"/quality/appeals/{key}/withdraw", page=page).status_code == 409


def test_the_scorecard_shows_both_versions_and_the_answer(browser, cast, disputes):
    visit = disputes.decided(Answer(7)).visit_id
    for who in (cast.wang, cast.li):
        text = " ".join(browser.login(who).get(f"/quality/scorecards/{visit}").text.split())
        assert "Upheld" in text and "corrected to:" in text and "The till roll says so" in text
        assert ("I asked twice" in text) == (who == cast.wang)


def test_it_reads_in_chinese(chinese, cast, disputes):
    visit = disputes.visit().id
    text = chinese.login(cast.wang).get(url(visit)).text
    assert "申诉" in text and "您指的是哪一项" in text
