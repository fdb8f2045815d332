"""Joining: by the code on the screen, without an account, a name or a cookie."""

import datetime as dt
import re

import pytest
import time_machine
from sqlalchemy import func, select

from cxtrain.clock import now
from cxtrain.training.huddles.models import HuddlePhone
from cxtrain.training.huddles.phones import operations
from cxtrain.training.huddles.phones.forms import LASTS, new_pass
from cxtrain.training.huddles.stages import LASTS as OPEN
from tests.training.huddles.conftest import changed


def phones(db):
    """Return how many telephones have joined."""
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(HuddlePhone))


def send(phone, **fields):
    """Send the page that asks for the code."""
    return phone.browser._open("POST", "/h", data={"pass": new_pass().signed(), **fields})


def test_a_code_lets_in_however_it_is_typed(trainer, phone, db):
    code = trainer.huddle.code
    for typed in (code, code.lower(), f" {code[:3]}-{code[3:]}"):
        answer = send(phone(), code=typed)
        assert answer.status_code == 303 and answer.location.startswith("/h/at/")
    assert phones(db) == 3


def test_no_page_sets_a_cookie_or_depends_on_one(trainer, phone):
    for language in ("en", "zh-CN,zh;q=0.9", "fr"):
        someone = phone(trainer, language=language)
        pages = [someone.look(), someone.browser.get("/h"), someone.browser.get("/h/BBBBBB"), someone.browser.get("/h/at/no"),
                 send(someone, code="BBBBBB"), send(someone, code=trainer.huddle.code)]
        assert [page.status_code for page in pages] == [200, 200, 200, 404, 404, 303]
        assert [page.headers.getlist("Set-Cookie") for page in pages] == [[]] * len(pages)
        assert not any("Cookie" in page.headers.get("Vary", "") for page in pages)


def test_a_page_says_nothing_of_whether_its_code_exists(trainer, phone):
    texts = [phone().browser.get(f"/h/{code}").text.replace(code, "") for code in (trainer.huddle.code, "BBBBBB")]
    assert len({re.sub(r'name="pass" value="[^"]*"', "", text) for text in texts}) == 1


@pytest.mark.parametrize("code", ["", "BBBBBB", "AAAAAA", "BBB", "x" * 500, "ＢＢＢＢＢＢ", "'; --"])
def test_an_unknown_code_is_said_to_be_one_and_stays_typed(phone, db, code):
    answer = send(phone(), code=code)
    assert answer.status_code == 404 and "No huddle has this code" in answer.text and phones(db) == 0


def test_the_code_of_a_huddle_that_is_over_says_so(trainer, phone, db):
    trainer.move("begin")
    with time_machine.travel(now() + OPEN, tick=False):
        assert send(phone(), code=trainer.huddle.code).status_code == 410
    trainer.move("end")
    answer = send(phone(), code=trainer.huddle.code)
    assert answer.status_code == 410 and "This huddle is over" in answer.text and phones(db) == 0


def test_a_forged_an_old_and_a_foreign_pass_are_given_a_new_one(trainer, phone, db):
    code = trainer.huddle.code
    old = new_pass().signed()
    for own in ("", "x", changed(old), new_pass().in_(trainer.id).signed()):
        answer = phone().browser._open("POST", "/h", data={"pass": own, "code": code})
        assert answer.status_code == 400 and "press the button once more" in answer.text and f'value="{code}"' in answer.text
    with time_machine.travel(now() + LASTS + dt.timedelta(hours=2), tick=False):
        assert phone().browser._open("POST", "/h", data={"pass": old, "code": code}).status_code == 400
    assert phones(db) == 0


def test_the_same_page_sent_twice_is_one_telephone(trainer, phone, db):
    own, someone = new_pass().signed(), phone()
    urls = {someone.browser._open("POST", "/h", data={"pass": own, "code": trainer.huddle.code}).location for _ in range(3)}
    assert len(urls) == 1 and phones(db) == 1


def test_another_site_cannot_make_a_telephone_join(trainer, phone, db):
    data = {"pass": new_pass().signed(), "code": trainer.huddle.code}
    answer = phone().browser._open("POST", "/h", data=data, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 400 and phones(db) == 0


def test_who_tries_too_often_has_to_wait(trainer, phone, db, monkeypatch):
    monkeypatch.setattr(operations, "PER_ADDRESS", 5)
    found = [send(phone(), code="BBBBBB").status_code for _ in range(5)]
    refused = send(phone(), code=trainer.huddle.code)
    assert found == [404] * 5 and refused.status_code == 429 and "show of hands" in refused.text and phones(db) == 0


def test_a_full_huddle_asks_for_hands(trainer, phone, monkeypatch):
    monkeypatch.setattr(operations, "MOST_PHONES", 1)
    phone(trainer)
    answer = send(phone(), code=trainer.huddle.code)
    assert answer.status_code == 409 and "This huddle is full" in answer.text
