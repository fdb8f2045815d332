"""Marking one answer after the other, and correcting marks."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.ledger.models import LedgerEntry
from cxtrain.quizzes.handmarking.operations import points_from
from cxtrain.quizzes.models import HandMark
from cxtrain.quizzes.signals import quiz_corrected, quiz_finished
from cxtrain.quizzes.statistics.queries import verify_counts
from tests.conftest import Browser
from tests.people.corrections.made import decide
from tests.people.corrections.made import waiting as waiting_corrections
from tests.quizzes.handmarking.conftest import BOTH, attempt_of, hand_in, unit_of

FULL, HALF, NONE = ({"points-0": "3", "points-1": "5"}, {"points-0": "1", "points-1": "3"}, {"points-0": "0", "points-1": "0"})


def page(attempt_id, question="own-words"):
    """Return the address of an answer's page."""
    return f"/marking/attempts/{attempt_id}/{question}"


def finish(marker, attempt_id, first=FULL, second="5"):
    """Mark both answers of an attempt."""
    assert marker.post(page(attempt_id), **first).status_code == 303
    assert marker.post(page(attempt_id, "why"), **{"points-0": second}).status_code == 303


@pytest.fixture
def news():
    """What was told of attempts: (signal, id, score, passed)."""
    told = []

    def finished(attempt, **_):
        told.append(("finished", attempt.id, attempt.score, attempt.passed))

    def corrected(attempt, **_):
        told.append(("corrected", attempt.id, attempt.score, attempt.passed))
    with quiz_finished.connected_to(finished), quiz_corrected.connected_to(corrected):
        yield told


def test_the_page_shows_the_question_the_rubric_and_the_answer_but_no_name(marker, waiting):
    text = marker.get(page(waiting["wang"])).text
    for words in ("What do you write back?", "Say sorry first", "亲爱的客人", "Tone", "Offer", "0 to 5"):
        assert words in text
    assert "王喆" not in text and "Wang Zhe" not in text and "S0102" not in text
    assert "因为&lt;b&gt;吵&lt;/b&gt;" in marker.get(page(waiting["wang"], "why")).text


def test_marks_lead_on_to_the_next_answer_to_the_same_question(marker, waiting):
    first = marker.post(page(waiting["wang"]), comment="", **HALF)
    assert first.location == page(waiting["zhao"])
    last = marker.post(page(waiting["zhao"]), **HALF)
    assert last.location == "/marking" and "No answer to this question waits" in marker.get("/marking").text


def test_the_last_mark_settles_the_score_and_tells_the_course(db, marker, waiting, news):
    marker.post(page(waiting["wang"]), **HALF)
    assert attempt_of(db, waiting["wang"]).score is None and news == []
    marker.post(page(waiting["wang"], "why"), **{"points-0": "5"})
    # (1 + 3) of 8 points of 4 marks, 1 of 1, 1 of 1: 4 of 6.
    attempt = attempt_of(db, waiting["wang"])
    assert (attempt.score, attempt.passed) == (66.6, True)
    assert news == [("finished", waiting["wang"], 66.6, True)]
    entries = db.session.query(LedgerEntry).filter(LedgerEntry.subject == f"quiz_attempt:{waiting['wang']}").order_by(LedgerEntry.id)
    assert [entry.action for entry in entries][-3:] == ["answer marked", "answer marked", "quiz marked"]
    assert all(entry.chain == unit_of(db, attempt.employee_id) for entry in entries)


def test_the_player_reads_points_and_comment_with_the_result(app, db, cast, marker, waiting):
    marker.post(page(waiting["wang"]), comment="Warm and clear.", **FULL)
    marker.post(page(waiting["wang"], "why"), **{"points-0": "4"})
    text = Browser(app).login(cast.wang).get(f"/quizzes/attempts/{waiting['wang']}/result").text
    assert "Warm and clear." in text and "96.6" in text


@pytest.mark.parametrize("sent", [{}, {"points-0": "3"}, {"points-0": "4", "points-1": "5"}, {"points-0": "-1", "points-1": "1"},
                                  {"points-0": "x", "points-1": "1"}, {"points-0": "٣", "points-1": "1"}])
def test_points_that_are_missing_or_wrong_are_refused_and_the_comment_stays(db, marker, waiting, sent):
    answer = marker.post(page(waiting["wang"]), comment="Typed with care", **sent)
    assert answer.status_code == 400 and "Give points for each" in answer.text and "Typed with care" in answer.text
    assert db.session.query(HandMark).count() == 0


def test_of_two_markers_the_second_sees_the_first_and_must_say_why(app, db, cast, waiting):
    first, second = Browser(app).login(cast.li), Browser(app).login(cast.lin)
    mine, url = second.hidden(page(waiting["wang"])), page(waiting["wang"])
    assert first.post(url, comment="First here", **FULL).status_code == 303
    late = second._open("POST", url, data={**mine, **NONE, "comment": "Mine"})
    assert late.status_code == 409 and "marked this answer while you were reading" in late.text
    assert "First here" in late.text and "Mine" in late.text and "given until now: 3" in late.text
    again = dict(re.findall(r'<input[^>]*name="(seen|submission_key|csrf_token)"[^>]*value="([^"]*)"', late.text))
    assert second._open("POST", url, data={**again, **NONE, "comment": "Mine"}).status_code == 400
    kept = second._open("POST", url, data={**again, **NONE, "comment": "Mine", "reason": "It promises what we cannot do"})
    assert kept.status_code == 303
    decide(first)
    assert db.session.get(HandMark, (waiting["wang"], "own-words")).points == [0, 0]


def test_a_correction_needs_a_reason_and_works_the_score_out_anew(app, cast, db, marker, waiting, news):
    finish(marker, waiting["wang"], NONE, "0")
    assert (attempt_of(db, waiting["wang"]).score, attempt_of(db, waiting["wang"]).passed) == (16.6, False)
    assert "Say why" in marker.post(page(waiting["wang"]), **FULL).text
    answer = marker.post(page(waiting["wang"]), reason="I had misread it", comment="Good", **FULL)
    assert answer.location == "/marking/done" and "until a second person confirms" in marker.get(answer.location).text
    assert attempt_of(db, waiting["wang"]).score == 16.6 and len(news) == 1
    decide(Browser(app).login(cast.lin))
    attempt = attempt_of(db, waiting["wang"])
    assert (attempt.score, attempt.passed) == (83.3, True)
    assert news[-1] == ("corrected", waiting["wang"], 83.3, True) and len(news) == 2
    facts = {entry.action: entry.facts for entry in db.session.query(LedgerEntry)}
    assert facts["marks corrected"]["before"] == [0, 0] and "misread" not in str(facts)
    assert facts["score corrected"]["before"] == {"score": 16.6, "passed": False}
    assert verify_counts()[1] == ()


def test_a_correction_of_the_comment_alone_changes_no_score(app, cast, db, marker, waiting, news):
    finish(marker, waiting["wang"])
    marker.post(page(waiting["wang"]), reason="A kinder word", comment="Very good", **FULL)
    decide(Browser(app).login(cast.lin))
    assert len(news) == 1 and db.session.query(LedgerEntry).filter_by(action="score corrected").count() == 0


def test_ones_own_mark_stays_a_draft_until_the_attempt_has_a_score(db, marker, waiting):
    marker.post(page(waiting["wang"]), **HALF)
    assert marker.post(page(waiting["wang"]), comment="Better", **FULL).status_code == 303
    db.session.rollback()
    mark = db.session.get(HandMark, (waiting["wang"], "own-words"))
    assert (mark.points, mark.comment) == ([3, 5], "Better") and waiting_corrections() == []


def test_a_double_click_marks_once(db, marker, waiting):
    sent = {**marker.hidden(page(waiting["wang"])), **FULL}
    answers = [marker._open("POST", page(waiting["wang"]), data=sent) for _ in range(2)]
    assert len({answer.location for answer in answers}) == 1 and db.session.query(HandMark).count() == 1


def test_ones_own_a_foreign_a_missing_and_an_unwritten_answer_are_not_found(app, db, cast, marker, waiting):
    own = hand_in(db, cast.li, BOTH)
    for path in (page(own), page(waiting["sun"]), page(987654), page(waiting["wang"], "sorry"), page(waiting["wang"], "gone")):
        assert marker.get(path).status_code == 404
        assert marker.post(path, page="/me/sessions", **FULL).status_code == 404
    assert browser_of(app, cast.wang).get(page(waiting["zhao"])).status_code == 403


def browser_of(app, employee_id):
    """Return somebody's browser."""
    return Browser(app).login(employee_id)


def test_whose_answer_it_was_is_said_after_marking_behind_a_tap(marker, waiting):
    finish(marker, waiting["wang"])
    text = marker.get("/marking/done").text
    assert re.search(r"<details[^>]*><summary>Whose answer</summary><p>Wang Zhe", text) and "8 of 8 points" in text


def test_the_course_counts_a_marked_and_a_corrected_quiz_as_one_try(app, db, cast):
    from cxtrain.training.models import Enrolment, StepTry
    from cxtrain.training.operations import start_course
    from tests.quality.conftest import actor
    course = course_with_the_letter()
    start_course(actor(db, cast.wang), course)
    attempt, marker = hand_in(db, cast.wang, BOTH), Browser(app).login(cast.li)
    finish(marker, attempt, NONE, "0")
    marker.post(page(attempt), reason="I had misread it", **FULL)
    decide(Browser(app).login(cast.lin))
    row = db.session.query(StepTry).filter_by(step="quiz:letter").one()
    assert (row.tries, row.best) == (1, 83.3) and row.passed_at is not None
    assert db.session.query(Enrolment).one().passed_at is not None
    marker.post(page(attempt), reason="no, it was poor", **NONE)
    decide(Browser(app).login(cast.lin))
    row = db.session.query(StepTry).filter_by(step="quiz:letter").one()
    assert row.best == 16.6 and db.session.query(Enrolment).one().passed_at is not None, "what was passed stays passed"


def course_with_the_letter():
    """Publish a course of that quiz alone."""
    from cxtrain.quizzes.operations import publish_quiz
    from cxtrain.training.operations import publish_course
    from tests.quizzes.handmarking.conftest import LETTER
    from tests.training.conftest import COURSE, publish_all
    publish_all()
    publish_quiz(LETTER)
    text = COURSE.replace("slug: moments", "slug: letters")
    head = text[:text.index("steps:")]
    published = publish_course(f"{head}steps:\n  - quiz: letter\n    minutes: 5\n")
    assert published.row, published.faults
    return published.row


@given(st.lists(st.text(max_size=4), max_size=4), st.lists(st.integers(1, 20), max_size=4))
def test_points_are_read_only_where_each_lies_within_its_range(texts, most):
    points = points_from(texts, most)
    if points is not None:
        assert len(points) == len(most) and all(0 <= each <= limit for each, limit in zip(points, most, strict=True))


@given(st.lists(st.integers(1, 20), min_size=1, max_size=6).flatmap(
    lambda most: st.tuples(st.just(most), st.tuples(*(st.integers(0, limit) for limit in most)))))
def test_points_within_their_ranges_are_always_read(case):
    most, points = case
    assert points_from([str(each) for each in points], most) == points


def test_it_speaks_chinese(chinese, cast, waiting):
    text = chinese.login(cast.li).get(page(waiting["wang"])).text
    assert "参考答案" in text or "好的答案" in text
    assert "语气" in text and "保存并看下一份" in text
