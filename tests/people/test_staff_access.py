"""Roles and links: given within one's reach, taken at once, shown once, never a way to more than one's own."""

import re

import pytest
from sqlalchemy import func, select

from cxtrain.clock import today
from cxtrain.people.access import operations
from cxtrain.people.careers.operations import depart
from cxtrain.people.models import Account, Employee, PasswordLink, RoleGrant
from cxtrain.people.staff.operations import Refused
from cxtrain.web.qr import qr_code
from tests.conftest import PASSWORD, Browser


def account_id(db, employee_id):
    """Return the id of an employee's account."""
    return db.session.scalar(select(Account.id).where(Account.employee_id == employee_id))


def roles(db, employee_id):
    """Return (role, unit) of what an employee holds."""
    query = select(RoleGrant.role, RoleGrant.unit_id).where(RoleGrant.account_id == account_id(db, employee_id))
    return [tuple(row) for row in db.session.execute(query.order_by(RoleGrant.id))]


@pytest.fixture
def regional(db, cast):
    """Make 孙淼 HR of 徐汇店, and return her id."""
    db.session.add(RoleGrant(account_id=account_id(db, cast.sun), role="hr", unit_id=cast.xuhui))
    db.session.commit()
    return cast.sun


def test_a_role_holds_from_the_next_sign_in(browser, cast, db):
    there = Browser(browser.app).login(cast.wang)
    browser.login(cast.he)
    answer = browser.post(f"/people/{cast.wang}/roles", role="supervisor", unit=cast.jingan)
    assert answer.status_code == 303 and roles(db, cast.wang) == [("supervisor", cast.jingan)]
    assert there.get("/").status_code == 302
    assert there.login(cast.wang).get("/team").status_code == 200


def test_taking_a_role_ends_what_it_allowed_at_once(browser, cast, db):
    there = Browser(browser.app).login(cast.li)
    browser.login(cast.he)
    grant = db.session.scalar(select(RoleGrant.id).where(RoleGrant.account_id == account_id(db, cast.li)))
    page = f"/people/{cast.li}"
    assert browser.post(f"{page}/roles/{grant}/take", page=page).status_code == 303
    assert roles(db, cast.li) == [] and there.get("/team").status_code == 302


@pytest.mark.parametrize(("role", "unit"), [("admin", "firm"), ("staff", "firm"), ("", "firm"), ("supervisor", "")])
def test_hr_gives_no_role_beyond_its_own(browser, cast, db, role, unit):
    browser.login(cast.he)
    where = getattr(cast, unit) if unit else ""
    answer = browser.post(f"/people/{cast.wang}/roles", role=role, unit=where)
    assert answer.status_code == 400 and roles(db, cast.wang) == []


def test_hr_of_a_store_gives_roles_for_that_store_only(browser, cast, db, regional):
    browser.login(regional)
    assert browser.post(f"/people/{cast.chen}/roles", role="author", unit=cast.firm).status_code == 400
    assert browser.post(f"/people/{cast.chen}/roles", role="author", unit=cast.xuhui).status_code == 303
    assert ("author", cast.xuhui) in roles(db, cast.chen)


def test_nobody_changes_their_own_roles(browser, cast, db):
    browser.login(cast.he)
    assert browser.get(f"/people/{cast.he}/roles").status_code == 403
    grant = db.session.scalar(select(RoleGrant.id).where(RoleGrant.account_id == account_id(db, cast.he)))
    assert browser.post(f"/people/{cast.he}/roles/{grant}/take", page="/people/new").status_code == 403


def test_hr_can_neither_take_an_admins_role_nor_make_a_link_for_one(browser, cast, db):
    # With such a link HR would set the admin's password and be one.
    browser.login(cast.he)
    grant = db.session.scalar(select(RoleGrant.id).where(RoleGrant.account_id == account_id(db, cast.admin)))
    assert browser.post(f"/people/{cast.admin}/roles/{grant}/take", page="/people/new").status_code == 404
    for path in ("link", "roles"):
        assert browser.get(f"/people/{cast.admin}/{path}").status_code == 403
    assert browser.post(f"/people/{cast.admin}/link", page="/people/new", minutes="30").status_code == 403
    assert db.session.scalar(select(func.count(PasswordLink.id))) == 0
    assert "not yours to give" in browser.get(f"/people/{cast.admin}").text


def test_the_last_admin_stays_one(db, cast):
    # Somebody who administers a part of the firm only is no replacement.
    db.session.add(RoleGrant(account_id=account_id(db, cast.wang), role="admin", unit_id=cast.jingan))
    db.session.flush()
    grant = db.session.scalars(select(RoleGrant).where(RoleGrant.account_id == account_id(db, cast.admin))).one()
    with pytest.raises(Refused, match="only admin"):
        operations.take_role(grant)
    with pytest.raises(Refused, match="only admin"):
        depart(db.session.get(Employee, cast.admin), day=today("Asia/Shanghai"), today=today("Asia/Shanghai"))
    db.session.add(RoleGrant(account_id=account_id(db, cast.zhao), role="admin", unit_id=cast.firm))
    db.session.flush()
    operations.take_role(grant)
    assert roles(db, cast.admin) == []


def link_in(page):
    """Return the path of the link that a page shows."""
    return re.search(r"http://localhost(/set-password/[\w-]+)", page.text)[1]


def test_a_link_is_shown_once_and_sets_the_password_once(browser, cast, db):
    browser.login(cast.he)
    page = browser.post(f"/people/{cast.zhao}/link", minutes="30")
    assert page.status_code == 200 and "Shown this once" in page.text
    path = link_in(page)
    drawn = re.search(r'<path d="(M[^"]+)" fill="none" stroke="#000000" stroke-width="1"', page.text)[1]
    assert drawn == qr_code(f"http://localhost{path}").path
    assert path.split("/")[-1] not in browser.get(f"/people/{cast.zhao}").text
    person = Browser(browser.app)
    new = "Seven quiet lanterns"
    assert person.post(path, password=new, again=new).status_code == 303
    assert Browser(browser.app).get(path).status_code == 404
    assert Browser(browser.app).post("/sign-in", login="S0103", password=new).status_code == 303
    assert Browser(browser.app).post("/sign-in", login="S0103", password=PASSWORD).status_code == 400


def test_a_second_link_ends_the_first(browser, cast):
    browser.login(cast.he)
    first = link_in(browser.post(f"/people/{cast.zhao}/link", minutes="10080"))
    second = link_in(browser.post(f"/people/{cast.zhao}/link", minutes="30"))
    assert Browser(browser.app).get(first).status_code == 404
    assert Browser(browser.app).get(second).status_code == 200


@pytest.mark.parametrize("minutes", ["", "999999", "x"])
def test_a_link_lasts_as_long_as_the_page_offers(browser, cast, db, minutes):
    browser.login(cast.he)
    assert browser.post(f"/people/{cast.zhao}/link", minutes=minutes).status_code == 400
    assert db.session.scalar(select(func.count(PasswordLink.id))) == 0


def test_slips_are_made_for_those_of_a_unit_who_never_set_a_password(browser, cast, db):
    db.session.add_all(
        Employee(number=f"N{n}", name=f"新人{n}", sort_key=f"n{n}", unit_id=cast.jingan) for n in range(3)
    )
    db.session.add(Employee(number="N9", name="走了的", sort_key="z", unit_id=cast.jingan, status="left"))
    db.session.commit()
    browser.login(cast.he)
    page = browser.post("/people/slips", unit=cast.jingan)
    slips = re.findall(r'<p class="link">http://localhost(/set-password/[\w-]+)</p>', page.text)
    assert page.status_code == 200 and len(slips) == len(set(slips)) == 3
    assert "新人0" in page.text and "走了的" not in page.text and "王喆" not in page.text
    assert all(Browser(browser.app).get(path).status_code == 200 for path in slips)


def test_a_unit_where_all_have_passwords_says_so(browser, cast):
    answer = browser.login(cast.he).post("/people/slips", unit=cast.jingan)
    assert answer.status_code == 400 and "set a password already" in answer.text


def test_leavers_get_no_link(browser, cast, db):
    db.session.get(Employee, cast.zhao).status = "left"
    db.session.commit()
    assert browser.login(cast.he).get(f"/people/{cast.zhao}/link").status_code == 404


@pytest.mark.parametrize("path", ["/people/{zhao}/link", "/people/{zhao}/roles", "/people/slips"])
def test_only_those_who_may_come_here(app, cast, path, regional):
    url = path.format(zhao=cast.zhao)
    for person in (cast.zhao, cast.li, cast.lin):
        assert Browser(app).login(person).get(url).status_code == 403
    assert Browser(app).get(url).status_code == 302
    assert Browser(app).login(regional).get(url).status_code == (200 if "slips" in url else 404)
