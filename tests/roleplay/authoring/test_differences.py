"""Two versions of a scenario in words: what each edit is called, and that none is silent."""

import copy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.roleplay.authoring.comparison.changes import same
from cxtrain.roleplay.authoring.comparison.differences import differences
from cxtrain.roleplay.authoring.comparison.sayings import Saying
from cxtrain.web.yaml_tree import plant
from tests.roleplay.stories import _break, both, choice, ending, files, scene, story

SHIPPED = sorted((Path(__file__).parents[3] / "scenarios").glob("*/scenarios/*.yaml"))
PLAIN = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
                     lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3), max_leaves=12)
KEYS = st.sampled_from(["scenes", "choices", "state", "variants", "customer", "says", "next", "id", "when", "a", "to", "start",
                        "ending", "points", "effects", "name", "zh", "reason", "moment_of_truth"])
SHAPED = st.recursive(st.none() | st.booleans() | st.sampled_from(["a", "b", ">= 1", 2, 1.0]),
                      lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=25)


def english(words):
    """Return a saying as an English page has it."""
    if not isinstance(words, Saying):
        return words
    return words.message % {name: english(value) for name, value in words.values.items()}


def told(before, after):
    """Return each difference as (scene, choice, sentence, before, after), in English."""
    return [(one.scene, one.choice, english(Saying(one.message, one.values)), english(one.before), english(one.after))
            for one in differences(before, after)]


STORY = story({"desk": scene(choice("sorry", "end", points={"empathy": 2}), choice("wait", "bad")),
               "end": ending(), "bad": ending("lost")}, start="desk", state={"mood": {"start": 0, "min": -2, "max": 2}})


def edited(edit):
    """Return the differences that an edit of the story makes, told in English."""
    after = copy.deepcopy(STORY)
    edit(after, after["scenes"]["desk"], after["scenes"]["desk"]["choices"][0])
    return told(STORY, after)


def set_(part, **values):
    """Set keys of a part."""
    part.update(values)


@pytest.mark.parametrize("edit, expected", [
    (lambda s, desk, one: set_(desk["says"], zh="新"), ("desk", None, "What the customer says (Chinese): changed", "hm，好", "新")),
    (lambda s, desk, one: desk["says"].pop("en"), ("desk", None, "What the customer says (English): removed", "hm", None)),
    (lambda s, desk, one: set_(desk, hint=both("h")), ("desk", None, "Hint (Chinese): added", None, "h，好")),
    (lambda s, desk, one: set_(desk, moment_of_truth=True), ("desk", None, "It is a moment of truth now.", None, None)),
    (lambda s, desk, one: desk["choices"].append(choice("apologise", "end")),
     ("desk", "apologise", "The answer was added.", None, "say apologise，好 / say apologise")),
    (lambda s, desk, one: desk["choices"].pop(), ("desk", "wait", "The answer was removed.", "say wait，好 / say wait", None)),
    (lambda s, desk, one: desk["choices"].reverse(), ("desk", "wait", "It was moved from place 2 to place 1.", None, None)),
    (lambda s, desk, one: set_(one, next="bad"), ("desk", "sorry", "It leads to “bad” instead of “end”.", None, None)),
    (lambda s, desk, one: set_(one, next=[{"when": {"mood": ">= 1"}, "to": "end"}, {"to": "bad"}]),
     ("desk", "sorry", "It leads on in another way.", "to “end”", "to “end” where “mood” is at least 1; otherwise to “bad”")),
    (lambda s, desk, one: set_(one["points"], empathy=3), ("desk", "sorry", "Points for Empathy: changed", "2", "3")),
    (lambda s, desk, one: set_(one["points"], empathy=2.5), ("desk", "sorry", "Points for Empathy: changed", "2", "2.5")),
    (lambda s, desk, one: set_(one, effects={"mood": -1}), ("desk", "sorry", "Effect on “mood”: added", None, "-1")),
    (lambda s, desk, one: set_(one, step="act"), ("desk", "sorry", "Step: added", None, "Act")),
    (lambda s, desk, one: set_(one, reason=True), ("desk", "sorry", "The player must say why now.", None, None)),
    (lambda s, desk, one: set_(one, when={"mood": ">= 0 and < 2", "told": True}),
     ("desk", "sorry", "It is offered under another condition.", None,
      "“mood” is at least 0 and “mood” is less than 2 and “told” is yes")),
    (lambda s, desk, one: set_(one, after=20), ("desk", "sorry", "Seconds of silence after which it is taken: added", None, "20")),
    (lambda s, desk, one: set_(one, id="apology"), ("desk", "apology", "It was called “sorry” before.", None, None)),
    (lambda s, desk, one: set_(s["scenes"]["bad"]["ending"], outcome="indifferent"),
     ("bad", None, "Outcome: changed", "Lost", "Indifferent")),
    (lambda s, desk, one: set_(s["scenes"], new=scene(choice("x", "end"))), ("new", None, "The scene was added.", None, "hm，好 / hm")),
    (lambda s, desk, one: set_(s["title"], en="Tale"), (None, None, "Title (English): changed", "Story", "Tale")),
    (lambda s, desk, one: set_(s["customer"]["name"], en="Mr Wu"), (None, None, "Customer (English): changed", "Ms Zhou", "Mr Wu")),
    (lambda s, desk, one: set_(s["customer"], kind="shy"), (None, None, "Kind of customer: added", None, "shy")),
    (lambda s, desk, one: set_(s["state"], told={"start": False}),
     (None, None, "The state “told”, to begin with: added", None, "no")),
    (lambda s, desk, one: set_(s["state"]["mood"], max=5), (None, None, "The state “mood”, the most it can be: changed", "2", "5")),
    (lambda s, desk, one: set_(s, start="end"), (None, None, "First scene: changed", "desk", "end")),
    (lambda s, desk, one: set_(s, extra=[1]), (None, None, "“extra”: added", None, "[1]")),
])
def test_an_edit_is_told_where_it_was_made(edit, expected):
    assert expected in edited(edit)
    assert {one[:2] for one in edited(edit)} == {expected[:2]}


def test_a_scene_that_went_comes_last():
    after = copy.deepcopy(STORY)
    after["title"]["en"] = "Tale"
    after["scenes"]["desk"]["choices"].pop()
    del after["scenes"]["bad"]
    assert [(one[0], one[2]) for one in told(STORY, after)] == [
        (None, "Title (English): changed"), ("desk", "The answer was removed."), ("bad", "The scene was removed.")]


def test_a_renamed_scene_is_one_sentence_wherever_it_was_named():
    before = {**STORY, "variants": [{"customer": {"name": both("Wu")}, "says": {"desk": both("oh")}}]}
    after = copy.deepcopy(before)
    after["scenes"] = {"counter": after["scenes"].pop("desk"), **after["scenes"]}
    after["variants"][0]["says"] = {"counter": both("oh")}
    after["start"] = "counter"
    assert told(before, after) == [("counter", None, "It was called “desk” before.", None, None)]


def test_two_scenes_that_lead_to_each_other_may_be_renamed_at_once():
    before = story({"a": scene(choice("x", "b")), "b": scene(choice("y", "a"), choice("z", "end")), "end": ending()})
    after = story({"c": scene(choice("x", "d")), "d": scene(choice("y", "c"), choice("z", "end")), "end": ending()}, start="c")
    assert [one[:3] for one in told(before, after)] == [
        ("c", None, "It was called “a” before."), ("d", None, "It was called “b” before.")]


def test_a_moved_answer_is_the_only_one_told_of():
    # d, a, b, c: one answer was moved, though all four stand elsewhere.
    before = {"scenes": {"s": {"choices": [choice(name, "e") for name in "abcd"]}}}
    after = {"scenes": {"s": {"choices": [choice(name, "e") for name in "dabc"]}}}
    assert told(before, after) == [("s", "d", "It was moved from place 4 to place 1.", None, None)]


def test_other_customers_are_told_by_number_and_their_words_at_the_scene():
    wu, li = ({"customer": {"name": both(name)}} for name in ("Wu", "Li"))
    before, after = {**STORY, "variants": [wu, li]}, {**STORY, "variants": [li, {**wu, "says": {"desk": both("oh")}}]}
    assert [one[:3] for one in told(before, after)] == [
        (None, None, "The other customers stand in another order."),
        ("desk", None, "What the other customer 2 says here (Chinese): added"),
        ("desk", None, "What the other customer 2 says here (English): added")]


def test_true_is_not_one_but_a_number_may_be_written_in_two_ways():
    assert told({"state": {"told": {"start": True}}}, {"state": {"told": {"start": 1}}})
    assert not differences({"a": 1}, {"a": 1.0})


def _is_found(before, after):
    """Whether what is told agrees with the data: something exactly where something differs, and all of it can be said."""
    found = told(before, after)
    assert all(isinstance(sentence, str) and sentence for _, _, sentence, _, _ in found)
    return bool(found) != same(before, after)


@given(PLAIN, PLAIN)
def test_any_plain_data_can_be_compared_and_no_difference_is_silent(before, after):
    assert _is_found(before, after) and not differences(before, copy.deepcopy(before))


@given(SHAPED, SHAPED)
def test_whatever_has_the_keys_of_a_scenario_can_be_compared(before, after):
    assert _is_found(before, after) and not differences(before, copy.deepcopy(before))


@given(files(), files())
def test_two_stories_differ_exactly_where_their_data_do(before, after):
    assert _is_found(before, after)


@given(st.data(), st.sampled_from(SHIPPED))
def test_no_edit_of_a_shipped_scenario_is_silent(data, path):
    before = plant(path.read_text())[0].data
    after = copy.deepcopy(before)
    for _ in range(data.draw(st.integers(1, 3))):
        _break(data.draw, after)
    assert _is_found(before, after)
    assert same(before, after) or len(differences(before, after)) <= 60
