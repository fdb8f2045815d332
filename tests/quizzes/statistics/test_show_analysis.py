"""The page of how a quiz measures: what it says, to whom, and what it never shows."""

import csv
import io

import pytest
from sqlalchemy import event

from cxtrain.quizzes import operations
from cxtrain.quizzes.models import QuizAttempt
from cxtrain.quizzes.statistics.operations import take_out
from cxtrain.web.tables import read_sheets
from tests.conftest import Browser
from tests.quizzes.conftest import QUIZ, RIGHT, WRONG
from tests.quizzes.statistics.conftest import ANALYSIS
from tests.quizzes.statistics.test_operations import DRAWN


@pytest.fixture
def author(browser, cast):
    """A browser of 林岚, author."""
    return browser.login(cast.lin)


def test_the_first_paragraph_says_how_reliable_it_is_and_what_to_look_at(author, taken):
    text = author.get(ANALYSIS).text
    # Totals 3 (nine), 1 (three) and 0 (six): mean 30 / 18; by hand alpha = 3 / 2 (1 - sum of variances / variance of totals).
    assert "The first attempts of 18 people." in text and "They earn 1.7 of 3.0 marks on average." in text
    ones, half, variance = 18 * 12 - 144, 18 * 9 - 81, 18 * (9 * 9 + 3) - 30**2
    alpha = 1.5 * (1 - (ones + 2 * half) / variance)
    assert f"The quiz measures reliably: alpha {alpha:.2f}." in text
    assert "The standard error is" in text and "1 question deserves a look." in text
    assert "People earn 50 % here; by guessing they would earn 50 %." in text
    assert "These are fewer than 30 attempts" in text


def test_each_question_has_its_figures_in_words(author, taken):
    text = author.get(ANALYSIS).text
    assert "The guest is tired. What do you say first?" in text
    assert "Rather easy" in text and "About right" in text and "very well" in text


def test_all_attempts_are_a_choice(author, taken):
    text = author.get(f"{ANALYSIS}?attempts=all").text
    assert "20 attempts" in text and "by 18 people." in text


def test_a_question_answered_the_wrong_way_round_heads_the_list(author, crowd, quiz):
    turned = {**RIGHT, "canary-q1": WRONG["canary-q1"]}
    for answers in [turned] * 16 + [{**WRONG, "canary-q1": RIGHT["canary-q1"]}] * 16:
        crowd.sit(answers)
    text = author.get(ANALYSIS).text
    assert "Look at these questions" in text and "Those who do well in the rest do worse here (discrimination -100)." in text
    assert "the wrong way round" in text and "See first whether the right answer is marked as right" in text
    assert "fewer than 30 attempts" not in text


def test_fewer_than_five_people_show_nothing_however_often_they_tried(author, crowd, quiz):
    for _ in range(4):
        crowd.sit(WRONG, RIGHT)
    text = author.get(f"{ANALYSIS}?attempts=all").text
    assert "Fewer than 5 people have handed this paper in." in text
    assert "marks on average" not in text and "The guest is tired." not in text


def test_a_quiz_that_nobody_took_says_so(author, quiz):
    assert "Fewer than 5 people have handed this paper in." in author.get(ANALYSIS).text
    assert author.get(f"{ANALYSIS}/file?as=csv").status_code == 200


def test_nobody_is_named(author, taken):
    text = author.get(ANALYSIS).text + author.get(f"{ANALYSIS}/file?as=csv").text
    assert "Nameless" not in text and "无名" not in text


def test_an_earlier_paper_keeps_its_figures_and_can_be_picked(author, taken, crowd, db):
    operations.publish_quiz(QUIZ.replace("Saying sorry first", "To say sorry first"))
    db.session.commit()
    crowd.sit(RIGHT)
    text = author.get(ANALYSIS).text
    assert "The first attempts of 18 people." in text and "1 person · in use" in text
    assert "The first attempts of 18 people." in author.get(f"{ANALYSIS}?paper=1").text
    assert "Fewer than 5 people have handed this paper in." in author.get(f"{ANALYSIS}?paper=2").text


def test_drawn_papers_have_no_alpha_and_it_says_why(author, taken, crowd, db):
    operations.publish_quiz(DRAWN)
    for _ in range(12):
        crowd.sit({}, slug="drawn")
    text = author.get("/authoring/quizzes/drawn/analysis").text
    assert "There is no alpha, because each attempt draws its own questions" in text and "n = " in text


@pytest.mark.parametrize("query", ["paper=99", "paper=x", "paper=0", "attempts=last", "paper=99999999999"])
def test_what_cannot_be_picked_is_a_404(author, taken, query):
    assert author.get(f"{ANALYSIS}?{query}").status_code == 404


def test_the_paper_of_another_quiz_is_a_404(author, taken, crowd):
    operations.publish_quiz(DRAWN)
    crowd.sit({}, slug="drawn")
    assert author.get(f"{ANALYSIS}?paper=2").status_code == 404


@pytest.mark.parametrize("who", ["wang", "li", "he", "admin"])
@pytest.mark.parametrize("path", ["", "/file", "/1"])
def test_others_are_refused(taken, cast, browser, who, path):
    assert browser.login(getattr(cast, who)).get(ANALYSIS + path).status_code == 403


def test_a_stranger_is_sent_to_sign_in(browser, taken):
    assert browser.get(ANALYSIS).location == "/sign-in"


def test_a_quiz_that_is_not_there_is_a_404(author):
    assert author.get(ANALYSIS).status_code == 404


def test_it_can_be_read_in_chinese(chinese, cast, taken):
    text = chinese.login(cast.lin).get(ANALYSIS).text
    for words in ("题目分析", "18 人的首次作答", "这份测验测得可靠", "测量标准误", "作答还不到 30 份", "偏易"):
        assert words in text


def test_the_quiz_leads_authors_there_and_nobody_else(app, cast, taken):
    assert ANALYSIS in Browser(app).login(cast.lin).get("/quizzes/desk").text
    for who in (cast.wang, cast.he, cast.admin):
        assert ANALYSIS not in Browser(app).login(who).get("/quizzes/desk").text


def test_attempts_that_are_not_counted_yet_are_told_of(author, taken, db):
    assert "rollups rebuild" not in author.get(ANALYSIS).text
    take_out(db.session.get(QuizAttempt, 1))  # as if it had been settled before there were counts
    db.session.commit()
    assert "rollups rebuild" in author.get(ANALYSIS).text


def test_the_csv_holds_a_line_for_each_question(author, taken):
    answer = author.get(f"{ANALYSIS}/file?as=csv")
    assert answer.mimetype == "text/csv" and "item-analysis-desk" in answer.headers["Content-Disposition"]
    head, *rows = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))
    assert head[:6] == ["No.", "Key", "Version", "Question", "People", "n"] and len(rows) == 3
    assert rows[0][1:3] == ["desk/canary-q1", "1"] and float(rows[0][6]) == pytest.approx(100 * 12 / 18)


def test_the_xlsx_holds_the_quiz_its_questions_and_their_options(author, taken):
    sheets = {sheet.name: sheet.rows for sheet in read_sheets(author.get(f"{ANALYSIS}/file").data)}
    assert list(sheets) == ["Quiz", "Questions", "Options"]
    assert ("People", "18") in sheets["Quiz"] and len(sheets["Questions"]) == 4
    # Thirds: the six lowest and nine highest rests of q1; option a was chosen by 12 of 18.
    assert sheets["Options"][1][1:7] == ("desk/canary-q1", "1", "canary-a", "You have had a long day", "yes", "12")
    assert len(sheets["Options"]) == 1 + 2 + 3 + 2


def test_another_kind_of_file_is_a_404(author, taken):
    assert author.get(f"{ANALYSIS}/file?as=pdf").status_code == 404


def test_more_attempts_take_no_more_statements(author, taken, crowd, db):
    author.get(ANALYSIS)

    def statements():
        seen = []
        event.listen(db.engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
        author.get(ANALYSIS)
        return len(seen)
    few = statements()
    for _ in range(5):
        crowd.sit(RIGHT)
    assert statements() == few
