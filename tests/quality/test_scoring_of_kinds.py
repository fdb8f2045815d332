"""Scores of forms that ask more than ratings of 1 to 7: sums done by hand, and properties for every answer."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.quality.answers import Answer
from cxtrain.quality.instrument import Anchors, Critical, FormItem, Instrument, Limits, Scale, Section
from cxtrain.quality.rollup import Key, VisitFacts, contributions
from cxtrain.quality.scoring import dimension_scores, review
from cxtrain.web.documents import Text

WORDS = Text(zh="字", en="words")
ENDS = Anchors(low=WORDS, high=WORDS)
FIVE, SEVEN = Scale(min=1, max=5, anchors=ENDS), Scale(min=1, max=7, anchors=ENDS)


def item(name, kind="rating", of="person", **facts):
    return FormItem(id=name, kind=kind, of=of, shopper=WORDS, **facts)


ITEMS = (
    item("r1", dimension="assurance"),
    item("r2", dimension="assurance", scale=FIVE),
    item("y1", "yes_no", critical=Critical(effect="cap", cap=4)),
    item("y2", "yes_no", good="no", of="place", dimension="assurance", weight=2),
    item("n1", "number", of="process", unit="seconds", limits=Limits(at_most=180)),
    item("n2", "number", of="process", unit="count"),
    item("t1", "text", of="place"),
    item("p1", "photo", of="place"),
)


def form(*items, scale=SEVEN, note_below=4):
    sections = (Section(slug="all", title=WORDS, weight=1, items=items or ITEMS),)
    return Instrument(slug="f", kind="mystery_shop", touchpoint="", title=WORDS, scale=scale, note_below=note_below,
                      sections=sections)


GOOD = {"r1": Answer(7), "r2": Answer(3), "y1": Answer(1), "y2": Answer(0), "n1": Answer(60), "n2": Answer(4),
        "t1": Answer(note="a red tray"), "p1": Answer(missing="unnoticed")}


def test_ratings_of_five_points_stand_in_the_mean_on_seven():
    # 3 of 1..5 is half way, which is 4 of 1..7: (7 + 4) / 2. The yes/no item of the same dimension stays out.
    found = {score.dimension: score for score in dimension_scores(form(), GOOD)}["assurance"]
    assert (found.mean, found.answered, found.asked) == (5.5, 2, 2)


def test_a_form_of_five_points_has_means_on_seven():
    both = form(item("r1", dimension="empathy"), item("r2", dimension="empathy"), scale=FIVE)
    found = {score.dimension: score for score in dimension_scores(both, {"r1": Answer(1), "r2": Answer(5)})}["empathy"]
    assert found.mean == 4


def test_the_visit_counts_ratings_facts_and_numbers_with_limits():
    # Shares 1, 1/2, 1, 1 (twice), 1; the number without limits, the text and the photo enter nothing: 5.5 / 6.
    found = review(form(), GOOD)
    assert found.before == pytest.approx(100 * 5.5 / 6)
    assert (found.sections[0].answered, found.sections[0].asked) == (5, 5)
    assert (found.facts.met, found.facts.answered, found.facts.asked) == (3, 3, 3)


@pytest.mark.parametrize(("changed", "share"), [
    ({"y2": Answer(1)}, 3.5 / 6),  # its good answer is no, and it weighs 2
    ({"n1": Answer(181)}, 4.5 / 6),
    ({"n1": Answer(180)}, 5.5 / 6),
    ({"n2": Answer(0)}, 5.5 / 6),
    ({"y2": Answer(missing="unnoticed")}, 3.5 / 4),
])
def test_each_kind_counts_by_its_weight(changed, share):
    assert review(form(), {**GOOD, **changed}).before == pytest.approx(100 * share)


def test_a_critical_fact_works_when_it_is_not_as_it_should_be():
    found = review(form(), {**GOOD, "y1": Answer(0)})
    assert [(entry.item.id, entry.effect, entry.limit) for entry in found.critical] == [("y1", "cap", 50)]
    assert (found.before, found.after) == (pytest.approx(75), 50)


def test_a_text_needs_words_and_a_photo_item_a_photo():
    found = review(form(), {**GOOD, "t1": Answer(note=" "), "p1": Answer(note="it was dark")})
    assert [each.id for each in found.unanswered] == ["t1", "p1"]
    assert [each.id for each in review(form(), {**GOOD, "p1": Answer()}, {"p1"}).unanswered] == []


@pytest.mark.parametrize(("asked", "value", "owes"), [
    (item("r", note_below=None), 3, True),
    (item("r", note_below=None), 4, False),
    (item("r", scale=FIVE), 2, True),  # a quarter of the way; the form's 4 of 7 is half way
    (item("r", scale=FIVE), 3, False),
    (item("r", note_below=0), 1, False),
    (item("r", note_below=7), 6, True),
    (item("r", "yes_no"), 0, False),
    (item("r", "yes_no", note_below=1), 0, True),
    (item("r", "yes_no", note_below=1), 1, False),
    (item("r", "yes_no", good="no", note_below=1), 1, True),
    (item("r", "number", note_below=1, limits=Limits(at_most=5)), 6, True),
])
def test_words_are_owed_below_the_limit_that_the_item_or_the_form_sets(asked, value, owes):
    assert bool(review(form(asked), {"r": Answer(value)}).notes_owed) is owes
    assert not review(form(asked), {"r": Answer(value, note="10:05 nobody came")}).notes_owed


def test_a_photo_is_owed_below_the_items_limit():
    dirty = item("r", photo_below=3)
    assert [each.id for each in review(form(dirty), {"r": Answer(2, note="x")}).photos_owed] == ["r"]
    assert review(form(dirty), {"r": Answer(2, note="x")}, {"r"}).is_complete
    assert not review(form(dirty), {"r": Answer(3)}).photos_owed


def test_only_ratings_reach_the_sums():
    facts = VisitFacts(1, 2, dt.date(2026, 5, 6), "announced_check", "development", None, "none")
    added = contributions(facts, unit=review(form(), GOOD).unit, person=())
    assert {key.dimension for key in added} == {"assurance", "overall"}
    assert added[Key("unit", 1, 2, "assurance", "2026-05", "announced_check")].total == 5.5
    facts_only = form(*(each for each in ITEMS if each.kind != "rating"))
    assert contributions(facts, unit=review(facts_only, GOOD).unit, person=()) == {}


VALUES = {"rating": st.integers(1, 5), "yes_no": st.integers(0, 1), "number": st.integers(0, 400)}


@st.composite
def answered(draw):
    answers = {}
    for each in ITEMS:
        value = draw(st.one_of(st.none(), VALUES.get(each.kind, st.none())))
        missing = None if value is not None else draw(st.sampled_from([None, "na", "unnoticed"]))
        answers[each.id] = Answer(value, missing, draw(st.sampled_from(["", "seen"])))
    return answers


@given(answered())
def test_scores_stay_within_bounds_and_critical_rules_never_lift(answers):
    found = review(form(), answers)
    assert found.before is None or 0 <= found.after <= found.before <= 100
    assert all(score.mean is None or 1 <= score.mean <= 7 for score in (*found.unit, *found.person))
    assert 0 <= found.facts.met <= found.facts.answered <= found.facts.asked


@given(answered())
def test_what_is_missing_leaves_both_sums(answers):
    kept = {name: answer for name, answer in answers.items() if answer.value is not None}
    without = form(*(each for each in ITEMS if each.id in kept)) if kept else None
    found = review(form(), answers)
    assert found.before == review(form(), kept).before
    if without is not None:
        assert found.before == review(without, kept).before


@given(answered(), st.permutations(ITEMS))
def test_the_order_of_items_and_answers_does_not_matter(answers, order):
    there, again = review(form(), answers), review(form(*order), dict(reversed(answers.items())))
    assert (there.before, there.after, there.unit, there.person, there.facts) == (
        again.before, again.after, again.unit, again.person, again.facts)


@given(answered(), st.sampled_from(["r1", "r2", "y1", "y2", "n1"]))
def test_a_better_answer_never_lowers_the_score(answers, name):
    best = {"r1": 7, "r2": 5, "y1": 1, "y2": 0, "n1": 0}[name]
    if answers[name].value is None:
        return
    better = {**answers, name: Answer(best)}
    assert review(form(), better).after >= review(form(), answers).after
