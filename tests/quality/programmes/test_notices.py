"""Employees read the notice that concerns them and confirm it; HR sees who has, and nobody else's name is told."""

import datetime as dt

import pytest
from sqlalchemy import delete, func, select

from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.careers.operations import transfer
from cxtrain.people.models import Employee, Unit
from cxtrain.quality.programmes.models import ProgrammeReceipt
from tests.conftest import Browser
from tests.planning.test_plan_pdf import words_of
from tests.quality.programmes.conftest import DAY


@pytest.fixture
def unread(db, cast, tell):
    """The id of the firm's programme, in force, that nobody has read yet."""
    version = tell().id
    db.session.execute(delete(ProgrammeReceipt))
    db.session.commit()
    return version


def receipts(db):
    """How many people have confirmed."""
    return db.session.scalar(select(func.count()).select_from(ProgrammeReceipt))


def test_today_asks_to_read_it_until_it_is_confirmed(browser, cast, db, unread):
    page = browser.login(cast.wang).get("/").text
    assert f'href="/notices/{unread}"' in page and "Read the notice" in page
    page = browser.get(f"/notices/{unread}").text
    assert "no traps" in page and "no pay, no discipline" in page and "It does not say that you agree" in page
    assert browser.post(f"/notices/{unread}").location == f"/notices/{unread}"
    assert "You confirmed on" in browser.get(f"/notices/{unread}").text and "Read the notice" not in browser.get("/").text
    entry = db.session.scalars(select(LedgerEntry).where(LedgerEntry.action == "programme notice read")).one()
    assert (entry.chain, entry.actor_id) == (cast.jingan, cast.wang)


def test_confirming_twice_leaves_the_first_moment(browser, cast, db, unread):
    browser.login(cast.wang).post(f"/notices/{unread}")
    first = db.session.scalars(select(ProgrammeReceipt.read_at)).one()
    assert browser.post(f"/notices/{unread}").status_code == 303
    assert db.session.scalars(select(ProgrammeReceipt.read_at)).all() == [first]


def test_without_the_hidden_fields_nothing_is_noted(app, cast, db, unread):
    browser = Browser(app).login(cast.wang)
    assert browser._open("POST", f"/notices/{unread}", data={}).status_code == 400
    assert receipts(db) == 0


def test_a_notice_of_another_store_is_not_there(browser, cast, db, tell):
    version = tell(cast.xuhui).id
    db.session.execute(delete(ProgrammeReceipt))
    db.session.commit()
    browser.login(cast.wang)
    assert browser.get(f"/notices/{version}").status_code == browser.get("/notices/987654").status_code == 404
    assert browser.post(f"/notices/{version}").status_code == browser.get(f"/notices/{version}/notice.pdf").status_code == 404
    assert "there is no programme" in browser.get("/notices").text


def test_who_is_moved_gets_the_notice_of_the_new_store(browser, cast, db, tell, day):
    old, new = tell(cast.jingan).id, tell(cast.xuhui).id
    db.session.execute(delete(ProgrammeReceipt).where(ProgrammeReceipt.version_id == new))
    person = db.session.get(Employee, cast.wang)
    transfer(person, db.session.get(Unit, cast.xuhui), day=day, today=day)
    db.session.commit()
    page = browser.login(cast.wang).get("/").text
    assert f"/notices/{new}" in page and f"/notices/{old}" not in page
    assert f"/notices/{old}" in browser.get("/notices").text  # what was read before can be read again


def test_a_notice_is_told_a_week_before_it_rules_beside_the_present_one(browser, cast, db, unread, tell, day):
    later = tell(on=day, starts_on=day + 7 * DAY).id
    db.session.execute(delete(ProgrammeReceipt))
    db.session.commit()
    page = browser.login(cast.wang).get("/notices").text
    assert "Coming" in page and "In force" in page and page.index(f"/notices/{later}") < page.index(f"/notices/{unread}")


def test_what_was_replaced_unread_is_asked_of_nobody(browser, cast, db, unread, tell):
    tell(on=dt.date(2025, 1, 1))
    assert "Read the notice" not in browser.login(cast.wang).get("/").text
    assert browser.get(f"/notices/{unread}").status_code == 404


def test_a_stranger_signs_in_first(app, unread):
    for path in ("", f"/{unread}", f"/{unread}/notice.pdf"):
        assert Browser(app).get(f"/notices{path}").status_code == 302


def test_hr_sees_counts_by_store_names_a_tap_away_and_a_text_without_names(app, cast, db, unread):
    Browser(app).login(cast.wang).post(f"/notices/{unread}")
    browser = Browser(app)
    browser.headers["Accept-Language"] = "en"
    page = browser.login(cast.he).get(f"/quality/programmes/{unread}").text
    assert ">1</span> / <span" in page and ">8</span>" in page and "Wang Zhe" not in page and "1 of 8 have read it" in page
    page = browser.get(f"/quality/programmes/{unread}/readers/{cast.jingan}").text
    assert page.index("Zhao Yan") < page.index("Wang Zhe") and page.count("has not read it") == 2


def test_readers_of_a_unit_that_the_programme_does_not_cover_are_not_there(browser, cast, tell):
    version = tell(cast.xuhui).id
    assert browser.login(cast.he).get(f"/quality/programmes/{version}/readers/{cast.jingan}").status_code == 404


@pytest.mark.parametrize(("language", "has", "lacks"), [
    ("both", ("员工告知书", "Noticetoemployees", "不设陷阱", "notraps"), ()), ("zh", ("员工告知书",), ("Noticeto",)),
    ("en", ("Noticetoemployees",), ("员工告知书",)), ("fr", ("员工告知书", "Noticetoemployees"), ())])
def test_the_notice_is_printed_in_both_languages_or_in_one(browser, cast, tmp_path, unread, language, has, lacks):
    answer = browser.login(cast.wang).get(f"/notices/{unread}/notice.pdf?language={language}")
    words = words_of(answer.data, tmp_path)
    assert all(word in words for word in has) and not any(word in words for word in lacks)
    assert "HM-1" in words and ("Page1of" in words if language == "en" else "第1页共" in words)


def test_hr_prints_a_draft_marked_as_one(browser, cast, tmp_path, draft):
    body = browser.login(cast.he).get(f"/notices/{draft()}/notice.pdf?language=zh").data
    assert "草稿，未发布" in words_of(body, tmp_path)
