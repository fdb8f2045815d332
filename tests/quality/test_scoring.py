"""Scores of a visit: sums done by hand, and properties that hold for every scorecard."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.quality.answers import Answer
from cxtrain.quality.instrument_file import read_form, read_survey
from cxtrain.quality.scoring import dimension_scores, review

FILES = Path(__file__).parents[2] / "scenarios" / "instruments"
SURVEY, _ = read_survey((FILES / "servqual-22.yaml").read_bytes())
FORM = """\
format: 1
slug: counter
kind: mystery_shop
touchpoint: counter
title: {zh: 柜台, en: Counter}
uses: servqual-22
persona: {zh: 客人, en: A guest}
script: [{zh: 问一句, en: Ask}]
sections:
  - slug: greet
    title: {zh: 接待, en: Greet}
    weight: 3
    items:
      - {use: s10, weight: 2}
      - {use: s11}
      - {use: s13, critical: {effect: EFFECT, at_or_below: 2}}
  - slug: serve
    title: {zh: 办理, en: Serve}
    items:
      - use: s16
      - use: s17
      - use: s3
"""


def form(effect="zero"):
    text = FORM.replace("effect: EFFECT, at_or_below: 2",
                        "effect: cap, at_or_below: 2, cap: 4" if effect == "cap" else f"effect: {effect}, at_or_below: 2")
    return read_form(text, {SURVEY.slug: SURVEY}).instrument


def rated(**values):
    return {item: Answer(missing=value) if isinstance(value, str) else Answer(value) for item, value in values.items()}


FULL = rated(s10=7, s11=4, s13=5, s16=6, s17=4, s3=7)
items = st.dictionaries(st.sampled_from(["s10", "s11", "s13", "s16", "s17", "s3"]), st.one_of(
    st.integers(1, 7).map(lambda value: Answer(value, note="seen")),
    st.sampled_from(["na", "unnoticed"]).map(lambda missing: Answer(missing=missing))))


def scores(answers, **options):
    return {score.dimension: score for score in dimension_scores(form(), answers, **options)}


def test_a_dimension_is_the_mean_of_its_items():
    # Responsiveness asks items 10, 11 and 13: (7 + 4 + 5) / 3 = 16 / 3. Assurance asks 16 and 17: (6 + 4) / 2 = 5.
    found = scores(FULL)
    assert found["responsiveness"].mean == pytest.approx(16 / 3)
    assert found["assurance"].mean == 5


def test_only_person_items_enter_the_person_scores():
    # Item 11, the wait, belongs to the process: the person's responsiveness is (7 + 5) / 2 = 6.
    found = scores(FULL, person_only=True)
    assert (found["responsiveness"].mean, found["responsiveness"].asked) == (6, 2)


def test_a_single_item_is_no_dimension():
    found = scores(FULL)["tangibles"]
    assert (found.mean, found.answered, found.asked) == (None, 1, 1)
    assert "single item" in found.reason


def test_a_dimension_nobody_asks_has_no_score():
    assert (scores(FULL)["empathy"].mean, scores(FULL)["empathy"].asked) == (None, 0)


@pytest.mark.parametrize("missing", ["na", "unnoticed"])
def test_two_of_three_items_are_too_few(missing):
    # 80 % of 3 items is 2.4, rounded up to 3.
    found = scores({**FULL, **rated(s11=missing)})["responsiveness"]
    assert (found.mean, found.answered, found.asked) == (None, 2, 3)


def test_the_visit_score_weighs_items_and_sections():
    # Greet: (2*7 + 4 + 5) / 4 = 5.75 -> 100 * 4.75 / 6 = 79.1667. Serve: 17 / 3 -> 100 * (17/3 - 1) / 6 = 77.7778.
    # Visit: (3 * 79.1667 + 77.7778) / 4 = 78.8194.
    found = review(form(), FULL)
    assert [section.score for section in found.sections] == [
        pytest.approx(79.1667, abs=1e-4), pytest.approx(77.7778, abs=1e-4)]
    assert found.before == found.after == pytest.approx(78.8194, abs=1e-4)


def test_a_section_without_ratings_leaves_both_sums():
    only = rated(s10="na", s11="unnoticed", s13="na", s16=6, s17=4, s3=7)
    assert review(form(), only).before == pytest.approx(77.7778, abs=1e-4)
    assert review(form(), {}).before is None


@pytest.mark.parametrize(("effect", "expected"), [
    ("zero", 0),
    ("cap", 50),  # 4 of 1..7 is half way
    ("flag", 69.4444),  # greet: (2*7 + 4 + 2) / 4 = 5 -> 66.6667; (3 * 66.6667 + 77.7778) / 4
])
def test_a_failed_critical_item_does_what_its_rule_says(effect, expected):
    found = review(form(effect), {**FULL, **rated(s13=2)})
    assert [(entry.item.id, entry.value, entry.effect) for entry in found.critical] == [("s13", 2, effect)]
    assert found.before == pytest.approx(69.4444, abs=1e-4)
    assert found.after == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("answer", [Answer(3), Answer(missing="na"), Answer()])
def test_a_critical_item_above_its_limit_or_not_rated_does_nothing(answer):
    assert review(form(), {**FULL, "s13": answer}).critical == ()


def test_a_cap_never_lifts_a_score():
    found = review(form("cap"), rated(s10=1, s11=2, s13=1))
    assert found.before == found.after == pytest.approx(100 * 0.25 / 6)


def test_the_review_names_what_is_missing():
    answers = {**rated(s10=3, s11="na", s16="unnoticed", s3=7), "s17": Answer(note="only a note")}
    found = review(form(), answers)
    assert [item.id for item in found.unanswered] == ["s13", "s17"]
    assert [item.id for item in found.notes_owed] == ["s10"]
    assert (found.not_applicable, found.unnoticed, found.is_complete) == (1, 1, False)


def test_a_low_rating_with_words_is_complete():
    assert review(form(), {**FULL, "s13": Answer(1, note="20:14 nobody looked up")}).is_complete


@given(items)
def test_scores_stay_on_their_scales(answers):
    found = review(form(), answers)
    assert found.before is None or 0 <= found.before <= 100
    assert found.after is None or 0 <= found.after <= found.before
    assert all(score.mean is None or 1 <= score.mean <= 7 for score in (*found.unit, *found.person))


@given(items)
def test_a_missing_answer_is_the_same_as_an_item_never_touched(answers):
    touched = {item: answer for item, answer in answers.items() if answer.value is not None}
    assert review(form(), answers).before == review(form(), touched).before
    assert [s.mean for s in dimension_scores(form(), answers)] == [s.mean for s in dimension_scores(form(), touched)]


@given(items, st.sampled_from(["s10", "s11", "s16", "s17", "s3"]))
def test_a_better_rating_never_lowers_a_score(answers, item):
    # s13 is left out: it is critical, and lifting it can only lift the score as well, by more than its own share.
    if item not in answers or answers[item].value in (None, 7):
        return
    better = {**answers, item: Answer(answers[item].value + 1, note="seen")}
    assert review(form(), better).after >= review(form(), answers).after
