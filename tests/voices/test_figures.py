"""From counts of answers to measures: the same as from the answers one by one."""

from collections import Counter
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.importance import Attribute, importance_performance
from cxtrain.measures.intervals import mean_of
from cxtrain.measures.recommendation import nps
from cxtrain.measures.satisfaction import ces_2, csat
from cxtrain.voices import figures


@dataclass(frozen=True)
class Row:
    measure: str
    value: int
    n: int
    other: int = 0
    subject: str = ""


def rows(measure, answers, subject=""):
    return [Row(measure, *(answer, n) if isinstance(answer, int) else (answer[0], n, answer[1]), subject=subject)
            for answer, n in Counter(answers).items()]


def answers(low, high):
    return st.lists(st.integers(low, high), max_size=80)


@given(answers(0, 10), answers(1, 5), answers(1, 7))
def test_scores_of_counts_are_those_of_the_answers(recommended, satisfied, eased):
    found = figures.scores([*rows("nps", recommended), *rows("csat", satisfied), *rows("ces2", eased)])
    assert (found.nps, found.csat, found.ces) == (nps(recommended), csat(satisfied), ces_2(eased))
    assert found.is_empty == (not (recommended or satisfied or eased))


@given(answers(1, 5))
def test_stars_have_a_mean_of_their_own(stars):
    found, theirs = figures.stars_of(Counter(stars)), mean_of(stars)
    assert (found.value, found.n, found.reason) == (pytest.approx(theirs.value), theirs.n, theirs.reason)


@given(st.lists(st.tuples(st.integers(1, 7), st.integers(1, 7)), min_size=30, max_size=60),
       st.lists(st.tuples(st.integers(1, 7), st.integers(1, 7)), min_size=30, max_size=60))
def test_the_importance_map_is_that_of_the_answers(queue, price):
    found = figures.importance_grid([*rows("importance", queue, "desk:queue"), *rows("importance", price, "desk:price")])
    theirs = importance_performance([Attribute(name, [i for _, i in pairs], [p for p, _ in pairs])
                                     for name, pairs in (("desk:price", price), ("desk:queue", queue))])
    assert [(each.name, each.quadrant) for each in found.points] == [(each.name, each.quadrant) for each in theirs.points]
    assert [each.importance.value for each in found.points] == pytest.approx([each.importance.value for each in theirs.points])


def test_an_attribute_with_few_answers_is_not_on_the_map():
    found = figures.importance_grid([*rows("importance", [(4, 6)] * 29, "desk:queue"), *rows("importance", [(5, 6)] * 30, "a:b")])
    assert [each.name for each in found.points] == ["a:b"]


def test_dimensions_stand_in_their_usual_order_and_only_where_asked():
    found = figures.confirmations([*rows("servqual", [(5, 6)] * 3, "empathy"), *rows("servqual", [(6, 6)], "tangibles")])
    assert list(found) == ["tangibles", "empathy"]
    assert (found["empathy"].disappointed.value, found["tangibles"].confirmed.value) == (1.0, 1.0)


def test_kinds_of_questions_are_never_put_together():
    found = figures.scores([Row("stars", 5, 40), Row("csat", 3, 2)])
    assert (found.csat.n, found.nps.n) == (2, 0)


@pytest.mark.parametrize("wrong", [{11: 1}, {-1: 2}, {5: -1}])
def test_it_refuses_what_no_customer_can_have_answered(wrong):
    with pytest.raises(ValueError, match="0..10"):
        figures.nps_of(wrong)


def test_a_change_needs_thirty_answers_on_both_sides():
    few, many, more = (figures.nps_of({10: n, 3: n // 2}) for n in (10, 60, 90))
    assert figures.nps_change(few, many).value is None
    change = figures.nps_change(many, more)
    assert change.value == 0 and change.n == 90 + 135 and change.interval.low < 0 < change.interval.high


def test_a_change_of_csat_is_later_minus_earlier():
    before, after = figures.csat_of({5: 30, 2: 30}), figures.csat_of({5: 45, 2: 15})
    change = figures.csat_change(before, after)
    assert change.value == pytest.approx(.25) and change.interval.low > 0


def test_the_floors():
    assert [figures.is_shown(n) for n in (4, 5)] == [False, True] == [figures.is_scored(n) for n in (29, 30)]
