"""What waits for marks, and for whom."""

from cxtrain.people.permissions import Role
from cxtrain.quizzes.handmarking.queries import _count, count_waiting
from tests.conftest import Browser
from tests.quality.conftest import actor
from tests.quizzes.handmarking.conftest import BOTH, hand_in


def test_answers_wait_question_by_question_without_a_name(marker, waiting):
    text = marker.get("/marking").text
    assert text.count("Mark 2 answers") == 2 and "A letter" in text and "What do you write back?" in text
    assert "王喆" not in text and "Wang Zhe" not in text and "S0102" not in text


def test_a_supervisor_sees_the_own_store_only_and_an_author_all(app, cast, waiting):
    assert "Mark 1 answer" in Browser(app).login(cast.chen).get("/marking").text
    assert "Mark 3 answers" in Browser(app).login(cast.lin).get("/marking").text


def test_nobody_marks_their_own(db, app, cast, letter):
    hand_in(db, cast.li, BOTH)
    assert "Nothing waits" in Browser(app).login(cast.li).get("/marking").text
    assert "Mark 1 answer" in Browser(app).login(cast.lin).get("/marking").text


def test_today_says_how_many_wait_for_whom_may_mark(app, marker, cast, waiting):
    assert "2 quizzes wait for your marks" in marker.get("/").text
    assert "wait for your marks" not in Browser(app).login(cast.wang).get("/").text
    assert "wait for your marks" not in Browser(app).login(cast.he).get("/").text


def test_the_count_reads_the_index_of_what_waits(db, cast, waiting):
    if db.engine.dialect.name == "sqlite":
        statement = str(_count(("/1/",)).compile(db.engine))
        plan = db.session.connection().exec_driver_sql(f"explain query plan {statement}", ("/1/", cast.li)).all()
        assert any("INDEX ix_quiz_attempt_waits" in row[-1] for row in plan), plan
    assert count_waiting(actor(db, cast.li, Role.SUPERVISOR)) == 2


def test_what_was_not_answered_waits_for_nobody(db, marker, cast, letter):
    hand_in(db, cast.wang, {"own-words": ["好"], "sorry": ["true"]})
    text = marker.get("/marking").text
    assert text.count("Mark 1 answer") == 1 and "Why so?" not in text


def test_who_may_not_mark_is_kept_out(browser, app, cast, waiting):
    assert browser.get("/marking").location == "/sign-in"
    for name in ("wang", "he", "admin"):
        assert Browser(app).login(getattr(cast, name)).get("/marking").status_code == 403


def test_it_speaks_chinese(chinese, cast, waiting):
    assert "批阅 2 份作答" in chinese.login(cast.li).get("/marking").text
