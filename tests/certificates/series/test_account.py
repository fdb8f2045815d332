from hypothesis import given, settings
from hypothesis import strategies as st

from cxtrain.certificates.series.account import Span, account, spans
from cxtrain.certificates.series.prefix import fault, tidied
from cxtrain.certificates.terms import asked_for, number_text

numbers = st.sets(st.integers(1, 60))


def test_a_series_with_a_gap_that_has_its_reason_adds_up():
    assert account(6, [1, 2, 6], [Span(3, 5)]).complete


def test_what_is_missing_and_what_stands_twice_is_named():
    found = account(8, [1, 2, 5, 9], [Span(5, 6)])
    assert (found.missing, found.doubled) == ((Span(3, 4), Span(7, 8)), (Span(5, 5), Span(9, 9)))


@settings(deadline=None)
@given(numbers, numbers, st.integers(0, 60))
def test_every_number_is_missing_doubled_or_borne_once(issued, skipped, last):
    found = account(last, issued, spans(skipped))
    missing = {n for span in found.missing for n in range(span.first, span.last + 1)}
    doubled = {n for span in found.doubled for n in range(span.first, span.last + 1)}
    assert missing == set(range(1, last + 1)) - issued - skipped
    assert doubled == (issued & skipped) | {n for n in issued | skipped if n > last}


@settings(deadline=None)
@given(numbers)
def test_spans_hold_exactly_their_numbers_and_do_not_touch(some):
    found = spans(some)
    assert {n for span in found for n in range(span.first, span.last + 1)} == some == set(some)
    assert all(one.last + 1 < other.first for one, other in zip(found, found[1:], strict=False))


def test_prefixes_are_tidied_and_what_cannot_stand_in_a_number_is_refused():
    assert tidied(" ｈｍ–sh ") == "HM-SH" and fault("HM-SH") is None
    for wrong in ("", "HM-", "-HM", "8M", "HM_SH", "鹤鸣", "HM-2026", "H" * 21):
        assert fault(wrong)


@settings(deadline=None)
@given(st.from_regex(r"[A-Z][A-Z0-9]{0,5}(-[A-Z0-9]{1,3}){0,2}", fullmatch=True), st.integers(1, 99_999))
def test_a_number_with_any_prefix_is_read_back_as_itself(prefix, running):
    assert asked_for(number_text(prefix, 2026, running)).running == running
