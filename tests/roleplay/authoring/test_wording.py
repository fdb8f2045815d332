"""Which words of a text were changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.roleplay.authoring.comparison.pairing import paired
from cxtrain.roleplay.authoring.comparison.wording import compared


def marked(pieces):
    """Return the pieces with brackets around those that changed."""
    return "".join(f"[{piece.text}]" if piece.is_changed else piece.text for piece in pieces)


@pytest.mark.parametrize("before, after, former, later", [
    ("I will see", "I will look", "I will [see]", "I will [look]"),
    ("今天有房", "今天没有房", "今天有房", "今天[没]有房"),
    ("a b c d", "a c d", "a[ b] c d", "a c d"),
    ("no", "entirely other words", "[no]", "[entirely other words]"),
    ("", "new", "[]", "[new]"),
])
def test_only_the_words_that_changed_are_marked(before, after, former, later):
    assert tuple(map(marked, compared(before, after))) == (former, later)


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_pieces_make_up_the_texts(before, after):
    one, other = compared(before, after)
    assert ("".join(piece.text for piece in one), "".join(piece.text for piece in other)) == (before, after)
    assert [piece.text for piece in one if not piece.is_changed] == [piece.text for piece in other if not piece.is_changed]


def moves(before, after):
    """Return how many items account for the new order."""
    return len(paired(before, after, key=str, alike=lambda one, other: False).moved)


def test_the_fewest_items_are_said_to_have_moved():
    assert [moves("abcd", order) for order in ("abcd", "dabc", "bacd", "dcba", "cdab")] == [0, 1, 1, 3, 2]


@given(st.permutations("abcdef"))
def test_what_did_not_move_kept_its_order(order):
    found = paired("abcdef", order, key=str, alike=lambda one, other: False)
    kept = [pair for pair in found.pairs if pair not in found.moved]
    assert kept == sorted(kept) and not found.gone and not found.fresh
