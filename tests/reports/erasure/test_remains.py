"""What is left of values: no text that was somebody's, and the shape and the numbers of all else."""

import json

from hypothesis import given
from hypothesis import strategies as st

from cxtrain.reports.erasure.remains import DASH, chosen_only, dashed, renamed, without

TEXTS = st.text(min_size=3, max_size=20).filter(lambda text: DASH not in text)
VALUES = st.recursive(TEXTS | st.integers() | st.none() | st.booleans(), lambda each: st.lists(each, max_size=4) | st.dictionaries(
    st.sampled_from(["zh", "en", "n", "why"]), each, max_size=4), max_leaves=12)


def leaves(value):
    """Yield what stands at the ends of a JSON value, in order."""
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from leaves(each)
    else:
        yield value


@given(VALUES)
def test_every_text_becomes_a_dash_and_everything_else_stays(value):
    before, after = list(leaves(value)), list(leaves(dashed(value)))
    assert [DASH if isinstance(each, str) else each for each in before] == after
    assert json.dumps(dashed(dashed(value))) == json.dumps(dashed(value))


@given(st.lists(TEXTS, max_size=4), st.lists(TEXTS, max_size=4))
def test_of_an_answer_only_what_the_question_offers_stays(offered, typed):
    kept = chosen_only([*offered, *typed], [{"options": offered}])
    said = json.dumps({"options": offered}, ensure_ascii=False).casefold()
    assert [text == before or text == DASH for text, before in zip(kept, [*offered, *typed], strict=True)] == [True] * len(kept)
    assert [text for text in kept if text != DASH and len(text) > 2 and text.casefold() not in said] == []


def test_a_choice_stays_and_what_was_typed_goes():
    question = {"options": [{"id": "smile", "text": "微笑"}]}
    assert chosen_only(["smile", "b", "我叫王喆"], [question]) == ["smile", "b", DASH]


def test_facts_lose_the_names_alone_and_a_list_the_number_alone():
    assert without({"name": "王喆", "name_en": "", "unit": "静安店"}, ("name", "name_en")) == {
        "name": DASH, "name_en": "", "unit": "静安店"}
    assert renamed(["S0102", "S0103"], "S0102", "x1") == ["x1", "S0103"]
    assert renamed("S0102", "S0102", "x1") == "S0102"
