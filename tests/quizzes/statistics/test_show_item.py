"""The page of one question: its options, what was typed, and its versions side by side."""

import pytest
from sqlalchemy import select

from cxtrain.extensions import db as database
from cxtrain.quizzes import operations
from cxtrain.quizzes.models import QuestionVersion
from tests.quizzes.conftest import QUIZ, RIGHT
from tests.quizzes.statistics.conftest import ANALYSIS
from tests.quizzes.statistics.test_operations import WRITTEN


@pytest.fixture
def author(browser, cast):
    """A browser of 林岚, author."""
    return browser.login(cast.lin)


def version_of(key, number=1):
    """Return the id of a version."""
    return database.session.scalar(select(QuestionVersion.id).where(QuestionVersion.key == key, QuestionVersion.number == number))


def test_it_shows_the_options_with_their_shares_in_all_and_in_the_thirds(author, taken):
    text = author.get(f"{ANALYSIS}/{version_of('desk/canary-q2')}").text
    assert "What makes waiting shorter?" in text and "Name a time" in text
    # a: 12 of 18; c: 6 of 18; the upper third are the nine with all right, the lower the six with nothing.
    assert "67&nbsp;%" in text and "33&nbsp;%" in text and "100&nbsp;%" in text
    assert "9 attempts in the upper, 6 in the lower" in text and "<svg" in text and "The numbers" in text


def test_an_option_that_nobody_takes_is_marked(author, crowd, quiz):
    for _ in range(6):
        crowd.sit(RIGHT)
    text = author.get(f"{ANALYSIS}/{version_of('desk/canary-q1')}").text
    assert "nobody takes it" in text and "Nearly everybody has it right (100 %)" in text
    assert "Upper third" not in text


def test_thirds_of_few_people_are_not_shown(author, crowd, taken, db):
    operations.publish_quiz(QUIZ.replace("The guest is tired.", "The guest is very tired."))
    for answers in [RIGHT] * 6 + [{}] * 6:
        crowd.sit(answers)
    text = author.get(f"{ANALYSIS}/{version_of('desk/canary-q1', 2)}").text
    assert "Thirds are shown from 15 people on." in text and "Upper third" not in text and "Not answered" in text


def test_versions_stand_side_by_side(author, crowd, taken, db):
    operations.publish_quiz(QUIZ.replace("The guest is tired.", "The guest is very tired."))
    for _ in range(4):
        crowd.sit(RIGHT)
    text = author.get(f"{ANALYSIS}/{version_of('desk/canary-q1')}").text
    assert "Versions side by side" in text and "Fewer than 5 people answered it." in text
    newer = author.get(f"{ANALYSIS}/{version_of('desk/canary-q1', 2)}").text
    assert "Fewer than 5 people have answered this version." in newer and "very tired" in newer
    crowd.sit(RIGHT)
    assert "100&nbsp;%" in author.get(f"{ANALYSIS}/{version_of('desk/canary-q1', 2)}").text


def test_frequent_wrong_answers_are_shown_and_rare_ones_are_not(author, crowd):
    operations.publish_quiz(WRITTEN.replace("  - {id: essay", "  # {id: essay"))
    for text in ["Yogurt"] * 3 + ["ｙｏｇｕｒｔ。"] * 2 + ["ask Mr Wang"] * 4 + ["yoghurt"]:
        crowd.sit({"word": [text]}, slug="written")
    text = author.get(f"/authoring/quizzes/written/analysis/{version_of('written/word')}").text
    assert "Most frequent wrong answers" in text and "yogurt" in text and "50&nbsp;%" in text
    assert "ask mr wang" not in text.casefold()


def test_without_frequent_wrong_answers_it_says_so(author, crowd):
    operations.publish_quiz(WRITTEN.replace("  - {id: essay", "  # {id: essay"))
    for _ in range(5):
        crowd.sit({"word": ["yoghurt"]}, slug="written")
    text = author.get(f"/authoring/quizzes/written/analysis/{version_of('written/word')}").text
    assert "No wrong answer was typed by 5 people or more." in text


def test_all_attempts_are_a_choice(author, taken):
    text = author.get(f"{ANALYSIS}/{version_of('desk/canary-q1')}?attempts=all").text
    assert "20 attempts" in text and 'href="/authoring/quizzes/desk/analysis?attempts=all"' in text


def test_a_question_that_was_not_answered_in_this_quiz_is_a_404(author, taken, db):
    operations.publish_quiz(WRITTEN)
    db.session.commit()
    assert author.get(f"{ANALYSIS}/{version_of('written/word')}").status_code == 404
    assert author.get(f"{ANALYSIS}/9999").status_code == 404
    assert author.get(f"/authoring/quizzes/written/analysis/{version_of('desk/canary-q1')}").status_code == 404


def test_a_stranger_is_sent_to_sign_in(browser, taken):
    assert browser.get(f"{ANALYSIS}/1").location == "/sign-in"


def test_it_can_be_read_in_chinese(chinese, cast, taken):
    text = chinese.login(cast.lin).get(f"{ANALYSIS}/{version_of('desk/canary-q1')}").text
    for words in ("客人很累", "得分率", "高分组", "区分度"):
        assert words in text
