"""The second step: asked of whoever has it, each code taken once, put off for a fortnight, reset by somebody else."""

import datetime as dt
import re

import pyotp
import pytest
import time_machine
from sqlalchemy import func, select, update

from cxtrain.ledger.models import LedgerEntry
from cxtrain.people import operations as accounts
from cxtrain.people.models import Account, UserSession
from cxtrain.people.second_step import operations
from cxtrain.people.second_step.models import RecoveryCode, SecondStep
from cxtrain.web.qr import qr_code
from tests.conftest import PASSWORD, Browser

MORNING = dt.datetime(2026, 5, 6, 8, 0, 10, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def clock():
    """A morning that stands still, so that a code stays the same until a test moves on."""
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


def account_of(db, employee_id):
    """Return an employee's account."""
    return db.session.scalar(select(Account).where(Account.employee_id == employee_id))


def secret_of(page):
    """Return the secret that the page gives for typing."""
    return re.search(r'<code class="secret">([A-Z2-7 ]+)</code>', page.text)[1].replace(" ", "")


def set_up(browser):
    """Set up the second step of whoever is signed in; return (authenticator, recovery codes)."""
    assert browser.post("/me/second-step").location == "/me/second-step/phone"
    phone = pyotp.TOTP(secret_of(browser.get("/me/second-step/phone")))
    page = browser.post("/me/second-step/phone", code=phone.now())
    return phone, re.findall(r"<li>([a-z2-9-]{19})</li>", page.text)


@pytest.fixture
def phone(browser, cast, clock):
    """The authenticator of 何姐 of HR, signed out again, half a minute later; (authenticator, recovery codes)."""
    made = set_up(browser.login(cast.he))
    browser.post("/sign-out", page="/")
    clock.shift(30)
    return made


def by_password(browser, number="H0001"):
    """Give the right password; return the answer."""
    return browser.post("/sign-in", login=number, password=PASSWORD)


def is_in(browser):
    """Whether the browser is signed in."""
    return browser.get("/me/sessions").status_code == 200


def test_the_page_shows_the_secret_as_a_qr_code_and_for_typing(browser, cast, db):
    browser.login(cast.he).post("/me/second-step")
    page = browser.get("/me/second-step/phone")
    secret = secret_of(page)
    address = f"otpauth://totp/Heming%20Hotel%20Management%20Co.%2C%20Ltd.:h0001?secret={secret}"
    drawn = re.search(r'<path d="(M[^"]+)" fill="none" stroke="#000000"', page.text)[1]
    told = operations.address_of(account_of(db, cast.he), secret)
    assert told.startswith(address) and drawn == qr_code(told).path


def test_nothing_is_asked_before_the_first_code_has_confirmed_it(browser, cast, db):
    browser.login(cast.he).post("/me/second-step")
    secret = secret_of(browser.get("/me/second-step/phone"))
    wrong = f"{(int(pyotp.TOTP(secret).now()) + 1) % 10**6:06}"
    assert browser.post("/me/second-step/phone", code=wrong).status_code == 400
    assert by_password(Browser(browser.app)).location == "/"


def test_the_code_is_asked_for_after_the_password_and_lets_in(browser, cast, phone):
    answer = by_password(browser)
    assert answer.location == "/sign-in/code" and not is_in(browser)
    by_password(browser)
    assert browser.post("/sign-in/code", code=phone[0].now()).status_code == 303 and is_in(browser)


@pytest.mark.parametrize(("steps", "fine"), [(-2, False), (-1, False), (0, True), (1, True), (2, False)])
def test_a_code_of_this_half_minute_and_its_neighbours_fits_unless_it_was_used(browser, cast, phone, steps, fine):
    # The one before was used to confirm, half a minute ago.
    by_password(browser)
    code = phone[0].at(MORNING + dt.timedelta(seconds=30 * (1 + steps)))
    assert (browser.post("/sign-in/code", code=code).status_code == 303) is fine
    assert is_in(browser) is fine


def test_the_code_before_still_fits_where_it_was_not_used(browser, cast, phone, clock):
    clock.shift(60)
    by_password(browser)
    assert browser.post("/sign-in/code", code=phone[0].at(MORNING + dt.timedelta(seconds=60))).status_code == 303


@pytest.mark.parametrize("written", ["{0} {1}", " {0}{1} ", "{0}-{1}"])
def test_a_code_may_be_typed_as_the_phone_groups_it(browser, cast, phone, written):
    by_password(browser)
    code = phone[0].now()
    assert browser.post("/sign-in/code", code=written.format(code[:3], code[3:])).status_code == 303


def test_a_code_is_taken_once(browser, cast, phone):
    by_password(browser)
    browser.post("/sign-in/code", code=phone[0].now())
    other = Browser(browser.app)
    by_password(other)
    answer = other.post("/sign-in/code", code=phone[0].now())
    assert answer.status_code == 400 and "used already" in answer.text and not is_in(other)


def test_a_recovery_code_replaces_the_phone_once_and_the_ledger_says_so(browser, cast, phone, db):
    _, codes = phone
    assert len(codes) == len(set(codes)) == 10
    for expected in (303, 400):
        other = Browser(browser.app)
        by_password(other)
        assert other.post("/sign-in/code", code=codes[3].upper()).status_code == expected
    assert db.session.scalar(select(func.count(LedgerEntry.id)).where(LedgerEntry.action == "recovery code used")) == 1
    by_password(browser)
    browser.post("/sign-in/code", code=codes[4])
    assert "8 recovery codes are left" in browser.get("/me/second-step").text


def test_the_database_holds_neither_the_secret_nor_a_recovery_code(browser, cast, phone, db, app):
    row = db.session.get(SecondStep, account_of(db, cast.he).id)
    assert phone[0].secret not in row.secret and operations.opened(row.secret) == phone[0].secret
    kept = set(db.session.scalars(select(RecoveryCode.digest)))
    assert kept == {accounts.digest(code.replace("-", "")) for code in phone[1]}
    app.config["SECRET_KEY"], app.config["SECRET_KEY_FALLBACKS"] = "n" * 40, [app.config["SECRET_KEY"]]
    assert operations.opened(row.secret) == phone[0].secret
    app.config["SECRET_KEY_FALLBACKS"] = []
    assert operations.opened(row.secret) == "" and not operations.accept(account_of(db, cast.he), phone[0].now())


def test_five_wrong_codes_and_the_sixth_try_waits_even_with_the_right_one(browser, cast, phone, clock):
    by_password(browser)
    wrong = f"{(int(phone[0].now()) + 1) % 10**6:06}"
    codes = [browser.post("/sign-in/code", code=wrong).status_code for _ in range(5)]
    assert codes == [400] * 5
    assert browser.post("/sign-in/code", code=phone[0].now()).status_code == 429 and not is_in(browser)
    clock.shift(15 * 60)
    by_password(browser)
    assert browser.post("/sign-in/code", code=phone[0].now()).status_code == 303


@pytest.mark.parametrize("change", ["late", "left", "password", "none"])
def test_whoever_is_half_signed_in_begins_anew_after_a_change(browser, cast, phone, db, clock, change):
    by_password(browser)
    code = phone[0].now()
    if change == "late":
        clock.shift(301)
        code = phone[0].now()
    elif change == "left":
        account_of(db, cast.he).employee.status = "left"
    elif change == "password":
        accounts.set_password(account_of(db, cast.he), "another")
    else:
        browser = Browser(browser.app)
    db.session.commit()
    answer = browser._open("POST", "/sign-in/code", data={**browser.hidden("/sign-in"), "code": code})
    assert answer.location == "/sign-in" and not is_in(browser)


def asked_anew(db, employee_id):
    """Let the person be one who was never asked for a second step."""
    db.session.delete(db.session.get(SecondStep, account_of(db, employee_id).id))
    db.session.commit()


@pytest.mark.parametrize(("who", "number"), [("he", "H0001"), ("admin", "H0003")])
def test_hr_and_admins_are_led_there_and_put_it_off_for_a_fortnight_and_no_longer(browser, cast, db, clock, who, number):
    asked_anew(db, getattr(cast, who))
    assert by_password(browser, number).location == "/me/second-step"
    assert "2026-05-20" in browser.get("/me/second-step").text and browser.get("/").status_code == 200
    for days, where in ((7, "/"), (5, "/me/second-step")):
        clock.shift(dt.timedelta(days=days))
        assert by_password(Browser(browser.app), number).location == where
    clock.shift(dt.timedelta(days=2))
    late = Browser(browser.app)
    by_password(late, number)
    for page in ("/", "/me/sessions", "/people"):
        assert late.get(page).location == "/me/second-step"
    assert late.get("/me/second-step").status_code == 200
    set_up(late)
    assert late.get("/").status_code == 200


def test_staff_are_not_led_there_but_may_set_it_up(browser, cast, db):
    asked_anew(db, cast.wang)
    assert by_password(browser, "S0102").location == "/"
    set_up(browser)
    assert by_password(Browser(browser.app), "S0102").location == "/sign-in/code"


def test_a_new_phone_needs_a_code_of_the_old_one_which_goes_on_until_then(browser, cast, phone, db, clock):
    by_password(browser)
    browser.post("/sign-in/code", code=phone[0].now())
    assert browser.post("/me/second-step", code="000000").status_code == 400
    clock.shift(30)
    assert browser.post("/me/second-step", code=phone[0].now()).location == "/me/second-step/phone"
    clock.shift(30)
    other = Browser(browser.app)
    by_password(other)
    assert other.post("/sign-in/code", code=phone[0].now()).status_code == 303
    new = pyotp.TOTP(secret_of(browser.get("/me/second-step/phone")))
    assert browser.post("/me/second-step/phone", code=new.now()).status_code == 200
    assert not operations.accept(account_of(db, cast.he), phone[1][0]), "old recovery codes end"


def test_another_person_resets_it_and_it_is_set_up_anew_at_once(browser, cast, phone, db):
    signed_in = Browser(browser.app)
    by_password(signed_in)
    signed_in.post("/sign-in/code", code=phone[0].now())
    assert signed_in.post(f"/people/{cast.he}/second-step/reset", page="/people/new").status_code == 403
    browser.login(cast.admin)
    page = f"/people/{cast.he}"
    assert "Phone lost" in browser.get(page).text
    assert browser.post(f"{page}/second-step/reset", page=page).status_code == 303
    assert not is_in(signed_in)
    entry = db.session.scalars(select(LedgerEntry).where(LedgerEntry.action == "second step reset")).one()
    assert entry.actor_id == cast.admin
    assert by_password(signed_in).location == "/me/second-step" and signed_in.get("/").location == "/me/second-step"
    assert db.session.scalar(select(func.count(RecoveryCode.id))) == 0
    assert browser.post(f"{page}/second-step/reset", page=page).status_code == 404


def test_hr_does_not_reset_that_of_an_admin(browser, cast, db):
    db.session.execute(update(SecondStep).where(SecondStep.account_id == account_of(db, cast.admin).id).values(secret="x"))
    db.session.commit()
    browser.login(cast.he)
    assert browser.post(f"/people/{cast.admin}/second-step/reset", page="/people/new").status_code == 403
    assert "Phone lost" not in browser.get(f"/people/{cast.admin}").text


def test_setting_it_up_is_in_the_ledger_without_its_secret(browser, cast, phone, db):
    entry = db.session.scalars(select(LedgerEntry).where(LedgerEntry.action == "second step set up")).one()
    assert entry.actor_id == cast.he and entry.facts == {}
    assert db.session.scalar(select(func.count(UserSession.id)).where(UserSession.held_back)) == 0
