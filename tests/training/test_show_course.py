"""One course, and the way through it."""

import pytest

from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from cxtrain.training import operations
from cxtrain.training.models import StepTry
from cxtrain.training.signals import course_passed
from tests.conftest import Browser
from tests.training.conftest import COURSE, Learner


@pytest.fixture
def news():
    """The enrolments told of by course_passed."""
    told = []

    def listen(enrolment, **_):
        told.append((enrolment.employee_id, enrolment.version.slug, enrolment.passed_at is not None))

    with course_passed.connected_to(listen):
        yield told


def entries(action):
    database.session.rollback()
    return database.session.query(LedgerEntry).filter_by(action=action).count()


def test_it_shows_what_the_course_asks_for(learner):
    text = learner.browser.get("/training/moments").text
    for words in ("Moments of truth", "21 minutes", "4 class hours", "Certificate of training", "Welcome",
                  "Late check-in", "Desk quiz", "60 points needed", "Start the course"):
        assert words in text


def test_it_speaks_chinese(app, cast, course):
    browser = Browser(app, "zh").login(cast.wang)
    text = browser.get("/training/moments").text
    for words in ("关键时刻", "21 分钟", "4 学时", "培训合格证书", "欢迎", "深夜入住", "前台小测", "开始学习"):
        assert words in text


def test_starting_leads_to_the_first_step_and_is_recorded_once(learner):
    assert learner.start() == "/training/moments/lessons/welcome"
    assert learner.start() == "/training/moments/lessons/welcome"
    assert len(learner.enrolments()) == 1 and entries("course started") == 1


def test_the_next_step_is_shown_large(learner):
    learner.start()
    assert "Read the lesson" in learner.browser.get("/training/moments").text
    learner.read()
    text = learner.browser.get("/training/moments").text
    assert "Play the scenario" in text and 'href="/roleplay/late?mode=exam"' in text and "1 of 3 steps" in text
    learner.play()
    assert 'href="/quizzes/desk"' in learner.browser.get("/training/moments").text


def test_finishing_every_step_passes_the_course(learner, news):
    learner.pass_course()
    (enrolment,) = learner.enrolments()
    assert enrolment.passed_at is not None
    assert news == [(learner.employee_id, "moments", True)]
    assert entries("course passed") == 1
    text = learner.browser.get("/training/moments").text
    assert "You have passed this course." in text and "Take the course again" not in text


def test_the_steps_may_be_done_in_any_order(learner, news):
    learner.start()
    learner.quiz()
    learner.play()
    assert news == []
    learner.read()
    assert len(news) == 1


def test_a_failed_exam_is_counted_and_does_not_pass(learner, news):
    learner.start()
    learner.read()
    learner.quiz()
    learner.play("curt")
    # The curt choice earns 0 of 2 points: 0 percent, and 60 are needed.
    row = database.session.query(StepTry).filter_by(step="scenario:late").one()
    assert (row.tries, row.best, row.passed_at) == (1, 0, None)
    text = learner.browser.get("/training/moments").text
    assert "Tried 1 time" in text and "best 0.0 points" in text
    learner.play("kind")
    assert len(news) == 1


def test_practice_does_not_settle_an_exam(learner):
    learner.start()
    learner.play(mode="practice")
    text = learner.browser.get("/training/moments").text
    assert "0 of 3 steps" in text
    assert "Tried" not in text


def test_what_was_done_before_the_course_does_not_count(learner):
    learner.quiz()
    learner.start()
    assert "0 of 3 steps" in learner.browser.get("/training/moments").text


def test_a_result_leads_back_to_the_course(learner):
    learner.start()
    text = learner.browser.get(learner.quiz()).text
    assert 'href="/training/moments">Back to “Moments of truth”' in text


def test_without_a_course_a_result_leads_nowhere(learner):
    assert "Back to" not in learner.browser.get(learner.quiz()).text


def test_if_a_listener_fails_nothing_of_the_last_step_is_kept(learner):
    # The certificate is issued by a listener: without it there is no pass, and the step can be done again.
    def fail(_enrolment, **_):
        raise RuntimeError("no certificate")

    learner.start()
    learner.play()
    learner.quiz()
    with course_passed.connected_to(fail):
        assert learner.browser.post("/training/moments/lessons/welcome").status_code == 500
    assert learner.enrolments()[0].passed_at is None
    learner.read()
    assert learner.enrolments()[0].passed_at is not None


def test_those_on_the_way_keep_the_version_they_began(learner, db):
    learner.start()
    operations.publish_course(COURSE.replace("  - {quiz: desk, minutes: 10}\n", ""))
    db.session.commit()
    assert "Desk quiz" in learner.browser.get("/training/moments").text
    other = Learner(Browser(learner.browser.app).login(learner.employee_id + 1), learner.employee_id + 1)
    assert "Desk quiz" not in other.browser.get("/training/moments").text


def test_somebody_elses_way_is_not_mine(learner, app, cast):
    learner.pass_course()
    text = Browser(app).login(cast.zhao).get("/training/moments").text
    assert "Start the course" in text and "passed" not in text


def test_a_course_that_is_not_there_is_404(learner):
    assert learner.browser.get("/training/nothing").status_code == 404
    assert learner.browser.post("/training/nothing/start", page="/training/moments").status_code == 404


def test_a_stranger_is_sent_to_sign_in(browser, course):
    assert browser.get("/training/moments").location == "/sign-in"
