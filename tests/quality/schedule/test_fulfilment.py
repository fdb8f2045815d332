"""What became of planned visits, and how a place stands."""

import datetime as dt

import pytest

from cxtrain.quality.schedule.fulfilment import Fate, Tally, may_start, status, tally


@pytest.mark.parametrize(("state", "shopper", "visit", "found"), [
    ("planned", False, None, "open"), ("planned", True, None, "assigned"), ("planned", True, "draft", "started"),
    ("missed", True, "submitted", "done"), ("planned", True, "returned", "done"), ("planned", True, "void", "lost"),
    ("missed", True, None, "missed"), ("cancelled", True, None, "cancelled"), ("planned", True, "released", "done"),
])
def test_the_scorecard_tells_what_became_of_a_visit(state, shopper, visit, found):
    assert status(state, shopper=shopper, visit=visit) == found


@pytest.mark.parametrize(("days", "fine"), [(-1, False), (0, True), (2, True), (3, False)])
def test_a_scorecard_is_begun_on_the_day_or_within_two_days(days, fine):
    day = dt.date(2026, 11, 10)
    assert may_start("missed", day, day + dt.timedelta(days=days)) is fine
    assert not may_start("cancelled", day, day)


def test_a_missed_visit_that_was_drawn_again_counts_as_missed_and_is_owed_once():
    found = tally([Fate(1, 2, "missed"), Fate(1, 2, "assigned", replaces=True), Fate(1, 2, "done"), Fate(1, 2, "cancelled")])
    assert found == {(1, 2): Tally(planned=2, done=1, missed=1, ahead=1)} and found[1, 2].lacking == 0


def test_what_was_missed_for_good_or_rejected_is_lacking():
    found = tally([Fate(1, 2, "missed"), Fate(1, 2, "lost"), Fate(1, 2, "open")])
    assert found[1, 2].lacking == 2
