"""What the answers to a study come to."""

import random
from collections import Counter
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.kano import FEWEST_ANSWERS, kano
from cxtrain.voices.kano.results import EXPLORATORY, HINT, TOO_FEW, found_of
from cxtrain.voices.kano.study import Feature, Group, Grouping
from cxtrain.web.bilingual import Bilingual
from tests.voices.kano.conftest import PAIR_OF

WORD = Bilingual("一", "one")
FEATURES = [Feature("one", WORD, WORD, WORD), Feature("two", WORD, WORD, WORD)]
GROUPS = Grouping(WORD, (Group("a", WORD), Group("b", WORD)))


@dataclass(frozen=True)
class Row:
    """A row of counts."""

    subject: str
    segment: str
    value: int
    other: int
    n: int


def rows(pairs, feature="one", segment=""):
    """Return the counts of these pairs."""
    return [Row(f"s:{feature}", segment, *pair, n) for pair, n in Counter(pairs).items()]


def found(*counted, table="classic"):
    """Return what the counts come to."""
    return found_of(FEATURES, GROUPS, [row for each in counted for row in each], slug="s", table=table)


def letters(**counts):
    """Return pairs that are read as these categories."""
    return [PAIR_OF[letter] for letter, n in counts.items() for _ in range(n)]


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), max_size=60), st.sampled_from(["classic", "pouliot"]))
def test_the_counts_give_what_the_measure_gives_on_the_answers_one_by_one(pairs, table):
    mixed = random.Random(1).sample(pairs, len(pairs))
    assert found(rows(pairs), table=table).readings[0].kano == kano(mixed, table=table)


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), max_size=40),
       st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), max_size=40))
def test_everybody_is_the_sum_of_the_groups(first, second):
    whole = found(rows(first, segment="a"), rows(second, segment="b"))
    parts = [column.readings[0] for column in whole.columns]
    assert whole.readings[0].pairs == parts[0].pairs + parts[1].pairs
    assert whole.readings[0].n == len(first) + len(second)


def test_answers_to_another_questionnaire_are_left_out():
    assert found([Row("other:one", "", 1, 5, 9)]).readings[0].n == 0


def test_below_twenty_answers_no_category_is_said_and_below_thirty_it_is_a_hint():
    few, hint, enough = (found(rows(letters(M=n))).readings[0] for n in (EXPLORATORY - 1, FEWEST_ANSWERS - 1, FEWEST_ANSWERS))
    assert (few.category, few.sentences) == (None, (TOO_FEW,))
    assert hint.category == "M"
    assert hint.sentences[0] == HINT
    assert [each.can_be_taken for each in (few, hint, enough)] == [False, False, True]


def test_a_question_that_contradicts_itself_gives_no_category():
    reading = found(rows(letters(M=35, Q=5))).readings[0]
    assert reading.is_badly_worded
    assert reading.category is None
    assert not reading.can_be_taken


def test_ten_in_a_hundred_contradictions_are_still_borne():
    assert found(rows(letters(M=36, Q=4))).readings[0].category == "M"


def test_what_customers_would_rather_not_have_is_never_taken_over():
    reading = found(rows(letters(R=40))).readings[0]
    assert reading.category == "R"
    assert not reading.can_be_taken


def test_four_answers_are_not_shown_and_five_are():
    assert [found(rows(letters(M=n))).readings[0].is_shown for n in (4, 5)] == [False, True]


def test_it_names_the_features_that_large_groups_see_differently():
    whole = found(rows(letters(M=30), segment="a"), rows(letters(A=30), segment="b"), rows(letters(I=60), "two", "a"))
    assert [feature.id for feature in whole.differing] == ["one"]


def test_small_groups_are_not_said_to_differ():
    assert found(rows(letters(M=29), segment="a"), rows(letters(A=40), segment="b")).differing == ()


def test_it_says_how_many_answers_the_poorest_feature_lacks():
    assert found(rows(letters(M=40)), rows(letters(M=12), "two")).still_needed == FEWEST_ANSWERS - 12
