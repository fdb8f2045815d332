"""The trainer's list."""

import re

import pytest
from sqlalchemy import select

from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from cxtrain.training.classes.models import Attendance, ClassMember
from tests.training.attendance.room import here, make_class, scan, session_of


def page(made, ending="attendance"):
    """Return the address of the list."""
    return f"/training/classes/sessions/{session_of(made)}/{ending}"


def stand():
    """Return how people stand, by employee id: (state, minutes, source)."""
    database.session.rollback()
    return {row.employee_id: (row.state, row.minutes, row.source) for row in database.session.scalars(select(Attendance))}


def test_one_tap_each_and_one_press(someone, room, cast):
    lin = someone("lin")
    answer = lin.post(page(room), **{f"state-{cast.wang}": "late", f"minutes-{cast.wang}": "55", f"state-{cast.zhao}": "leave",
                                     f"why-{cast.zhao}": "孩子生病"})
    assert answer.status_code == 303
    text = lin.get(answer.location).text
    assert "Kept for 2 people." in text
    assert "孩子生病" in text
    assert stand() == {cast.wang: ("late", 55, "keyed"), cast.zhao: ("leave", 0, "keyed")}
    entry = database.session.scalars(select(LedgerEntry).where(LedgerEntry.action == "attendance keyed in")).one()
    assert entry.facts["states"] == {str(cast.wang): "late", str(cast.zhao): "leave"}
    assert "孩子" not in str(entry.facts)


def test_all_others_are_present_by_one_press(someone, room, cast):
    someone("lin").post(page(room), do="all", **{f"state-{cast.wang}": "absent"})
    assert stand() == {cast.wang: ("absent", 0, "keyed"), cast.zhao: ("present", 80, "keyed")}


def test_who_signs_in_while_the_list_lies_open_stays_signed_in(someone, room, cast):
    lin = someone("lin")
    fields = lin.hidden(page(room))
    here(someone("wang"), room)
    answer = lin._open("POST", page(room), data={**fields, f"state-{cast.zhao}": "present"})
    assert answer.status_code == 303
    assert stand()[cast.wang] == ("present", 80, "code")


def test_what_both_said_is_shown_before_it_is_kept(someone, room, cast):
    lin = someone("lin")
    fields = {**lin.hidden(page(room)), f"state-{cast.wang}": "absent"}
    here(someone("wang"), room)
    answer = lin._open("POST", page(room), data=fields)
    assert answer.status_code == 409
    assert "Marked meanwhile as: present" in answer.text
    assert stand()[cast.wang] == ("present", 80, "code")
    assert f'name="state-{cast.wang}" value="absent" checked' in answer.text
    again = {**fields, "was": re.search(r'name="was" value="([^"]*)"', answer.text)[1], "submission_key": "another"}
    assert lin._open("POST", page(room), data=again).status_code == 303
    assert stand()[cast.wang] == ("absent", 0, "keyed")


def test_minutes_that_cannot_be_are_named_and_nothing_is_lost(someone, room, cast):
    answer = someone("lin").post(page(room), **{f"state-{cast.wang}": "late", f"minutes-{cast.wang}": "810",
                                               f"state-{cast.zhao}": "present"})
    assert answer.status_code == 400
    assert "at most 80" in answer.text
    assert 'value="810"' in answer.text
    assert stand() == {}


def test_a_doubt_is_confirmed_or_struck(someone, room, cast):
    phone = someone("wang")
    here(phone, room)
    phone.post("/sign-out", page="/me/sessions")
    phone.login(cast.zhao)
    here(phone, room)
    lin, doubt = someone("lin"), page(room, f"doubts/{cast.zhao}")
    text = lin.get(page(room)).text
    assert re.search("Zhao Yan.*same phone as.*Wang Zhe", text, re.S)
    assert lin.post(doubt, page=page(room), value="away").status_code == 303
    assert stand()[cast.zhao] == ("absent", 0, "keyed")
    assert lin.post(doubt, page=page(room), value="here").status_code == 404  # settled
    assert "Please look" not in lin.get(page(room)).text
    assert someone("sun").post(doubt, page="/me/sessions", value="here").status_code == 404


def test_a_confirmed_doubt_counts(someone, room, cast, db):
    here(someone("wang"), room)
    db.session.scalars(select(Attendance)).one().doubted = True
    db.session.commit()
    someone("lin").post(page(room, f"doubts/{cast.wang}"), page=page(room), value="here")
    assert db.session.execute(select(Attendance.state, Attendance.doubted)).all() == [("present", False)]


def test_somebody_is_added_on_the_spot(someone, course, cast):
    made = make_class(cast, people=("wang",))
    lin = someone("lin")
    answer = lin.post(page(made, "add"), page=page(made), number=" ｓ0103 ")
    assert answer.status_code == 303
    assert stand() == {cast.zhao: ("present", 80, "keyed")}
    assert lin.post(page(made, "add"), page=page(made), number="S0103").status_code == 303  # once more: still one place
    assert len(database.session.scalars(select(ClassMember)).all()) == 2


def test_who_is_put_back_on_the_roster_belongs_to_the_unit_of_now(someone, course, cast):
    made = make_class(cast, people=("wang", "zhao"))
    zhao = database.session.scalars(select(ClassMember).where(ClassMember.employee_id == cast.zhao)).one()
    zhao.removed_at, zhao.unit_id = zhao.added_at, cast.xuhui  # who has moved from there since
    database.session.commit()
    answer = someone("li").post(page(made, "add"), page=page(made), number="S0103")
    assert answer.status_code == 303
    zhao = database.session.scalars(select(ClassMember).where(ClassMember.employee_id == cast.zhao)).one()
    assert (zhao.unit_id, zhao.added_by, zhao.removed_at) == (cast.jingan, cast.li, None)


@pytest.mark.parametrize("number", ["S0202", "nobody", ""])
def test_who_does_not_belong_to_the_units_of_the_class_is_not_added(someone, room, number):
    answer = someone("lin").post(f"/training/classes/sessions/{session_of(room)}/add", page=page(room), number=number)
    assert answer.status_code == 400
    assert len(database.session.scalars(select(ClassMember)).all()) == 2


def test_neither_the_trainer_nor_anybody_before_the_door_opens_is_added(someone, course, cast):
    now, later = (make_class(cast, people=("wang",), trainer="li", starts=(start,)) for start in (-5, 90))
    he = someone("he")
    assert "This person teaches the class" in he.post(page(now, "add"), page=page(now), number="S0101").text
    answer = he.post(page(later, "add"), page=page(later), number="S0103")
    assert answer.status_code == 400 and "It is too early" in answer.text
    assert stand() == {}
    assert len(database.session.scalars(select(ClassMember)).all()) == 2


def test_a_closed_class_is_read_and_not_changed_here(someone, room, cast, db):
    row = room.row
    row.closed_at, row.closed_by = row.made_at, cast.lin
    db.session.commit()
    lin = someone("lin")
    assert "corrected there" in lin.get(page(room)).text
    for ending in ("attendance", "sheet", "add", f"doubts/{cast.wang}"):
        assert lin.post(page(room, ending), page="/me/sessions").status_code == 409
    assert stand() == {}


def test_nobody_marks_themselves(someone, course, cast):
    made = make_class(cast, people=("li", "wang", "he"))
    li = someone("li")  # runs classes of the store, and is on the roster of this one
    text = li.get(page(made)).text
    assert "Nobody marks themselves" in text
    li.post(page(made), do="all", **{f"state-{cast.li}": "present"})
    assert stand() == {cast.wang: ("present", 80, "keyed"), cast.he: ("present", 80, "keyed")}
    answer = li.post(page(made, "sheet"), do="save", **{"rows-0-number": "S0101", "rows-0-word": "present"})
    assert answer.status_code == 400
    assert li.post(page(made, "add"), page=page(made), number="S0101").status_code == 400
    assert cast.li not in stand()
    for who in ("li", "he"):  # whoever sees the code screen would sign in from anywhere
        assert here(someone(who), made).status_code == 410
    assert "You run this class" in li.get(scan(li, made)).text
    assert stand() == {cast.wang: ("present", 80, "keyed"), cast.he: ("present", 80, "keyed")}
