"""HR's report: what was done in a period, by unit and by person."""

import csv
import datetime as dt
import io
import re

import pytest
import time_machine
from openpyxl import load_workbook
from sqlalchemy import select

from cxtrain.certificates.models import Certificate
from cxtrain.extensions import db as database
from cxtrain.people.models import Account, Employee, RoleGrant
from cxtrain.quizzes.models import Quiz, QuizAttempt
from cxtrain.quizzes.sittings.models import QuizSitting
from cxtrain.reports.hr_reports import queries
from cxtrain.training.activity.operations import sum_up
from cxtrain.training.models import Course
from tests.certificates.conftest import Office
from tests.reports.conftest import words
from tests.reports.exports.making import exported
from tests.training.activity import Did, clock

URL, NEW = "/hr-reports", "/exports/new/hr-report"
MAY = f"{URL}?period=days&from=2026-05-01&to=2026-05-31"
DAY = dt.datetime(2026, 6, 3, 4, tzinfo=dt.UTC)


def sat(employee_id, day, *, kind="first", passed=True, deferred=False):
    """Note a scored sitting of the course's quiz."""
    quiz = database.session.scalars(select(Quiz)).one()
    taken = database.session.scalars(select(QuizAttempt.number).where(QuizAttempt.employee_id == employee_id)).all()
    attempt = QuizAttempt(employee_id=employee_id, quiz_id=quiz.id, version_id=quiz.current_id, number=len(taken) + 1, seed=1,
                          paper=[], started_at=clock(f"{day} 10:00"), submitted_at=clock(f"{day} 10:10"),
                          score=90 if passed else 10, passed=passed)
    database.session.add(attempt)
    database.session.flush()
    unit = database.session.get_one(Employee, employee_id).unit_id
    database.session.add(QuizSitting(attempt_id=attempt.id, quiz_id=quiz.id, employee_id=employee_id, unit_id=unit,
                                     sat_on=dt.date.fromisoformat(day), kind=kind, form="screen", deferred=deferred,
                                     passed=passed))
    database.session.commit()


@pytest.fixture
def may(course, cast):
    """May 2026: 王喆 passed one course of two due and sat twice; 孙淼 has one overdue; 3 minutes late in the evening."""
    wang, sun = Did(cast.wang), Did(cast.sun)
    wang.given("2026-05-02 09:00", done="2026-05-20 10:00")
    sun.given("2026-05-02 09:00")
    for row in database.session.scalars(select(queries.parts.Assignment)):
        row.due_on = dt.date(2026, 5, 30)
    database.session.commit()
    sat(cast.wang, "2026-05-10", passed=False)
    sat(cast.wang, "2026-05-12", kind="resit")
    sat(cast.sun, "2026-05-12")
    sat(cast.sun, "2026-06-01", kind="again")
    wang.play("2026-05-06 20:58", "2026-05-06 21:02")
    sum_up(dt.date.min)
    database.session.commit()
    with time_machine.travel(DAY, tick=False):
        yield cast


def rows(browser, url):
    """Return the data of the report's CSV file as dicts."""
    return list(csv.DictReader(io.StringIO(exported(browser, "hr-report", f"{url.replace(URL, '')}&ending=csv").data.decode("utf-8-sig"))))


def figures(row, *names):
    """Return some cells of a row."""
    return tuple(row[name] for name in names)


def test_a_unit_stands_with_the_sums_of_its_people(browser, may):
    he, jingan, xuhui = rows(browser.login(may.he), MAY + "&by=unit")
    assert figures(jingan, "Unit code", "People", "Courses due", "of these passed", "Overdue") == ("S01", "3", "1", "1", "0")
    assert figures(xuhui, "Unit code", "Courses due", "of these passed", "Completion, %", "Overdue") == ("S02", "1", "0", "0.0", "1")
    assert figures(jingan, "First sittings", "first sittings passed", "Resits", "resits passed") == ("1", "0", "1", "1")
    assert figures(xuhui, "First sittings", "first sittings passed", "First pass rate, %", "Resits", "Resit pass rate, %") == ("1", "1", "100.0", "0", "")
    assert figures(jingan, "Minutes learnt on screen", "Minutes outside working time") == ("9", "3")  # with the two quizzes


def test_the_page_says_each_share_with_what_it_rests_on(browser, may):
    text = words(browser.login(may.he).get(MAY))
    assert re.search(r"Completion 50 % 1/2 · 95 %: 9–91", text)
    assert re.search(r"First pass rate, quizzes 50 % 1/2", text) and "Resit pass rate, quizzes 100 % 1/1" in text
    assert "First pass rate, practical – n 0" in text


def test_by_person_each_stands_with_their_own(browser, may):
    found = {row["Staff number"]: row for row in rows(browser.login(may.he), MAY + "&by=person")}
    assert figures(found["S0102"], "Name", "Courses due", "First sittings", "Resits") == ("Wang Zhe", "1", "1", "1")
    assert figures(found["S0103"], "Courses due", "First pass rate, %") == ("0", "")


def test_other_employers_people_are_left_out_unless_chosen(browser, may, db):
    db.session.get_one(Employee, may.sun).employment = "promoter"
    db.session.commit()
    browser.login(may.he)
    numbers = {row["Staff number"] for row in rows(browser, MAY + "&by=person")}
    assert "S0202" not in numbers and "S0102" in numbers
    assert {row["Staff number"] for row in rows(browser, MAY + "&by=person&staff=promoter")} == {"S0202"}
    assert len(rows(browser, MAY + "&by=person&staff=all")) == len(numbers) + 1


def test_who_left_is_no_line(browser, may, db):
    db.session.get_one(Employee, may.sun).status = "left"
    db.session.commit()
    assert "S0202" not in {row["Staff number"] for row in rows(browser.login(may.he), MAY + "&by=person")}


def test_a_unit_out_of_reach_is_not_there(browser, may, db):
    account = db.session.query(Account).filter_by(employee_id=may.zhao).one()
    db.session.add(RoleGrant(account_id=account.id, role="hr", unit_id=may.jingan))
    db.session.commit()
    browser.login(may.zhao)
    assert {row["Unit code"] for row in rows(browser, MAY)} == {"S01"}
    for unit in (may.xuhui, 99999, "x", 10**20):
        assert browser.get(f"{MAY}&unit={unit}").status_code == browser.get(f"{NEW}?unit={unit}").status_code == 404


def test_a_role_for_a_unit_and_one_above_it_count_nobody_twice(browser, may, db):
    account = db.session.query(Account).filter_by(employee_id=may.he).one()
    db.session.add(RoleGrant(account_id=account.id, role="hr", unit_id=may.jingan))
    db.session.commit()
    _, jingan, _ = rows(browser.login(may.he), MAY)
    assert figures(jingan, "People", "Courses due") == ("3", "1")


def test_a_certificate_counts_while_it_is_valid_and_as_ending_in_its_last_sixty_days(browser, may, db):
    paper = Office(db.session.scalar(select(Course.id))).award(may.wang)
    browser.login(may.he)
    for days, valid, ending in ((0, "1", "1"), (60, "1", "1"), (61, "1", "0"), (-1, "0", "0")):
        row = db.session.get_one(Certificate, paper)
        row.valid_until = row.grace_until = DAY.date() + dt.timedelta(days=days)
        db.session.commit()
        found = {each["Staff number"]: each for each in rows(browser, MAY + "&by=person")}["S0102"]
        assert figures(found, "Valid certificates", "ending within 60 days") == (valid, ending), days


def test_the_workbook_has_its_three_sheets_and_keeps_numbers_as_text(browser, may, db):
    db.session.get_one(Employee, may.wang).mobile = "13800138000"
    db.session.get_one(Employee, may.zhao).name_en = "=1+1"
    db.session.commit()
    book = load_workbook(io.BytesIO(exported(browser.login(may.he), "hr-report", f"{MAY.replace(URL, '')}&by=person").data))
    printed, data, definitions = book.worksheets
    assert [sheet.title for sheet in book] == ["Print version", "Data", "Definitions"]
    head = [cell.value for cell in data[1]]
    wang = next(row for row in data.iter_rows(min_row=2) if row[0].value == "S0102")
    assert (wang[head.index("Mobile")].value, wang[0].data_type) == ("13800138000", "s") and len(set(head)) == len(head)
    assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    assert printed.print_title_rows and printed.page_setup.orientation == "landscape" and not data.merged_cells.ranges
    assert definitions.max_row >= 8


def test_the_sheet_to_print_ends_with_the_sums(browser, may):
    book = load_workbook(io.BytesIO(exported(browser.login(may.he), "hr-report", MAY.replace(URL, '')).data))
    sheet = [row for row in book["Print version"].values]
    last = next(row for row in sheet if row[0] == "All")
    assert last[2:4] == (2, 50)


def test_lines_are_paged_and_the_sums_are_those_of_all(browser, may, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    browser.login(may.he)
    first, second, third = (browser.get(f"{MAY}&page={page}") for page in (1, 2, 3))
    assert "Next page" in words(first) and "Page before" in words(second) and "no more lines on this page" in words(third)
    assert all("Completion 50 % 1/2" in words(page) for page in (first, second))


@pytest.mark.parametrize("by", ["unit", "person"])
def test_it_takes_as_many_statements_for_one_as_for_all(browser, may, statements, by):
    browser.login(may.he)
    assert statements(browser, f"{MAY}&by={by}&unit={may.jingan}") <= statements(browser, f"{MAY}&by={by}") + 1 <= 40


@pytest.mark.parametrize("bad", ["period=x", "from=2026-13-45&period=days", "page=0", "by='", "staff=%27", "unit="])
def test_an_address_that_makes_no_sense_is_read_as_if_it_asked_for_nothing(browser, may, bad):
    assert browser.login(may.he).get(f"{URL}?{bad}").status_code == 200


def test_nobody_but_hr_sees_it(browser, may):
    for who in (may.wang, may.li, may.lin, may.admin):
        browser.login(who)
        assert browser.get(URL).status_code == browser.get(NEW).status_code == 403
        assert f'href="{URL}"' not in browser.get("/").text


def test_a_stranger_is_sent_to_sign_in(browser):
    assert browser.get(URL).location == browser.get(NEW).location == browser.get(URL + "/keep").location == "/sign-in"


def test_it_reads_in_chinese(chinese, may):
    page = chinese.login(may.he).get(MAY)
    assert "完成率 50 % 1/2" in words(page) and "首考" in words(page) and "补考" in words(page)
