import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.planning.caseload import SAME_DIMENSION, TOO_MANY, crowding

dimensions = st.lists(st.sampled_from([None, "responsiveness", "assurance", "empathy"]), max_size=5)


@pytest.mark.parametrize(
    ("before", "wanted", "why"),
    [
        ([], ["empathy", None], None),
        (["empathy"], ["assurance", None], None),
        (["empathy", None], ["assurance", None], TOO_MANY),
        (["empathy"], ["empathy"], SAME_DIMENSION),
        ([], ["empathy", "empathy"], SAME_DIMENSION),
        ([None, None], [None], None),
    ],
)
def test_three_at_once_and_one_in_each_dimension(before, wanted, why):
    assert crowding(before, wanted) == why


@given(dimensions, dimensions)
def test_what_fits_together_fits_in_either_order_and_each_alone(before, wanted):
    assert crowding(before, wanted) == crowding(wanted, before)
    if crowding(before, wanted) is None:
        assert crowding(before, []) is None and crowding([], wanted) is None
