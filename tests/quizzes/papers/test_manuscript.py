"""A quiz as plain data and as text again."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.quizzes.papers.manuscript import by_field, document_of, moved, written
from cxtrain.quizzes.quiz import Draw, Fixed, parse
from cxtrain.web.documents import Place, fault_at

SHIPPED = sorted(Path(__file__).resolve().parents[3].glob("scenarios/*/quizzes/*.yaml"))
words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20)
KEYS = st.sampled_from(["a", "b", "c", "d/e", "f"])
draws = st.fixed_dictionaries({"draw": st.integers(1, 9)}, optional={
    "category": st.sampled_from(["前台", "前台/入住", "a b"]), "tags": st.lists(words, min_size=1, max_size=2),
    "difficulty": st.sampled_from(["easy", "hard"])})
documents = st.fixed_dictionaries(
    {"format": st.just(1), "slug": st.just("made"), "title": st.fixed_dictionaries({"zh": words, "en": words}),
     "brief": st.fixed_dictionaries({"zh": words, "en": words}), "pass_mark": st.integers(1, 100),
     "questions": st.lists(KEYS.map(lambda key: {"bank": key}), max_size=4, unique_by=str).flatmap(
         lambda fixed: st.lists(draws, min_size=0 if fixed else 1, max_size=3).map(lambda drawn: [*fixed, *drawn]))},
    optional={"attempts": st.integers(1, 20), "counts": st.sampled_from(["last", "mean"]), "shuffle": st.just(False),
              "certainty": st.just(True), "on_site": st.just(True), "time_limit": st.integers(1, 600), "opens": st.just("2026-12-01 09:00"),
              "closes": st.just("2026-12-05 18:00"),
              "review": st.just({"score": "closed", "feedback": "never", "answers": "closed"})})


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_each_shipped_quiz_names_its_questions_by_their_keys_in_the_bank_and_keeps_all_its_settings(path):
    quiz = parse(path.read_text()).quiz
    again = parse(written(document_of(quiz))).quiz
    assert again.slots == quiz.slots and not again.questions
    assert (again.title, again.pass_mark, again.attempts, again.review) == (quiz.title, quiz.pass_mark, quiz.attempts, quiz.review)


@given(documents)
def test_whatever_is_written_reads_back_as_the_same(document):
    parsed = parse(written(document))
    assert parsed.quiz is not None, parsed.faults
    assert document_of(parsed.quiz) == document
    assert written(document_of(parsed.quiz)) == written(document_of(parse(written(document_of(parsed.quiz))).quiz))


def test_moments_keep_their_minutes():
    text = written({"format": 1, "slug": "x", "title": {"zh": "题", "en": "t"}, "brief": {"zh": "题", "en": "t"},
                    "pass_mark": 80, "opens": "2026-12-01 09:30", "questions": [{"bank": "a"}]})
    assert parse(text).quiz.opens == dt.datetime(2026, 12, 1, 9, 30)


def test_a_fault_is_named_at_the_entry_that_it_is_about():
    parsed = parse(written({"format": 1, "slug": "x", "title": {"zh": "题", "en": "t"}, "brief": {"zh": "题", "en": "t"},
                            "pass_mark": 80, "questions": [{"bank": "a"}, {"draw": 2}]}))
    assert parsed.quiz.slots == (Fixed("a"), Draw(2, None, (), None))
    place = parsed.tree.place(("questions", 1))
    assert set(by_field(parsed, [fault_at(place, "x")], 2)) == {"entry-1"}
    assert set(by_field(parsed, [fault_at(Place(1, 1), "x")], 2)) == {""}


@given(st.lists(st.integers(), max_size=6), st.sampled_from(["up", "down", "remove", "pick", ""]), st.integers(-1, 7))
def test_a_button_moves_or_removes_one_entry_and_loses_no_other(rows, verb, at):
    after = moved(rows, f"{verb}:{at}")
    gone = [rows[at]] if verb == "remove" and 0 <= at < len(rows) else []
    assert sorted(after + gone) == sorted(rows)


def test_up_and_down_change_places_with_the_neighbour_and_stop_at_the_ends():
    assert moved("abc", "up:2") == list("acb")
    assert moved("abc", "down:0") == list("bac")
    assert moved("abc", "up:0") == list("abc") == moved("abc", "down:2") == moved("abc", "up:x")
