"""A bar split by answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.web.splits import WIDTH, split


@given(st.sampled_from([3, 5, 7]).flatmap(lambda kinds: st.lists(st.integers(0, 5_000_000), min_size=kinds, max_size=kinds))
       .filter(any))
def test_the_pieces_fill_the_bar_in_order_by_their_shares(counts):
    bar = split([(str(at), n) for at, n in enumerate(counts)])
    assert sum(piece.share for piece in bar.pieces) == pytest.approx(1)
    assert bar.pieces[0].x == 0 and bar.pieces[-1].x + bar.pieces[-1].width == pytest.approx(WIDTH, abs=.2)
    for piece, after in zip(bar.pieces, bar.pieces[1:], strict=False):
        assert piece.x + piece.width == pytest.approx(after.x, abs=.11)


def test_a_piece_too_small_for_its_text_has_none_and_the_middle_is_level():
    bar = split([("no", 1), ("so", 50), ("yes", 49)])
    assert [piece.text for piece in bar.pieces] == ["", "50 %", "49 %"]
    assert bar.pieces[1].shade == "heat-level"


@pytest.mark.parametrize("counts", [[], [("a", 1)], [("a", 0)] * 3])
def test_it_needs_a_scale_and_an_answer(counts):
    with pytest.raises(ValueError, match="at least one answer"):
        split(counts)
