"""The tree of units: shown, added to, corrected."""

import re

import pytest
from sqlalchemy import select

from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Account, RoleGrant, Unit
from cxtrain.people.units.operations import UnitFacts, add_unit
from tests.conftest import Browser

PUDONG = {"kind": "store", "code": "S03", "name": "浦东店", "name_en": "Pudong", "zone": "Asia/Shanghai"}  # fmt: skip


def test_it_shows_the_tree_with_its_people(browser, cast):
    page = browser.login(cast.he).get("/people/units").text
    places = [page.index(f">{name}<") for name in ("Heming Hotels", "East China", "Jing&#39;an", "Xuhui")]
    assert places == sorted(places)
    assert f'href="/people?unit={cast.jingan}">3</a>' in page


def test_it_adds_a_store_below_a_region(browser, cast, db):
    answer = browser.login(cast.he).post("/people/units/new", parent=cast.east, **PUDONG)
    unit = db.session.scalar(select(Unit).where(Unit.code == "S03"))
    assert answer.status_code == 303 and unit.path == f"/{cast.firm}/{cast.east}/{unit.id}/"
    entry = db.session.scalars(select(LedgerEntry)).one()
    assert (entry.action, entry.chain) == ("unit added", unit.id)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [("code", "s01", "has this code"), ("code", "", "Type a code"), ("code", "S 03!", "Letters, digits"),
     ("name", "静安店", "this name stands there"), ("name", "", "Type a name"),
     ("zone", "Moon/Base", "no such time zone"),
     ("kind", "firm", "valid choice"), ("parent", "999", "valid choice")],
)  # fmt: skip
def test_a_wrong_field_is_named_and_everything_typed_stays(browser, cast, db, field, value, says):
    answer = browser.login(cast.he).post("/people/units/new", **{"parent": cast.east, **PUDONG, field: value})
    assert answer.status_code == 400 and says in answer.text and 'value="Pudong"' in answer.text
    assert db.session.scalar(select(Unit.id).where(Unit.code == "S03")) is None


def edited(**changes):
    """Return the form of 静安店 as it stands, with changes."""
    return {"code": "S01", "name": "静安店", "name_en": "Jing'an", "zone": "Asia/Shanghai", **changes}


def test_a_renamed_unit_keeps_its_place(browser, cast, db):
    answer = browser.login(cast.he).post(f"/people/units/{cast.jingan}", **edited(name="静安寺店"))
    assert answer.status_code == 303
    db.session.expire_all()
    unit = db.session.get(Unit, cast.jingan)
    assert (unit.name, unit.path) == ("静安寺店", f"/{cast.firm}/{cast.east}/{cast.jingan}/")
    assert db.session.scalars(select(LedgerEntry)).one().facts["before"] == {"name": "静安店"}


def test_what_is_stored_about_people_is_shown_and_cannot_be_set_here(browser, cast, db):
    url = f"/people/units/{cast.jingan}"
    page = browser.login(cast.he).get(url).text
    assert "For development: coaching and training" in page and "/quality/programmes" in page
    assert browser.post(url, **edited(name="静安寺店"), people="full", reason="because").status_code == 303
    db.session.expire_all()
    assert db.session.get(Unit, cast.jingan).people == "development"


def test_a_new_unit_stores_about_people_what_the_one_above_stores(browser, cast, db):
    db.session.get(Unit, cast.east).people = "none"
    db.session.commit()
    browser.login(cast.he).post("/people/units/new", parent=cast.east, **PUDONG, people="full")
    assert db.session.scalar(select(Unit.people).where(Unit.code == "S03")) == "none"


def test_the_second_of_two_editors_sees_both_names(browser, cast, db):
    browser.login(cast.he)
    mine = edited(name="我的店名", version=browser.hidden(f"/people/units/{cast.jingan}")["version"])
    db.session.get(Unit, cast.jingan).name = "他的店名"
    db.session.commit()
    answer = browser.post(f"/people/units/{cast.jingan}", **mine)
    assert answer.status_code == 409 and "我的店名" in answer.text and "他的店名" in answer.text


def test_fields_that_the_form_does_not_have_change_nothing(browser, cast, db):
    browser.login(cast.he).post(f"/people/units/{cast.jingan}", **edited(), path="/", parent_id=cast.xuhui, kind="firm",
                                id="1")  # fmt: skip
    db.session.expire_all()
    unit = db.session.get(Unit, cast.jingan)
    assert (unit.kind, unit.parent_id, unit.path) == ("store", cast.east, f"/{cast.firm}/{cast.east}/{cast.jingan}/")


def test_units_beyond_ones_reach_are_not_there(browser, cast, db):
    account = db.session.scalar(select(Account.id).where(Account.employee_id == cast.sun))
    db.session.add(RoleGrant(account_id=account, role="hr", unit_id=cast.xuhui))
    db.session.commit()
    browser.login(cast.sun)
    assert browser.get(f"/people/units/{cast.jingan}").status_code == 404
    assert "Jing&#39;an" not in browser.get("/people/units").text
    assert browser.post("/people/units/new", parent=cast.east, **PUDONG).status_code == 400


@pytest.mark.parametrize("path", ["/people/units", "/people/units/new", "/people/units/{jingan}"])
def test_only_those_who_manage_units_come_here(app, cast, path):
    url = path.format(jingan=cast.jingan)
    for person in (cast.wang, cast.li, cast.lin):
        assert Browser(app).login(person).get(url).status_code == 403
    assert Browser(app).get(url).status_code == 302


def test_lists_of_units_go_by_code_within_the_tree(browser, cast, db):
    # Ids are given out in order, so the last stores get two digits: as text, "/1/2/12/" would come before "/1/2/9/".
    firm, east = (db.session.get(Unit, key) for key in (cast.firm, cast.east))
    for number in range(20, 10, -1):
        add_unit(UnitFacts(f"S{number}", f"{number}号店"), east, kind="store")
    add_unit(UnitFacts("A", "北方"), firm, kind="region")
    db.session.commit()
    ids = {unit.code: unit.id for unit in db.session.scalars(select(Unit))}
    wanted = [ids[code] for code in ("HM", "A", "E", "S01", "S02", *(f"S{number}" for number in range(11, 21)))]
    page = browser.login(cast.he).get("/people/new").text
    assert [int(value) for value in re.findall(r'<option[^>]*value="(\d+)"', page)] == wanted
    page = browser.get("/people/units").text
    assert [int(value) for value in re.findall(r"/people/units/(\d+)\"", page)] == wanted
