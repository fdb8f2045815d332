"""What counts as a whole number in what a browser sends."""

import pytest

from cxtrain.web.whole import LARGEST_ID, whole


@pytest.mark.parametrize(("text", "number"), [
    ("0", 0), ("12", 12), (" 12 ", 12), ("１２", 12), (str(LARGEST_ID), LARGEST_ID), (str(LARGEST_ID + 1), None), ("9" * 5000, None), ("²", None),
    ("-1", None), ("1.0", None), ("1_000", None), ("", None), (None, None), ("twelve", None), (12, 12)])
def test_a_whole_number_is_read_within_what_a_database_holds(text, number):
    assert whole(text) == number


def test_it_may_have_a_bound_of_its_own():
    assert (whole("3", 3), whole("4", 3), whole("0", -1)) == (3, None, None)
