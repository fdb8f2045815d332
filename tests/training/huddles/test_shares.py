"""Shares: under the letters of the screen, with n, and what is proposed to be played on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.roleplay.play import opening
from cxtrain.roleplay.scenario import load
from cxtrain.training.huddles.forms import read_hands
from cxtrain.training.huddles.shares import Count, most_chosen, shares_at
from tests.roleplay.stories import LATE_CHECK_IN

STORY = load(LATE_CHECK_IN)
OPENING = opening(STORY)
IDS = [choice.id for choice in OPENING.answers]
NUMBERS = st.integers(0, 500)
COUNTS = st.dictionaries(st.sampled_from(IDS), st.builds(Count, NUMBERS, NUMBERS))


@given(COUNTS, st.text("abcdef0123456789", min_size=8, max_size=32))
def test_every_choice_has_its_letter_its_count_and_the_same_n(counts, seed):
    shares = shares_at(OPENING, seed, counts)
    assert sorted(share.choice_id for share in shares) == sorted(IDS)
    assert [share.letter for share in shares] == list("ABCDEFGH"[:len(IDS)])
    everybody = sum(count.n for count in counts.values())
    assert all(share.n == everybody and share.count == counts.get(share.choice_id, Count()) for share in shares)
    if everybody:
        assert abs(sum(share.percent for share in shares) - 100) <= len(shares) / 2
        assert all(abs(share.percent - 100 * share.count.n / everybody) <= 0.5 for share in shares)
    else:
        assert {share.percent for share in shares} == {None}


@given(COUNTS)
def test_what_most_were_for_is_proposed_and_several_where_they_are_level(counts):
    top, shares = most_chosen(shares_at(OPENING, "seed", counts)), shares_at(OPENING, "seed", counts)
    most = max(share.count.n for share in shares)
    assert list(top) == [share for share in shares if most and share.count.n == most]


def test_the_order_is_another_one_for_another_huddle():
    orders = {tuple(share.choice_id for share in shares_at(OPENING, f"seed {n}", {})) for n in range(40)}
    assert len(orders) > 1


@pytest.mark.parametrize(("typed", "number"), [("", 0), ("0", 0), (" 7 ", 7), ("１２", 12), ("500", 500)])
def test_hands_are_read_as_people_type_them(typed, number):
    shares = shares_at(OPENING, "seed", {})
    hands, wrong = read_hands(shares, {f"hands-{shares[0].token}": typed})
    assert hands[shares[0].choice_id] == number and wrong == [] and sum(hands.values()) == number


@given(st.text())
def test_anything_else_than_a_number_is_named_by_its_letter(typed):
    shares = shares_at(OPENING, "seed", {IDS[0]: Count(0, 3)})
    hands, wrong = read_hands(shares, {f"hands-{shares[-1].token}": typed})
    assert wrong in ([], [shares[-1].letter])
    if wrong == []:
        assert 0 <= hands[shares[-1].choice_id] <= 500


def test_a_field_that_was_not_sent_keeps_what_was_counted():
    shares = shares_at(OPENING, "seed", {IDS[0]: Count(2, 3)})
    assert read_hands(shares, {})[0][IDS[0]] == 3
