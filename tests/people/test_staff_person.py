"""One person: shown, added, corrected; nothing lost, nothing taken twice, nobody else's."""

import datetime as dt

import pytest
from sqlalchemy import func, select

from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Account, Employee, Membership
from tests.conftest import Browser

NEW = {"number": "0009", "name": "单　晓晴", "post": "前台", "employment": "intern", "joined_on": "2026-05-06",
       "mobile": "+86 138 0013 8009", "email": "Shan@Heming-Hotels.com", "name_en": "", "supervisor_number": "S0101"}  # fmt: skip


def one(db, number):
    """Return the employee with a staff number, or None."""
    return db.session.scalar(select(Employee).where(Employee.number == number))


def actions(db):
    """Return what the ledger says, oldest first."""
    return list(db.session.scalars(select(LedgerEntry.action).order_by(LedgerEntry.id)))


def test_it_adds_a_person_with_their_unit_and_first_day(browser, cast, db):
    browser.login(cast.he)
    answer = browser.post("/people/new", unit=cast.jingan, **NEW)
    person = one(db, "0009")
    assert (answer.status_code, answer.location) == (303, f"/people/{person.id}")
    assert (person.name, person.name_en, person.mobile) == ("单晓晴", "Shan Xiaoqing", "13800138009")
    assert person.email == "Shan@heming-hotels.com"
    assert person.sort_key.startswith("shan4单")
    member = db.session.scalar(select(Membership).where(Membership.employee_id == person.id))
    assert (member.unit_id, member.start_on, member.end_on) == (cast.jingan, dt.date(2026, 5, 6), None)
    assert actions(db) == ["employee added"]
    assert "单晓晴 was added" in browser.get(answer.location).text


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [("number", "", "Type the staff number"), ("number", "1.38E+10", "lost digits"), ("number", "s0102", "already"),
     ("name", "", "Type the name"), ("name", "王" * 41, "at most 40"), ("post", "", "Type the post"),
     ("mobile", "12345", "no mobile"), ("mobile", "13800138001", "Somebody has this mobile"),
     ("joined_on", "6.5.26", "no day"), ("email", "shan@", "no e-mail address"), ("employment", "boss", "valid choice"),
     ("supervisor_number", "X9", "nobody else"), ("unit", "999", "valid choice"), ("unit", "", "Choose a unit")],
)  # fmt: skip
def test_a_wrong_field_is_named_and_everything_typed_stays(browser, cast, db, field, value, says):
    db.session.get(Employee, cast.wang).mobile = "13800138001"
    db.session.commit()
    browser.login(cast.he)
    answer = browser.post("/people/new", **{"unit": cast.jingan, **NEW, field: value})
    assert answer.status_code == 400 and says in answer.text
    assert field == "name" or 'value="单　晓晴"' in answer.text
    assert field == "number" or one(db, "0009") is None


def test_a_double_click_adds_one_person(browser, cast, db):
    browser.login(cast.he)
    data = {**browser.hidden("/people/new"), "unit": cast.jingan, **NEW}
    answers = [browser.client.post("/people/new", data=data, headers=browser.headers) for _ in range(2)]
    assert answers[0].location == answers[1].location
    assert db.session.scalar(select(func.count()).where(Employee.number == "0009")) == 1


def test_fields_that_the_form_does_not_have_change_nothing(browser, cast, db):
    browser.login(cast.he)
    browser.post("/people/new", unit=cast.jingan, **NEW, id="77", status="left", sort_key="CANARY",
                 left_on="2020-01-01", unit_id=cast.xuhui, role="admin", version="9")  # fmt: skip
    person = one(db, "0009")
    assert (person.status, person.left_on, person.unit_id, person.version) == ("active", None, cast.jingan, 1)
    assert person.id != 77 and "CANARY" not in person.sort_key


def test_it_shows_a_person_and_where_they_worked(browser, cast):
    page = browser.login(cast.he).get(f"/people/{cast.wang}").text
    assert "王喆" in page and "Jing&#39;an" in page and "Has a password." in page and "Staff: trains" in page


def test_it_corrects_details_and_notes_which(browser, cast, db):
    browser.login(cast.he)
    url = f"/people/{cast.wang}/edit"
    answer = browser.post(url, number="S0102", name="王哲", name_en="", post="领班", employment="full_time", mobile="",
                          joined_on="2025-01-06", supervisor_number="")  # fmt: skip
    assert answer.status_code == 303
    person = db.session.get(Employee, cast.wang)
    assert (person.name, person.name_en, person.post) == ("王哲", "Wang Zhe", "领班")
    entry = db.session.scalars(select(LedgerEntry)).one()
    assert entry.action == "employee edited" and entry.facts["fields"] == ["name", "post"]


def test_a_new_staff_number_is_the_new_login(browser, cast, db):
    browser.login(cast.he)
    facts = {"name": "王喆", "name_en": "", "post": "前台", "employment": "full_time", "mobile": "", "joined_on": "",
             "supervisor_number": ""}  # fmt: skip
    assert browser.post(f"/people/{cast.wang}/edit", number="N777", **facts).status_code == 303
    assert db.session.scalar(select(Account.login).where(Account.employee_id == cast.wang)) == "n777"
    assert Browser(browser.app).post("/sign-in", login="N777", password="A good long sentence").status_code == 303


def test_the_second_of_two_editors_sees_both_texts_and_loses_nothing(browser, cast, db):
    browser.login(cast.he)
    url = f"/people/{cast.wang}/edit"
    mine = {**browser.hidden(url), "number": "S0102", "name": "王喆", "name_en": "", "post": "我的岗位", "mobile": "",
            "employment": "full_time", "joined_on": "2025-01-06", "supervisor_number": ""}  # fmt: skip
    db.session.get(Employee, cast.wang).post = "他的岗位"
    db.session.commit()
    answer = browser.client.post(url, data=mine, headers=browser.headers)
    assert answer.status_code == 409 and "我的岗位" in answer.text and "他的岗位" in answer.text
    assert browser.client.post(url, data={**mine, **hidden_of(answer)}, headers=browser.headers).status_code == 303
    assert db.session.scalar(select(Employee.post).where(Employee.id == cast.wang)) == "我的岗位"


def hidden_of(answer):
    """Return the hidden fields of the page that an answer holds."""
    import re

    found = re.findall(r'<input id="(\w+)" name="\w+" type="hidden" value="([^"]*)"', answer.text)
    found += re.findall(r'<input (?:required )?id="(version)".*?value="([^"]*)"', answer.text)
    return dict(found)


@pytest.mark.parametrize("path", ["/people/new", "/people/{wang}", "/people/{wang}/edit"])
def test_only_those_who_administer_people_come_here(app, cast, path):
    url = path.format(wang=cast.wang)
    for person in (cast.wang, cast.li, cast.lin):
        assert Browser(app).login(person).get(url).status_code == 403
    assert Browser(app).get(url).status_code == 302
    assert Browser(app).login(cast.he).get("/people/999").status_code == 404


def test_a_form_without_its_token_changes_nothing(browser, cast, db):
    browser.login(cast.he)
    assert (
        browser.client.post("/people/new", data={"unit": cast.jingan, **NEW}, headers=browser.headers).status_code
        == 400
    )
    assert one(db, "0009") is None
