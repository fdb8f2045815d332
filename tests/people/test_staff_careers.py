"""Transfer, leave, departure and return: history stays with the unit of its day, and leavers are out at once."""

import datetime as dt

import pytest
from sqlalchemy import func, select

from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Account, Employee, Membership, PasswordLink, RoleGrant, UserSession
from cxtrain.people.operations import ensure_account, make_password_link
from cxtrain.people.queries import members_on
from tests.conftest import PASSWORD, Browser
from tests.days import today


def history(db, employee_id):
    """Return (unit, first day, last day) of each membership, the oldest first."""
    rows = db.session.scalars(
        select(Membership).where(Membership.employee_id == employee_id).order_by(Membership.start_on)
    )
    return [(row.unit_id, row.start_on, row.end_on) for row in rows]


def account(db, employee_id):
    """Return the account of an employee."""
    return db.session.scalar(select(Account).where(Account.employee_id == employee_id))


JOINED = dt.date(2025, 1, 6)  # of everybody in the cast


def test_a_transfer_leaves_the_past_with_the_old_unit(browser, cast, db):
    browser.login(cast.he)
    answer = browser.post(f"/people/{cast.wang}/transfer", unit=cast.xuhui, day=today(-7).isoformat())
    assert (answer.status_code, answer.location) == (303, f"/people/{cast.wang}")
    eve = today(-7) - dt.timedelta(days=1)
    assert history(db, cast.wang) == [(cast.jingan, JOINED, eve), (cast.xuhui, today(-7), None)]
    assert cast.wang in {person.id for person in members_on(cast.jingan, eve)}
    assert cast.wang not in {person.id for person in members_on(cast.jingan, today(-7))}
    assert db.session.get(Employee, cast.wang).unit_id == cast.xuhui
    entry = db.session.scalars(select(LedgerEntry)).one()
    assert (entry.action, entry.chain, entry.facts["from_unit"]) == ("employee transferred", cast.xuhui, cast.jingan)


def test_a_transfer_on_the_first_day_corrects_the_unit(browser, cast, db):
    browser.login(cast.he)
    browser.post(f"/people/{cast.wang}/transfer", unit=cast.xuhui, day=today().isoformat())
    browser.post(f"/people/{cast.wang}/transfer", unit=cast.jingan, day=today().isoformat())
    assert history(db, cast.wang) == [(cast.jingan, JOINED, today(-1)), (cast.jingan, today(), None)]


def test_a_supervisor_who_moves_supervises_the_old_store_no_longer(browser, cast, db):
    there = Browser(browser.app).login(cast.li)
    assert there.get("/team").status_code == 200
    browser.login(cast.he).post(f"/people/{cast.li}/transfer", unit=cast.xuhui, day=today().isoformat())
    assert db.session.scalar(select(func.count(RoleGrant.id)).where(RoleGrant.unit_id == cast.jingan)) == 0
    assert there.get("/team").status_code == 302


@pytest.mark.parametrize(
    ("unit", "day", "says"),
    [("jingan", 0, "work there already"), ("xuhui", 1, "still to come"),
     ("xuhui", JOINED - dt.timedelta(days=1), "only on 2025-01-06"), ("xuhui", "someday", "no day"),
     ("xuhui", "", "Choose a day")],
)  # fmt: skip
def test_an_impossible_transfer_is_refused_at_its_field(browser, cast, db, unit, day, says):
    browser.login(cast.he)
    day = today(day) if isinstance(day, int) else day
    answer = browser.post(f"/people/{cast.wang}/transfer", unit=getattr(cast, unit), day=str(day))
    assert answer.status_code == 400 and says in answer.text
    assert f'value="{day}"' in answer.text and history(db, cast.wang) == [(cast.jingan, JOINED, None)]


def test_leave_and_coming_back_keep_the_membership(browser, cast, db):
    browser.login(cast.he)
    page = f"/people/{cast.wang}"
    assert browser.post(f"{page}/leave", page=page).status_code == 303
    assert db.session.get(Employee, cast.wang).status == "leave" and "On leave" in browser.get(page).text
    assert browser.post(f"{page}/leave", page=page).status_code == 404  # already on leave
    assert browser.post(f"{page}/back", page=page).status_code == 303
    db.session.expire_all()
    assert db.session.get(Employee, cast.wang).status == "active"
    assert history(db, cast.wang) == [(cast.jingan, JOINED, None)]


def test_whoever_leaves_is_out_at_once_with_roles_and_links(browser, cast, db):
    there = Browser(browser.app).login(cast.li)
    make_password_link(ensure_account(db.session.get(Employee, cast.li)), made_by=None, minutes=30)
    db.session.commit()
    browser.login(cast.he)
    assert browser.post(f"/people/{cast.li}/depart", day=today().isoformat()).status_code == 303
    assert there.get("/").status_code == 302
    assert Browser(browser.app).post("/sign-in", login="S0101", password=PASSWORD).status_code == 400
    person = db.session.get(Employee, cast.li)
    assert (person.status, person.left_on) == ("left", today())
    assert history(db, cast.li) == [(cast.jingan, JOINED, today())]
    li = account(db, cast.li).id
    assert not db.session.scalar(select(RoleGrant.id).where(RoleGrant.account_id == li))
    assert not db.session.scalar(
        select(PasswordLink.id).where(PasswordLink.account_id == li, PasswordLink.used_at.is_(None))
    )
    alive = select(UserSession.id).where(UserSession.account_id == li, UserSession.ended_at.is_(None))
    assert not db.session.scalar(alive)
    assert "employee left" in db.session.scalars(select(LedgerEntry.action)).all()


@pytest.mark.parametrize(
    ("day", "says"),
    [(1, "still to come"), (JOINED - dt.timedelta(days=1), "only on 2025-01-06")],
)
def test_an_impossible_last_day_is_refused(browser, cast, db, day, says):
    browser.login(cast.he)
    answer = browser.post(f"/people/{cast.wang}/depart", day=str(today(day) if isinstance(day, int) else day))
    assert answer.status_code == 400 and says in answer.text
    assert db.session.get(Employee, cast.wang).status == "active"


def test_nobody_removes_themselves_or_one_who_may_more(browser, cast, db):
    browser.login(cast.he)
    assert browser.get(f"/people/{cast.he}/depart").status_code == 403
    assert browser.get(f"/people/{cast.admin}/depart").status_code == 403
    assert browser.post(f"/people/{cast.admin}/depart", page="/people/new", day=today().isoformat()).status_code == 403
    assert db.session.get(Employee, cast.admin).status == "active"


def test_a_return_keeps_number_and_history_but_neither_role_nor_password(browser, cast, db):
    browser.login(cast.he)
    browser.post(f"/people/{cast.li}/depart", day=today(-7).isoformat())
    page = browser.get(f"/people/{cast.li}/return")
    assert "keep their staff number" in page.text
    assert browser.post(f"/people/{cast.li}/return", unit=cast.xuhui, day=today().isoformat()).status_code == 303
    person = db.session.get(Employee, cast.li)
    assert (person.status, person.left_on, person.unit_id) == ("active", None, cast.xuhui)
    assert history(db, cast.li) == [(cast.jingan, JOINED, today(-7)), (cast.xuhui, today(), None)]
    assert Browser(browser.app).post("/sign-in", login="S0101", password=PASSWORD).status_code == 400
    assert not db.session.scalar(select(RoleGrant.id).where(RoleGrant.account_id == account(db, cast.li).id))


def test_nobody_returns_before_their_last_day_or_without_having_left(browser, cast, db):
    browser.login(cast.he)
    assert browser.get(f"/people/{cast.wang}/return").status_code == 404
    browser.post(f"/people/{cast.wang}/depart", day=today(-1).isoformat())
    answer = browser.post(f"/people/{cast.wang}/return", unit=cast.jingan, day=today(-1).isoformat())
    assert answer.status_code == 400 and f"last day was {today(-1)}" in answer.text


def test_a_mobile_that_is_somebody_elses_by_now_keeps_the_return_waiting(browser, cast, db):
    browser.login(cast.he)
    db.session.get(Employee, cast.wang).mobile = "13800138001"
    db.session.commit()
    browser.post(f"/people/{cast.wang}/depart", day=today(-1).isoformat())
    db.session.get(Employee, cast.zhao).mobile = "13800138001"
    db.session.commit()
    answer = browser.post(f"/people/{cast.wang}/return", unit=cast.jingan, day=today().isoformat())
    assert answer.status_code == 400 and "mobile by now" in answer.text


@pytest.mark.parametrize("path", ["transfer", "depart", "return"])
def test_only_those_who_administer_people_change_careers(app, cast, path):
    url = f"/people/{cast.wang}/{path}"
    for person in (cast.wang, cast.li, cast.lin):
        assert Browser(app).login(person).get(url).status_code == 403
    assert Browser(app).get(url).status_code == 302


@pytest.mark.parametrize("path", ["leave", "back"])
def test_the_buttons_are_not_for_everybody_either(app, cast, db, path):
    supervisor = Browser(app).login(cast.li)
    assert supervisor.post(f"/people/{cast.wang}/{path}", page="/me/sessions").status_code == 403
    assert db.session.get(Employee, cast.wang).status == "active"
