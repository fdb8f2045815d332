import datetime as dt

import pytest
from sqlalchemy import func, select

from cxtrain.certificates.models import Certificate
from cxtrain.certificates.queries import facts_of
from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from tests.certificates.conftest import certificate

BETTER = {"name": "王哲", "name_en": "Wang Zhe", "staff_number": "S0102", "unit": "静安店", "post": "前台", "class_hours": "4",
          "started_on": "2026-05-12", "finished_on": "2026-05-19", "reason": "姓名写错了一个字"}


@pytest.fixture
def hr(browser, cast):
    return browser.login(cast.he)


@pytest.fixture
def made(office, cast):
    return office.award(cast.wang)


def put_right(hr, made, **change):
    return hr.post(f"/certificates/{made}/correct", **{**BETTER, **change})


def the_others(made):
    database.session.rollback()
    return list(database.session.scalars(select(Certificate).where(Certificate.id != made).order_by(Certificate.id)))


def test_a_correction_is_a_new_number_and_the_old_one_is_void_for_good(hr, made):
    answer = put_right(hr, made)
    (fresh,), old = the_others(made), certificate(made)
    assert answer.status_code == 303 and answer.location == f"/certificates/{fresh.id}"
    assert (fresh.running, old.running, fresh.corrects_id, old.replaced) == (2, 1, made, True)
    assert fresh.code != old.code and fresh.revoked_at is None and old.revoked_reason == BETTER["reason"]
    assert (facts_of(fresh).name, facts_of(old).name) == ("王哲", "王喆") and facts_of(fresh).number == fresh.number
    assert (fresh.valid_until, fresh.grace_until) == (old.valid_until, old.grace_until)
    assert fresh.issued_on >= old.issued_on and facts_of(fresh).finished_on == dt.date(2026, 5, 19)


def test_the_ledger_says_once_what_was_changed(hr, made):
    put_right(hr, made)
    rows = database.session.scalars(select(LedgerEntry).where(LedgerEntry.action == "certificate corrected")).all()
    assert [row.facts["replaces"] for row in rows] == ["HM-MOT-2026-0001"] and "name" in rows[0].facts["changed"]


def test_both_stand_on_each_others_pages_and_the_void_one_is_not_printed(hr, made):
    put_right(hr, made)
    ((fresh, number),) = [(row.id, row.number) for row in the_others(made)]
    old_page, new_page = hr.get(f"/certificates/{made}").text, hr.get(f"/certificates/{fresh}").text
    assert "Replaced on" in old_page and number in old_page and "corrects this one" in old_page
    assert "HM-MOT-2026-0001" in new_page and "corrected by this one" in new_page
    assert hr.get(f"/certificates/{made}/certificate.pdf").status_code == 410


def test_it_wants_a_change_and_a_reason(hr, made):
    same = put_right(hr, made, name="王喆", post=certificate(made).facts["post"])
    assert same.status_code == 400 and "Nothing is changed" in same.text
    assert put_right(hr, made, reason="x").status_code == 400
    assert put_right(hr, made, finished_on="2026-05-01").status_code == 400
    assert the_others(made) == [] and certificate(made).revoked_at is None


@pytest.mark.parametrize("wrong", [{"finished_on": "2999-01-01"}, {"name": "王" * 41}, {"unit": "店" * 121}, {"post": "岗" * 61}])
def test_it_refuses_a_day_that_has_not_come_and_what_no_paper_holds(hr, made, wrong):
    assert put_right(hr, made, **wrong).status_code == 400 and the_others(made) == []


def test_marks_that_are_not_seen_are_taken_out(hr, made):
    put_right(hr, made, unit="静\u202e安\u0007店", staff_number="S" + "0" * 39)
    [fresh] = the_others(made)
    assert facts_of(fresh).unit == "静安店" and len(facts_of(fresh).staff_number) == 40


def test_a_void_one_is_not_corrected_again(hr, made):
    put_right(hr, made)
    assert "void already" in hr.get(f"/certificates/{made}/correct").text
    answer = put_right(hr, made, name="王三")
    assert answer.status_code == 400 and len(the_others(made)) == 1


def test_a_correction_of_a_correction_leads_from_the_first_to_the_last(hr, made):
    put_right(hr, made)
    put_right(hr, the_others(made)[0].id, name="王晢")
    assert [row.running for row in the_others(made)] == [2, 3]
    page = hr.get(f"/verify/{certificate(made).code}").text
    assert "Replaced" in page and "There is a later one of the same course: Valid" in page


@pytest.mark.parametrize("who", ["wang", "li"])
def test_only_hr_corrects(browser, cast, made, who):
    assert browser.login(getattr(cast, who)).get(f"/certificates/{made}/correct").status_code == 403
    assert database.session.scalar(select(func.count()).select_from(Certificate)) == 1
