"""HR makes links for auditors, sees who opened them, and ends them."""

import re

import pytest
from sqlalchemy import func, select

from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Account, RoleGrant
from cxtrain.reports.auditors.models import AuditedClass, AuditedPerson, AuditorLink
from tests.reports.conftest import words
from tests.training.classes.conftest import planned

NEW = "/auditors/new?period=days&from=2026-05-01&to=2026-05-31"
SAID = {"recipient": "Ms Li", "purpose": "Star rating", "days": "7", "people": "roster", "numbers": ""}


def shown():
    """Return the ids of the classes and of the people of the latest link."""
    database.session.rollback()
    link = select(func.max(AuditorLink.id)).scalar_subquery()
    return (set(database.session.scalars(select(AuditedClass.class_id).where(AuditedClass.link_id == link))),
            set(database.session.scalars(select(AuditedPerson.employee_id).where(AuditedPerson.link_id == link))))


def count():
    """Return how many links there are."""
    database.session.rollback()
    return database.session.scalar(select(func.count()).select_from(AuditorLink))


def grant(employee_id, unit_id):
    """Make somebody HR of a unit."""
    account = database.session.query(Account).filter_by(employee_id=employee_id).one()
    database.session.add(RoleGrant(account_id=account.id, role="hr", unit_id=unit_id))
    database.session.commit()


def test_a_link_is_made_and_its_address_opens_what_was_chosen(browser, stranger, cast, held):
    browser.login(cast.he)
    answer = browser.post(NEW, classes=str(held), **SAID)
    assert answer.status_code == 303 and shown() == ({held}, {cast.wang, cast.sun})
    page = browser.get(answer.location)
    address = re.search(r'value="http://localhost(/audit/[0-9A-Z]{26})"', page.text)[1]
    assert stranger.get(address).status_code == 200
    assert "The first page" in words(browser.get(answer.location)) and "Opened 1 time" in words(browser.get(answer.location))
    assert "opened 1 time" in words(browser.get("/auditors"))


def test_a_second_click_makes_no_second_link(browser, cast, held):
    browser.login(cast.he)
    data = {**browser.hidden(NEW), **SAID, "classes": str(held)}
    first, second = (browser._open("POST", NEW, data=data) for _ in range(2))
    assert first.location == second.location and count() == 1


@pytest.mark.parametrize(("more", "people"), [
    ({"people": "none"}, set()), ({"people": "list", "numbers": "S0102\t王喆\n\n Ｓ０１０３,x"}, {"wang", "zhao"}),
    ({"people": "unit"}, {"li", "wang", "zhao", "chen", "sun", "he", "lin", "admin"})])
def test_people_are_those_of_the_roster_of_a_list_or_of_the_unit(browser, cast, held, more, people):
    browser.login(cast.he)
    assert browser.post(NEW, classes=str(held), **{**SAID, **more}).status_code == 303
    assert shown() == ({held}, {getattr(cast, each) for each in people})


@pytest.mark.parametrize(("more", "complaint"), [
    ({"recipient": " "}, "Say who gets the link."), ({"purpose": ""}, "Say what it is for."),
    ({"days": "0"}, "1 to 90"), ({"days": "91"}, "1 to 90"), ({"days": "x"}, "1 to 90"),
    ({"classes": None}, "Choose a class, or people."), ({"people": "list"}, "Paste the staff numbers."),
    ({"people": "list", "numbers": "S0102\nX999"}, "X999"), ({"recipient": "x" * 81}, "81")])
def test_what_is_wrong_is_said_and_what_was_typed_stays(browser, cast, held, more, complaint):
    page = browser.login(cast.he).post(NEW, **{**SAID, "classes": str(held), "purpose": "Star rating", **more})
    assert page.status_code == 400 and count() == 0
    assert complaint in page.text or complaint == "81" and 'class="wrong"' in page.text or "wrong" in page.text and complaint == "1 to 90"
    assert more.get("numbers", "") in page.text


def test_only_closed_classes_of_the_period_and_the_unit_can_be_chosen(browser, cast, held):
    running, elsewhere = planned(cast, "wang"), planned(cast, "sun", unit="xuhui", closed=None)
    browser.login(cast.he)
    assert re.findall(r'name="classes"[^>]*value="(\d+)"', browser.get(NEW).text) == [str(held)]
    assert "No class of this unit" in words(browser.get(f"{NEW}&unit={cast.xuhui}"))
    assert "No class of this unit" in words(browser.get(NEW.replace("05", "04")))
    for other in (running, elsewhere, 99999):
        assert browser.post(NEW, classes=str(other), **SAID).status_code == 400
    assert count() == 0


def test_hr_of_one_store_invites_to_that_store_only_and_sees_no_others_links(browser, cast, held, links):
    above, _ = links.make([held])
    grant(cast.zhao, cast.jingan)
    browser.login(cast.zhao)
    assert browser.get(f"{NEW}&unit={cast.xuhui}").status_code == 404
    page = browser.post(NEW, classes=str(held), **{**SAID, "people": "list", "numbers": "S0202"})
    assert page.status_code == 400 and "S0202" in page.text
    assert browser.post(NEW, classes=str(held), **SAID).status_code == 303 and shown()[1] == {cast.wang}
    assert browser.get(f"/auditors/{above}").status_code == 404
    assert browser.post(f"/auditors/{above}/end", page="/auditors").status_code == 404
    assert "星级评审" not in browser.get("/auditors").text


def test_a_link_is_ended_at_once_and_only_once(browser, stranger, cast, held, links):
    link, token = links.make([held])
    browser.login(cast.he)
    hidden = browser.hidden(f"/auditors/{link}")
    assert browser._open("POST", f"/auditors/{link}/end", data=hidden).status_code == 303
    assert stranger.get(f"/audit/{token}").status_code == 404
    page = browser.get(f"/auditors/{link}")
    assert "Ended on" in words(page) and token not in page.text and f"/auditors/{link}/end" not in page.text
    again = {key: value for key, value in hidden.items() if key != "submission_key"}
    assert browser._open("POST", f"/auditors/{link}/end", data=again).status_code == 409
    actions = database.session.scalars(select(LedgerEntry.action).where(LedgerEntry.subject == f"auditor_link:{link}"))
    assert list(actions) == ["auditor link made", "auditor link ended"]


def test_after_the_key_was_changed_the_old_address_opens_and_is_not_shown_again(app, browser, stranger, cast, held, links, monkeypatch):
    link, token = links.make([held])
    browser.login(cast.he)
    old = app.config["SECRET_KEY"]
    monkeypatch.setitem(app.config, "SECRET_KEY", "n" * 40)
    monkeypatch.setitem(app.config, "SECRET_KEY_FALLBACKS", [old])
    assert token in browser.get(f"/auditors/{link}").text
    monkeypatch.setitem(app.config, "SECRET_KEY_FALLBACKS", [])
    browser = type(browser)(app).login(cast.he)
    page = browser.get(f"/auditors/{link}")
    assert token not in page.text and "make another" in page.text and stranger.get(f"/audit/{token}").status_code == 200


def test_the_database_alone_opens_nothing(held, links):
    _, token = links.make([held])
    row = database.session.scalars(select(AuditorLink)).one()
    assert token not in str({column.name: getattr(row, column.name) for column in AuditorLink.__table__.columns})


def test_nobody_but_hr_makes_or_sees_links(browser, cast, held, links):
    link, _ = links.make([held])
    for who in (cast.wang, cast.li, cast.lin, cast.admin):
        browser.login(who)
        assert {browser.get(url).status_code for url in ("/auditors", NEW, f"/auditors/{link}")} == {403}


def test_a_stranger_is_sent_to_sign_in(browser, held, links):
    link, _ = links.make([held])
    assert {browser.get(url).location for url in ("/auditors", NEW, f"/auditors/{link}")} == {"/sign-in"}


def test_it_reads_in_chinese(chinese, cast, held, links):
    link, _ = links.make([held], [cast.wang])
    chinese.login(cast.he)
    assert "新建审核员链接" in words(chinese.get(NEW)) and "立即停用链接" in words(chinese.get(f"/auditors/{link}"))


def test_whoever_stands_in_a_link_is_told_on_the_own_transcript(browser, cast, held, links):
    links.make(people=[cast.wang])
    told = "李老师: 星级评审 2026"
    assert told in words(browser.login(cast.wang).get("/me/transcript"))
    assert told not in words(browser.login(cast.sun).get("/me/transcript"))
    assert told not in words(browser.login(cast.li).get(f"/employees/{cast.wang}/transcript"))
