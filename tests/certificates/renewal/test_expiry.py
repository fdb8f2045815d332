import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from cxtrain.certificates.renewal.expiry import BANDS, WINDOWS, counts, in_window, is_due, renewed_by
from cxtrain.certificates.terms import Life

DAY = dt.date(2026, 6, 1)
spans = st.integers(-500, 500)
lives = st.builds(lambda end, grace: Life(DAY + dt.timedelta(end), DAY + dt.timedelta(end + grace)), spans, st.integers(0, 60))


def life(days, grace=30):
    return Life(DAY + dt.timedelta(days), DAY + dt.timedelta(days + grace))


def test_each_window_holds_its_days_with_both_ends():
    found = {window: [d for d in range(-400, 100) if in_window(window, DAY, life(d))] for window in WINDOWS}
    assert found["30"] == list(range(0, 31)) and found["90"] == list(range(0, 91))
    assert found["grace"] == list(range(-30, 0)) and found["lapsed"] == list(range(-395, -30))


@settings(deadline=None)
@given(st.lists(lives, max_size=30))
def test_bands_hold_each_other_and_nothing_is_in_grace_and_valid_at_once(some):
    found = counts(DAY, some)
    assert found.within[30] <= found.within[60] <= found.within[90] <= len(some) - found.grace - found.lapsed
    assert all(found.of(str(band)) == found.within[band] for band in BANDS)


@settings(deadline=None)
@given(lives, st.integers(0, 120))
def test_it_is_due_from_so_many_days_before_the_end_until_grace_is_over(one, lead):
    wanted = lead > 0 and one.valid_until - dt.timedelta(lead) <= DAY <= one.grace_until
    assert is_due(DAY, one, lead) is wanted


def test_what_never_ends_is_never_due():
    assert not is_due(DAY, Life(), 60) and not in_window("90", DAY, Life())


def test_it_is_to_be_passed_by_the_last_good_day_and_not_within_less_than_a_week():
    assert renewed_by(DAY, DAY + dt.timedelta(40)) == DAY + dt.timedelta(40)
    assert renewed_by(DAY, DAY - dt.timedelta(3)) == DAY + dt.timedelta(7)
