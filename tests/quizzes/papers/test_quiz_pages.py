"""The list of quizzes, versions and rehearsals."""

from cxtrain.quizzes.models import QuizAttempt
from cxtrain.quizzes.operations import publish_quiz
from tests.conftest import Browser
from tests.quizzes.conftest import QUIZ, RIGHT, Taker
from tests.quizzes.papers.conftest import entries, fields


def test_the_list_says_questions_attempts_and_when(author, app, cast, db, quiz):
    Taker(Browser(app).login(cast.wang), db).finish(RIGHT)
    text = " ".join(author.get("/authoring/quizzes").text.split())
    assert "Desk quiz" in text and "3 questions" in text and "1 attempt so far" in text and "Part of no course" in text


def test_an_empty_list_says_what_to_do(author, db):
    assert "Make one from questions of the bank" in author.get("/authoring/quizzes").text


def test_a_rehearsal_shows_the_paper_as_players_see_it_and_keeps_nothing(author, db, quiz):
    text = author.get("/authoring/quizzes/desk/rehearse?seed=3").text
    assert "The guest is tired" in text and 'type="radio"' in text and "Paper 3" in text and "3 marks in all" in text
    assert "CANARY" not in text and "canary" not in text
    assert author.get("/authoring/quizzes/desk/rehearse?seed=3").text.split("<main")[1] == text.split("<main")[1]
    assert db.session.query(QuizAttempt).count() == 0


def test_another_seed_draws_another_paper(author, db, bank):
    author.post("/authoring/quizzes/new", **fields(**entries({"draw": "2"})))
    papers = {author.get(f"/authoring/quizzes/new-quiz/rehearse?seed={seed}").text.count("Is easy") for seed in range(12)}
    assert len(papers) > 1


def test_a_page_that_is_not_published_can_be_rehearsed(author, db, bank):
    answer = author.post("/authoring/quizzes/new", **fields(do="rehearse", certainty="y", **entries("hard")))
    assert answer.status_code == 200 and "Is hard right?" in answer.text and "How sure are you" in answer.text
    wrong = author.post("/authoring/quizzes/new", **fields(do="rehearse", title_en="", **entries("hard")))
    assert wrong.status_code == 400 and "Write it in both languages" in wrong.text


def test_a_rehearsal_of_what_cannot_be_drawn_says_so(author, db, bank):
    answer = author.post("/authoring/quizzes/new", **fields(do="rehearse", **entries({"draw": "90"})))
    assert answer.status_code == 409 and "the bank lacks questions" in answer.text


def test_versions_say_what_each_changed(author, db, quiz):
    publish_quiz(QUIZ.replace("pass_mark: 60", "pass_mark: 65"))
    db.session.commit()
    text = author.get("/authoring/quizzes/desk/versions").text
    assert "60 of 100" in text and "65 of 100" in text and "The first version" in text and text.count("Current") == 1


def test_courses_that_need_a_quiz_are_named(author, db):
    from tests.training.conftest import publish_all
    publish_all()
    db.session.commit()
    assert "Part of:" in author.get("/authoring/quizzes").text
