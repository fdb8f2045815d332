"""Departments."""

from sqlalchemy import select

from cxtrain.journey.departments.operations import add_department
from cxtrain.journey.models import Department
from cxtrain.ledger.models import LedgerEntry

TYPED = {"title_zh": "客房部", "title_en": "Housekeeping", "lead": "S0101"}
ADDRESS = "/journey/departments"


def test_a_department_is_added_with_who_answers_for_it(browser, cast, db):
    assert browser.login(cast.he).post(ADDRESS, **TYPED).status_code == 303
    db.session.rollback()
    made = db.session.scalars(select(Department)).one()
    assert (made.slug, made.lead_id) == ("housekeeping", cast.li)
    page = browser.get(ADDRESS).text
    assert "Housekeeping" in page and "Li Xiang" in page


def test_a_staff_number_that_nobody_has_is_named_and_kept(browser, cast, db):
    answer = browser.login(cast.he).post(ADDRESS, **{**TYPED, "lead": "X99"})
    assert answer.status_code == 400 and "Nobody who works here has this staff number" in answer.text and 'value="X99"' in answer.text
    assert db.session.scalars(select(Department)).all() == []


def test_it_is_renamed_and_ended(browser, cast, db):
    made = add_department({"zh": "前厅部", "en": "Front office"}).id
    db.session.commit()
    url = f"{ADDRESS}/{made}"
    browser.login(cast.lin).post(url, **{**TYPED, "lead": ""})
    browser.post(url, **TYPED, end="1")
    db.session.rollback()
    kept = db.session.get(Department, made, populate_existing=True)
    assert kept.title["en"] == "Housekeeping" and kept.ended_at
    assert browser.get(url).status_code == 404
    actions = db.session.scalars(select(LedgerEntry.action).where(LedgerEntry.action.like("department%"))).all()
    assert actions == ["department added", "department edited", "department ended"]


def test_the_second_of_two_editors_is_told(browser, cast, db):
    made = add_department({"zh": "前厅部", "en": "Front office"}).id
    db.session.commit()
    url = f"{ADDRESS}/{made}"
    mine = browser.login(cast.lin).hidden(url)
    browser.post(url, **{**TYPED, "title_en": "Theirs"})
    clash = browser.client.post(url, data={**mine, **TYPED, "title_en": "Mine"}, headers=browser.headers)
    assert clash.status_code == 409 and "Mine" in clash.text and "Theirs" in clash.text


def test_supervisors_and_strangers_have_no_business_here(browser, cast):
    assert browser.get(ADDRESS).location == "/sign-in"
    assert browser.login(cast.li).get(ADDRESS).status_code == 403
