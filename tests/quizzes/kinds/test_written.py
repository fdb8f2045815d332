"""Short answers and gaps."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.quizzes.kinds.written import fits, folded
from cxtrain.quizzes.question import BadAnswer
from tests.quizzes.kinds.conftest import asked, earned


@pytest.mark.parametrize("pattern, text", [
    ("MOT", "mot"), ("MOT", " ＭＯＴ "), ("关键时刻", "关键时刻。"), ("moment of truth", "Moment  of\tTruth."), ("24", "２４"),
    ("酸奶*", "酸奶一杯"), ("*奶*", "一杯酸奶"), ("先*后*完", "先问后说完"), ("5\\*", "5*"), ("100%", "100％"), ("*", "anything"),
])
def test_it_fits_whatever_the_width_case_and_space(pattern, text):
    assert fits(pattern, text)


@pytest.mark.parametrize("pattern, text", [
    ("MOT", "MOTs"), ("先*后", "后先"), ("a*a", "a"), ("5\\*", "55"), ("ab*ab", "ab"), ("关键", "关键时刻"),
])
def test_it_does_not_fit_what_is_something_else(pattern, text):
    assert not fits(pattern, text)


def test_case_counts_where_the_author_says_so():
    assert not fits("MOT", "mot", case=True) and fits("MOT", "ＭＯＴ", case=True)


@given(st.text(max_size=30))
def test_every_text_fits_itself_where_it_has_no_star_and_no_backslash(text):
    plain = text.replace("*", "").replace("\\", "")
    assert fits(plain, plain) and fits(plain, folded(plain))


@given(st.lists(st.text("ab后", max_size=4), min_size=1, max_size=5), st.text("ab后c", max_size=6))
def test_a_star_stands_for_any_run(pieces, between):
    assert fits("*".join(pieces), between.join(pieces))


def test_many_stars_take_no_time_that_grows_with_their_number():
    # A pattern on which a backtracking search needs more steps than there are atoms.
    assert not fits("*a" * 30 + "*b", "a" * 500)


def test_the_first_answer_that_fits_counts():
    question = asked("short_answer", answers=[{"text": "酸奶", "feedback": {"zh": "对"}}, {"text": "*奶", "weight": 50}])
    assert [earned(question, text) for text in ("酸奶", "牛奶", "茶")] == [1, Fraction(1, 2), 0]
    assert question.replies(("酸奶",))[0].zh == "对" and question.replies(("茶",)) == ()


def test_a_text_of_500_characters_is_kept_and_a_longer_one_refused():
    question = asked("short_answer", answers=[{"text": "a"}])
    assert question.checked(("x" * 500,)) and question.checked(("   ",)) == ()
    with pytest.raises(BadAnswer):
        question.checked(("x" * 501,))


SENTENCE = {"text": {"zh": "先[[1]]再[[2]]", "en": "[[1]] then [[2]]"}}
PARTS = [{"choose": True, "answers": [{"text": "问"}, {"text": "说", "weight": 0}]}, {"answers": [{"text": "提议"}, {"text": "offer"}]}]


def test_each_gap_is_worth_the_same():
    question = asked("gap_fill", parts=PARTS, **SENTENCE)
    assert [earned(question, *texts) for texts in (("问", "OFFER"), ("问", ""), ("说", "提议"), ("", "no"))] == [
        1, Fraction(1, 2), Fraction(1, 2), 0]


def test_a_gap_that_is_chosen_takes_only_what_it_offers():
    with pytest.raises(BadAnswer):
        asked("gap_fill", parts=PARTS, **SENTENCE).checked(("hm", "提议"))


@pytest.mark.parametrize("zh", ["先再", "先[[1]]", "先[[1]]再[[1]]", "先[[1]]再[[3]]"])
def test_a_text_without_its_gaps_is_refused_in_the_language_that_lacks_them(zh):
    found = list(asked("gap_fill", parts=PARTS, text={"zh": zh, "en": "[[2]] [[1]]"}).complaints())
    assert [each.path for each in found] == [("text", "zh")]


def test_answers_without_a_whole_mark_are_a_warning():
    found = list(asked("short_answer", answers=[{"text": "a", "weight": 50}]).complaints())
    assert [(each.level, each.path) for each in found] == [("warning", ("answers",))]
