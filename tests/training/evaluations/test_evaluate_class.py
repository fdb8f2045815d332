"""Saying what one thought: once, and without a trace."""

import datetime as dt

import pytest
from sqlalchemy import select

from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from cxtrain.training.classes.evaluations import operations
from cxtrain.training.classes.models import Attendance, ClassEvaluation, ClassMember
from cxtrain.web.models import Submission
from tests.training.attendance.room import make_class
from tests.training.evaluations.conftest import ALL

FIVE = {f"mark_{at}": "4" for at in range(5)}


def page(made, ending="evaluate"):
    """Return the address."""
    return f"/training/classes/{made.id}/{ending}"


def evaluate(someone, made, who, words="", **marks):
    """Evaluate as somebody."""
    answer = someone(who).post(page(made), **{**FIVE, **marks, "words": words})
    assert answer.status_code == 303, answer.text
    return answer


def rows():
    """Return what is kept."""
    database.session.rollback()
    return list(database.session.scalars(select(ClassEvaluation)))


def test_five_answers_and_words_are_kept_without_a_name(someone, ended, cast):
    evaluate(someone, ended, "wang", "多一点练习", mark_1="5")
    row = rows()[0]
    assert (row.marks, row.words, row.source, row.shown) == ([4, 5, 4, 4, 4], "多一点练习", "screen", False)
    member = database.session.scalars(select(ClassMember).where(ClassMember.employee_id == cast.wang)).one()
    assert member.evaluated
    entry = database.session.scalars(select(LedgerEntry).where(LedgerEntry.action == "class evaluated")).one()
    assert (entry.actor_id, entry.subject, entry.facts) == (0, f"training_class:{ended.id}", {})
    assert row.id not in str([entry.subject, entry.facts])


def test_the_note_of_a_submit_knows_nothing_of_it(someone, ended):
    browser = someone("wang")
    assert "submission_key" not in browser.get(page(ended)).text.split("<main")[1].split("</main>")[0]
    before = len(database.session.scalars(select(Submission)).all())
    browser.post(page(ended), **FIVE, words="")
    database.session.rollback()
    assert len(database.session.scalars(select(Submission)).all()) == before


def test_nobody_says_it_twice(someone, ended):
    wang = someone("wang")
    fields = {**wang.hidden(page(ended)), **FIVE, "words": ""}
    assert [wang._open("POST", page(ended), data=fields).status_code for _ in range(2)] == [303, 200]
    assert "You have said what you thought" in wang.get(page(ended)).text
    assert len(rows()) == 1


def test_of_two_at_the_same_moment_one_is_kept(ended, cast, db):
    member = db.session.scalars(select(ClassMember).where(ClassMember.employee_id == cast.wang)).one()
    assert operations.evaluate(ended.row, member, (4, 4, 4, 4, 4), "one")
    assert not operations.evaluate(ended.row, member, (5, 5, 5, 5, 5), "two")  # both had read that nothing was said yet
    db.session.commit()
    assert [row.words for row in rows()] == ["one"]


def test_what_waits_is_written_anew_so_that_no_order_remains(someone, ended):
    evaluate(someone, ended, "wang", "first")
    before = {row.id for row in rows()}
    evaluate(someone, ended, "zhao", "second")
    assert not before & {row.id for row in rows()}
    assert {row.words for row in rows()} == {"first", "second"}


def test_five_are_shown_together_and_the_sixth_waits(someone, ended):
    manager = someone("admin")
    for count, who in enumerate(ALL[:4], 1):
        evaluate(someone, ended, who, f"words of {who}")
        text = manager.get(page(ended, "evaluations")).text
        assert f"{count} of 5" in text
        assert "words of" not in text
    evaluate(someone, ended, ALL[4], f"words of {ALL[4]}")
    text = manager.get(page(ended, "evaluations")).text
    assert text.count("words of") == 5
    assert "4 or 5: 5 of 5" in text
    evaluate(someone, ended, ALL[5], "the sixth", mark_0="1")
    later = manager.get(page(ended, "evaluations")).text
    assert "the sixth" not in later
    assert "4 or 5: 5 of 5" in later
    assert "6 answers of 7 people" in later
    assert "5 are shown" in later


def test_at_least_something_is_said(someone, ended):
    answer = someone("wang").post(page(ended), words="  ")
    assert answer.status_code == 400
    assert "Answer at least one question" in answer.text
    assert someone("wang").post(page(ended), words="", mark_0="6").status_code == 400
    assert rows() == []


def test_one_answer_alone_is_enough(someone, ended):
    assert someone("wang").post(page(ended), words="", mark_3="2").status_code == 303
    assert rows()[0].marks == [None, None, None, 2, None]


@pytest.mark.parametrize("when", ["before", "long after", "cancelled"])
def test_outside_its_time_it_takes_no_answer(someone, course, cast, db, when):
    made = make_class(cast, starts=(-30 if when == "before" else -150,))
    if when == "long after":
        made.row.closed_at, made.row.closed_by = made.row.made_at - dt.timedelta(days=15), cast.lin
    if when == "cancelled":
        made.row.cancelled_at = made.row.made_at
    db.session.commit()
    wang = someone("wang")
    assert "14 days after" in wang.get(page(made)).text
    assert wang.post(page(made), page="/me/sessions", **FIVE, words="").status_code == 400
    assert rows() == []


def test_who_was_away_has_nothing_to_say(someone, ended, cast, db):
    row = db.session.get_one(Attendance, (ended.sessions[0], cast.wang))
    row.state, row.minutes = "absent", 0
    db.session.commit()
    assert "You were not there" in someone("wang").get(page(ended)).text
    assert "What did you think" not in someone("wang").get("/").text


def test_who_is_not_on_the_roster_finds_nothing(someone, course, cast):
    made = make_class(cast, people=("wang",), starts=(-150,))
    assert someone("zhao").get(page(made)).status_code == 404


def test_only_who_runs_the_class_reads_it(someone, browser, ended):
    for who, status in (("admin", 200), ("he", 200), ("lin", 200), ("li", 404), ("wang", 404)):
        assert someone(who).get(page(ended, "evaluations")).status_code == status, who
        assert someone(who).get(page(ended, "evaluations/paper")).status_code == status, who
    assert browser.get(page(ended, "evaluations")).location == "/sign-in"


def test_today_asks_once(someone, ended):
    wang = someone("wang")
    assert "What did you think of the class?" in wang.get("/").text
    wang.post(page(ended), **FIVE, words="")
    assert "What did you think of the class?" not in wang.get("/").text
