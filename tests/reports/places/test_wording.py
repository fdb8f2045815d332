"""Words of shoppers without the names of those they saw."""

from hypothesis import given
from hypothesis import strategies as st

from cxtrain.reports.places.wording import without_names

NAMES = st.lists(st.text("王喆李想abc", max_size=4), max_size=4)


@given(st.text("王喆李想abc 。", max_size=30), NAMES)
def test_no_chinese_name_is_left(text, names):
    left = without_names(text, names)
    assert all(name.strip() not in left for name in names if len(name.strip()) > 1 and not name.isascii())


def test_names_and_badges_are_left_out_whole():
    assert without_names("王喆说好，wang zhe（0102）也说好", ["王喆", "Wang Zhe", "0102", "", "陈"]) == "…说好，…（…）也说好"


def test_a_name_within_another_word_is_no_name():
    assert without_names("Annabel was kind to Ann Li", ["Ann Li", "Ann"]) == "Annabel was kind to …"
