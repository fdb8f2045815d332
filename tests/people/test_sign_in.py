"""Signing in, out, and keeping others from doing so."""

import datetime as dt

import pytest
import time_machine
from argon2 import PasswordHasher, extract_parameters
from sqlalchemy import select

from cxtrain.clock import now, today
from cxtrain.people import operations, views
from cxtrain.people.careers.operations import depart
from cxtrain.people.models import Account, Employee, RoleGrant, UserSession
from cxtrain.people.permissions import Role
from cxtrain.web.limits import hit
from tests.conftest import PASSWORD, Browser


def account_of(db, employee_id):
    """Return an employee's account."""
    return db.session.scalar(select(Account).where(Account.employee_id == employee_id))


def test_it_signs_in_by_staff_number_and_shows_today(browser, cast):
    browser.login(cast.wang)
    assert "Today" in browser.get("/").text


@pytest.mark.parametrize("typed", ["13800138000", " 138 0013 8000", "+8613800138000", "86-138-0013-8000", "１３８００１３８０００"])
def test_it_signs_in_by_mobile_however_it_is_typed(browser, cast, db, typed):
    db.session.get(Employee, cast.wang).mobile = "13800138000"
    db.session.commit()
    assert browser.post("/sign-in", login=typed, password=PASSWORD).status_code == 303


@pytest.mark.parametrize("typed", ["s0102", "Ｓ０１０２", " S0102 "])
def test_look_alike_staff_numbers_are_the_same_number(browser, cast, typed):
    assert browser.post("/sign-in", login=typed, password=PASSWORD).status_code == 303


def test_a_wrong_password_and_an_unknown_number_get_the_same_answer_and_keep_what_was_typed(browser, cast):
    wrong = browser.post("/sign-in", login="S0102", password="not it")
    unknown = browser.post("/sign-in", login="S9999", password="not it")
    assert wrong.status_code == unknown.status_code == 400
    assert "is wrong" in wrong.text and "is wrong" in unknown.text
    assert 'value="S0102"' in wrong.text and "not it" not in wrong.text


def test_an_empty_form_says_which_field(browser, cast):
    answer = browser.post("/sign-in", login="", password="")
    assert answer.status_code == 400
    assert "Type your staff number" in answer.text and "Type your password" in answer.text


def test_after_ten_tries_the_account_waits_but_its_neighbour_on_the_same_address_does_not(browser, cast, app):
    with time_machine.travel(dt.datetime(2026, 5, 6, 8, 1, tzinfo=dt.UTC)) as clock:
        codes = [browser.post("/sign-in", login="S0102", password="no").status_code for _ in range(11)]
        assert codes == [400] * 10 + [429]
        assert browser.post("/sign-in", login="S0102", password=PASSWORD).status_code == 429
        assert Browser(app).post("/sign-in", login="S0103", password=PASSWORD).status_code == 303
        clock.shift(dt.timedelta(minutes=16))
        assert browser.post("/sign-in", login="S0102", password=PASSWORD).status_code == 303


def test_an_address_that_tries_too_often_leaves_each_account_fewer_tries_and_nobody_none(browser, cast, app, db):
    with time_machine.travel(dt.datetime(2026, 5, 6, 8, 1, tzinfo=dt.UTC)):
        for _ in range(views.PER_ADDRESS):
            hit("sign-in@127.0.0.1", views.PER_ADDRESS, views.WINDOW)
        db.session.commit()
        codes = [browser.post("/sign-in", login="S0102", password="no").status_code for _ in range(4)]
        assert codes == [400] * 3 + [429]
        for number in ("S0103", "S0101", "H0001"):
            assert Browser(app).post("/sign-in", login=number, password=PASSWORD).status_code == 303


@pytest.mark.parametrize("login", ["S0102", "S9999"])
def test_a_known_and_an_unknown_number_cost_the_same_hashing(browser, cast, monkeypatch, login):
    hashed = []
    real = operations.hasher().verify

    class Counting:
        """The hasher, which notes what it was asked to do."""

        def verify(self, stored, typed):
            hashed.append(extract_parameters(stored))
            return real(stored, typed)
    monkeypatch.setattr(operations, "hasher", Counting)
    operations._decoy(operations.current_app.config["CX"].argon2_memory)
    assert browser.post("/sign-in", login=login, password="not it").status_code == 400
    assert hashed == [extract_parameters(PasswordHasher(time_cost=2, memory_cost=8, parallelism=1).hash("x"))]


def test_tries_by_number_and_by_mobile_count_together(browser, cast, db):
    db.session.get(Employee, cast.wang).mobile = "13800138000"
    db.session.commit()
    with time_machine.travel(dt.datetime(2026, 5, 6, 8, 1, tzinfo=dt.UTC)):
        codes = [browser.post("/sign-in", login=name, password="no").status_code for name in ["S0102", "13800138000"] * 6]
    assert codes == [400] * 10 + [429] * 2


def test_a_stranger_is_sent_to_sign_in_and_then_to_where_they_wanted_to_go(browser, cast):
    answer = browser.get("/me/sessions")
    assert (answer.status_code, answer.location) == (302, "/sign-in")
    assert browser.post("/sign-in", login="S0102", password=PASSWORD).location == "/me/sessions"


def test_the_session_changes_at_sign_in_and_ends_at_sign_out(browser, cast):
    browser.get("/sign-in")
    before = browser.client.get_cookie("cx").value
    browser.login(cast.wang)
    signed_in = browser.client.get_cookie("cx").value
    assert signed_in != before
    out = browser.post("/sign-out", page="/")
    assert out.status_code == 303 and "storage" in out.headers["Clear-Site-Data"]
    browser.client.set_cookie("cx", signed_in)
    assert browser.get("/me/sessions").location == "/sign-in"


@pytest.mark.parametrize("change", ["role", "left", "password", "inactive"])
def test_the_next_request_after_a_change_of_rights_is_refused(browser, cast, db, change):
    browser.login(cast.wang)
    assert browser.get("/me/sessions").status_code == 200
    account = account_of(db, cast.wang)
    if change == "role":
        operations.grant_role(account, Role.AUTHOR, cast.firm)
    elif change == "left":
        db.session.get(Employee, cast.wang).status = "left"
    elif change == "password":
        operations.set_password(account, "x")
    else:
        account.active = False
    db.session.commit()
    assert browser.get("/me/sessions").location == "/sign-in"


@pytest.mark.parametrize("who", ["wang", "li", "he", "lin", "admin"])
@pytest.mark.parametrize("change", ["role given", "role taken", "left", "password", "ended elsewhere"])
def test_whatever_ends_a_session_ends_it_for_the_very_next_request_of_each_role(browser, cast, db, app, who, change):
    person = getattr(cast, who)
    browser.login(person)
    elsewhere = Browser(app).login(person)
    assert elsewhere.get("/me/sessions").status_code == 200
    account = account_of(db, person)
    if change == "role given":
        operations.grant_role(account, Role.AUTHOR, cast.jingan)
    elif change == "role taken":
        db.session.add(RoleGrant(account_id=account.id, role="author", unit_id=cast.xuhui))
        db.session.flush()
        operations.take_role(db.session.scalars(select(RoleGrant).where(RoleGrant.unit_id == cast.xuhui,
                                                                        RoleGrant.account_id == account.id)).one())
    elif change == "left":
        db.session.add(RoleGrant(account_id=account_of(db, cast.sun).id, role="admin", unit_id=cast.firm))
        db.session.flush()
        depart(db.session.get(Employee, person), day=today("Asia/Shanghai"), today=today("Asia/Shanghai"))
    elif change == "password":
        operations.set_password(account, "x")
    db.session.commit()
    if change == "ended elsewhere":
        assert browser.post("/me/sessions", value="all").status_code == 303
    assert elsewhere.get("/me/sessions").location == "/sign-in"
    assert elsewhere._open("POST", "/me/sessions", data={"value": "all"}).status_code in (302, 303, 400)


def test_a_device_that_idled_out_is_not_listed_as_signed_in(browser, cast, app):
    with time_machine.travel(dt.datetime(2026, 5, 6, 8, 0, tzinfo=dt.UTC), tick=False) as clock:
        phone = Browser(app)
        phone.headers["User-Agent"] = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X)"
        phone.login(cast.wang)
        browser.login(cast.wang)
        assert "iPhone" in browser.get("/me/sessions").text
        clock.shift(dt.timedelta(minutes=20))
        assert "iPhone" in browser.get("/me/sessions").text
        clock.shift(dt.timedelta(minutes=11))
        assert "iPhone" not in browser.get("/me/sessions").text


@pytest.mark.parametrize(("shared", "minutes", "stays"), [(None, 29, True), (None, 31, False), ("y", 4, True), ("y", 6, False)])
def test_an_idle_session_ends_sooner_on_a_shared_phone(browser, cast, shared, minutes, stays):
    with time_machine.travel(dt.datetime(2026, 5, 6, 8, 0, tzinfo=dt.UTC), tick=False) as clock:
        browser.post("/sign-in", login="S0102", password=PASSWORD, shared=shared)
        clock.shift(dt.timedelta(minutes=minutes))
        assert (browser.get("/me/sessions").status_code == 200) is stays


def test_a_used_session_lasts_twelve_hours_and_no_longer(browser, cast):
    with time_machine.travel(dt.datetime(2026, 5, 6, 8, 0, tzinfo=dt.UTC), tick=False) as clock:
        browser.login(cast.wang)
        for _ in range(24):
            clock.shift(dt.timedelta(minutes=29))
            assert browser.get("/me/sessions").status_code == 200
        clock.shift(dt.timedelta(minutes=26))
        assert browser.get("/me/sessions").status_code == 302


def test_one_sees_the_devices_and_ends_another(browser, cast, app, db):
    browser.login(cast.wang)
    phone = Browser(app)
    phone.headers["User-Agent"] = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) MicroMessenger"
    phone.login(cast.wang)
    other = db.session.scalar(select(UserSession.id).where(UserSession.device == "WeChat iPhone"))
    assert "WeChat iPhone" in browser.get("/me/sessions").text
    assert browser.post("/me/sessions", value=str(other)).status_code == 303
    assert phone.get("/me/sessions").status_code == 302
    assert browser.get("/me/sessions").status_code == 200


def test_nobody_ends_the_session_of_somebody_else(browser, cast, app, db):
    Browser(app).login(cast.zhao)
    theirs = db.session.scalar(select(UserSession.id).where(UserSession.account_id == account_of(db, cast.zhao).id))
    browser.login(cast.wang)
    assert browser.post("/me/sessions", value=str(theirs)).status_code == 404
    assert db.session.get(UserSession, theirs).ended_at is None


def test_a_password_link_works_once_and_in_time(browser, cast, db):
    account = account_of(db, cast.wang)
    operations.make_password_link(account, made_by=None, minutes=30)
    token = operations.make_password_link(account, made_by=None, minutes=30)
    db.session.commit()
    url = f"/set-password/{token}"
    assert "Wang Zhe" in browser.get(url).text
    assert browser.post(url, password="one two three", again="one two four").status_code == 400
    assert browser.post(url, password="one two three", again="one two three").status_code == 303
    assert browser.get(url).status_code == 404
    assert browser.post("/sign-in", login="S0102", password="one two three").status_code == 303


def test_an_old_or_superseded_password_link_is_refused(browser, cast, db):
    account = account_of(db, cast.wang)
    first = operations.make_password_link(account, made_by=None, minutes=30)
    second = operations.make_password_link(account, made_by=None, minutes=30)
    db.session.commit()
    assert browser.get(f"/set-password/{first}").status_code == 404
    with time_machine.travel(now() + dt.timedelta(minutes=31)):
        assert browser.get(f"/set-password/{second}").status_code == 404


@pytest.mark.parametrize(("password", "sentence"), [("short", "At least 8"), ("password1", "first that anyone"),
                                                    ("aaaaaaaaaa", "first that anyone"), ("my s0102 word", "staff number")])
def test_a_weak_password_is_refused_with_the_reason(browser, cast, db, password, sentence):
    token = operations.make_password_link(account_of(db, cast.wang), made_by=None, minutes=30)
    db.session.commit()
    answer = browser.post(f"/set-password/{token}", password=password, again=password)
    assert answer.status_code == 400 and sentence in answer.text


def test_the_language_changes_on_any_page_and_leads_back_to_it(browser, cast):
    browser.login(cast.wang)
    fields = browser.hidden("/me/sessions")
    answer = browser.client.post("/language", data={**fields, "value": "zh", "back": "/me/sessions"}, headers=browser.headers)
    assert answer.location == "/me/sessions"
    assert "我登录的设备" in browser.get("/me/sessions").text


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", "/%09/evil.example", "\t//evil",
                                  "/sign-out", "/no/such/page", "javascript:alert(1)", "／／evil.example", ""])
def test_the_way_back_leads_nowhere_else(browser, cast, back):
    browser.login(cast.wang)
    fields = browser.hidden("/")
    answer = browser.client.post("/language", data={**fields, "value": "en", "back": back}, headers=browser.headers)
    assert answer.location == "/"
