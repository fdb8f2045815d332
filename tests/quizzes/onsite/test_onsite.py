"""Exams on site: opened for a place, begun by the code that is shown, closed; and what is refused."""

import datetime as dt
import re
from types import SimpleNamespace

import pytest
from sqlalchemy import select, update

from cxtrain.clock import now
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Employee
from cxtrain.quizzes import operations as quizzes
from cxtrain.quizzes.models import Quiz, QuizAttempt
from cxtrain.quizzes.onsite import operations
from cxtrain.quizzes.onsite.models import ExamOpening, ExamSeat
from cxtrain.quizzes.onsite.queries import seats_of
from cxtrain.quizzes.sittings.models import QuizSitting
from cxtrain.training.classes.models import ClassMember, ClassSession, TrainingClass
from cxtrain.training.models import Course
from cxtrain.training.operations import publish_course
from tests.conftest import Browser
from tests.quizzes.conftest import QUIZ, RIGHT, Taker

ENTER = "/onsite/code/desk"


@pytest.fixture
def quiz(db):
    """Id of the quiz, which is sat on site only."""
    published = quizzes.publish_quiz(QUIZ.replace("attempts: 2\n", "on_site: true\n"))
    db.session.commit()
    return published.quiz.id


@pytest.fixture
def supervisor(app, cast, quiz):
    """A browser of 李想, supervisor of 静安店."""
    return Browser(app).login(cast.li)


def opened(db, browser, place=None, **more):
    """Open the exam for a place, by default 静安店; return its opening."""
    page = browser.get("/onsite/open").text
    values = dict(re.findall(r'<option value="((?:unit|class)-\d+)">([^<]*)<', page))
    chosen = next(value for value, label in values.items() if (place or "Jing") in label)
    answer = browser.post("/onsite/open", quiz="desk", place=chosen, room="2F", minutes=more.get("minutes", "30"))
    assert answer.status_code == 303, answer.text
    db.session.rollback()
    row = db.session.get(ExamOpening, int(answer.location.rsplit("/", 1)[1]))
    return SimpleNamespace(**{name: getattr(row, name) for name in ("id", "code", "ends_at", "class_id", "unit_id", "place")})


def attempts(db):
    """Return how many attempts there are."""
    db.session.rollback()
    return len(db.session.scalars(select(QuizAttempt)).all())


def test_an_exam_is_opened_begun_by_its_code_and_counted_as_sat_on_site(supervisor, staff, db, cast):
    opening = opened(db, supervisor)
    assert re.fullmatch(r"\d{6}", opening.code)
    shown = supervisor.get(f"/onsite/{opening.id}").text
    assert f"{opening.code[:3]}<" in shown and "Wang Zhe" not in shown and "<noscript><meta" in shown
    begun = staff.post(ENTER, code=f" {opening.code[:3]} {opening.code[3:]} ")
    assert begun.status_code == 303 and "code" not in begun.location
    taker, url = Taker(staff, db), begun.location
    assert taker.attempt(url).deadline == opening.ends_at  # it has no time limit, so it ends with the opening
    staff.post(f"{url}/answers", page=url, **taker.fields(url, RIGHT))
    shown = supervisor.get(f"/onsite/{opening.id}").text
    assert "Wang Zhe" in shown and "is writing" in shown
    staff.post(f"{url}/submit", page=f"{url}/review")
    assert "handed in" in supervisor.get(f"/onsite/{opening.id}").text
    assert db.session.scalar(select(QuizSitting.form)) == "site"
    assert [seat.person.id for seat in seats_of(opening)] == [cast.wang]


def test_nobody_begins_without_a_code(staff, db, quiz):
    answer = staff.post("/quizzes/desk/start", page="/quizzes/desk")
    assert answer.status_code == 303 and answer.location == ENTER and attempts(db) == 0
    assert "Type the code" in staff.get("/quizzes/desk").text
    with pytest.raises(quizzes.NeedsCode):
        quizzes.start_attempt(_actor(db), db.session.get(Quiz, quiz))


def _actor(db):
    from tests.quality.conftest import actor
    return actor(db, db.session.scalar(select(Employee.id).where(Employee.number == "S0102")))


@pytest.mark.parametrize("typed", ["", "000000", "１２", "<b>", "9" * 200])
def test_what_is_no_code_opens_nothing_and_is_said(supervisor, staff, db, typed):
    opening = opened(db, supervisor)
    wrong = typed if typed != opening.code else "111111"
    answer = staff.post(ENTER, code=wrong)
    assert answer.status_code == 400 and "Begin the exam" in answer.text and attempts(db) == 0


def test_a_code_ends_with_its_time_and_when_the_exam_is_closed(supervisor, staff, db):
    opening = opened(db, supervisor)
    code = opening.code
    assert supervisor.post(f"/onsite/{opening.id}/close", page=f"/onsite/{opening.id}").status_code == 303
    assert "opens nothing now" in staff.post(ENTER, code=code).text
    other = opened(db, supervisor)
    long_ago = now() - dt.timedelta(hours=1)
    db.session.execute(update(ExamOpening).where(ExamOpening.id == other.id).values(
        opened_at=long_ago, ends_at=long_ago + dt.timedelta(minutes=15)))
    db.session.commit()
    assert "opens nothing now" in staff.post(ENTER, code=other.code).text
    operations.forget_codes(now())
    db.session.commit()
    assert set(db.session.scalars(select(ExamOpening.code))) == {""}
    assert attempts(db) == 0


def test_who_has_begun_goes_on_after_the_exam_is_closed(supervisor, staff, db):
    opening = opened(db, supervisor)
    url = staff.post(ENTER, code=opening.code).location
    supervisor.post(f"/onsite/{opening.id}/close", page=f"/onsite/{opening.id}")
    assert staff.post("/quizzes/desk/start", page="/quizzes/desk").location == url
    assert staff.get(url).status_code == 200


def test_an_opening_is_one_sitting(supervisor, staff, db):
    opening = opened(db, supervisor)
    url = staff.post(ENTER, code=opening.code).location
    staff.post(f"{url}/submit", page=f"{url}/review")
    assert "must be opened anew" in staff.post(ENTER, code=opening.code).text
    again = opened(db, supervisor)
    assert staff.post(ENTER, code=again.code).status_code == 303
    assert len(db.session.scalars(select(ExamSeat)).all()) == 2


def test_a_code_is_for_the_people_of_the_place_and_not_for_who_opened_it(supervisor, app, db, cast):
    opening = opened(db, supervisor)
    assert "opened for others" in Browser(app).login(cast.sun).post(ENTER, code=opening.code).text
    assert "somebody else has to open yours" in supervisor.post(ENTER, code=opening.code).text
    assert attempts(db) == 0


def test_who_can_look_up_the_code_sits_no_exam_by_it(supervisor, app, staff, db, cast):
    here = opened(db, Browser(app).login(cast.he), place="Jing")
    assert supervisor.get(f"/onsite/{here.id}").status_code == 200
    answer = supervisor.post(ENTER, code=here.code)
    assert answer.status_code == 400 and "you cannot sit one here" in answer.text and attempts(db) == 0
    assert staff.post(ENTER, code=here.code).status_code == 303
    above = opened(db, Browser(app).login(cast.he), place="East")
    assert supervisor.get(f"/onsite/{above.id}").status_code == 404
    assert supervisor.post(ENTER, code=above.code).status_code == 303


def test_guessing_ends_after_some_tries(supervisor, staff, db):
    opening = opened(db, supervisor)
    wrong = f"{(int(opening.code) + 1) % 10**6:06}"
    for _try in range(6):
        assert "opens nothing now" in staff.post(ENTER, code=wrong).text
    assert "Too many wrong codes" in staff.post(ENTER, code=opening.code).text and attempts(db) == 0


@pytest.mark.parametrize("minutes", ["14", "121", "", "x"])
def test_an_exam_is_open_for_15_to_120_minutes(supervisor, db, minutes):
    values = re.findall(r'<option value="(unit-\d+)"', supervisor.get("/onsite/open").text)
    answer = supervisor.post("/onsite/open", quiz="desk", place=values[0], minutes=minutes)
    assert answer.status_code == 400 and db.session.scalar(select(ExamOpening)) is None


def test_a_supervisor_opens_for_the_own_store_only_and_sees_no_other_ones(supervisor, app, db, cast):
    page = supervisor.get("/onsite/open").text
    assert "Jing&#39;an" in page and "Xuhui" not in page
    opening = opened(db, Browser(app).login(cast.chen), place="Xuhui")
    assert supervisor.get(f"/onsite/{opening.id}").status_code == 404
    assert supervisor.post(f"/onsite/{opening.id}/close", page="/onsite/open").status_code == 404
    assert supervisor.post("/onsite/open", quiz="desk", place=f"unit-{cast.xuhui}", minutes="30").status_code == 400


def test_staff_open_nothing_and_a_stranger_signs_in(staff, browser, app, quiz):
    assert staff.get("/onsite").status_code == staff.get("/onsite/open").status_code == 403
    assert Browser(app).get(ENTER).location.startswith("/sign-in")


def test_the_code_stands_in_no_ledger(supervisor, db):
    opening = opened(db, supervisor)
    entries = db.session.scalars(select(LedgerEntry)).all()
    assert not any(opening.code in repr(vars(entry)) for entry in entries if entry.action.startswith("exam opened"))


COURSE = """\
format: 1
slug: made
title: {zh: 课, en: Course}
summary: {zh: 课, en: Course}
class_hours: 4
steps:
  - {quiz: desk, minutes: 10}
"""


def test_the_trainer_of_a_class_opens_for_its_roster_whatever_role_they_have(staff, app, db, cast, quiz):
    publish_course(COURSE)
    course = db.session.scalars(select(Course)).one()
    class_ = TrainingClass(course_id=course.id, course_version_id=course.current_id, unit_id=cast.east, year=2026, term=3,
                           trainer_id=cast.wang, trainer_name="", place="Room 2", hour_minutes=45, notice="", summary="",
                           secret="s", made_by=cast.he, made_at=now(), cancelled_why="")
    db.session.add(class_)
    db.session.flush()
    db.session.add(ClassSession(class_id=class_.id, number=1, starts_at=now(), ends_at=now() + dt.timedelta(hours=3), minutes=135,
                                topic="t", method="exam"))
    db.session.add(ClassMember(class_id=class_.id, employee_id=cast.sun, unit_id=cast.xuhui, added_by=cast.he, added_at=now()))
    db.session.commit()
    opening = opened(db, staff, place="Course 2026, class 3")
    assert (opening.class_id, opening.unit_id, opening.place) == (1, cast.east, "2F")
    assert "opened for others" in Browser(app).login(cast.zhao).post(ENTER, code=opening.code).text
    assert Browser(app).login(cast.sun).post(ENTER, code=opening.code).status_code == 303
    assert "Sun Miao" in staff.get(f"/onsite/{opening.id}").text
