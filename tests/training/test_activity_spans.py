"""Active time from the moments at which somebody did something."""

import datetime as dt

from hypothesis import example, given
from hypothesis import strategies as st

from cxtrain.training.activity.spans import LAST, PAUSE, READING_FACTOR, Mark, pieces, reading_seconds, spans

NOON = dt.datetime(2026, 5, 6, 4, tzinfo=dt.UTC)
seconds = st.integers(0, 3 * 3600)


def at(second, until=None, about="a"):
    """A mark at that second after noon, or from it to another."""
    start = NOON + dt.timedelta(seconds=second)
    return Mark(start, start if until is None else NOON + dt.timedelta(seconds=until), about)


marks = st.lists(st.builds(lambda start, length, about: at(start, start + length, about), seconds,
                           st.one_of(st.just(0), st.integers(0, 1200)), st.sampled_from("abc")), max_size=25)


def active(found):
    """Return the seconds of active time."""
    return sum(piece.seconds for piece in pieces(found))


def test_nothing_done_is_no_time():
    assert pieces([]) == () and spans(()) == ()


def test_a_mark_alone_counts_a_minute():
    assert active([at(0)]) == 60


def test_marks_up_to_five_minutes_apart_belong_together():
    assert active([at(0), at(300)]) == 360
    assert active([at(0), at(301)]) == 120


def test_a_pause_counts_a_minute_and_no_more():
    assert active([at(0), at(120), at(7200), at(7260)]) == 120 + 60 + 60 + 60


def test_two_lessons_open_at_a_time_count_once():
    assert active([at(0, 600), at(120, 480)]) == 660


def test_fractions_of_a_second_are_rounded_down_so_that_equal_marks_stay_equal():
    early, late = NOON.replace(microsecond=1), NOON.replace(microsecond=999_999)
    assert active([Mark(early, early, "a"), Mark(late, late, "a")]) == 60


def test_time_goes_on_with_what_was_begun_last():
    found = [(piece.about, piece.seconds) for piece in pieces([at(0, about="play"), at(100, about="play"), at(160, about="quiz")])]
    assert found == [("play", 160), ("quiz", 60)]


def test_spans_join_what_goes_on_and_end_at_pauses():
    noon = [NOON + dt.timedelta(seconds=second) for second in (0, 160, 1000, 1060)]
    assert spans(pieces([at(0), at(100), at(1000)])) == ((noon[0], noon[1]), (noon[2], noon[3]))


@given(marks, st.randoms())
def test_the_order_of_the_marks_does_not_matter(found, random):
    shuffled = random.sample(found, len(found))
    assert pieces(shuffled) == pieces(found)


@given(marks, marks)
@example([at(0), at(700)], [at(299)])
def test_a_mark_more_never_lowers_it(found, more):
    assert active(found) <= active([*found, *more])


@given(marks.filter(bool))
def test_it_is_never_more_than_the_clock_and_a_minute(found):
    last = max(mark.end for mark in found)
    first = min(mark.start for mark in found)
    assert LAST.total_seconds() <= active(found) <= (last + LAST - first).total_seconds()


@given(marks)
def test_pieces_never_overlap_and_spans_are_a_pause_apart(found):
    made = pieces(found)
    assert all(before.end <= after.start and (before.end, before.about) != (after.start, after.about)
               for before, after in zip(made, made[1:], strict=False))
    whole = spans(made)
    assert all(after[0] - before[1] > PAUSE - LAST for before, after in zip(whole, whole[1:], strict=False))
    assert sum((end - start).total_seconds() for start, end in whole) == active(found)


@given(marks)
def test_every_mark_lies_within_active_time(found):
    whole = spans(pieces(found))
    assert all(any(start <= mark.start and mark.end <= end for start, end in whole) for mark in found)


@given(marks, seconds)
def test_what_lies_before_a_pause_does_not_change_what_comes_after(found, border):
    # So that a night's sum may begin anywhere: a day earlier is enough.
    late = [mark for mark in found if mark.start >= NOON + dt.timedelta(seconds=border)]
    early = [Mark(mark.start - dt.timedelta(hours=9), mark.end - dt.timedelta(hours=9), "x") for mark in found]
    assert tuple(piece for piece in pieces([*early, *late]) if piece.about != "x") == pieces(late)


def test_a_lesson_counts_from_its_opening():
    assert reading_seconds(NOON, NOON + dt.timedelta(seconds=200), minutes=5) == 200


def test_a_lesson_left_open_counts_twice_its_stated_minutes():
    assert READING_FACTOR == 2
    assert reading_seconds(NOON, NOON + dt.timedelta(hours=9), minutes=5) == 600


def test_an_opening_after_the_reading_counts_nothing():
    assert reading_seconds(NOON, NOON - dt.timedelta(seconds=5), minutes=5) == 0


def test_where_nobody_knows_the_opening_nobody_knows_the_seconds():
    assert reading_seconds(None, NOON, minutes=5) is None
