"""The paper of an attempt: order, tokens and what a player may see."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from cxtrain.quizzes.kinds.choice import Multiple, Option, Single, TrueFalse
from cxtrain.quizzes.paper import NotEnough, ShownOption, ShownQuestion, UnknownOption, draw_paper, lay_out
from cxtrain.quizzes.question import BadAnswer, Marking, Wording
from cxtrain.quizzes.quiz import Draw, Fixed, Quiz
from cxtrain.web.bilingual import Bilingual

SEEDS = st.integers(0, 2**63 - 1)


def words(name):
    return Wording(zh=f"{name}中文", en=f"{name} in English")


def quiz_of(count=8, kind=Single, shuffle=True):
    def one(n):
        about = {"id": f"q{n}", "kind": kind.__name__.lower(), "touchpoint": "desk", "dimension": "empathy",
                 "text": words(f"text {n}"), "explanation": words(f"CANARY-why-{n}")}
        if kind is TrueFalse:
            return TrueFalse(**about | {"kind": "true_false"}, answer=True)
        options = tuple(
            Option(id=letter, text=words(f"option {n}{letter}"), correct=letter == "a", feedback=words(f"CANARY-feedback-{n}{letter}"))
            for letter in "abcd"
        )
        return kind(**about, options=options)

    questions = tuple(one(n) for n in range(count))
    said = Bilingual("t", "t")
    return Quiz("s", said, said, 80, 3, shuffle, Marking.ALL_OR_NOTHING, True, questions)


@given(SEEDS)
def test_every_question_and_option_is_there_once(seed):
    quiz = quiz_of()
    sheets = lay_out(quiz, seed)
    assert sorted(sheet.question.id for sheet in sheets) == [question.id for question in quiz.questions]
    assert [sheet.position for sheet in sheets] == list(range(1, 9))
    assert all(sorted(name for _, name in sheet.options) == list("abcd") for sheet in sheets)


@given(SEEDS)
def test_a_seed_always_gives_the_same_paper(seed):
    assert lay_out(quiz_of(), seed) == lay_out(quiz_of(), seed)


def test_an_order_is_the_same_for_ever():
    # Oracle: written down once. If this changes, attempts under way would be shuffled in mid-attempt.
    assert [sheet.question.id for sheet in lay_out(quiz_of(), 7)] == ["q1", "q5", "q7", "q0", "q6", "q4", "q3", "q2"]


def test_other_seeds_give_other_orders_and_other_tokens():
    papers = [lay_out(quiz_of(), seed) for seed in range(20)]
    assert len({tuple(sheet.question.id for sheet in paper) for paper in papers}) > 15
    assert len({token for paper in papers for sheet in paper for token, _ in sheet.options}) == 20 * 8 * 4


def test_the_right_option_is_not_always_in_the_same_place():
    # 200 attempts of 4 options: each place expects 50; below 25 has a chance of less than one in 100,000.
    places = [[name for _, name in lay_out(quiz_of(1), seed)[0].options].index("a") for seed in range(200)]
    assert all(places.count(place) > 25 for place in range(4))


def test_without_shuffling_the_authors_order_stays():
    sheets = lay_out(quiz_of(shuffle=False), 5)
    assert [sheet.question.id for sheet in sheets] == [f"q{n}" for n in range(8)]
    assert [name for _, name in sheets[0].options] == list("abcd")


def test_true_and_false_keep_their_places():
    assert all([name for _, name in sheet.options] == ["true", "false"]
               for seed in range(10) for sheet in lay_out(quiz_of(kind=TrueFalse), seed))


def test_a_player_sees_neither_answer_nor_feedback_nor_ids():
    shown = [sheet.shown() for sheet in lay_out(quiz_of(), 3)]
    assert "CANARY" not in repr(shown)
    assert {field.name for field in dataclasses.fields(ShownOption)} == {"token", "text"}
    assert {field.name for field in dataclasses.fields(ShownQuestion)} == {
        "position", "shape", "markup", "text", "options", "stems", "gaps", "units", "most", "lines"}


def sent(**fields):
    return MultiDict([(name.replace("_", "-"), value) for name, values in fields.items() for value in values])


@given(SEEDS, st.lists(st.sampled_from("abcd"), unique=True))
def test_tokens_lead_back_to_the_options_they_stand_for(seed, ids):
    sheet = lay_out(quiz_of(1, Multiple), seed)[0]
    assert sheet.read(MultiDict(sheet.values_of(ids))) == sorted(ids)


def test_a_token_of_another_attempt_is_refused():
    token = lay_out(quiz_of(1), 1)[0].options[0][0]
    with pytest.raises(UnknownOption):
        lay_out(quiz_of(1), 2)[0].read(sent(q1=[token]))


def test_two_tokens_for_a_single_choice_are_refused():
    sheet = lay_out(quiz_of(1), 1)[0]
    with pytest.raises(BadAnswer):
        sheet.read(sent(q1=[token for token, _ in sheet.options[:2]]))


def drawing(*slots):
    said = Bilingual("t", "t")
    return Quiz("s", said, said, 80, 3, True, Marking.ALL_OR_NOTHING, True, (), slots)


POOL = [f"k{n}" for n in range(10)]
THREE, FOUR = Draw(3, "desk", (), None), Draw(4, "desk", ("night",), None)


@given(SEEDS)
def test_a_draw_takes_as_many_as_it_says_none_twice_and_none_that_is_there_already(seed):
    paper = draw_paper(drawing(Fixed("k1"), THREE, FOUR, Fixed("own/q")), seed, {THREE: POOL, FOUR: POOL})
    assert len(paper) == 9 == len(set(paper))
    assert paper[0] == "k1" and paper[-1] == "own/q" and set(paper) <= {*POOL, "own/q"}


@given(SEEDS, st.permutations(POOL))
def test_the_same_seed_draws_the_same_whatever_the_order_of_the_pool(seed, shuffled):
    assert draw_paper(drawing(THREE), seed, {THREE: POOL}) == draw_paper(drawing(THREE), seed, {THREE: shuffled})


def test_each_question_of_a_pool_is_drawn_about_as_often():
    # 3 of 10 in 1,000 attempts: 300 expected for each, and 240 to 360 is four standard deviations.
    drawn = [key for seed in range(1000) for key in draw_paper(drawing(THREE), seed, {THREE: POOL})]
    assert all(240 < drawn.count(key) < 360 for key in POOL)


def test_a_pool_that_is_too_small_is_refused():
    with pytest.raises(NotEnough, match="3 questions are to be drawn, and 2 are there"):
        draw_paper(drawing(Fixed("k1"), THREE), 1, {THREE: ["k1", "k2", "k3"]})
