import datetime as dt

import pytest
from sqlalchemy import func, select

from cxtrain.certificates.models import Certificate
from cxtrain.certificates.queries import facts_of
from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.corrections.models import Correction
from cxtrain.people.corrections.queries import verify_corrections
from cxtrain.people.models import Employee
from cxtrain.reports.erasure.operations import erase
from tests.certificates.conftest import certificate
from tests.conftest import Browser
from tests.people.corrections.made import decide, waiting

BETTER = {"name": "王哲", "name_en": "Wang Zhe", "staff_number": "S0102", "unit": "静安店", "post": "前台", "class_hours": "4",
          "started_on": "2026-05-12", "finished_on": "2026-05-19", "reason": "姓名写错了一个字"}


@pytest.fixture
def hr(browser, cast):
    return browser.login(cast.he)


@pytest.fixture
def made(office, cast):
    return office.award(cast.wang)


def ask(hr, made, **change):
    return hr.post(f"/certificates/{made}/correct", **{**BETTER, **change})


def put_right(hr, made, **change):
    """Let HR ask and an admin confirm; return the answer to HR."""
    answer = ask(hr, made, **change)
    if answer.status_code == 303:
        admin = database.session.scalars(select(Employee.id).where(Employee.number == "H0003")).one()
        decide(Browser(hr.app).login(admin))
    return answer


def the_others(made):
    database.session.rollback()
    return list(database.session.scalars(select(Certificate).where(Certificate.id != made).order_by(Certificate.id)))


def test_a_correction_is_a_new_number_and_the_old_one_is_void_for_good(hr, made):
    put_right(hr, made)
    (fresh,), old = the_others(made), certificate(made)
    assert (fresh.running, old.running, fresh.corrects_id, old.replaced) == (2, 1, made, True)
    assert fresh.code != old.code and fresh.revoked_at is None and old.revoked_reason == BETTER["reason"]
    assert (facts_of(fresh).name, facts_of(old).name) == ("王哲", "王喆") and facts_of(fresh).number == fresh.number
    assert (fresh.valid_until, fresh.grace_until) == (old.valid_until, old.grace_until)
    assert fresh.issued_on >= old.issued_on and facts_of(fresh).finished_on == dt.date(2026, 5, 19)


def test_until_a_second_person_confirms_nothing_changes(hr, made, app, cast):
    answer = ask(hr, made)
    assert answer.status_code == 303 and answer.location == f"/certificates/{made}"
    page = hr.get(answer.location).text
    assert "Name: 王哲 instead of 王喆" in page and "waits for a second person" in page and BETTER["reason"] in page
    assert the_others(made) == [] and certificate(made).revoked_at is None
    assert "instead of" not in Browser(app).login(cast.wang).get(answer.location).text, "not to the person yet"
    assert "Valid" in hr.get(f"/verify/{certificate(made).code}").text


def test_neither_who_asked_nor_the_person_nor_a_supervisor_confirms(hr, made, app, cast):
    ask(hr, made)
    [key] = waiting()
    assert hr.post(f"/corrections/{key}", do="confirm").status_code == 409
    for who in ("wang", "li", "lin"):
        answer = Browser(app).login(getattr(cast, who)).post(f"/corrections/{key}", page="/me/sessions", do="confirm")
        assert answer.status_code == 404
    assert the_others(made) == [] and waiting() == [key]


def test_a_second_asking_names_the_first_and_keeps_what_was_typed(hr, made):
    ask(hr, made)
    assert "王晢" not in hr.get(f"/certificates/{made}/correct").text
    again = hr._open("POST", f"/certificates/{made}/correct", data={**hr.hidden("/me/sessions"), **BETTER, "name": "王晢"})
    assert again.status_code == 400 and "He Jie asked for a correction of this" in again.text and 'value="王晢"' in again.text


def test_what_is_refused_stays_and_may_be_asked_for_anew(hr, made, app, cast):
    ask(hr, made)
    decide(Browser(app).login(cast.admin), "refuse", "The passport says otherwise")
    assert the_others(made) == [] and ask(hr, made).status_code == 303


def test_one_revoked_meanwhile_is_not_issued_anew(hr, made, app, cast):
    ask(hr, made)
    hr.post(f"/certificates/{made}/revoke", reason="由他人代考")
    [key] = waiting()
    answer = Browser(app).login(cast.admin).post(f"/corrections/{key}", do="confirm")
    assert answer.status_code == 409 and "void already" in answer.text
    assert the_others(made) == [] and certificate(made).revoked_reason == "由他人代考" and waiting() == [key]


def test_nobody_corrects_their_own(hr, office, cast):
    own = office.award(cast.he)
    answer = ask(hr, own)
    assert answer.status_code == 400 and "recorded about themselves" in answer.text and the_others(own) == []


def test_the_person_reads_on_the_new_one_who_asked_who_confirmed_and_why(hr, made, app, cast):
    put_right(hr, made)
    [fresh] = the_others(made)
    for page in (made, fresh.id):
        text = Browser(app).login(cast.wang).get(f"/certificates/{page}").text
        assert "Name: 王哲, corrected from 王喆" in text and "confirmed by Admin" in text and BETTER["reason"] in text
    assert verify_corrections() == (1, ())


def test_a_person_who_is_erased_is_in_no_correction_any_more(hr, made, cast):
    put_right(hr, made)
    person = database.session.get_one(Employee, cast.wang)
    person.status = "left"
    erase(person, reason="Asked for it", asked_by=None)
    database.session.commit()
    row = database.session.scalars(select(Correction)).one()
    assert [(each["name"], each["staff_number"], each["unit"]) for each in (row.before, row.after)] == [("—", "—", "静安店")] * 2
    assert row.reason == "—" and verify_corrections() == (1, ())


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
    answer = hr._open("POST", f"/certificates/{made}/correct", data={**hr.hidden("/me/sessions"), **BETTER, "name": "王三"})
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
