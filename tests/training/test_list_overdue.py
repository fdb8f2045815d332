"""What is late: narrowed, ordered, paged, exported; counted for the group without a name."""

import re

import pytest

from cxtrain.extensions import db as database
from cxtrain.people.models import Employee
from cxtrain.people.roster.operations import import_roster
from cxtrain.training.models import Assignment
from cxtrain.web.tables import read_sheets
from tests.conftest import Browser
from tests.days import today
from tests.people.test_roster_import import roster
from tests.training.test_rules import another_course, the_rule

LIST = "/training/overdue"


@pytest.fixture
def late(cast, course):
    """王喆 is 3 days late, 孙淼 20; 赵䶮 has time. 孙淼 is also 8 days late with a second course, which is voluntary."""
    the_rule(cast, course, unit="firm", audience="list", named=("S0102", "S0103", "S0202"))
    the_rule(cast, another_course(), unit="firm", audience="list", named=("S0202",), working_time=False)
    for person, days in ((cast.wang, 3), (cast.sun, 20)):
        set_due(days, employee_id=person, course_id=course)
    set_due(8, employee_id=cast.sun, working_time=False)


def set_due(days, **whose):
    database.session.query(Assignment).filter_by(**whose).update({"due_on": today(-days)})
    database.session.commit()


@pytest.fixture
def he(app, cast, late):
    """何姐, HR."""
    return Browser(app).login(cast.he)


def lines(page):
    """Return the name and the days of each line."""
    body = page.text.split("<tbody>")[1].split("</tbody>")[0] if "<tbody>" in page.text else ""
    return re.findall(r"<td><b>(.*?)</b>.*?>(\d+ days?)</span>", body, re.S)


def test_hr_sees_everybody_the_longest_first_and_a_supervisor_the_own_people(he, app, cast):
    assert lines(he.get(LIST)) == [("Sun Miao", "20 days"), ("Sun Miao", "8 days"), ("Wang Zhe", "3 days")]
    assert lines(Browser(app).login(cast.li).get(LIST)) == [("Wang Zhe", "3 days")]
    assert "3 overdue" in he.get("/training/assignments").text


@pytest.mark.parametrize("query, expected", [
    ("least=7", ["20 days", "8 days"]), ("q=wang", ["3 days"]), ("q=孙淼", ["20 days", "8 days"]), ("q=S0202&least=14", ["20 days"]),
    ("course=2", ["8 days"]), ("q=nobody", []), ("least=x&order=x&page=x", ["20 days", "8 days", "3 days"]),
    ("order=person", ["20 days", "8 days", "3 days"]), ("order=unit", ["3 days", "20 days", "8 days"]),
    ("order=course", ["20 days", "3 days", "8 days"]), ("page=2", []), ("least=999999999&page=99999999999", [])])
def test_it_is_narrowed_and_ordered(he, query, expected):
    assert [days for _, days in lines(he.get(f"{LIST}?{query}"))] == expected


def test_a_unit_narrows_it_and_one_out_of_reach_is_not_there(he, app, cast):
    assert [name for name, _ in lines(he.get(f"{LIST}?unit={cast.xuhui}"))] == ["Sun Miao", "Sun Miao"]
    assert Browser(app).login(cast.li).get(f"{LIST}?unit={cast.xuhui}").status_code == 404


def test_who_is_away_or_left_and_what_is_done_or_due_today_is_not_late(he, cast):
    database.session.get(Employee, cast.sun).status = "leave"
    set_due(0, employee_id=cast.wang)
    page = he.get(LIST)
    assert lines(page) == [] and "Nothing is overdue here." in page.text and "<textarea" not in page.text


def test_the_text_for_the_group_counts_by_course_and_names_nobody(he, cast):
    text = he.get(LIST).text.split("<textarea")[1].split("</textarea>")[0].partition(">")[2]
    day = today(-3)
    assert f"“Moments of truth”: 0 done, 3 to do, 2 of them overdue. Last day: {day:%b} {day.day}, {day.year}." in text
    assert text.endswith("/training") and "Sun" not in text and "S0202" not in text


def test_both_files_hold_what_the_list_holds(he):
    answer = he.get(f"{LIST}/file?as=csv&least=7")
    assert answer.mimetype == "text/csv" and f"overdue-{today()}-file" in answer.headers["Content-Disposition"]
    (sheet,) = read_sheets(answer.data)
    assert sheet.rows[0][:3] == ("Staff number", "Name", "Unit code")
    assert [(row[0], row[2], row[6], row[7], row[8]) for row in sheet.rows[1:]] == [
        ("S0202", "S02", str(today(-20)), "20", "Counts as working time"),
        ("S0202", "S02", str(today(-8)), "8", "Voluntary")]
    (book,) = read_sheets(he.get(f"{LIST}/file?as=xlsx&least=7").data)
    assert [tuple(row) for row in book.rows] == [tuple(row) for row in sheet.rows]
    assert he.get(f"{LIST}/file?as=pdf").status_code == 404


def test_fifty_lines_stand_on_a_page(app, cast, course):
    head = ["工号", "姓名", "门店", "岗位"]
    import_roster(roster(*((f"9{n:03}", f"员工{n}", "静安店", "礼宾") for n in range(120)), head=head), "r.csv")
    database.session.commit()
    the_rule(cast, course, audience="posts", named=("礼宾",))
    set_due(5)
    he = Browser(app).login(cast.he)
    pages = [he.get(f"{LIST}?order=person&page={number}") for number in (1, 2, 3)]
    assert [len(lines(page)) for page in pages] == [50, 50, 20]
    assert len({name for page in pages for name, _ in lines(page)}) == 120
    assert "Page 2 of 3" in pages[1].text and "page=3" in pages[1].text and "120 courses late" in pages[0].text


def test_it_speaks_chinese(app, cast, late):
    text = Browser(app, "zh").login(cast.he).get(LIST).text
    for words in ("已逾期", "20 天", "计入工时", "自愿", "复制到群", "《关键时刻》：已完成 0 人，未完成 3 人，其中逾期 2 人。"):
        assert words in text


def test_staff_and_strangers_do_not_see_it(app, cast, late, browser):
    for url in (LIST, f"{LIST}/file"):
        assert Browser(app).login(cast.wang).get(url).status_code == 403
        assert browser.get(url).location == "/sign-in"
