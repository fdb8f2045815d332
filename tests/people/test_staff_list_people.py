"""The list of people: found by name, pinyin and number, page by page, within one's reach, in one statement."""

import re

import pytest
from sqlalchemy import event

from cxtrain.people.models import Account, Employee, RoleGrant
from cxtrain.people.names import sort_key
from cxtrain.people.operations import digest, start_session
from cxtrain.people.queries import actor_from, session_rows
from cxtrain.people.staff import queries
from cxtrain.people.staff.queries import Search
from tests.conftest import Browser


def names_on(page):
    """Return the names in the order of the list."""
    return re.findall(r'<th scope="row"><a href="/people/\d+">([^<]+)</a>', page.text)


def test_it_lists_everybody_by_unit_post_and_name(browser, cast):
    page = browser.login(cast.he).get("/people")
    # Unit codes E < HM < S01 < S02; within a unit by post (all 前台) and pinyin.
    assert names_on(page) == ["管理员", "何姐", "林老师", "李想", "王喆", "赵䶮", "陈晨", "孙淼"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [("王", "王喆"), ("wangzhe", "王喆"), ("Wang Zhe", "王喆"), ("wz", "王喆"), ("S0102", "王喆"), ("s0102", "王喆"),
     ("䶮", "赵䶮"), ("13800138002", "王喆"), ("38002", "王喆")],
)  # fmt: skip
def test_it_finds_people_however_they_are_asked_for(browser, cast, db, typed, name):
    person = db.session.get(Employee, cast.wang)
    person.mobile, person.sort_key = "13800138002", sort_key(person.name)
    db.session.commit()
    assert names_on(browser.login(cast.he).get("/people", query_string={"q": typed})) == [name]


def test_it_says_what_to_try_when_nobody_matches_and_keeps_the_search(browser, cast):
    page = browser.login(cast.he).get("/people", query_string={"q": "不存在<b>"})
    assert "Nobody matches" in page.text and "不存在&lt;b&gt;" in page.text


def test_a_unit_includes_everything_below_it(browser, cast):
    browser.login(cast.he)
    assert names_on(browser.get(f"/people?unit={cast.jingan}")) == ["李想", "王喆", "赵䶮"]
    assert len(names_on(browser.get(f"/people?unit={cast.east}"))) == 5
    assert names_on(browser.get("/people?unit=999")) == []


def test_leavers_are_shown_only_when_asked_for(browser, cast, db):
    db.session.get(Employee, cast.sun).status = "left"
    db.session.commit()
    browser.login(cast.he)
    assert "孙淼" not in names_on(browser.get("/people"))
    assert names_on(browser.get("/people?status=left")) == ["孙淼"]
    assert "孙淼" in names_on(browser.get("/people?status=all"))


@pytest.mark.parametrize(
    "query",
    ["unit=x", "unit=99999999999999999999", "status=no", "order=no", "after=-1", "endpoint=x", "_external=1", "q=%00"],
)
def test_nonsense_in_the_address_is_left_aside(browser, cast, query):
    assert browser.login(cast.he).get(f"/people?{query}").status_code == 200


@pytest.fixture
def crowd(db, cast):
    """Add 120 people to 徐汇店."""
    db.session.add_all(
        Employee(number=f"T{n:03}", name=f"员{n:03}", sort_key=f"yuan {n:03}", post="客房", unit_id=cast.xuhui)
        for n in range(120)
    )
    db.session.commit()


@pytest.mark.parametrize("order", ["unit", "name", "number"])
def test_pages_follow_each_other_without_gap_or_repetition(browser, cast, crowd, order):
    browser.login(cast.he)
    found, url = [], f"/people?order={order}"
    while url:
        page = browser.get(url)
        assert "People found: 128" in page.text
        found += names_on(page)
        link = re.search(r'rel="next" href="([^"]+)"', page.text)
        url = link and link[1].replace("&amp;", "&")
    assert len(found) == len(set(found)) == 128


def test_it_takes_one_statement(app, db, cast, crowd):
    statements = []
    account = db.session.query(Account).filter_by(employee_id=cast.he).one()
    token = start_session(account, device="", shared=False, office=True)
    db.session.commit()
    actor = actor_from(session_rows(digest(token)), token)
    event.listen(db.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    people = queries.list_people(actor, Search(text="yuan", order="name", after=None))
    assert (len(people.lines), people.total, len(statements)) == (50, 120, 1)


def test_hr_of_a_region_sees_its_people_only(browser, cast, db):
    account = db.session.query(Account).filter_by(employee_id=cast.sun).one()
    db.session.add(RoleGrant(account_id=account.id, role="hr", unit_id=cast.xuhui))
    db.session.commit()
    browser.login(cast.sun)
    assert names_on(browser.get("/people?status=all")) == ["陈晨", "孙淼"]
    assert browser.get(f"/people/{cast.wang}").status_code == 404


def test_only_those_who_administer_people_see_them(browser, app, cast):
    for person in (cast.wang, cast.li, cast.lin):
        assert Browser(app).login(person).get("/people").status_code == 403
    answer = browser.get("/people")
    assert (answer.status_code, answer.location) == (302, "/sign-in")


def test_it_speaks_chinese(chinese, cast):
    assert "姓名、拼音、工号或手机号" in chinese.login(cast.he).get("/people").text
