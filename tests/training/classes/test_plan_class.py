"""Planning a class: numbers follow by themselves, every session is checked, nothing typed is lost."""

from sqlalchemy import select

from cxtrain.ledger.models import LedgerEntry
from cxtrain.training.classes.models import ClassSession, TrainingClass
from tests.training.classes.conftest import fields, planned, session

URL = "/training/classes/new?course=front-desk&unit={unit}"


def test_a_trainer_plans_a_class_and_its_number_follows(trainer, cast, db):
    answer = trainer.post(URL.format(unit=cast.jingan), **fields())
    trainer.post(URL.format(unit=cast.jingan), **{
        **fields(), **session(0, "2026-06-06", "09:00", "11:30"), **session(1, "", "", "", topic="")})
    first, second = db.session.scalars(select(TrainingClass).order_by(TrainingClass.id))
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"/training/classes/{first.id}/people")
    assert [(row.year, row.term, row.told, row.trainer_id, row.steps) for row in (first, second)] == [
        (2026, 1, 0, cast.lin, ["practice-day"]), (2026, 2, 0, cast.lin, ["practice-day"])]
    sessions = db.session.scalars(select(ClassSession).where(ClassSession.class_id == first.id)).all()
    assert [(each.number, each.minutes, each.method, each.starts_at.hour) for each in sessions] == [
        (1, 135, "lecture", 1), (2, 135, "role_play", 5)]
    assert [entry.action for entry in db.session.scalars(select(LedgerEntry)) if "class" in entry.action] == ["class planned"] * 2


def test_the_course_and_the_unit_are_chosen_first(trainer, cast):
    page = trainer.get("/training/classes/new").text
    assert 'value="front-desk"' in page and "Jing&#39;an" in page and "<textarea" not in page


def test_it_says_what_is_wrong_at_each_session_and_keeps_what_was_typed(trainer, cast, db):
    answer = trainer.post(URL.format(unit=cast.jingan), **{
        **fields(place="", trainer="X99"), **session(0, "2026-05-06", "11:30", "09:00"),
        **session(1, "2026-05-06", "13:00", "14:00", "90")})
    assert answer.status_code == 400
    for told in ("Nobody with this staff number works", "It ends before it begins.", "There are only 60 minutes", "Say where."):
        assert told in answer.text, told
    assert 'value="X99"' in answer.text and 'value="11:30"' in answer.text
    assert db.session.scalars(select(TrainingClass)).all() == []


def test_somebody_from_outside_can_teach_and_needs_a_name(trainer, cast, db):
    outside = fields(inside="outside", trainer="")
    assert "Write the name of who comes from outside." in trainer.post(URL.format(unit=cast.jingan), **outside).text
    trainer.post(URL.format(unit=cast.jingan), **{**outside, "trainer_name": "周老师"})
    row = db.session.scalars(select(TrainingClass)).one()
    assert (row.trainer_id, row.trainer_name) == (None, "周老师")


def test_more_rows_can_be_asked_for_without_losing_any(trainer, cast):
    page = trainer.post(URL.format(unit=cast.jingan), **fields(do="more")).text
    assert 'name="sessions-3-day"' in page and 'value="13:30"' in page and "alert" not in page


def test_it_says_that_the_trainer_teaches_elsewhere_at_that_time(trainer, cast):
    planned(cast, "wang")
    page = trainer.post(URL.format(unit=cast.jingan), **fields(do="more")).text
    assert "The trainer is expected elsewhere or away on 2026-05-06." in page


def test_a_supervisor_plans_for_the_own_store_only_and_staff_not_at_all(sign_in, cast, browser):
    li, mine, theirs = sign_in("li"), URL.format(unit=cast.jingan), URL.format(unit=cast.xuhui)
    assert 'name="place"' in li.get(mine).text
    assert 'name="place"' not in li.get(theirs).text
    assert 'name="place"' not in li.post(theirs, page=mine, **fields()).text
    assert sign_in("wang").get(mine).status_code == 403
    assert browser.get(mine).status_code == 302


def test_nobody_on_the_roster_becomes_the_trainer(trainer, cast, db):
    class_id = planned(cast, "li", "wang")
    answer = trainer.post(f"/training/classes/{class_id}/edit", **fields(trainer="S0101"))
    assert answer.status_code == 400
    assert "nobody teaches a class that they go to" in answer.text
    db.session.rollback()
    assert db.session.get_one(TrainingClass, class_id).trainer_id == cast.lin
