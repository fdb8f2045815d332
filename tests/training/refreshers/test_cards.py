"""Which questions come today, and what counts as known."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cxtrain.measures.intervals import Sums
from cxtrain.training.refreshers.cards import Offer, Seen, allowed, asked_today, is_known, ranked, seed_of, weak

offers = some.lists(some.builds(
    Offer, some.integers(1, 9), some.integers(1, 9), some.sampled_from(("", "desk", "room")),
    some.sampled_from(("", "empathy", "assurance"))), max_size=8)


@given(offers, offers, some.integers(0, 3), some.integers(0, 9))
def test_no_more_are_asked_than_the_day_has_and_none_twice(due, new, more, answered):
    asked = asked_today(due, new, allowed(more) - answered)
    assert len(asked) <= max(0, 3 * (1 + more) - answered)
    assert len({offer.question_id for offer in asked}) == len(asked)


@given(offers, offers)
def test_what_is_due_comes_before_what_is_new(due, new):
    asked = [offer.question_id for offer in asked_today(due, new, 99)]
    first = list(dict.fromkeys(offer.question_id for offer in due))
    assert asked[:len(first)] == first


@given(offers, some.text(max_size=5))
def test_new_questions_of_weak_places_come_first_and_the_order_stays_all_day(new, salt):
    places = frozenset({("desk", "empathy")})
    order = ranked(new, places, salt)
    ranks = [0 if (each.touchpoint, each.dimension) in places else 1 if each.dimension == "empathy" else 2 for each in order]
    assert ranks == sorted(ranks) and sorted(map(repr, order)) == sorted(map(repr, new))
    assert [each.question_id for each in ranked(new[::-1], places, salt)] == [each.question_id for each in order]


@pytest.mark.parametrize(("kind", "points", "known"), [
    ("single", Fraction(1), True), ("single", Fraction(9, 10), False), ("multiple", Fraction(1, 2), False),
    ("matching", Fraction(999_999, 1_000_000), True), ("judgement", Fraction(3, 4), True), ("judgement", Fraction(2, 3), False),
    ("free_text", None, False), ("single", Fraction(-1), False),
])
def test_what_was_partly_right_was_partly_missed_but_experts_need_not_agree_wholly(kind, points, known):
    assert is_known(kind, points) is known


def seen(*marks, standard=6):
    return Seen(("desk", "empathy"), Sums.of(marks), standard)


@pytest.mark.parametrize(("what", "found"), [
    (seen(3, 4), False),  # two visits say nothing of anybody
    (seen(4, 4, 5), True), (seen(6, 6, 6.5), False),
    (seen(2, 7, 7), False),  # below on average, but that may well be chance
    (seen(), False),
])
def test_a_place_is_weak_when_three_visits_make_it_fairly_sure(what, found):
    assert weak([what]) == (frozenset({("desk", "empathy")}) if found else frozenset())


def test_a_sheet_keeps_its_seed_until_it_is_answered_and_nobody_shares_it():
    seeds = {seed_of(b"secret", *names) for names in ((1, 2, 0), (1, 2, 1), (1, 3, 0), (2, 2, 0))} | {seed_of(b"other", 1, 2, 0)}
    assert len(seeds) == 5 and all(0 <= seed < 2**63 for seed in seeds)
    assert seed_of(b"secret", 1, 2, 0) in seeds
