"""Today: what is due, soonest first, what is new, one's certificates, and nothing else."""

import datetime as dt
import re

import pytest
import time_machine
from babel.dates import format_date

from cxtrain.clock import today
from cxtrain.extensions import db as database
from cxtrain.people.models import Employee
from cxtrain.training.assignments.operations import Terms, assign_course
from cxtrain.training.models import Course
from tests.conftest import Browser
from tests.reports.conftest import words
from tests.training.conftest import Learner


@pytest.fixture
def assigned(cast, course):
    """A function that assigns the course to somebody, due so many days from now; it returns the day."""
    def give(employee_id, days):
        day = today("Asia/Shanghai") + dt.timedelta(days=days)
        assign_course(Learner(None, cast.he).actor(), database.session.get(Course, course),
                      database.session.get(Employee, employee_id).unit, people=[employee_id], terms=Terms(day, True))
        database.session.commit()
        return day
    return give


def test_an_empty_day_says_so_and_offers_a_role_play(browser, cast):
    text = words(browser.login(cast.wang).get("/"))
    assert "Nothing is due. A role-play takes five minutes." in text
    assert "Your first certificate appears here when you have passed a course." in text
    assert "New" not in text and "Waits for you" not in text


def test_what_is_due_stands_there_soonest_first(browser, cast, records):
    for about, due, goal in ((None, 9, "Ninth"), (None, -2, "Overdue"), (None, 3, "Third")):
        records.plan(about=about, due=due, goal={"zh": goal, "en": goal})
    page = browser.login(cast.wang).get("/")  # who owns the action of each
    days = re.findall(r'class="small (fair strong|muted)">due (\w+ \d+, \d+) ', page.text)
    assert len(days) == 3 and [kind for kind, _ in days] == ["fair strong", "muted", "muted"]
    found = [dt.datetime.strptime(day, "%b %d, %Y") for _, day in days]
    assert found == sorted(found)


def test_a_plan_about_oneself_waits_for_one_s_own_words(browser, cast, records):
    plan = records.plan(about=cast.wang)
    records.plan(about=cast.zhao)
    records.plan(about=cast.wang, state="draft")
    page = browser.login(cast.wang).get("/")
    assert words(page).count("Read your coaching plan and add your own words") == 1 and f'href="/planning/plans/{plan}"' in page.text
    browser.post(f"/planning/plans/{plan}/answer", page=f"/planning/plans/{plan}", words="")
    assert "Read your coaching plan" not in words(browser.get("/"))


def test_a_course_that_was_begun_says_how_far_and_how_many_minutes_are_left(learner):
    learner.start()
    learner.read()  # 5 of 5 + 6 + 10 minutes
    text = words(learner.browser.get("/"))
    assert "Moments of truth" in text and "1 of 3 steps done" in text and "16 minutes left" in text


def test_a_scorecard_that_was_just_released_is_news_for_three_weeks_and_has_no_number(browser, cast, seen):
    seen(5)
    text = words(browser.login(cast.wang).get("/"))
    assert "A scorecard was released to you" in text and "She carried the bags to the lift" in text
    assert not re.search(r"\d\.\d", text)
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=22)):
        assert "A scorecard was released" not in words(browser.login(cast.wang).get("/"))


def test_a_colleague_sees_nothing_of_it(browser, cast, seen, records):
    seen(5)
    records.plan(about=cast.wang)
    text = words(browser.login(cast.zhao).get("/"))
    assert "Nothing is due" in text and "released" not in text and "She carried" not in text


def test_certificates_are_there_by_number(browser, cast, office):
    office.award(cast.wang)
    text = words(browser.login(cast.wang).get("/"))
    assert re.search(r"My certificates My record Certificate of training \S+-2026-\d+", text)


def test_a_shopper_finds_what_to_finish_and_hr_what_to_review(browser, cast, cards):
    cards.draft()
    cards.submitted()
    text = words(browser.login(cast.chen).get("/"))
    assert "1 scorecard to finish" in text and "to review" not in text
    browser.post("/sign-out", page="/")
    text = words(browser.login(cast.he).get("/"))
    assert "1 scorecard to review" in text and "to finish" not in text


def test_a_supervisor_finds_drafts_to_approve_and_plans_to_review(browser, cast, records):
    records.plan(state="draft")
    records.plan(due=0)
    records.plan(due=1)
    text = words(browser.login(cast.li).get("/"))
    assert len(re.findall(r"Approve \S+ ", text)) == len(re.findall(r"Review \S+: did it work\?", text)) == 1
    browser.post("/sign-out", page="/")
    assert "Waits for you" not in words(browser.login(cast.chen).get("/"))  # of another store


def test_it_greets_by_the_hour_of_the_store(browser, cast):
    # 静安店 is eight hours ahead of UTC.
    for hour, minute, greeting in ((2, 59, "Good morning"), (3, 0, "Good afternoon"), (9, 59, "Good afternoon"), (10, 0, "Good evening")):
        with time_machine.travel(dt.datetime(2026, 5, 6, hour, minute, tzinfo=dt.UTC)):
            text = words(browser.login(cast.wang).get("/"))
        assert f"{greeting}, Wang Zhe" in text and "Wednesday, May 6, 2026 · Jing&#39;an" in text


def test_an_odd_query_changes_nothing(browser, cast):
    browser.login(cast.wang)
    assert words(browser.get("/?unit=x&span=-1&before=%00&visits=99")) == words(browser.get("/"))


def test_a_stranger_is_sent_to_sign_in(browser):
    assert browser.get("/").location == "/sign-in"


def test_it_reads_in_chinese(chinese, cast, seen, records):
    seen(5)
    records.plan(about=cast.wang)
    text = words(chinese.login(cast.wang).get("/"))
    assert "王喆，" in text and "待办" in text and "十秒内抬头招呼。" in text and "静安店" in text and "Wang Zhe" not in text


def test_the_number_of_statements_does_not_grow_with_history(browser, cast, db, office, seen, records, statements):
    seen(5)
    records.plan(about=cast.li, drafted_by=cast.he, approved_by=cast.he)
    office.award(cast.li)
    browser.login(cast.li)
    before = statements(browser, "/")
    seen(*[5] * 8, person=cast.li)
    for days in range(4):
        records.plan(about=cast.li, drafted_by=cast.he, approved_by=cast.he, due=days)
        office.award(cast.li, dt.datetime(2026, 6, 1 + days, tzinfo=dt.UTC))
    # One statement each: classes, what one thinks of a class, what one is to assess; four of plans (meetings, one's own, and for who leads how far they are and what is late).
    assert statements(browser, "/") == before <= 25


@pytest.mark.parametrize("days, sentence", [
    (9, "due {day}"), (7, "due in 7 days ({day})"), (1, "due tomorrow ({day})"), (0, "due today"), (-1, "1 day late (was due {day})")])
def test_a_course_says_in_plain_words_when_it_is_due(browser, cast, assigned, days, sentence):
    day = assigned(cast.wang, days)
    page = browser.login(cast.wang).get("/")
    assert sentence.format(day=format_date(day, locale="en")) in words(page) and "poor" not in page.text


def test_a_supervisor_is_told_how_much_is_late_and_staff_are_not(app, cast, assigned):
    assigned(cast.wang, -3)
    assigned(cast.sun, -3)
    li = Browser(app).login(cast.li)
    assert "1 course late in your units" in words(li.get("/")) and 'href="/training/overdue"' in li.get("/").text
    assert "2 courses late in your units" in words(Browser(app).login(cast.he).get("/"))
    assert "late in your units" not in words(Browser(app).login(cast.wang).get("/"))
