"""Conditions in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.roleplay.authoring.comparison.conditions import shown, spoken
from cxtrain.roleplay.authoring.comparison.sayings import BOTH, THEN, linked, saying
from tests.roleplay.authoring.test_differences import PLAIN, english


@pytest.mark.parametrize("when, words", [
    ({}, []),
    ({"mood": ">= 2", "told": True}, ["“mood” is at least 2", "“told” is yes"]),
    ({"told": False}, ["“told” is no"]),
    ({"calls": 1}, ["“calls” is 1"]),
    ({"mood": "> -2 and < 2.5"}, ["“mood” is more than -2", "“mood” is less than 2.5"]),
    ({"mood": "<= 0", "calls": "!= 1"}, ["“mood” is at most 0", "“calls” is not 1"]),
    ({"temper": "== calm"}, ["“temper” is calm"]),
    ({"temper": "!= calm and != 平静"}, ["“temper” is not calm", "“temper” is not 平静"]),
    ({"mood": "high"}, ["“mood” is high"]),  # no condition at all: told as it stands, so that the author sees it
    ({"mood": None}, ["“mood” is nothing"]),
])
def test_a_condition_is_said_comparison_by_comparison(when, words):
    assert [english(one) for one in spoken(when)] == words


def test_a_saying_is_a_template_and_its_values():
    template, values = spoken({"mood": ">= 2"})[0]
    assert template % values == "“mood” is at least 2"


def test_sayings_are_linked_in_their_order():
    three = [saying("%(x)s", x=letter) for letter in "abc"]
    assert english(linked(three, BOTH)) == "a and b and c" and english(linked(three, THEN)) == "a; b; c"


def test_a_value_that_is_no_text_is_cut():
    assert len(shown(list(range(1000)))) == 201


@given(st.dictionaries(st.text(max_size=5), PLAIN, max_size=4))
def test_whatever_stands_as_a_condition_can_be_said(when):
    assert len(spoken(when)) >= len(when) and all(english(one) for one in spoken(when))
