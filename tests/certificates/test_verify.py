import datetime as dt
import re
from types import SimpleNamespace

import pytest

from cxtrain.certificates.verification import views
from cxtrain.extensions import db as database
from tests.certificates.conftest import ABSENT, certificate


@pytest.fixture
def made(office, cast):
    row = certificate(office.award(cast.zhao))
    return SimpleNamespace(id=row.id, code=row.code, number=row.number)


def main_of(answer):
    return re.sub(r'(<input [^>]*type="hidden"[^>]*) value="[^"]*"', r"\1", re.search(r"<main.*</main>", answer.text, re.S)[0])


def test_anyone_with_the_code_sees_the_masked_name_and_what_it_is_worth(made, browser):
    answer = browser.get(f"/verify/{made.code}")
    assert answer.status_code == 200
    for word in (
        "Valid",
        "赵*",
        "Certificate of training",
        "Moments of truth",
        made.number,
        "May 19, 2026",
        "May 18, 2028",
    ):
        assert word in answer.text
    for secret in ("赵䶮", "Zhao Yan", "S0103", "静安店", "Jing&#39;an"):
        assert secret not in answer.text


def test_it_speaks_chinese(made, chinese):
    text = chinese.get(f"/verify/{made.code}").text
    assert "有效" in text and "赵*" in text and "培训合格证书" in text and "鹤鸣酒店管理有限公司" in text


def test_an_expired_one_is_genuine_but_over(made, browser):
    row = certificate(made.id)
    row.valid_until = row.grace_until = dt.date(2020, 1, 1)
    database.session.commit()
    assert "its time of validity is over" in browser.get(f"/verify/{made.code}").text


def test_a_typed_code_leads_to_its_page(made, browser):
    typed = " ".join(made.code[i : i + 4] for i in range(0, 26, 4)).lower()
    answer = browser.get("/verify", query_string={"code": typed})
    assert (answer.status_code, answer.location) == (303, f"/verify/{made.code}")


def test_the_form_asks_for_a_code(browser):
    answer = browser.get("/verify")
    assert answer.status_code == 200 and "Code on the certificate" in answer.text


@pytest.mark.parametrize("code", [ABSENT, "x", "HM-MOT-2026-0001", "%00", "王" * 30, "A" * 300])
def test_every_code_that_opens_nothing_gets_the_same_answer(made, browser, code):
    wanted = browser.get(f"/verify/{ABSENT}")
    answer = browser.get(f"/verify/{code}")
    assert answer.status_code == wanted.status_code == 404
    assert main_of(answer) == main_of(wanted)


def test_a_typed_code_that_cannot_be_one_gets_it_too(made, browser):
    answer = browser.get("/verify", query_string={"code": "nonsense"})
    assert answer.status_code == 404 and "No certificate has this code" in answer.text


def test_the_serial_number_opens_nothing(made, browser):
    assert browser.get(f"/verify/{made.number}").status_code == 404


def test_after_too_many_tries_an_address_waits(made, browser, monkeypatch):
    monkeypatch.setattr(views, "TRIES", 3)
    assert [browser.get(f"/verify/{ABSENT}").status_code for _ in range(4)] == [404, 404, 404, 429]
    assert "Wait a minute" in browser.get(f"/verify/{made.code}").text


def test_it_works_signed_in_as_well(made, browser, cast):
    assert browser.login(cast.wang).get(f"/verify/{made.code}").status_code == 200
