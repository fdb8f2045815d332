"""Past visits scored by a draft: by hand where they are few, and as properties where they are many."""

from dataclasses import replace
from math import isclose
from statistics import fmean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cxtrain.quality.answers import Answer
from cxtrain.quality.instrument import Instrument
from cxtrain.quality.instruments import manuscript
from cxtrain.quality.instruments.problems import checked
from cxtrain.quality.instruments.trial import FEWEST, Items, Past, comparable, trial
from cxtrain.quality.scoring import review
from tests.quality.instruments.test_manuscript import FORMS

FORM = next(form for form in FORMS if form.slug == "hotel-breakfast")
FIRST, SECOND = FORM.items[0].id, FORM.items[1].id
values = st.lists(st.one_of(st.none(), st.integers(1, 7)), min_size=len(FORM.items), max_size=len(FORM.items))
pasts = st.lists(values, min_size=FEWEST, max_size=12)


def past(rows):
    """Visits with these values, in the order of the form."""
    return [Past(FORM, {item.id: Answer(value, None if value else "na") for item, value in zip(FORM.items, row, strict=True)})
            for row in rows]


def changed(item_id: str, **facts) -> Instrument:
    """The form with an item changed."""
    document = manuscript.document_of(FORM)
    found = checked(manuscript.with_item(document, item_id, {**manuscript.item_of(document, item_id), **facts})).instrument
    assert found is not None
    return found


@given(pasts)
def test_the_form_itself_gives_what_was_given(rows):
    outcome = trial(FORM, past(rows))
    assert outcome.newly_failing == outcome.no_longer_failing == 0 and outcome.failing_before == outcome.failing_after
    assert not (outcome.items != Items())
    for change in (outcome.plain, outcome.score, *(each for _name, each in outcome.dimensions)):
        assert change.before == change.after and change.change.value in (0, None)


@given(pasts, st.floats(0.01, 100))
def test_the_difference_is_the_mean_of_the_visits_differences_with_its_t_interval(rows, weight):
    draft, visits = changed(FIRST, weight=weight), past(rows)
    outcome = trial(draft, visits).score
    pairs = [(review(FORM, each.answers).after, review(draft, each.answers).after) for each in visits]
    differences = [now - was for was, now in pairs if was is not None and now is not None]
    if len(differences) < FEWEST:
        assert outcome.change.value is None and outcome.n == len(differences)
        return
    assert isclose(outcome.change.value, fmean(differences), abs_tol=1e-9)
    if outcome.change.interval:
        half = stats.t.ppf(.975, len(differences) - 1) * stdev(differences) / len(differences) ** .5
        assert isclose(outcome.change.interval.high - outcome.change.value, half, rel_tol=1e-6, abs_tol=1e-9)


def test_a_new_critical_rule_fails_those_and_only_those_that_were_so_low():
    rows = [[2, *[6] * (len(FORM.items) - 1)]] * 3 + [[6] * len(FORM.items)] * 4
    outcome = trial(changed(FIRST, critical={"effect": "zero", "at_or_below": 2}), past(rows))
    assert (outcome.newly_failing, outcome.no_longer_failing, outcome.failing_before, outcome.failing_after) == (3, 0, 0, 3)
    assert outcome.plain.change.value == 0 and isclose(outcome.score.after, 4 / 7 * review(FORM, past(rows)[-1].answers).after)
    dropped = trial(FORM, [replace(each, form=changed(FIRST, critical={"effect": "zero", "at_or_below": 2})) for each in past(rows)])
    assert (dropped.newly_failing, dropped.no_longer_failing) == (0, 3)


@pytest.mark.parametrize("facts", [
    {"scale": {"min": 1, "max": 5, "anchors": {"low": {"zh": "低", "en": "low"}, "high": {"zh": "高", "en": "high"}}}},
    {"kind": "yes_no"}, {"kind": "number", "unit": "seconds"}, {"kind": "text"}])
def test_answers_on_another_scale_or_of_another_kind_do_not_count(facts):
    draft, visits = changed(FIRST, **facts), past([[1] + [7] * (len(FORM.items) - 1)] * FEWEST)
    assert FIRST not in comparable(draft, visits[0]) and SECOND in comparable(draft, visits[0])
    outcome = trial(draft, visits)
    assert [item.id for item in outcome.items.changed] == [FIRST] and outcome.plain.after == 100


def test_what_fewer_than_five_visits_have_is_not_told():
    few = past([[6] * len(FORM.items)] * 4)
    assert trial(FORM, few).reason and trial(FORM, few).score is None
    blank = past([[None] * len(FORM.items)] * 3)
    outcome = trial(FORM, few + blank)
    assert outcome.visits == 7 and outcome.score.before is None and outcome.score.n == 4
