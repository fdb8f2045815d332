"""Signing in by the code on the screen: who succeeds, and each way to cheat that is refused."""

import re

import pytest
from sqlalchemy import select

from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from cxtrain.training.classes.attendance import forms
from cxtrain.training.classes.models import Attendance
from tests.conftest import PASSWORD, Browser
from tests.training.attendance.room import address, here, make_class, minutes, scan, session_of


def signed():
    """Return who is signed in, by employee id: (state, source, doubted)."""
    database.session.rollback()
    return {row.employee_id: (row.state, row.source, row.doubted) for row in database.session.scalars(select(Attendance))}


def test_one_scan_and_one_press(someone, room, cast):
    wang = someone("wang")
    place = scan(wang, room)
    page = wang.get(place)
    assert "I am here" in page.text
    assert "S0102" in page.text
    assert "三楼培训室" in page.text
    answer = wang.post(place)
    assert answer.status_code == 303
    assert "80 of 80 minutes count" in wang.get(answer.location).text
    assert signed() == {cast.wang: ("present", "code", False)}
    row = database.session.scalars(select(Attendance)).one()
    assert (row.minutes, row.by, len(row.device), len(row.ticket)) == (80, cast.wang, 64, 32)
    ledger = database.session.scalars(select(LedgerEntry).where(LedgerEntry.action == "attendance signed")).all()
    assert [(each.actor_id, each.chain) for each in ledger] == [(cast.wang, cast.jingan)]


def test_a_second_press_changes_nothing(someone, room, cast):
    wang = someone("wang")
    here(wang, room)
    before = database.session.scalar(select(Attendance.at))
    assert wang.get(scan(wang, room)).status_code == 303  # scanned once more: led to how one stands
    assert database.session.scalar(select(Attendance.at)) == before


def test_who_is_not_signed_in_signs_in_and_comes_back(app, room, cast):
    stranger = Browser(app)
    place = scan(stranger, room)
    assert stranger.get(place).location == "/sign-in"
    answer = stranger.post("/sign-in", login="S0103", password=PASSWORD)
    assert answer.location == place
    assert stranger.post(place).status_code == 303
    assert signed() == {cast.zhao: ("present", "code", False)}


def test_a_code_of_an_earlier_step_is_refused_with_a_sentence(someone, room):
    wang = someone("wang")
    assert wang.get(address(room, skew=-1)).status_code == 303
    answer = wang.get(address(room, skew=-2))
    assert answer.status_code == 410
    assert "Scan the code on the screen again" in answer.text
    assert signed() == {}


@pytest.mark.parametrize("wrong", ["/here/{}/00000000000000000000", "/here/987654/{}", "/here/t/made-up"])
def test_a_made_up_code_session_or_ticket_reads_the_same(someone, room, wrong):
    code = address(room).split("/")[-1]
    answer = someone("wang").get(wrong.format(session_of(room) if "{}/0" in wrong else code))
    assert answer.status_code == 410
    assert "no longer on the screen" in answer.text


def test_a_link_that_is_passed_on_is_refused_in_another_browser(someone, room):
    place = scan(someone("wang"), room)
    friend = someone("zhao")
    assert friend.get(place).status_code == 410
    assert "belongs to another phone" in friend.get(place).text
    assert friend.post(place, page="/me/sessions").status_code == 410
    assert signed() == {}


def test_a_ticket_grows_old(someone, room, monkeypatch):
    wang = someone("wang")
    place = scan(wang, room)
    present = forms.now()
    monkeypatch.setattr(forms, "now", lambda: present + minutes(4.9))
    assert wang.get(place).status_code == 200  # slow people succeed
    monkeypatch.setattr(forms, "now", lambda: present + minutes(5.1))
    assert wang.post(place, page="/me/sessions").status_code == 410
    assert signed() == {}


def test_switching_the_account_after_the_scan_is_refused(someone, room, cast):
    phone = someone("wang")
    place = scan(phone, room)
    phone.post("/sign-out", page="/me/sessions")
    phone.login(cast.zhao)
    answer = phone.get(place)
    assert answer.status_code == 410
    assert "somebody else" in answer.text
    assert phone.post(place, page="/me/sessions").status_code == 410
    assert signed() == {}


def test_a_scan_is_used_by_one_person_only(app, room, cast):
    phone = Browser(app)
    place = scan(phone, room)  # nobody was signed in: whoever comes first uses it
    phone.login(cast.wang)
    phone.post(place)
    phone.post("/sign-out", page="/me/sessions")
    phone.login(cast.zhao)
    answer = phone.get(place)
    assert answer.status_code == 410
    assert "has been used" in answer.text
    assert phone.post(place, page="/me/sessions").status_code == 410
    assert list(signed()) == [cast.wang]


def test_a_second_person_by_the_same_phone_is_taken_and_doubted(someone, room, cast):
    phone = someone("wang")
    here(phone, room)
    phone.post("/sign-out", page="/me/sessions")
    phone.login(cast.zhao)
    answer = here(phone, room)
    assert answer.status_code == 303
    assert "The trainer will have a look" in phone.get(answer.location).text
    assert signed() == {cast.wang: ("present", "code", False), cast.zhao: ("present", "code", True)}


def test_each_session_knows_a_phone_by_another_mark(someone, course, cast):
    made = make_class(cast, starts=(-5, -4))
    wang = someone("wang")
    here(wang, made, number=1)
    here(wang, made, number=2)
    marks = database.session.scalars(select(Attendance.device)).all()
    assert len(set(marks)) == 2


def test_who_comes_late_is_late(someone, course, cast):
    made = make_class(cast, starts=(-30,))
    here(someone("wang"), made)
    row = database.session.scalars(select(Attendance)).one()
    assert row.state == "late"
    assert 58 <= row.minutes <= 60


@pytest.mark.parametrize(("starts", "words"), [((-91,), "This session is over"), ((62,), "too early")])
def test_a_shut_door_says_so(someone, course, cast, starts, words):
    made = make_class(cast, starts=starts)
    wang = someone("wang")
    assert words in wang.get(scan(wang, made)).text
    assert signed() == {}


def test_who_is_not_on_the_roster_reads_what_to_do(someone, room):
    sun = someone("sun")
    answer = sun.get(scan(sun, room))
    assert answer.status_code == 410
    assert "Ask the trainer to add you" in answer.text


@pytest.mark.parametrize("ended", ["closed", "cancelled"])
def test_a_class_that_has_ended_takes_nobody(someone, room, cast, db, ended):
    wang = someone("wang")
    place = scan(wang, room)
    row = room.row
    if ended == "closed":
        row.closed_at, row.closed_by = row.made_at, cast.lin
    else:
        row.cancelled_at, row.cancelled_why = row.made_at, "雨"
    db.session.commit()
    assert "no longer takes attendance" in wang.get(place).text
    assert wang.post(place, page="/me/sessions").status_code == 410
    assert signed() == {}


def test_who_was_marked_absent_and_comes_is_here(someone, room, cast, db):
    db.session.add(Attendance(session_id=session_of(room), employee_id=cast.wang, state="leave", minutes=0, source="keyed",
                              at=room.row.made_at, by=cast.lin, why="请假"))
    db.session.commit()
    here(someone("wang"), room)
    assert signed()[cast.wang] == ("present", "code", False)


def test_who_was_struck_and_signs_in_again_is_doubted(someone, room, cast, db):
    wang = someone("wang")
    here(wang, room)
    db.session.scalars(select(Attendance)).one().doubted = True
    db.session.commit()
    attendance = f"/training/classes/sessions/{session_of(room)}"
    someone("lin").post(f"{attendance}/doubts/{cast.wang}", page=f"{attendance}/attendance", value="away")
    assert signed()[cast.wang] == ("absent", "keyed", False)
    here(wang, room)
    assert signed()[cast.wang] == ("present", "code", True)


def test_only_those_on_the_roster_see_how_they_stand(someone, room):
    page = f"/training/classes/sessions/{session_of(room)}/mine"
    assert "Nobody has marked you yet" in someone("wang").get(page).text
    assert someone("sun").get(page).status_code == 404


def test_a_refusal_is_said_in_chinese_too(app, room, cast):
    answer = Browser(app, "zh").get(address(room, skew=-2))
    assert re.search("重新扫", answer.text)


def test_marks_of_phones_are_forgotten_after_a_month(someone, room, db):
    from cxtrain.training.classes.attendance.operations import forget_marks
    from cxtrain.training.classes.models import ClassSession

    here(someone("wang"), room)
    forget_marks(None)
    assert db.session.scalar(select(Attendance.device))
    session = db.session.scalars(select(ClassSession)).one()
    session.starts_at -= minutes(60 * 24 * 32)
    session.ends_at -= minutes(60 * 24 * 32)
    forget_marks(None)
    db.session.commit()
    assert db.session.execute(select(Attendance.device, Attendance.ticket)).all() == [(None, None)]
