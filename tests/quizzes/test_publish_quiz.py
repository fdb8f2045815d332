"""Publishing quizzes."""

from sqlalchemy import func, select

from cxtrain.ledger.models import LedgerEntry
from cxtrain.quizzes import operations, queries
from cxtrain.quizzes.models import Quiz, QuizVersion
from tests.quizzes.conftest import QUIZ


def count(db, model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_publishing_the_same_text_twice_changes_nothing(db):
    first, second = operations.publish_quiz(QUIZ), operations.publish_quiz(QUIZ)
    db.session.commit()
    assert (first.changed, second.changed) == (True, False)
    assert (count(db, Quiz), count(db, QuizVersion)) == (1, 1)
    assert db.session.scalar(select(func.count()).where(LedgerEntry.action == "quiz published")) == 1


def test_another_text_makes_another_version_and_keeps_the_first(db):
    first = operations.publish_quiz(QUIZ).quiz.current_id
    second = operations.publish_quiz(QUIZ.replace("pass_mark: 60", "pass_mark: 70")).quiz.current_id
    assert first != second
    assert queries.quiz_of(db.session.get(QuizVersion, first)).pass_mark == 60
    assert queries.quiz_of(db.session.get(QuizVersion, second)).pass_mark == 70


def test_going_back_to_an_older_text_uses_its_version_again(db):
    first = operations.publish_quiz(QUIZ).quiz.current_id
    operations.publish_quiz(QUIZ.replace("pass_mark: 60", "pass_mark: 70"))
    assert operations.publish_quiz(QUIZ).quiz.current_id == first
    assert count(db, QuizVersion) == 2


def test_a_touchpoint_that_does_not_exist_is_a_warning_with_its_line(db):
    published = operations.publish_quiz(QUIZ)
    assert published.quiz is not None
    assert [(fault.line, fault.level, fault.sentence) for fault in published.faults] == [
        (11, "warning", 'There is no touchpoint "front-desk-check-in".')]


def test_a_text_with_faults_is_not_published(db):
    published = operations.publish_quiz(QUIZ.replace("correct: true", "correct: maybe", 1))
    assert published.quiz is None and published.faults
    assert count(db, QuizVersion) == 0
