"""The list of monthly reports, and having one made."""

import dataclasses

import pytest
import time_machine

from cxtrain.jobs.models import Job
from cxtrain.jobs.work import work
from cxtrain.reports.monthly.models import MonthlyReport
from tests.reports.monthly.conftest import EMPTY, FACTS, kept


@pytest.fixture(autouse=True)
def in_june():
    with time_machine.travel("2026-06-10T03:00:00Z", tick=True):
        yield


def test_a_supervisor_has_the_last_month_made_by_a_worker(app, browser, cast, db):
    page = browser.login(cast.li).get("/monthly")
    assert "No report of this unit yet" in page.text and '<option value="2026-05">' in page.text
    assert "2026-06" not in page.text.split("<select")[1]  # only months that are over
    browser.post(f"/monthly/units/{cast.jingan}/make", page="/monthly", month="2026-05")
    assert "The report of 2026-05 is being made" in browser.get("/monthly").text
    assert work(app, until_empty=True) == 1
    db.session.expire_all()
    made = db.session.query(MonthlyReport).one()
    assert (made.unit_id, made.month, made.edition, made.made_by) == (cast.jingan, "2026-05", 1, cast.li)
    number = made.id
    page = browser.get("/monthly")
    assert f"/monthly/{number}" in page.text and "is being made" not in page.text


def test_equal_facts_make_no_second_edition_and_the_page_says_so(app, browser, cast, db):
    browser.login(cast.li)
    for at in ("2026-06-10T03:00:00Z", "2026-06-10T03:05:00Z"):
        with time_machine.travel(at, tick=True):
            browser.post(f"/monthly/units/{cast.jingan}/make", page="/monthly", month="2026-05")
            work(app, until_empty=True)
            page = browser.get("/monthly")
    assert db.session.query(MonthlyReport).count() == 1 and db.session.query(Job).count() == 2
    assert "the figures of 2026-05 have not changed since" in page.text


def test_asking_twice_makes_one_job(browser, cast, db):
    browser.login(cast.li)
    for _ in range(2):
        browser.post(f"/monthly/units/{cast.jingan}/make", page="/monthly", month="2026-05")
    assert db.session.query(Job).count() == 1


def test_other_facts_make_another_edition_that_the_earlier_one_points_to(browser, cast, db):
    first = kept(db, cast, EMPTY)
    second = kept(db, cast, dataclasses.replace(EMPTY, praised=(1, 0)), by=cast.he)
    assert first == kept(db, cast, dataclasses.replace(EMPTY, praised=(1, 0))) - 1 and second == first + 1
    page = browser.login(cast.li).get(f"/monthly/{first}")
    assert "Open edition 2" in page.text and f'href="/monthly/{second}"' in page.text
    again = browser.get(f"/monthly/{second}")
    assert "Open edition" not in again.text and "M-2026-05-S01-2" in again.text


def test_a_month_that_is_not_over_is_refused(browser, cast, db):
    answer = browser.login(cast.li).post(f"/monthly/units/{cast.jingan}/make", page="/monthly", month="2026-06")
    assert answer.status_code == 400 and db.session.query(Job).count() == 0


def test_who_leads_no_unit_and_whoever_asks_for_a_foreign_one_see_nothing(browser, cast, db):
    number = kept(db, cast, EMPTY)
    browser.login(cast.chen)
    assert browser.get(f"/monthly?unit={cast.jingan}").status_code == 404
    assert [browser.get(f"/monthly/{number}{end}").status_code for end in ("", "/report.pdf", "/report.xlsx")] == [404] * 3
    assert browser.post(f"/monthly/units/{cast.jingan}/make", page="/monthly", month="2026-05").status_code == 404
    assert browser.login(cast.wang).get("/monthly").status_code == 403


def test_a_stranger_signs_in_first(browser, cast, db):
    assert browser.get(f"/monthly/{kept(db, cast, EMPTY)}").headers["Location"].startswith("/sign-in")


def test_the_report_says_what_moved_and_names_no_person_beside_a_number(browser, cast, db):
    page = browser.login(cast.he).get(f"/monthly/{kept(db, cast, FACTS, 'east')}")
    assert "Training completed down from 84.8 % to 70.0 % (n 230, 240)" in page.text and "▼ −14.8" in page.text
    assert "Ahead: Jing&#39;an; behind: The Bund; alike: 9" in page.text
    assert not any(name in page.text.split("<main")[1] for name in ("王喆", "Wang Zhe", "赵䶮"))


def test_hr_moves_between_units_and_pages(browser, cast, db):
    for month in range(1, 26):
        kept(db, cast, dataclasses.replace(EMPTY, month=f"{2024 + (month - 1) // 12}-{(month - 1) % 12 + 1:02d}"))
    browser.login(cast.he)
    assert "No report of this unit yet" in browser.get("/monthly").text  # the firm's
    page = browser.get(f"/monthly?unit={cast.jingan}")
    assert "2026-01" in page.text and "Next page" in page.text
    assert ">2024-01<" in browser.get(f"/monthly?unit={cast.jingan}&page=2").text
