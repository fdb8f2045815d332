"""Opening hours, and clocks that run only while a unit is open."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.people.hours.opening import DAY, USUAL, Hours, NoHours, Span, due, parse_day, working, written
from cxtrain.people.hours.operations import set_hours
from cxtrain.people.hours.queries import hours_of
from cxtrain.people.models import Unit

MINUTE = dt.timedelta(minutes=1)
ZONES = st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
MOMENTS = st.datetimes(dt.datetime(2025, 1, 1), dt.datetime(2026, 12, 31)).map(lambda moment: moment.replace(tzinfo=dt.UTC))
WORK = st.integers(0, 60 * 60).map(lambda minutes: dt.timedelta(minutes=minutes))


@st.composite
def spans(draw):
    """The hours of one day: none, one or two spans, the last perhaps until the morning after."""
    edges = sorted(draw(st.lists(st.integers(0, 2 * DAY), max_size=4, unique=True)))
    pairs = [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False) if a < DAY and b - a <= DAY]
    return tuple(pairs)


@st.composite
def opened(draw):
    """A unit that opens for at least an hour a week."""
    week = draw(st.tuples(*[spans()] * 7).filter(lambda days: any(span.end - span.start >= 60 for day in days for span in day)))
    days = draw(st.frozensets(st.dates(dt.date(2025, 1, 1), dt.date(2026, 12, 31)), max_size=5))
    return Hours(draw(ZONES), week, days)


@given(opened(), MOMENTS, WORK)
def test_by_the_moment_it_is_due_the_unit_was_open_for_just_that_long(hours, start, work):
    end = due(hours, start, work)
    assert end >= start and working(hours, start, end) == work
    if work:
        assert working(hours, start, end - MINUTE) < work


@given(opened(), MOMENTS, WORK, WORK)
def test_more_work_is_never_due_earlier_and_two_halves_make_a_whole(hours, start, one, other):
    middle = due(hours, start, one)
    assert due(hours, start, one + other) >= middle
    assert due(hours, middle, other) == due(hours, start, one + other) or not (one and other)


@given(opened(), st.tuples(MOMENTS, MOMENTS, MOMENTS).map(sorted))
def test_hours_add_up_and_never_exceed_the_plain_clock(hours, moments):
    first, middle, last = moments
    whole = working(hours, first, last)
    assert working(hours, first, middle) + working(hours, middle, last) == whole
    assert dt.timedelta() <= whole <= last - first


def test_a_complaint_of_the_evening_is_due_the_next_morning():
    hours = Hours("Asia/Shanghai")
    told = dt.datetime(2026, 5, 6, 20, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert due(hours, told, dt.timedelta(hours=2)) == dt.datetime(2026, 5, 7, 10, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    closed = Hours("Asia/Shanghai", USUAL, frozenset({dt.date(2026, 5, 7)}))
    assert due(closed, told, dt.timedelta(hours=2)).astimezone(ZoneInfo("Asia/Shanghai")).day == 8


def test_the_night_counts_for_the_day_on_which_it_began():
    bar = Hours("Asia/Shanghai", ((Span(18 * 60, 26 * 60),),) * 7, frozenset({dt.date(2026, 5, 7)}))
    zone = ZoneInfo("Asia/Shanghai")
    assert working(bar, dt.datetime(2026, 5, 6, 17, tzinfo=zone), dt.datetime(2026, 5, 8, 3, tzinfo=zone)) == dt.timedelta(hours=8)


def test_a_unit_that_never_opens_runs_on_the_plain_clock():
    start = dt.datetime(2026, 5, 6, 12, tzinfo=dt.UTC)
    assert due(Hours("Asia/Shanghai", ((),) * 7), start, dt.timedelta(hours=2)) == start + dt.timedelta(hours=2)


@given(spans())
def test_hours_are_read_as_they_are_written(day):
    if all(span.end - span.start <= DAY and not (span.end > DAY and span.end - DAY > span.start) for span in day):
        assert parse_day(written(day)) == day


@pytest.mark.parametrize(("text", "expected"), [
    ("", ()), ("9:00-21:00", (Span(540, 1260),)), ("9：00—12：00，13:00～21:00", (Span(540, 720), Span(780, 1260))),
    ("18:00-2:00", (Span(1080, 1560),)), ("0:00-24:00", (Span(0, 1440),))])
def test_what_people_type_is_understood(text, expected):
    assert parse_day(text) == expected


@given(st.text(max_size=30))
def test_anything_else_is_refused_and_nothing_breaks(text):
    try:
        day = parse_day(text)
    except NoHours:
        return
    assert all(0 <= span.start < span.end <= 2 * DAY for span in day)


@pytest.mark.parametrize("text", ["9-21", "25:00-26:00", "9:61-10:00", "9:00-12:00, 11:00-13:00", "open"])
def test_wrong_hours_are_refused(text):
    with pytest.raises(NoHours):
        parse_day(text)


def test_a_unit_goes_by_the_nearest_week_above_and_by_all_closed_days(db, cast):
    east, jingan = db.session.get(Unit, cast.east), db.session.get(Unit, cast.jingan)
    assert hours_of(jingan).week == USUAL
    ten = ((Span(600, 1200),),) * 7
    set_hours(east, ten, [dt.date(2026, 10, 1)])
    db.session.flush()
    assert hours_of(jingan) == Hours("Asia/Shanghai", ten, frozenset({dt.date(2026, 10, 1)}))
    eight = ((Span(480, 1200),),) * 5 + ((), ())
    set_hours(jingan, eight, [dt.date(2026, 10, 2)])
    db.session.flush()
    assert hours_of(jingan).week == eight and len(hours_of(jingan).closed) == 2


def test_hr_writes_the_week_and_a_wrong_line_stays_to_be_mended(browser, db, cast):
    browser.login(cast.he)
    page = f"/people/units/{cast.jingan}/hours"
    answer = browser.post(page, monday="9-21", closed="soon")
    assert answer.status_code == 400 and "9-21" in answer.text and "This is no day: soon" in answer.text
    assert browser.post(page, monday="9:00-12:00, 13:00-21:00", closed="2026.10.1").status_code == 303
    db.session.expire_all()
    held = hours_of(db.session.get(Unit, cast.jingan))
    assert held.week[0] == (Span(540, 720), Span(780, 1260)) and not any(held.week[1:])
    assert held.closed == {dt.date(2026, 10, 1)}
    assert "9:00-12:00, 13:00-21:00" in browser.get(page).text
    browser.login(cast.li)
    assert browser.get(page).status_code == 403
