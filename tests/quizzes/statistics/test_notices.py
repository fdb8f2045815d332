"""Why to look at a question: each reason at its bound, and the order of urgency."""

from decimal import Decimal
from fractions import Fraction

import pytest

from cxtrain.measures.distractors import DETERS_THE_ABLE, DRAWS_THE_ABLE, UNUSED, Option, OptionTable
from cxtrain.measures.item_analysis import Item, is_turned, item_of
from cxtrain.quizzes.kinds.every import from_data
from cxtrain.quizzes.statistics.notices import (
    EARNS_ALL,
    EARNS_LITTLE,
    LIKE_GUESSING,
    NOBODY_TAKES,
    RIGHT_DETERS,
    TELLS_LITTLE,
    WRONG_DRAWS,
    WRONG_WAY,
    guess_of,
    notices_of,
)

OPTIONS = [{"id": name, "text": {"zh": name, "en": f"Option {name}"}} for name in "abcd"]
SINGLE = from_data({"id": "q", "kind": "single", "text": {"en": "?"}, "options": [{**OPTIONS[0], "correct": True}, *OPTIONS[1:]]})
MULTIPLE = from_data({"id": "q", "kind": "multiple", "text": {"en": "?"},
                      "options": [{**one, "correct": True} for one in OPTIONS[:2]] + OPTIONS[2:]})


def item(facility=60.0, discrimination=40.0, efficiency=50.0, n=40) -> Item:
    return item_of(n, (facility, 40.0, 10.0, 10.0, discrimination, efficiency))


def reasons(question=SINGLE, found=None, options=None, many=True):
    return [notice.reason for notice in notices_of(question, found or item(), options, many=many)]


def table(*verdicts, r=0.45):
    rows = tuple(Option(name, name == "a", 5, 0.25, None, None, None, r, each) for name, each in zip("abcd", verdicts, strict=False))
    return OptionTable(rows, 20, 0)


def test_a_good_question_needs_no_look():
    assert reasons() == [] and reasons(options=table((), (), (), ())) == []


@pytest.mark.parametrize(("r", "n", "turned"), [
    # Fisher: the upper end of the 95 % interval is below 0 from |r| > tanh(1.96 / sqrt(n - 3)): 31.2 at n = 40.
    (-31.0, 40, False), (-31.3, 40, True), (-3.0, 92, False), (-100.0, 40, True), (-100.0, 3, False), (-99.0, 4, True), (0.0, 40, False),
    (None, 40, False)])
def test_the_wrong_way_round_is_said_only_where_it_is_no_accident(r, n, turned):
    found = item_of(n, (60.0, 40.0, 10.0, 10.0, "why" if r is None else r, -5.0))
    assert is_turned(found) is turned
    assert reasons(found=found)[:1] == ([WRONG_WAY] if turned else [TELLS_LITTLE])


@pytest.mark.parametrize(("facility", "expected"), [
    (10.9, [EARNS_LITTLE]), (11.0, [LIKE_GUESSING]), (25.0, [LIKE_GUESSING]), (25.1, []), (94.9, []), (95.0, [EARNS_ALL])])
def test_how_hard_it_is_has_its_bounds(facility, expected):
    assert reasons(found=item(facility)) == expected


def test_what_guessing_earns_is_the_mean_of_the_options():
    weights = {"a": 100, "b": 50, "c": Decimal("-50"), "d": 0}
    weighted = from_data({"id": "q", "kind": "single", "text": {"en": "?"},
                          "options": [{**one, "weight": str(weights[one["id"]])} for one in OPTIONS]})
    truth = from_data({"id": "q", "kind": "true_false", "text": {"en": "?"}, "answer": True})
    assert [guess_of(each) for each in (SINGLE, weighted, truth, MULTIPLE)] == [Fraction(1, 4), Fraction(1, 4), Fraction(1, 2), None]
    assert reasons(MULTIPLE, item(20.0)) == []


def test_options_are_doubted_where_it_is_clear():
    # Of twenty attempts, a correlation beyond tanh(1.96 / sqrt(17)) = 0.4424.
    assert reasons(options=table((), (DRAWS_THE_ABLE,))) == [WRONG_DRAWS]
    assert reasons(options=table((), (DRAWS_THE_ABLE,), r=0.44)) == []
    assert reasons(MULTIPLE, options=table((DETERS_THE_ABLE,), r=-0.5)) == [RIGHT_DETERS]
    assert reasons(found=item(discrimination=-60.0, efficiency=-70.0), options=table((DETERS_THE_ABLE,), r=-0.5)) == [WRONG_WAY]


def test_an_option_that_nobody_takes_counts_only_among_many_attempts():
    assert reasons(options=table((), (UNUSED,), (UNUSED,), r=None)) == [NOBODY_TAKES] * 2
    assert reasons(options=table((), (UNUSED,), r=None), many=False) == []


def test_the_most_urgent_comes_first():
    found = notices_of(SINGLE, item(5.0, 3.0, 4.0), table((), (DRAWS_THE_ABLE,), (UNUSED,)), many=True)
    assert [notice.reason for notice in found] == [WRONG_DRAWS, TELLS_LITTLE, EARNS_LITTLE, NOBODY_TAKES]
    assert found[0].values["option"].en == "Option b" and found[1].values == {"value": 4.0}
