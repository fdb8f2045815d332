"""Making and changing a quiz in the browser."""

import re

import pytest

from cxtrain.quizzes import queries
from cxtrain.quizzes.models import Quiz, QuizVersion
from cxtrain.quizzes.operations import publish_quiz
from cxtrain.quizzes.quiz import Counting, Draw, Fixed, When
from tests.conftest import Browser
from tests.quizzes.conftest import QUIZ
from tests.quizzes.papers.conftest import entries, fields

NEW, DESK = "/authoring/quizzes/new", "/authoring/quizzes/desk"
OWN = ("desk/canary-q1", "desk/canary-q2", "desk/canary-q3")


def written(db, slug):
    """Return the published quiz as it is read."""
    db.session.rollback()
    return queries.quiz_of(db.session.query(Quiz).filter_by(slug=slug).one().current)


def test_a_quiz_is_made_of_named_and_drawn_questions_with_all_its_settings(author, db, bank):
    sent = fields(attempts="3", counts="mean", time_limit="20", opens="2026-12-01T09:00", closes="2026-12-05T18:00",
                  review_score="closed", certainty="y", on_site="y", shuffle=None, pages="all_on_one", marking="partial",
                  **entries("hard", {"draw": "2", "category": "前台", "tags": "night", "difficulty": "easy"}))
    answer = author.post(NEW, **sent)
    assert answer.status_code == 303 and answer.location == "/authoring/quizzes/new-quiz"
    quiz = written(db, "new-quiz")
    assert quiz.slots == (Fixed("hard"), Draw(2, "前台", ("night",), "easy"))
    assert (quiz.pass_mark, quiz.attempts, quiz.counts, quiz.time_limit) == (70, 3, Counting.MEAN, 20)
    assert (quiz.certainty, quiz.on_site, quiz.shuffle, quiz.one_by_one, quiz.marking) == (True, True, False, False, "partial")
    assert (str(quiz.opens), quiz.review.score) == ("2026-12-01 09:00:00", When.CLOSED)
    assert "Published." in author.get(answer.location).text


def test_the_page_of_a_quiz_from_a_file_names_its_questions_by_their_keys(author, db, quiz):
    text = author.get(DESK).text
    assert all(f'value="{key}"' in text for key in OWN) and "The guest is tired" in text
    answer = author.post(DESK, **fields(title_zh="前台", title_en="Desk", **entries(*OWN[:2]), **{"entries-2-key": None}))
    assert answer.status_code == 303, answer.text
    assert written(db, "desk").slots == (Fixed(OWN[0]), Fixed(OWN[1]))
    assert db.session.query(QuizVersion).filter_by(slug="desk").count() == 2


def test_sending_it_unchanged_makes_no_version_that_says_anything_else(author, db, quiz):
    before = written(db, "desk")
    sent = fields(title_zh="前台小测", title_en="Desk quiz", brief_zh="三道题", brief_en="Three questions about the desk",
                  pass_mark="60", attempts="2", **entries(*OWN))
    assert author.post(DESK, **sent).status_code == 303
    assert author.post(DESK, **sent).status_code == 303
    assert db.session.query(QuizVersion).filter_by(slug="desk").count() == 2
    assert written(db, "desk").slots == before.slots
    assert "Says the same as the one before" in author.get(f"{DESK}/versions").text


@pytest.mark.parametrize(("change", "words"), [
    ({"title_en": ""}, "Write it in both languages."), ({"pass_mark": "101"}, "between 1 and 100"),
    ({"pass_mark": "many"}, "Not a valid integer"), ({"time_limit": "0"}, "between 1 and 600"),
    ({"opens": "soon"}, "Not a valid datetime"), ({"counts": "worst"}, "Not a valid choice"),
    ({"opens": "2026-12-05T09:00", "closes": "2026-12-01T09:00"}, "would close before it opens"),
    (entries("hard", "hard"), "is used twice"), (entries("gone"), "There is no question"),
    (entries({"draw": "9", "category": "前台"}), "has only 4 such"), (entries({"draw": "lots"}), "Say how many"),
    (entries({"draw": "1", "category": "a//b"}), "is not written as this must be"),
    (entries({"draw": "4", "category": "前台"}, {"draw": "2", "difficulty": "easy"}), "Put the narrower one first")])
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(author, db, bank, change, words):
    sent = fields(brief_en="Typed with care", **{**entries("hard"), **change})
    answer = author.post(NEW, **sent)
    assert answer.status_code == 400 and words in answer.text and "Typed with care" in answer.text
    assert "Nothing is published yet" in answer.text
    db.session.rollback()
    assert db.session.query(Quiz).count() == 0


def test_a_quiz_without_questions_is_refused(author, db):
    answer = author.post(NEW, **fields())
    assert answer.status_code == 400 and "A quiz has 1 to 100 questions" in answer.text


def test_a_fault_stands_at_its_entry(author, db, bank):
    text = author.post(NEW, **fields(**entries("hard", "gone", "other"))).text
    rows = re.findall(r'<li class="paper-entry">(.*?)</li>', text, re.S)
    assert ["There is no question" in row for row in rows] == [False, True, False]


def test_questions_are_found_put_in_moved_and_taken_out_without_any_script(author, db, bank):
    found = author.post(NEW, **fields(do="search", words="easy", level="easy"))
    assert found.status_code == 200 and all(f'value="easy-{number}"' in found.text for number in (1, 2, 3))
    assert 'value="hard"' not in found.text.replace('<option value="hard">', "") and "old" not in found.text.split("Find questions")[1]
    put = author.post(NEW, **fields(do="pick", pick=["easy-1", "easy-3"], **entries("hard")))
    assert keys(put.text) == ["hard", "easy-1", "easy-3"]
    assert keys(author.post(NEW, **fields(do="up:2", **entries("a", "b", "c"))).text) == ["a", "c", "b"]
    assert keys(author.post(NEW, **fields(do="remove:0", **entries("a", "b", "c"))).text) == ["b", "c"]
    drawn = author.post(NEW, **fields(do="draw", where="前台", **entries("a"))).text
    assert 'name="entries-1-category"' in drawn and "The bank has 4 such questions." in drawn
    assert db.session.query(Quiz).count() == 0


def keys(text):
    """Return the keys of a page's entries in their order."""
    return [re.search(r'value="([^"]*)"', tag)[1] for tag in re.findall(r'<input[^>]*name="entries-\d+-key"[^>]*>', text)]


def test_it_reads_marks_and_shares_and_warns_of_draws_that_overlap(author, db, bank):
    text = author.post(NEW, **fields(do="search", **entries(
        "hard", {"draw": "1", "category": "前台"}, {"draw": "1", "difficulty": "easy"}))).text
    assert "3 questions" in text and "4 marks in all" in text
    assert "Entries 2 and 3 may draw from the same 3 questions" in text and "Put the narrower" not in text


def test_of_two_editors_the_second_sees_what_differs_and_loses_nothing(app, db, quiz, cast):
    first, second = Browser(app).login(cast.lin), Browser(app).login(cast.admin)
    theirs, mine = first.hidden(DESK), second.hidden(DESK)
    sent = {"title_zh": "前台小测", "title_en": "Desk quiz", **entries(*OWN)}
    assert first._open("POST", DESK, data={**theirs, **fields(pass_mark="90", **sent), "shuffle": "y"}).status_code == 303
    late = second._open("POST", DESK, data={**mine, **fields(pass_mark="50", brief_en="Mine", **sent)})
    assert late.status_code == 409 and "90 of 100" in late.text and "50 of 100" in late.text and "Mine" in late.text
    assert written(db, "desk").pass_mark == 90
    again = dict(re.findall(r'<input[^>]*name="(seen|submission_key|csrf_token)"[^>]*value="([^"]*)"', late.text))
    assert second._open("POST", DESK, data={**fields(pass_mark="50", **sent), **again}).status_code == 303
    assert written(db, "desk").pass_mark == 50


def test_attempts_under_way_keep_their_version(author, db, quiz, cast, app):
    player = Browser(app).login(cast.wang)
    url = player.post("/quizzes/desk/start", page="/quizzes/desk").location
    assert author.post(DESK, **fields(title_en="Renamed", **entries(OWN[0]))).status_code == 303
    assert "Desk quiz" in player.get(url).text and "Renamed" in player.get("/quizzes/desk").text


def test_a_double_click_publishes_once(author, db, bank):
    sent = {**author.hidden(NEW), **fields(**entries("hard"))}
    answers = [author._open("POST", NEW, data=sent) for _ in range(2)]
    assert [answer.location for answer in answers] == ["/authoring/quizzes/new-quiz"] * 2
    assert db.session.query(Quiz).count() == 1


def test_titles_that_give_the_same_slug_get_numbers(author, db, bank):
    for expected in ("new-quiz", "new-quiz-2"):
        assert author.post(NEW, **fields(**entries("hard"))).location == f"/authoring/quizzes/{expected}"


def test_a_quiz_that_is_not_there_is_not_found(author, db):
    assert author.get("/authoring/quizzes/nothing").status_code == 404


def test_staff_and_strangers_are_kept_out(browser, app, cast, quiz):
    assert browser.get(DESK).location == "/sign-in"
    assert Browser(app).login(cast.wang).get(DESK).status_code == 403


def test_it_speaks_chinese(chinese, cast, db, bank):
    text = chinese.login(cast.lin).post(NEW, **fields(title_zh="", **entries("gone"))).text
    assert "更多设置" in text and "请用中文和英文都写一遍" in text and "题库中没有" in text


def test_a_file_published_over_it_goes_on_as_ever(author, db, quiz):
    author.post(DESK, **fields(**entries(*OWN)))
    assert publish_quiz(QUIZ).changed
