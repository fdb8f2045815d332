"""A transcript: one's own, and of people in reach."""

import datetime as dt
import re

import pytest
import time_machine

from cxtrain.people.models import Employee
from cxtrain.training.models import StepTry
from tests.certificates.register.test_correct_certificate import put_right
from tests.reports.conftest import words
from tests.training.activity import Did, clock

MINE = "/me/transcript"


def url(employee_id, ending=""):
    """Return the address of somebody's transcript."""
    return f"/employees/{employee_id}/transcript{ending}"


@pytest.fixture
def wang(course, cast):
    """王喆."""
    return Did(cast.wang)


@pytest.fixture
def passed(wang, cast, db, office):
    """王喆 passed the course on 19 May 2026 and got certificate HM-…; returns the enrolment's id."""
    row = office.enrol(cast.wang)
    row.started_on = dt.date(2026, 5, 12)
    db.session.add(StepTry(enrolment_id=row.id, step="scenario:late", tries=3, best=87.5, attempt_id=1, passed_at=row.passed_at))
    db.session.commit()
    wang.read(row.id, "2026-05-12 10:04", seconds=240)
    wang.play("2026-05-13 10:00", "2026-05-13 10:02")
    return row.id


def test_before_any_course_it_says_what_will_be_here(browser, cast, course):
    assert "You have not begun a course." in words(browser.login(cast.wang).get(MINE))
    assert "No course begun yet." in words(browser.login(cast.he).get(url(cast.wang)))


def test_a_course_on_the_way_says_how_far_it_is_and_earns_nothing_yet(browser, cast, wang):
    way = wang.begin("2026-05-12")
    wang.read(way, "2026-05-12 10:04", seconds=240)
    text = words(browser.login(cast.wang).get(MINE))
    assert "under way" in text and "Started May 12, 2026" in text and "worth 4 class hours" in text
    assert re.search(r"Welcome Lesson – – May 12, 2026 Late check-in Role-play exam – – not yet", text)
    assert re.search(r"2026 0 0 5 Moments of truth", text)


def test_a_passed_course_shows_scores_tries_minutes_and_class_hours(browser, cast, passed):
    text = words(browser.login(cast.wang).get(MINE))
    assert "passed May 19, 2026" in text and "4 class hours earned" in text and "8 active minutes" in text
    assert "Best score 87.5 % Tries 3 May 19, 2026" in text
    assert "Year Courses passed Class hours earned Active minutes 2026 1 4 8" in text


def test_it_says_which_version_of_the_course_was_taken(browser, cast, passed, db):
    db.session.execute(db.text("update course_version set published_at = '2026-03-01 20:00:00'"))  # 2 March in Shanghai
    db.session.commit()
    assert "version of Mar 2, 2026" in words(browser.login(cast.wang).get(MINE))


def test_a_certificate_stands_by_its_number_and_how_long_it_is_valid(browser, cast, office):
    office.award(cast.wang)
    with time_machine.travel(clock("2026-06-01 09:00"), tick=False):
        page = browser.login(cast.wang).get(MINE)
    assert re.search(r"Certificate of training \S+-2026-0001 , valid until May 18, 2028", words(page))
    number, = re.findall(r'href="(/certificates/\d+)"', page.text)
    assert browser.login(cast.wang).get(number).status_code == 200
    with time_machine.travel(clock("2029-06-01 09:00"), tick=False):
        assert "Expired" in words(browser.login(cast.wang).get(MINE))


def test_a_replaced_certificate_stays_beside_the_one_that_counts(browser, cast, office):
    made = office.award(cast.wang)
    put_right(browser.login(cast.he), made, name="王哲")
    page = browser.login(cast.wang).get(MINE)
    assert re.search(r"\S+-0002 , valid until May 18, 2028 \S+-2026-0001 · Replaced by a newer one", words(page))
    assert "Replaced by a newer one" in browser.get("/me/record").text
    assert "HM-MOT-2026-0001" in browser.get(f"{MINE}.csv").text


def test_each_year_has_its_class_hours_and_all_together_theirs(browser, cast, office):
    office.award(cast.wang)
    office.award(cast.wang, dt.datetime(2027, 12, 31, 17, tzinfo=dt.UTC))  # 1 January 2028 in Shanghai
    text = words(browser.login(cast.wang).get(MINE))
    assert "2028 1 4 0 2026 1 4 0 All years 2 8 0" in text


def test_practice_outside_courses_stands_apart(browser, cast, wang):
    wang.play("2026-05-12 10:00", "2026-05-12 10:03")
    text = words(browser.login(cast.wang).get(MINE))
    assert "You have not begun a course." in text and "Practice outside courses 4 active minutes" in text
    assert "2026 0 0 4" in text


def test_shops_are_not_in_it(browser, cast, passed, seen):
    seen(2, 3)
    text = words(browser.login(cast.wang).get(MINE)).replace("Results of mystery shops are not in a transcript.", "")
    assert "visit" not in text.lower() and "shop" not in text.lower()


def test_supervisor_and_hr_see_the_same(browser, cast, passed):
    for who in (cast.li, cast.he):
        page = browser.login(who).get(url(cast.wang))
        assert "Best score 87.5 % Tries 3 May 19, 2026" in words(page)
        assert f'href="/employees/{cast.wang}/transcript.pdf"' in page.text


def test_hr_sees_the_transcript_of_who_left(browser, cast, passed, db):
    db.session.get_one(Employee, cast.wang).status = "left"
    db.session.commit()
    assert "passed May 19, 2026" in words(browser.login(cast.he).get(url(cast.wang)))


def test_the_pages_of_a_person_lead_to_it(browser, cast, passed):
    browser.login(cast.he)
    for page in (f"/employees/{cast.wang}", f"/people/{cast.wang}"):
        assert f'href="{url(cast.wang)}"' in browser.get(page).text
    assert f'href="{url(cast.wang)}"' not in browser.login(cast.admin).get(f"/people/{cast.wang}").text
    assert f'href="{MINE}"' in browser.login(cast.wang).get("/me/record").text


def test_a_foreign_one_and_a_missing_one_are_the_same_404(browser, cast, passed):
    browser.login(cast.chen)
    for ending in ("", ".pdf", ".csv", ".xlsx"):
        foreign, missing = browser.get(url(cast.wang, ending)), browser.get(url(99999, ending))
        assert foreign.status_code == missing.status_code == 404 and words(foreign) == words(missing)


def test_colleagues_authors_and_admins_see_nobody_else_s(browser, cast, passed):
    for who in (cast.zhao, cast.lin, cast.admin):
        assert browser.login(who).get(url(cast.wang)).status_code == 403


def test_an_ending_that_is_none_is_not_there(browser, cast):
    assert browser.login(cast.wang).get(MINE + ".docx").status_code == 404


def test_a_stranger_is_sent_to_sign_in(browser, cast):
    for page in (MINE, MINE + ".pdf", url(cast.wang), url(cast.wang, ".csv")):
        assert browser.get(page).location == "/sign-in"


def test_it_asks_as_often_for_ten_courses_as_for_one(browser, cast, office, statements):
    office.award(cast.wang)
    browser.login(cast.wang)
    one = statements(browser, MINE)
    for year in range(2027, 2036):
        office.award(cast.wang, dt.datetime(year, 5, 19, 8, tzinfo=dt.UTC))
    assert statements(browser, MINE) == one


def test_it_reads_in_chinese(chinese, cast, passed):
    text = words(chinese.login(cast.wang).get(MINE))
    assert "我的成绩单" in text and "已获 4 学时" in text and "学习 8 分钟" in text and "情景演练（考试）" in text
    assert "Best" not in text and "Tries" not in text
