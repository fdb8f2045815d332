from collections import Counter

import pytest
from hypothesis import given

from cxtrain.measures.distractors import NO_ATTEMPT, OptionTable, analyse_options
from cxtrain.measures.option_counts import analyse_option_counts
from tests.measures.test_distractors import attempts

NAMES = ["a", "b", "c"]


def counted(rows):
    """Return the counts of rows of (ticks, rest): per option, of all, and how many ticked nothing."""
    chosen = {name: Counter(rest for ticks, rest in rows if name in ticks) for name in NAMES}
    return chosen, Counter(rest for _, rest in rows), sum(not ticks for ticks, _ in rows)


@given(attempts)
def test_counts_give_what_rows_give(rows):
    chosen, everybody, unanswered = counted(rows)
    found = analyse_option_counts(NAMES, {"a"}, chosen, everybody, unanswered=unanswered)
    whole = analyse_options(NAMES, {"a"}, [ticks for ticks, _ in rows], [rest for _, rest in rows])
    assert (found.n, found.unanswered, found.upper, found.lower, found.reason, found.note) == (
        whole.n, whole.unanswered, whole.upper, whole.lower, whole.reason, whole.note)
    for one, other in zip(found.options, whole.options, strict=True):
        same = ("name", "right", "chosen", "share", "interval", "upper", "lower", "verdicts", "reason")
        assert [getattr(one, name) for name in same] == [getattr(other, name) for name in same]
        assert one.correlation == (None if other.correlation is None else pytest.approx(other.correlation, abs=1e-9))


def test_no_attempts_say_so_and_an_option_nobody_ticked_may_be_missing():
    none = analyse_option_counts(["a"], ["a"], {}, {}, unanswered=0)
    assert none == analyse_options(["a"], ["a"], [], []) and none.reason == NO_ATTEMPT
    assert isinstance(none, OptionTable)
    assert [each.chosen for each in analyse_option_counts(NAMES, [], {"b": {2: 1}}, {2: 3}, unanswered=2).options] == [0, 1, 0]


@pytest.mark.parametrize(
    ("options", "right", "chosen", "words"),
    [
        (["a", "a"], [], {}, "options must differ, and what is right or chosen be among them"),
        (["a"], ["b"], {}, "options must differ, and what is right or chosen be among them"),
        (["a"], [], {"b": {1: 1}}, "options must differ, and what is right or chosen be among them"),
        (["a"], [], {"a": {1: 3}}, "an option is chosen by no more than there are"),
        (["a"], [], {"a": {2: 1}}, "an option is chosen by no more than there are"),
        (["a"], [], {"a": {1: -1}}, "an option is chosen by no more than there are"),
    ],
)
def test_what_makes_no_sense_is_refused(options, right, chosen, words):
    with pytest.raises(ValueError, match=f"^{words}$"):
        analyse_option_counts(options, right, chosen, {1: 2}, unanswered=0)
