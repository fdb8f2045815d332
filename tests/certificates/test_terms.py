import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxtrain.certificates.terms import (
    LETTERS,
    Asked,
    Life,
    Status,
    asked_for,
    code_text,
    grouped,
    last_day,
    number_text,
    read_code,
    status_on,
)

codes = st.binary(min_size=16, max_size=16)


def test_a_code_is_its_128_bits_in_base_32():
    # All ones: 26 letters hold 130 bits, so the first letter carries only the upper three bits, 111 = 7.
    assert code_text(b"\xff" * 16) == "7" + "Z" * 25
    assert code_text(b"\0" * 15 + b"\x21") == "0" * 24 + "11"


@settings(deadline=None)
@given(codes, codes)
def test_two_codes_differ_where_their_bits_do(one, other):
    assert (code_text(one) == code_text(other)) == (one == other)


@settings(deadline=None)
@given(codes)
def test_a_code_is_read_however_it_was_typed(bits):
    code = code_text(bits)
    misread = grouped(code).lower().replace("0", "o").replace("1", "l")
    assert read_code(code) == read_code(grouped(code)) == read_code(misread) == read_code(f" {code}-") == code


@settings(deadline=None)
@given(st.text(max_size=300))
def test_what_is_no_code_is_none_and_never_an_error(text):
    found = read_code(text)
    assert found is None or (len(found) == 26 and set(found) <= set(LETTERS))


def test_it_refuses_fewer_bits():
    with pytest.raises(ValueError, match="128 bits"):
        code_text(b"short")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("HM-MOT-2026-0012", Asked("HM-MOT-2026-0012", 2026, 12)),
        (" hm-mot-2026-0012 ", Asked("HM-MOT-2026-0012", 2026, 12)),
        ("2026-0012", Asked("2026-0012", 2026, 12)),
        ("0012", Asked("0012", None, 12)),
        ("王喆", Asked("王喆", None, None)),
        ("S0102", Asked("S0102", None, None)),
        ("1234567", Asked("1234567", None, None)),
    ],
)
def test_a_search_text_may_be_a_number(text, asked):
    assert asked_for(text) == asked


@settings(deadline=None)
@given(st.integers(2020, 2099), st.integers(1, 999_999))
def test_a_printed_number_is_found_by_itself(year, running):
    asked = asked_for(number_text("HM-MOT", year, running))
    assert (asked.year, asked.running) == (year, running)


@pytest.mark.parametrize(
    ("issued", "months", "last"),
    [
        (dt.date(2026, 5, 19), 24, dt.date(2028, 5, 18)),
        (dt.date(2026, 1, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2024, 2, 29), 12, dt.date(2025, 2, 28)),
        (dt.date(2026, 12, 1), 1, dt.date(2026, 12, 31)),
        (dt.date(2026, 5, 19), None, None),
    ],
)
def test_the_last_day_is_the_one_before_the_same_day(issued, months, last):
    assert last_day(issued, months) == last


@settings(deadline=None)
@given(st.dates(dt.date(2020, 1, 1), dt.date(2060, 1, 1)), st.integers(1, 240))
def test_a_longer_validity_never_ends_sooner(issued, months):
    shorter, longer = last_day(issued, months), last_day(issued, months + 1)
    assert issued < shorter < longer


LIFE = {"valid_until": dt.date(2028, 5, 18), "grace_until": dt.date(2028, 6, 17)}


@pytest.mark.parametrize(
    ("day", "what", "status"),
    [
        (dt.date(2028, 5, 18), {}, Status.VALID),
        (dt.date(2028, 5, 19), {}, Status.GRACE),
        (dt.date(2028, 6, 17), {}, Status.GRACE),
        (dt.date(2028, 6, 18), {}, Status.EXPIRED),
        (dt.date(2026, 5, 19), {"revoked": True}, Status.REVOKED),
        (dt.date(2030, 1, 1), {"revoked": True}, Status.REVOKED),
        (dt.date(2026, 5, 19), {"revoked": True, "replaced": True}, Status.REPLACED),
    ],
)
def test_the_last_days_still_count_and_what_is_void_stays_so(day, what, status):
    assert status_on(day, Life(**LIFE, **what)) is status


def test_without_grace_it_ends_at_once_and_without_an_end_never():
    assert status_on(dt.date(2028, 5, 19), Life(dt.date(2028, 5, 18), dt.date(2028, 5, 18))) is Status.EXPIRED
    assert status_on(dt.date(2999, 1, 1), Life()) is Status.VALID
