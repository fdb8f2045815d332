"""The start of a class in a real browser: a code on the trainer's screen, phones that scan it, and a code that is too old."""

import datetime as dt
import secrets

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from cxtrain.app import create_app
from cxtrain.clock import now
from cxtrain.config import Settings
from cxtrain.extensions import db
from cxtrain.people.models import Employee
from cxtrain.training.classes.attendance.codes import code_of, step_at
from cxtrain.training.classes.models import ClassMember, ClassSession, TrainingClass
from cxtrain.training.models import Course
from tests.browser.conftest import DESK, NUMBERS

pytestmark = pytest.mark.browser


@pytest.fixture
def room(instance):
    """A class that the demo's supervisor holds now: (id, session's id, secret). Three of the store are on its roster."""
    with create_app(Settings(instance=instance)).app_context():
        boss = db.session.scalars(select(Employee).where(Employee.number == NUMBERS["supervisor"])).one()
        course, at = db.session.scalars(select(Course).order_by(Course.id)).first(), now()
        terms = db.session.query(TrainingClass).filter_by(course_id=course.id, year=2001).count()
        made = TrainingClass(
            course_id=course.id, course_version_id=course.current_id, unit_id=boss.unit_id, year=2001, term=terms + 1,
            trainer_id=boss.id, trainer_name="", place="三楼", hour_minutes=45, notice="", summary="", steps=[], told=1,
            secret=secrets.token_hex(16), made_by=boss.id, made_at=at, cancelled_why="")
        db.session.add(made)
        db.session.flush()
        session = ClassSession(class_id=made.id, number=1, starts_at=at - dt.timedelta(minutes=2), method="lecture", minutes=80,
                               ends_at=at + dt.timedelta(minutes=88), topic="问好与倾听")
        db.session.add(session)
        numbers = (NUMBERS["staff"], "0103", "0104")
        for person in db.session.scalars(select(Employee).where(Employee.number.in_(numbers))):
            db.session.add(ClassMember(class_id=made.id, employee_id=person.id, unit_id=boss.unit_id, added_by=boss.id, added_at=at))
        db.session.commit()
        yield made.id, session.id, made.secret


def code(room, skew=0):
    """Return the address in the code on the screen, or in one of some half minutes before."""
    return f"/here/{room[1]}/{code_of(room[2], room[1], step_at(now()) + skew)}"


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_people_scan_and_the_screen_counts_them(visitor, room, language):
    screen = visitor(size=DESK, language=language).sign_in("supervisor")
    screen.page.goto(f"/training/classes/sessions/{room[1]}/code?names=1")
    expect(screen.page.locator(".attend-count b")).to_have_text("0")

    phone = visitor(language=language).sign_in("staff")
    phone.page.goto(code(room))
    assert phone.faults() == []
    phone.page.get_by_role("button", name=phone.said("I am here")).click()
    expect(phone.page.locator("h1")).to_have_text(phone.said("You are here"))
    assert phone.faults() == []

    expect(screen.page.locator(".attend-count b")).to_have_text("1")  # by itself, within a few seconds
    assert screen.faults() == []

    screen.page.goto(f"/training/classes/sessions/{room[1]}/attendance")
    screen.page.get_by_role("button", name=screen.said("All others are present")).click()
    expect(screen.page.locator(".attend-count b")).to_have_text("3")
    assert screen.faults() == []


def test_a_replayed_code_is_refused_and_a_link_that_was_passed_on_too(visitor, room):
    phone = visitor(language="zh-CN").sign_in("staff")
    phone.page.goto(code(room, skew=-2))  # a photo of the screen, sent a minute later
    expect(phone.page.get_by_role("alert")).to_contain_text("重新扫")
    assert phone.faults() == []

    phone.page.goto(code(room))
    link = phone.page.url
    friend = visitor(language="zh-CN").sign_in("0103")
    assert friend.page.goto(link).status == 410
    expect(friend.page.locator("h1")).to_have_text("这个链接属于另一部手机")
    phone.page.locator("main button").click()
    expect(phone.page.locator("h1")).to_have_text("已签到")


def test_without_a_script_the_screen_loads_itself_anew(visitor, room):
    screen = visitor(size=DESK, language="zh-CN", java_script_enabled=False)
    page = screen.page
    page.goto("/sign-in")
    page.fill("input[name=login]", NUMBERS["supervisor"])
    page.fill("input[name=password]", "heming-2026-demo")
    page.click("main button[type=submit]")
    page.goto(f"/training/classes/sessions/{room[1]}/code")
    before = page.locator(".attend-qr path").get_attribute("d")
    expect(page.locator(".attend-qr path")).not_to_have_attribute("d", before, timeout=45_000)
