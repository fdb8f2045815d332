"""Papers drawn, time kept by the server, attempts counted: what pages rest on."""

import datetime as dt
import threading
from zoneinfo import ZoneInfo

import pytest
import time_machine
from sqlalchemy import func, select, update

from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor
from cxtrain.quizzes import operations, queries
from cxtrain.quizzes.bank.operations import keep_question
from cxtrain.quizzes.kinds.every import from_data
from cxtrain.quizzes.models import BankQuestion, QuestionVersion, QuizAttempt
from cxtrain.quizzes.operations import Draft, NoAttemptsLeft, NotOpen, TimeIsUp
from cxtrain.quizzes.paper import NotEnough
from tests.conftest import Browser
from tests.quizzes.conftest import QUIZ, RIGHT, WRONG

NOON = dt.datetime(2026, 11, 22, 4, 0, tzinfo=dt.UTC)  # in Shanghai
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def publish(db):
    """Publish a quiz and return its row."""
    def publish(text):
        published = operations.publish_quiz(text)
        assert published.quiz is not None, [fault.sentence for fault in published.faults]
        db.session.commit()
        return published.quiz
    return publish


@pytest.fixture
def wang(db, cast):
    """王喆 as an actor."""
    return Actor(account_id=1, employee_id=cast.wang, number="1", name="王喆", name_en="Wang", locale="zh_Hans",
                 unit_id=cast.jingan, unit_path="/", unit_name="静安店", zone="Asia/Shanghai")


def timed(**settings):
    lines = "".join(f"{key}: {value}\n" for key, value in settings.items())
    return QUIZ.replace("questions:\n", lines + "questions:\n", 1)


def answers(given):
    return {name: Draft(list(texts)) for name, texts in given.items()}


def started(actor, quiz):
    attempt = operations.start_attempt(actor, quiz)
    database.session.commit()
    return attempt


def finish(actor, quiz, given):
    attempt = started(actor, quiz)
    operations.save_answers(attempt, answers(given))
    operations.submit_attempt(actor, attempt)
    database.session.commit()
    return attempt


def bank(count=6, **about):
    for number in range(count):
        question = from_data({"id": f"b{number}", "kind": "true_false", "text": {"zh": f"题{number}", "en": f"Q{number}"},
                              "answer": True, **about})
        keep_question(question, key=f"b{number}")


DRAWN = """\
format: 1
slug: drawn
title: {zh: 抽题, en: Drawn}
brief: {zh: 抽, en: Drawn}
questions:
  - {bank: b0}
  - {draw: 2, category: 前台, tags: [夜班], difficulty: easy}
"""


def test_a_paper_is_drawn_from_what_fits_and_kept_with_its_attempt(publish, wang):
    bank(category="前台/入住", tags=["夜班"], difficulty="easy")
    keep_question(from_data({"id": "x", "kind": "description", "text": {"zh": "说明"}, "category": "前台", "tags": ["夜班"]}), key="x")
    keep_question(from_data({"id": "y", "kind": "true_false", "answer": True, "text": {"zh": "别处"}, "category": "前台二"}), key="y")
    quiz = publish(DRAWN)
    attempt = started(wang, quiz)
    first = [question.id for question in queries.questions_of(attempt)]
    assert first[0] == "b0" and len(set(first)) == 3 and set(first) <= {f"b{n}" for n in range(6)}
    # A question that is changed afterwards is another version; the attempt keeps the one that was asked.
    keep_question(from_data({"id": "b0", "kind": "true_false", "text": {"zh": "新", "en": "New"}, "answer": False}), key="b0")
    database.session.commit()
    assert queries.questions_of(attempt)[0].text.zh == "题0"
    assert database.session.scalar(select(func.count()).where(QuestionVersion.key == "b0")) == 2


def test_a_text_that_was_there_before_becomes_current_again_without_a_new_version(db):
    old, new = ({"id": "b", "kind": "true_false", "text": {"zh": text}, "answer": True} for text in ("旧", "新"))
    versions = [keep_question(from_data(data), key="b").current_id for data in (old, new, old)]
    assert versions[0] == versions[2] != versions[1]
    assert db.session.scalar(select(func.count()).select_from(QuestionVersion)) == 2


def test_a_version_that_was_rolled_back_is_not_remembered_under_an_id_that_another_one_gets(db):
    def kept(text):
        version = keep_question(from_data({"id": "b", "kind": "true_false", "text": {"zh": text}, "answer": True}), key="b").current_id
        return version, queries.questions_by_version([version])[version][1].text.zh

    first = kept("撤回的")
    db.session.rollback()
    db.session.remove()
    second = kept("留下的")
    db.session.commit()
    assert (first[1], second[1]) == ("撤回的", "留下的") and (first[0] == second[0] or db.engine.dialect.name != "sqlite")


def test_a_retired_question_is_drawn_no_more(publish, wang):
    bank(category="前台", tags=["夜班"], difficulty="easy")
    quiz = publish(DRAWN)
    database.session.execute(update(BankQuestion).where(BankQuestion.key != "b0").values(retired_at=NOON))
    with pytest.raises(NotEnough):
        operations.start_attempt(wang, quiz)


def test_publishing_names_what_the_bank_lacks(db):
    faults = operations.publish_quiz(DRAWN).faults
    assert [(fault.line, fault.sentence) for fault in faults] == [
        (6, 'There is no question "b0" in the bank.'),
        (7, "2 questions are to be drawn here, but the bank has only 0 such.")]


def test_publishing_a_quiz_with_faults_leaves_the_bank_as_it_was(db):
    bad = QUIZ.replace("questions:\n", "questions:\n  - {bank: nowhere}\n", 1)
    assert operations.publish_quiz(bad).quiz is None
    assert db.session.scalar(select(func.count()).select_from(BankQuestion)) == 0


@pytest.mark.parametrize("allowance, minutes", [(100, 20), (150, 30), (200, 40), (None, None)])
def test_the_time_limit_is_longer_for_whom_hr_gave_more(publish, wang, allowance, minutes):
    database.session.execute(update(Employee).where(Employee.id == wang.employee_id).values(time_allowance=allowance))
    with time_machine.travel(NOON, tick=False):
        attempt = started(wang, publish(timed(time_limit=20)))
    assert attempt.deadline == (None if minutes is None else NOON + minutes * MINUTE)


def test_no_clock_but_the_servers_and_no_zone_moves_a_deadline(publish, wang):
    quiz = publish(timed(time_limit=20, closes="2026-11-22 12:15"))
    with time_machine.travel(NOON, tick=False):
        attempt = started(wang, quiz)
    assert attempt.deadline == NOON + 15 * MINUTE  # it closes before the twenty minutes are over
    database.session.execute(update(Unit).values(zone="America/New_York"))
    database.session.commit()
    # The server itself moves to another zone; the process reads its zone from there.
    with time_machine.travel(NOON.astimezone(ZoneInfo("America/New_York")) + 14 * MINUTE, tick=False):
        assert started(wang, quiz).id == attempt.id and not operations.is_late(attempt)
    with time_machine.travel(NOON + 16 * MINUTE, tick=False):
        assert operations.is_late(attempt)


def test_what_was_sent_in_time_may_arrive_a_little_later(publish, wang):
    quiz = publish(timed(time_limit=20))
    with time_machine.travel(NOON, tick=False):
        attempt = started(wang, quiz)
    with time_machine.travel(NOON + 20 * MINUTE + dt.timedelta(seconds=14), tick=False):
        operations.save_answers(attempt, answers(RIGHT))
    with time_machine.travel(NOON + 20 * MINUTE + dt.timedelta(seconds=16), tick=False):
        with pytest.raises(TimeIsUp):
            operations.save_answers(attempt, answers(WRONG))
        operations.submit_attempt(wang, attempt)
    assert (attempt.submitted_at, attempt.score) == (NOON + 20 * MINUTE, 100.0)


def test_who_does_not_come_back_is_handed_in_at_night(publish, wang):
    with time_machine.travel(NOON, tick=False):
        attempt = started(wang, publish(timed(time_limit=20)))
        operations.save_answers(attempt, answers(RIGHT))
        operations.hand_in_late(NOON.date())
        assert attempt.submitted_at is None
    with time_machine.travel(NOON + dt.timedelta(days=1), tick=False):
        operations.hand_in_late(NOON.date())
        database.session.commit()
    assert (attempt.submitted_at, attempt.score, attempt.passed) == (NOON + 20 * MINUTE, 100.0, True)
    assert database.session.scalars(select(LedgerEntry.action).order_by(LedgerEntry.id.desc())).first() == "quiz submitted"


def test_a_new_start_after_the_time_hands_the_old_attempt_in(publish, wang):
    quiz = publish(timed(time_limit=20))
    with time_machine.travel(NOON, tick=False):
        first = started(wang, quiz)
    with time_machine.travel(NOON + dt.timedelta(hours=1), tick=False):
        second = started(wang, quiz)
    assert second.number == 2 and first.score == 0.0


def test_a_quiz_opens_and_closes_by_the_time_of_the_players_unit(publish, wang):
    quiz = publish(timed(opens="2026-11-22 12:00", closes="2026-11-22 13:00"))
    with time_machine.travel(NOON - dt.timedelta(seconds=1), tick=False), pytest.raises(NotOpen) as early:
        operations.start_attempt(wang, quiz)
    assert early.value.opens == NOON
    with time_machine.travel(NOON + 60 * MINUTE, tick=False), pytest.raises(NotOpen) as late:
        operations.start_attempt(wang, quiz)
    assert late.value.opens is None
    with time_machine.travel(NOON, tick=False):
        assert started(wang, quiz).deadline == NOON + 60 * MINUTE


# WRONG earns 0, RIGHT 100; the pass mark is 60.
@pytest.mark.parametrize("counts, passed", [("best", [False, True]), ("last", [False, True]), ("first", [False, False]),
                                            ("mean", [False, False])])
def test_which_attempts_count_is_what_the_quiz_says(publish, wang, counts, passed):
    quiz = publish(timed(counts=counts))
    assert [finish(wang, quiz, given).passed for given in (WRONG, RIGHT)] == passed


def test_a_mean_reaches_the_pass_mark_with_enough_good_attempts(publish, wang):
    # 0, then 100: 50; then 100 again: 66.7 of 60.
    quiz = publish(timed(counts="mean").replace("attempts: 2", "attempts: 3"))
    assert [finish(wang, quiz, given).passed for given in (WRONG, RIGHT, RIGHT)] == [False, False, True]


def test_an_older_change_of_the_same_page_comes_too_late(publish, wang):
    attempt = started(wang, publish(QUIZ))

    def send(option, page, change):
        operations.save_answers(attempt, {"canary-q1": Draft([option], page=page, change=change)})
        return queries.answers_of(attempt)["canary-q1"].texts

    assert send("canary-a", "p", 2) == ["canary-a"]
    assert send("canary-b", "p", 1) == ["canary-a"]  # overtaken on the way
    assert send("canary-b", "p", 2) == ["canary-b"]  # a retry is the same change
    assert send("canary-a", "other", 1) == ["canary-a"]  # another device, later
    assert send("canary-b", None, None) == ["canary-b"]  # a page without its script


def test_a_written_answer_leaves_the_attempt_waiting_and_no_new_one_may_be_started(publish, wang):
    quiz = publish(QUIZ + "  - {id: words, kind: free_text, text: {zh: 写, en: Write}}\n")
    attempt = finish(wang, quiz, {**RIGHT, "words": ["您好"]})
    assert (attempt.score, attempt.passed) == (None, None) and attempt.submitted_at
    assert queries.standing_of(wang.employee_id, quiz).waits
    with pytest.raises(NoAttemptsLeft):
        operations.start_attempt(wang, quiz)


def test_sixty_four_parallel_starts_make_exactly_the_allowed_number_of_attempts(app, cast, publish):
    # Each press starts, hands in and starts again, as fast as it can; two attempts are allowed, and both fail.
    publish(QUIZ)
    browsers = [Browser(app).login(cast.wang) for _ in range(8)]
    sent = [(browser, browser.hidden("/quizzes/desk")) for browser in browsers]
    barrier, codes = threading.Barrier(64), []

    def press(browser, fields):
        barrier.wait()
        with app.app_context():
            for _ in range(2):
                answer = browser.client.post("/quizzes/desk/start", data={**fields, "submission_key": ""}, headers=browser.headers)
                codes.append(answer.status_code)
                if answer.status_code == 303:
                    at = answer.location
                    codes.append(browser.client.post(f"{at}/submit", data={**fields, "submission_key": ""},
                                                     headers=browser.headers).status_code)

    threads = [threading.Thread(target=press, args=sent[number % 8]) for number in range(64)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        numbers = database.session.scalars(select(QuizAttempt.number).order_by(QuizAttempt.number)).all()
    assert numbers == [1, 2]
    assert set(codes) <= {303, 409, 503}
