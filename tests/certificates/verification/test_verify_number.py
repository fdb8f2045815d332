import re

import pytest
from sqlalchemy import select

from cxtrain.certificates.models import Certificate
from cxtrain.certificates.register.operations import issue
from cxtrain.certificates.verification import views
from cxtrain.extensions import db as database
from tests.certificates.conftest import certificate


@pytest.fixture
def made(office, cast):
    return office.award(cast.zhao)


def ask(browser, number, name):
    return browser.post("/verify", number=number, name=name)


def main_of(answer):
    """Return what the page says, without what was typed."""
    return re.sub(r'(<input [^>]*) value="[^"]*"', r"\1", re.search(r"<main.*</main>", answer.text, re.S)[0])


@pytest.mark.parametrize(
    ("number", "name"),
    [("HM-MOT-2026-0001", "赵䶮"), (" hm-mot-2026-0001", "赵 䶮"), ("ＨＭ－ＭＯＴ－2026－0001", "zhao yan")],
)
def test_number_and_name_together_open_what_the_code_opens(made, browser, number, name):
    answer = ask(browser, number, name)
    assert answer.status_code == 200
    for word in ("Valid", "赵*", "Certificate of training", "HM-MOT-2026-0001"):
        assert word in answer.text
    for secret in (certificate(made).code, "S0103", "静安店"):
        assert secret not in answer.text


def test_a_wrong_number_and_a_wrong_name_get_the_same_answer(made, browser):
    answers = [ask(browser, number, name) for number, name in (
        ("HM-MOT-2026-0001", "王喆"), ("HM-MOT-2026-0002", "赵䶮"), ("HM-MOT-2025-0001", "赵䶮"), ("HM-XX-2026-0001", "赵䶮"),
        ("0001", "赵䶮"), ("2026-0001", "赵䶮"), ("nonsense", "' or 1=1 --"), ("HM-MOT-2026-0001", "赵"))]
    assert {answer.status_code for answer in answers} == {404} and len(set(map(main_of, answers))) == 1
    assert "this number and this name together" in answers[0].text


def test_both_must_be_typed(made, browser):
    assert ask(browser, "HM-MOT-2026-0001", " ").status_code == 400
    assert ask(browser, "", "赵䶮").status_code == 400


def test_who_guesses_waits_also_at_a_number_that_does_not_exist(made, browser, monkeypatch):
    monkeypatch.setattr(views, "GUESSES", 3)
    assert [ask(browser, "HM-MOT-2026-0009", str(n)).status_code for n in range(4)] == [404, 404, 404, 429]
    assert "Wait ten minutes" in ask(browser, "HM-MOT-2026-0001", "赵䶮").text


def test_one_number_is_not_guessed_at_from_many_addresses(made, browser, monkeypatch):
    monkeypatch.setattr(views, "NUMBER_GUESSES", 2)
    seen = []
    for n in range(4):
        browser.client.environ_base = {**browser.client.environ_base, "REMOTE_ADDR": f"10.1.0.{n}"}
        seen.append(ask(browser, "hm-mot-2026-0001", "赵䶮").status_code)
    assert seen == [200, 200, 429, 429]


def test_a_replaced_one_names_nobody_and_says_what_the_later_one_is_worth(made, browser, office, cast):
    old = certificate(made)
    old.revoked_at, old.revoked_by, old.revoked_reason, old.replaced = old.issued_at, cast.he, "wrong name", True
    fresh = office.enrol(cast.zhao)
    issue(fresh).renews_id = made
    database.session.commit()
    number = database.session.scalar(select(Certificate).where(Certificate.id != made)).number
    text = browser.get(f"/verify/{certificate(made).code}").text
    assert "has been replaced since" in text and "There is a later one of the same course: Valid" in text
    assert "赵*" not in text and number not in text and "wrong name" not in text
