"""HR's month: who learnt how long within and outside working time."""

import csv
import datetime as dt
import io
import re

import pytest
import time_machine
from openpyxl import load_workbook

from cxtrain.extensions import db as database
from cxtrain.jobs import work as worker
from cxtrain.people.models import Account, Employee, Membership, RoleGrant
from cxtrain.reports.learning_time import queries
from cxtrain.training.activity.operations import sum_up
from tests.reports.conftest import words
from tests.reports.exports.making import exported
from tests.training.activity import Did

URL, NEW = "/learning-time", "/exports/new/learning-time"
MAY = f"{URL}?month=2026-05"


@pytest.fixture
def learnt(course, cast):
    """In May 2026 王喆 learnt 5 minutes, 3 of them late; 赵䶮 2 by day; 孙淼 4 late, assigned as working time."""
    Did(cast.wang).play("2026-05-06 20:58", "2026-05-06 21:02")
    Did(cast.zhao).play("2026-05-07 10:00", "2026-05-07 10:01")
    sun = Did(cast.sun)
    sun.begin("2026-05-02")
    sun.given("2026-05-02 09:00")
    sun.play("2026-05-31 23:55", "2026-05-31 23:58")
    summed()


def summed():
    """Sum everything up, as the night does."""
    sum_up(dt.date.min)
    database.session.commit()


def listed(page):
    """Return (name, number, unit, within, outside, assigned, voluntary, days) of each line."""
    return [tuple(" ".join(re.sub(r"<[^>]*>", " ", re.sub(r'<span class="label">.*?</span>', "", cell)).split())
                  for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S))
            for row in re.findall(r"<tr>(.*?)</tr>", page.text.partition("<tbody>")[2], re.S)]


WANG = ("Wang Zhe", "S0102", "Jing&#39;an", "2", "3", "0", "3", "1")
ZHAO = ("Zhao Yan", "S0103", "Jing&#39;an", "2", "0", "0", "0", "0")
SUN = ("Sun Miao", "S0202", "Xuhui", "0", "4", "4", "0", "1")


def test_it_lists_who_learnt_outside_working_time(browser, cast, learnt):
    page = browser.login(cast.he).get(MAY)
    assert listed(page) == [WANG, SUN]
    assert re.search(r"People 2 Minutes within working time 2 Minutes outside working time 7 "
                     r"of these assigned as working time 4", words(page))


def test_everybody_who_learnt_can_be_shown(browser, cast, learnt):
    assert listed(browser.login(cast.he).get(MAY + "&people=all")) == [WANG, ZHAO, SUN]


def test_a_unit_can_be_chosen_with_what_lies_below_it(browser, cast, learnt):
    browser.login(cast.he)
    assert listed(browser.get(f"{MAY}&unit={cast.xuhui}")) == [SUN]
    assert listed(browser.get(f"{MAY}&unit={cast.east}")) == [WANG, SUN]


def test_months_part_at_midnight_of_the_unit(browser, cast, course):
    Did(cast.wang).play("2026-05-31 23:58", "2026-06-01 00:01")
    summed()
    browser.login(cast.he)
    assert [listed(browser.get(f"{URL}?month={month}"))[0][4] for month in ("2026-05", "2026-06")] == ["2", "2"]


def test_who_moved_stands_with_each_unit(browser, cast, course, db):
    first = db.session.query(Membership).filter_by(employee_id=cast.wang).one()
    first.end_on = dt.date(2026, 5, 9)
    db.session.add(Membership(employee_id=cast.wang, unit_id=cast.xuhui, start_on=dt.date(2026, 5, 10), reason="transfer"))
    db.session.get_one(Employee, cast.wang).unit_id = cast.xuhui
    Did(cast.wang).play("2026-05-06 22:00")
    Did(cast.wang).play("2026-05-20 22:00", "2026-05-20 22:04")
    summed()
    assert [line[2:5] for line in listed(browser.login(cast.he).get(MAY))] == [("Jing&#39;an", "0", "1"), ("Xuhui", "0", "5")]
    # HR of the old unit alone keeps the minutes of then, but has no way to the person's transcript any more.
    account = db.session.query(Account).filter_by(employee_id=cast.zhao).one()
    db.session.add(RoleGrant(account_id=account.id, role="hr", unit_id=cast.jingan))
    db.session.commit()
    page = browser.login(cast.zhao).get(MAY)
    assert [line[2:5] for line in listed(page)] == [("Jing&#39;an", "0", "1")]
    assert f"/employees/{cast.wang}/transcript" not in page.text


def test_agency_workers_stay_out_unless_asked_for(browser, cast, learnt, db):
    db.session.get_one(Employee, cast.sun).employment = "dispatched"
    db.session.commit()
    browser.login(cast.he)
    assert listed(browser.get(MAY)) == [WANG]
    assert [line[0] for line in listed(browser.get(MAY + "&agency=yes"))] == ["Wang Zhe", "Sun Miao Agency worker"]


def test_by_default_it_is_the_month_before(browser, cast, learnt):
    with time_machine.travel(dt.datetime(2026, 6, 20, 4, tzinfo=dt.UTC), tick=False):
        page = browser.login(cast.he).get(URL)
    assert listed(page) == [WANG, SUN]
    assert re.findall(r'<option value="(2026-\d\d)"', page.text) == ["2026-06", "2026-05"]


@pytest.mark.parametrize("month", ["", "2026-13", "2026-5", "may", "99999-01", "２０２６-05", "2026-05'"])
def test_a_month_that_is_none_is_the_month_before(browser, cast, learnt, month):
    with time_machine.travel(dt.datetime(2026, 6, 20, 4, tzinfo=dt.UTC), tick=False):
        assert listed(browser.login(cast.he).get(f"{URL}?month={month}")) == [WANG, SUN]


def test_a_unit_out_of_reach_or_none_is_not_there(browser, cast, learnt, db):
    account = db.session.query(Account).filter_by(employee_id=cast.zhao).one()
    db.session.add(RoleGrant(account_id=account.id, role="hr", unit_id=cast.jingan))
    db.session.commit()
    browser.login(cast.zhao)
    assert listed(browser.get(MAY)) == [WANG]
    for unit in (cast.xuhui, 99999, "x", 10**20):
        assert browser.get(f"{MAY}&unit={unit}").status_code == 404
        assert browser.get(f"{NEW}?month=2026-05&unit={unit}").status_code == 404


def test_it_is_paged_and_the_sums_are_those_of_all_pages(browser, cast, learnt, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 1)
    browser.login(cast.he)
    first, second, third = (browser.get(f"{MAY}&page={page}") for page in (1, 2, 3))
    assert (listed(first), listed(second)) == ([WANG], [SUN])
    assert all("People 2" in words(page) and "Minutes outside working time 7" in words(page) for page in (first, second))
    assert "Next page" in words(first) and "Next page" not in words(second) and "Page before" in words(second)
    assert "no more people on this page" in words(third)


def test_a_month_without_minutes_says_so(browser, cast, learnt):
    page = browser.login(cast.he).get(f"{URL}?month=2020-01")
    assert "Nobody learnt outside working time" in words(page) and '<option value="2020-01" selected>' in page.text
    assert "Nobody learnt in this month" in words(browser.get(f"{URL}?month=2020-01&people=all"))


def test_it_says_what_it_does_not_know_and_up_to_when_it_is_whole(browser, cast, course, app):
    text = words(browser.login(cast.he).get(MAY))
    assert "Shifts, leave and public holidays are not known here" in text and "Nothing has been summed up yet" in text
    database.session.commit()
    with time_machine.travel(dt.datetime(2026, 5, 20, 0, 10, tzinfo=dt.UTC), tick=False):
        worker._daily_tasks()
        worker.work(app, until_empty=True)
    assert "whole up to May 18, 2026" in words(browser.get(MAY))


def test_as_csv_the_whole_month_stands_in_it(browser, cast, learnt, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 1)
    answer = exported(browser.login(cast.he), "learning-time", "?month=2026-05&ending=csv")
    wang, sun = csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")))
    assert (wang["Month"], wang["Staff number"], wang["Minutes outside working time"]) == ("2026-05", "S0102", "3")
    assert (sun["Name"], sun["of these assigned as working time"], sun["of these voluntary"]) == ("Sun Miao", "4", "0")
    assert answer.headers["Content-Disposition"] == "attachment; filename=learning-time-2026-05-file1.csv"


def test_as_xlsx_it_also_stands_day_by_day(browser, cast, learnt):
    answer = exported(browser.login(cast.he), "learning-time", "?month=2026-05&people=all")
    book = load_workbook(io.BytesIO(answer.data))
    assert book.sheetnames == ["Month", "Day by day", "What it means"]
    days = list(book["Day by day"].values)[1:]
    assert [(day[0].date().isoformat(), day[1], *day[4:]) for day in days] == [
        ("2026-05-06", "S0102", 2, 3, 0, 3), ("2026-05-07", "S0103", 2, 0, 0, 0), ("2026-05-31", "S0202", 0, 4, 4, 0)]
    only_late = load_workbook(io.BytesIO(exported(browser, "learning-time", "?month=2026-05").data))
    assert len(list(only_late["Day by day"].values)) == 3


def test_nobody_but_hr_sees_it(browser, cast, learnt):
    for who in (cast.wang, cast.li, cast.lin, cast.admin):
        browser.login(who)
        assert browser.get(URL).status_code == browser.get(NEW).status_code == 403
        assert URL not in browser.get("/").text


def test_a_stranger_is_sent_to_sign_in(browser):
    assert browser.get(URL).location == browser.get(NEW).location == "/sign-in"


def test_it_reads_in_chinese(chinese, cast, learnt):
    page = chinese.login(cast.he).get(MAY)
    assert "非工作时间学习分钟 7" in words(page) and "请与排班表核对" in words(page) and listed(page)[0][0] == "王喆"
    assert 'href="/learning-time"' in page.text  # the tab over reports
