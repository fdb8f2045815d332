"""Marking earlier attempts by another key: looked at, asked for, confirmed by somebody else, kept."""

import pytest
from sqlalchemy import event

from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from cxtrain.quizzes.bank.remarks.models import PaperQuestion, QuestionRemark, RemarkedAttempt
from cxtrain.quizzes.models import QuizAttempt
from cxtrain.quizzes.queries import result_of
from cxtrain.quizzes.signals import quiz_corrected
from cxtrain.quizzes.statistics.queries import settled, verify_counts
from tests.conftest import Browser
from tests.quizzes.bank.conftest import fields_of, found, page_of, plain
from tests.quizzes.bank.remarks.conftest import KEY, ask, latest, look, remark, scores, undo, versions
from tests.quizzes.conftest import RIGHT, WRONG, Taker


def test_each_attempt_is_noted_with_the_versions_on_its_paper(taken):
    assert PaperQuestion.query.count() == 9
    for attempt in QuizAttempt.query:
        noted = {row.version_id for row in PaperQuestion.query.filter_by(attempt_id=attempt.id)}
        assert noted == set(attempt.paper)


def test_a_look_says_what_changes_in_numbers_and_changes_nothing(taken):
    before = scores()
    _url, answer = look(taken)
    page = plain(answer.text)
    for line in ("Marked attempts with these versions3", "get a higher score2", "get a lower score0", "pass now, and did not before1"):
        assert line in page
    for name in ("王喆", "Wang Zhe", "Zhao Yan"):
        assert name not in page
    assert scores() == before
    assert not QuestionRemark.query.count()


def test_by_the_better_of_both_nobody_loses(taken):
    assert scores() == [(33.3, False), (100.0, True), (0.0, False)]
    answer = remark(taken)
    assert answer.status_code == 303, plain(answer.text)
    assert scores() == [(66.6, True), (100.0, True), (33.3, False)]
    kept = {row.attempt_id: (row.score_before, row.score_after, row.passed_before, row.passed_after) for row in RemarkedAttempt.query}
    assert sorted(kept.values()) == [(0.0, 33.3, False, False), (33.3, 66.6, False, True)]
    assert LedgerEntry.query.filter_by(action="question remarked").one().facts["passed"] == 1


def test_by_the_new_key_alone_a_pass_stays_though_the_score_falls(taken):
    remark(taken, keeps_better=None)
    assert scores() == [(66.6, True), (66.6, True), (33.3, False)]
    url = f"{page_of(KEY)}"
    assert "2 attempts changed" not in taken.get(url).text
    assert "3 attempts changed" in taken.get(url).text


def test_everybody_may_get_the_marks(taken):
    remark(taken, by="everybody")
    assert scores() == [(66.6, True), (100.0, True), (33.3, False)]


def test_stored_scores_equal_the_marking_of_the_stored_answers_before_and_after(taken):
    for step in (lambda: remark(taken), lambda: undo(taken)):
        step()
        scores()
        for attempt in QuizAttempt.query:
            assert result_of(attempt).score == attempt.score
        assert [(attempt.id, result.score) for attempt, result in settled()] == [
            (attempt.id, attempt.score) for attempt in QuizAttempt.query.order_by(QuizAttempt.id)]
        assert verify_counts()[1] == ()


def test_undoing_gives_the_scores_back_and_leaves_passes(taken):
    before = scores()
    remark(taken)
    assert undo(taken).status_code == 303
    assert [score for score, _passed in scores()] == [score for score, _passed in before]
    assert [passed for _score, passed in scores()] == [True, True, False]
    assert LedgerEntry.query.filter_by(action="remark undone").count() == 1
    assert LedgerEntry.query.filter_by(action="remark undoing asked").count() == 1
    assert "undone" in taken.get(page_of(KEY)).text
    assert remark(taken).status_code == 303


def test_attempts_under_way_are_marked_by_what_counts_when_they_are_handed_in(taken, app, cast, db):
    late = Taker(Browser(app).login(cast.chen), db)
    url = late.start()
    assert late.attempt(url).paper[0] == found(KEY).current_id  # the corrected one
    remark(taken)
    late.browser.post(f"{url}/answers", page=url, **late.fields(url, RIGHT))
    late.browser.post(f"{url}/submit", page=f"{url}/review")
    assert scores()[-1] == (66.6, True)


def test_a_player_sees_the_new_key_and_that_it_was_marked_anew(taken, app, cast):
    remark(taken)
    browser = Browser(app).login(cast.wang)
    attempt_id = QuizAttempt.query.filter_by(employee_id=cast.wang).one().id
    page = browser.get(f"/quizzes/attempts/{attempt_id}/result").text
    assert "66.6" in page
    assert "Its key was corrected after you answered" in page


def test_the_news_of_changed_scores_goes_out(taken):
    heard = []

    def hear(attempt):
        heard.append((attempt.score, attempt.passed))
    with quiz_corrected.connected_to(hear):
        remark(taken)
    assert sorted(heard) == [(33.3, False), (66.6, True)]


def test_a_version_is_marked_by_one_key_at_a_time(taken):
    ask(taken)
    _url, answer = look(taken.second)
    assert answer.status_code == 409
    assert "Let that be decided first." in answer.text
    assert "The key was wrong" in answer.text  # what was typed stays
    taken.send(f"{page_of(KEY)}/remarks/{latest().id}", {**taken.opened(f"{page_of(KEY)}/remarks/{latest().id}", None), "do": "withdraw"})
    remark(taken)
    _url, answer = look(taken)
    assert answer.status_code == 409
    assert "Undo that first." in answer.text


def test_of_two_who_ask_at_once_one_does(taken):
    (url, first), (_url, second) = look(taken), look(taken.second)
    answers = [author.send(url, {**fields_of(page.text, None), "do": "ask", "versions": versions()[:1]})
               for author, page in ((taken, first), (taken.second, second))]
    assert [answer.status_code for answer in answers] == [303, 409]
    assert QuestionRemark.query.count() == 1


def test_nothing_counts_before_somebody_else_has_confirmed(taken, app, cast):
    before = scores()
    assert ask(taken).status_code == 303
    assert scores() == before
    assert not RemarkedAttempt.query.count()
    attempt_id = QuizAttempt.query.filter_by(employee_id=cast.wang).one().id
    page = Browser(app).login(cast.wang).get(f"/quizzes/attempts/{attempt_id}/result").text
    assert "Its key was corrected after you answered" not in page
    assert LedgerEntry.query.filter_by(action="remark asked").count() == 1
    assert not LedgerEntry.query.filter_by(action="question remarked").count()


@pytest.fixture
def sat(bank, app, cast, db):
    """The admin sat it as well, before the key was corrected."""
    Taker(Browser(app).login(cast.admin), db).finish(WRONG)


def test_nobody_asks_for_another_score_of_their_own(sat, taken):
    _url, answer = look(taken.second)
    assert answer.status_code == 409
    assert "An attempt of your own gets another score by this" in plain(answer.text)
    assert 'value="ask"' not in answer.text
    assert look(taken)[1].status_code == 200


def test_what_was_looked_at_is_what_is_done(taken, app, cast, db):
    url, answer = look(taken)
    fields = fields_of(answer.text, None)
    Taker(Browser(app).login(cast.sun), db)
    stale = taken.send(url, {**fields, "do": "ask", "seen": "something else"})
    assert stale.status_code == 200
    assert "Look again." in stale.text
    assert not QuestionRemark.query.count()


@pytest.mark.parametrize("typed, said", [
    ({"reason": ""}, "Say in a few words why."), ({"versions": "98765"}, "Choose one version at least."),
    ({"by": "98765"}, "Choose one."), ({"by": ""}, "Choose one.")])
def test_what_is_missing_is_said(taken, typed, said):
    _url, answer = look(taken, **typed)
    assert answer.status_code == 400
    assert said in plain(answer.text).replace("\n", " ")


def test_a_key_with_other_options_is_refused(taken):
    url = f"{page_of(KEY)}/edit"
    taken.send(url, {**taken.opened(url, "question"), "do": "save", "options-2-text_zh": "第三", "options-2-text_en": "Third"})
    _url, answer = look(taken, by=str(found(KEY).current_id), versions=versions()[0])
    assert answer.status_code == 400
    assert "other things to choose from" in answer.text


def test_a_result_asks_the_database_no_more_often_for_it(taken, app, cast):
    def asked_for():
        seen = []

        def note(_connection, _cursor, statement, *_rest):
            seen.append(statement)
        database.session.rollback()
        row = QuizAttempt.query.filter_by(employee_id=cast.wang).one()
        assert row.version
        event.listen(database.engine, "before_cursor_execute", note)
        try:
            result_of(row)
        finally:
            event.remove(database.engine, "before_cursor_execute", note)
        return len(seen)
    assert asked_for() == 1
    remark(taken)
    asked_for()  # the process meets the remark for the first time
    assert asked_for() == 1
