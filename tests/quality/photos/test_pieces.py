"""Where a piece of a photo belongs: in any split and order, again or cut short, the bytes are the same or it is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.quality.photos.pieces import LARGEST_PIECE, Announced, Gap, Misfit, fresh

WHOLE = st.binary(min_size=1, max_size=60)


@given(whole=WHOLE, sent=st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)), max_size=40))
def test_whatever_pieces_come_what_is_kept_is_a_beginning_of_the_photo(whole, sent):
    kept = b""
    for start, length in sent:
        try:
            kept += fresh(len(kept), len(whole), start, whole[start:start + length])
        except (Gap, Misfit):
            continue
        assert whole.startswith(kept)
    for start in range(0, len(whole), 7):  # a phone that asks what is there and goes on ends with the whole
        kept += fresh(len(kept), len(whole), start, whole[start:start + 7])
    assert kept == whole


@given(whole=WHOLE, more=st.binary(min_size=1, max_size=10))
def test_nothing_is_taken_beyond_the_end(whole, more):
    for start in range(len(whole) + 1):
        with pytest.raises(Misfit):
            fresh(len(whole), len(whole), start, whole[start:] + more)


def test_a_piece_beyond_what_has_come_waits_for_the_one_before():
    with pytest.raises(Gap):
        fresh(3, 10, 4, b"x")


@pytest.mark.parametrize(("start", "body"), [(-1, b"x"), (0, b""), (0, b"x" * (LARGEST_PIECE + 1))])
def test_what_is_no_piece_is_refused(start, body):
    with pytest.raises(Misfit):
        fresh(0, 2 * LARGEST_PIECE, start, body)


@pytest.mark.parametrize("wrong", [{"size": 0}, {"size": 101}, {"shows": "face"}, {"sha256": "A" * 64}, {"sha256": "0" * 63}])
def test_what_is_said_of_a_photo_must_make_sense(wrong):
    assert Announced(**{"size": 100, **wrong}).fault(largest=100)
    assert Announced(size=100, sha256="0" * 64, shows="place", item="s5").fault(largest=100) is None
