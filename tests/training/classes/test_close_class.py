"""Closing a class: what it lacks is said first, then it counts; and corrections afterwards."""

import pytest
from sqlalchemy import select

from cxtrain.ledger.models import LedgerEntry
from cxtrain.training.classes.models import Attendance, TrainingClass
from cxtrain.training.hours.queries import hours_of
from cxtrain.training.models import Course, Enrolment, StepTry
from tests.conftest import Browser
from tests.people.corrections.made import decide
from tests.training.activity import clock
from tests.training.classes.conftest import after, attended, planned, sessions_of


@pytest.fixture
def later(sign_in, noon):
    """The class is over; somebody signs in."""
    noon.move_to(after())
    return sign_in


def close(class_id, browser, **more):
    """Close a class."""
    return browser.post(f"/training/classes/{class_id}/close", **{"summary": "大家练得很细。", **more})


def tries(db):
    """Return (person, percent, passed) of the class's step."""
    db.session.rollback()
    rows = db.session.execute(select(Enrolment.employee_id, StepTry.best, StepTry.passed_at, StepTry.tries).join(
        StepTry, StepTry.enrolment_id == Enrolment.id).where(StepTry.step == "classroom:practice-day"))
    return {person: (best, passed is not None, count) for person, best, passed, count in rows}


def test_closing_settles_the_step_for_who_was_there_for_enough(later, cast, db):
    class_id = planned(cast, "wang", "zhao", "li")
    attended(class_id, cast.wang, "present", "present")
    attended(class_id, cast.zhao, "present", "absent")
    answer = close(class_id, later("lin"), absent="y")
    assert answer.status_code == 303
    assert tries(db) == {cast.wang: (100, True, 1), cast.zhao: (50, False, 1)}
    row = db.session.get_one(TrainingClass, class_id)
    assert (row.closed_by, row.summary) == (cast.lin, "大家练得很细。")
    states = db.session.scalars(select(Attendance.state).where(Attendance.employee_id == cast.li)).all()
    assert states == ["absent", "absent"]
    assert (hours_of(cast.wang).hours.classroom, hours_of(cast.zhao).hours.classroom, hours_of(cast.li).hours.classroom) == (6, 3, 0)
    entry = db.session.scalars(select(LedgerEntry).where(LedgerEntry.action == "class closed")).one()
    assert entry.facts == {"people": 3, "settled": 1, "minutes": 270}


def test_who_was_on_the_way_keeps_that_way_and_may_pass_by_it(later, cast, db):
    class_id = planned(cast, "wang")
    attended(class_id, cast.wang, "present", "present")
    wang = later("wang")
    wang.post("/training/front-desk/start", page="/training/front-desk")
    wang.post("/training/front-desk/lessons/welcome")
    close(class_id, later("lin"))
    (way,) = db.session.scalars(select(Enrolment)).all()
    assert way.passed_at is not None


def test_it_settles_no_step_of_the_same_name_in_another_course(later, cast, db):
    from cxtrain.training.operations import publish_course
    from tests.training.classes.conftest import COURSE
    assert publish_course(COURSE.replace("slug: front-desk", "slug: other-course")).row
    db.session.commit()
    class_id = planned(cast, "wang")
    attended(class_id, cast.wang, "present", "present")
    wang = later("wang")
    wang.post("/training/other-course/start", page="/training/other-course")
    close(class_id, later("lin"))
    assert len(tries(db)) == 1
    assert db.session.scalar(select(Course.slug).join(Enrolment, Enrolment.course_id == Course.id).join(
        StepTry, StepTry.enrolment_id == Enrolment.id)) == "front-desk"


def test_what_is_missing_is_said_and_has_to_be_settled_first(later, cast, db):
    class_id, trainer = planned(cast, "wang"), later("lin")
    page = trainer.get(f"/training/classes/{class_id}/close").text
    assert "2 times nobody has said whether somebody was there." in page and "There is no summary yet." in page
    assert close(class_id, trainer).status_code == 400
    assert close(class_id, trainer, absent="y", summary=" ").status_code == 400
    assert db.session.get_one(TrainingClass, class_id).closed_at is None
    assert close(class_id, trainer, absent="y", summary="", bare="y").status_code == 303
    assert trainer.get(f"/training/classes/{class_id}/close").status_code == 409


def test_a_class_that_is_not_over_or_has_a_sign_in_in_doubt_cannot_be_closed(sign_in, cast, db, noon):
    class_id = planned(cast, "wang")
    attended(class_id, cast.wang, "present", "present")
    assert close(class_id, sign_in("lin")).status_code == 400
    noon.move_to(after())
    mark = db.session.scalars(select(Attendance).limit(1)).one()
    mark.doubted = True
    db.session.commit()
    answer = close(class_id, sign_in("lin"))
    assert answer.status_code == 400 and "1 sign-in is in doubt" in answer.text
    assert db.session.get_one(TrainingClass, class_id).closed_at is None


def test_a_correction_needs_a_reason_and_may_settle_the_step(later, cast, db):
    class_id = planned(cast, "wang")
    attended(class_id, cast.wang, "present", "absent")
    trainer = later("lin")
    close(class_id, trainer)
    one, two = sessions_of(class_id)
    url = f"/training/classes/{class_id}/people/{cast.wang}/correct"
    sent = {f"state-{one}": "present", f"state-{two}": "late", f"minutes-{two}": "120"}
    assert trainer.post(url, **sent, reason="").status_code == 400
    assert trainer.post(url, **{**sent, f"minutes-{two}": "136"}, reason="纸质签到表上有本人签名").status_code == 400
    assert trainer.post(url, **{**sent, f"state-{two}": "asleep"}, reason="纸质签到表上有本人签名").status_code == 400
    assert tries(db) == {cast.wang: (50, False, 1)}
    assert trainer.post(url, **sent, reason="签到表上有").status_code == 400
    assert trainer.post(url, **sent, reason="纸质签到表上有本人签名").status_code == 303
    assert tries(db) == {cast.wang: (50, False, 1)}, "it waits for a second person"
    decide(later("li"))
    assert tries(db) == {cast.wang: (94, True, 1)}
    assert trainer.post(url, **{f"state-{one}": "absent", f"state-{two}": "absent"}, reason="把同名的两个人记错了").status_code == 303
    decide(later("he"))
    assert tries(db) == {}  # who was not there has not tried
    entries = db.session.scalars(select(LedgerEntry).where(LedgerEntry.action == "attendance corrected")).all()
    assert len(entries) == 2 and "签到表" not in str(entries[0].facts)
    assert entries[0].facts["after"][str(two)] == ["late", 120]
    for page in (trainer.get(url).text, later("wang").get(f"/training/classes/{class_id}").text):
        assert "把同名的两个人记错了" in page and "late, 120 minutes, corrected from absent" in page


def test_a_correction_leaves_the_marks_that_it_does_not_change_as_they_are(later, cast, db):
    class_id = planned(cast, "wang")
    attended(class_id, cast.wang, "present", "absent")
    trainer, (one, two) = later("lin"), sessions_of(class_id)
    close(class_id, trainer)
    db.session.get_one(Attendance, (one, cast.wang)).source = "code"
    db.session.commit()

    def stood(session_id):
        mark = db.session.get_one(Attendance, (session_id, cast.wang), populate_existing=True)
        return mark.state, mark.source, mark.at, mark.by, mark.why
    before, url = {each: stood(each) for each in (one, two)}, f"/training/classes/{class_id}/people/{cast.wang}/correct"
    trainer.post(url, **{f"state-{one}": "present", f"state-{two}": "absent"}, reason="其实没有什么不同的地方")
    assert {each: stood(each) for each in (one, two)} == before
    trainer.post(url, **{f"state-{one}": "present", f"state-{two}": "present"}, reason="纸质签到表上有本人签名")
    decide(later("li"))
    assert stood(one) == before[one]
    assert stood(two) == ("present", *before[two][1:]), "who noted it first, and when, stays"


def test_a_course_that_was_passed_stays_passed_after_a_correction(later, cast, db):
    class_id = planned(cast, "wang")
    attended(class_id, cast.wang, "present", "present")
    wang = later("wang")
    wang.post("/training/front-desk/start", page="/training/front-desk")
    wang.post("/training/front-desk/lessons/welcome")
    trainer = later("lin")
    close(class_id, trainer)
    one, two = sessions_of(class_id)
    trainer.post(f"/training/classes/{class_id}/people/{cast.wang}/correct", reason="当天他其实没有来上课",
                 **{f"state-{one}": "absent", f"state-{two}": "absent"})
    decide(later("li"))
    assert db.session.scalars(select(Enrolment.passed_at)).one() is not None
    assert hours_of(cast.wang).hours.classroom == 0


def test_nobody_corrects_an_open_class_nor_the_own_attendance(later, cast, app):
    open_one = planned(cast, "wang")
    closed = planned(cast, "li", closed=clock("2026-05-06 16:30"))
    assert later("lin").get(f"/training/classes/{open_one}/people/{cast.wang}/correct").status_code == 409
    assert later("li").get(f"/training/classes/{closed}/people/{cast.li}/correct").status_code == 409
    assert later("wang").get(f"/training/classes/{open_one}/close").status_code == 404
    assert Browser(app).get(f"/training/classes/{open_one}/close").status_code == 302
