"""Words for what the measures say, at their bounds; and that each of the measures' reasons has one in Chinese."""

import pytest

from cxtrain.measures import distractors, item_analysis
from cxtrain.measures.item_analysis import FACILITY_WORDS, item_of
from cxtrain.translations.catalogue import merged
from cxtrain.web.verdicts import BEST_SEPARATION, FACILITIES, REASONS, TURNED, facility_said, separation_said


def item(facility=60.0, discrimination=40.0, n=40):
    return item_of(n, (facility, 40.0, 10.0, 10.0, discrimination, 50.0))


def test_each_facility_word_of_the_measures_has_words():
    assert set(FACILITIES) == {word for _, word in FACILITY_WORDS} | {item_analysis.EASIEST}
    assert (facility_said(item(60.0)), facility_said(item("no mark"))) == ("About right", "")


@pytest.mark.parametrize(("discrimination", "words"), [
    (-1.0, "not at all"), (0.0, "hardly"), (19.9, "hardly"), (20.0, "a little"), (30.0, "well enough"), (50.0, BEST_SEPARATION),
    (-50.0, TURNED), (item_analysis.NO_VARIATION, item_analysis.NO_VARIATION)])
def test_discrimination_has_words(discrimination, words):
    assert separation_said(item(discrimination=discrimination)) == words


def test_the_wrong_way_round_is_said_only_where_it_is_no_accident():
    assert separation_said(item(discrimination=-31.0)) == "not at all" and separation_said(item(discrimination=-31.3)) == TURNED


@pytest.mark.parametrize("reason", [
    item_analysis.NO_ATTEMPT, item_analysis.NO_MARK, item_analysis.TOO_FEW_FOR_SD, item_analysis.TOO_FEW_FOR_SHAPE,
    item_analysis.NO_VARIATION, item_analysis.NO_REST_VARIATION, item_analysis.NO_TOTAL_VARIATION, item_analysis.ONE_QUESTION,
    distractors.NOBODY_OR_ALL, distractors.NO_THIRDS])
def test_reasons_that_pages_show_can_be_read_in_chinese(reason):
    assert reason in REASONS and merged().get(reason).string
