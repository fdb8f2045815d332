"""The effect as it is read from the sums of visits and answers: its own places, the others, before and after."""

from random import Random

import pytest

from cxtrain.planning.boards.analysis.queries import chart_of, course_of, effect_of
from cxtrain.planning.boards.effect import BEFORE_AFTER, DOWN, OPEN, UP, VALUES
from cxtrain.planning.boards.windows import shifted
from cxtrain.planning.months import month_of
from cxtrain.voices.models import VoiceCount
from tests.days import today
from tests.planning.boards.conftest import load

SINCE = 100  # days since the change: at least two whole months lie after it


def found(board_id):
    return effect_of(load(board_id), today())


def a_year(boards, unit, *, before, after, n=8, seed=1):
    random = Random(seed)
    for months_ago in range(14):
        mean = after if months_ago < 3 else before
        boards.visits(unit, months_ago, [min(7, max(1, random.gauss(mean, 0.7))) for _ in range(n)])


def test_a_store_that_rose_beside_one_that_did_not(db, cast, boards):
    board_id = boards.make("implement", compared="units", others=[(cast.xuhui, boards.place)], changed_days_ago=SINCE)
    a_year(boards, cast.jingan, before=4.5, after=5.8)
    a_year(boards, cast.xuhui, before=4.5, after=4.5, seed=2)
    db.session.commit()
    effect = found(board_id)
    assert (effect.method, effect.words) == (VALUES, UP)
    assert effect.before_n >= 8 * 10 and effect.after_n >= 8 * 3 and abs(effect.other_gain) < 0.5


def test_a_rise_that_all_share_is_no_effect(db, cast, boards):
    board_id = boards.make("implement", compared="units", others=[(cast.xuhui, boards.place)], changed_days_ago=SINCE)
    a_year(boards, cast.jingan, before=4.5, after=5.5)
    a_year(boards, cast.xuhui, before=4.5, after=5.5, seed=2)
    db.session.commit()
    assert found(board_id).words == OPEN


def test_the_month_of_the_change_counts_on_neither_side(db, cast, boards):
    board_id = boards.make("implement", changed_days_ago=SINCE)
    change = load(board_id).changed_on
    months_ago = next(n for n in range(6) if shifted(month_of(today()), -n) == month_of(change))
    boards.visits(cast.jingan, months_ago, [1.0, 2.0, 1.5])
    db.session.commit()
    effect = found(board_id)
    assert effect.method == BEFORE_AFTER
    assert (effect.before_n, effect.after_n) == ((0, 0) if change.day > 1 else (0, 3))


def test_it_reads_what_customers_answered(db, cast, boards):
    board_id = boards.make("implement", measure="csat", target=10.0, changed_days_ago=SINCE)
    for months_ago, happy in ((0, 10), (1, 10), (5, 40), (6, 40)):
        for value, n in ((5, happy), (1, 50 - happy)):
            db.session.add(VoiceCount(unit_id=cast.jingan, touchpoint_id=boards.place, measure="csat", value=value, n=n, other=0,
                                      month=shifted(month_of(today()), -months_ago), source="survey", subject="", segment=""))
    db.session.commit()
    effect = found(board_id)
    assert effect.value == pytest.approx(-60) and "Worse than before" in effect.words and effect.words != DOWN
    course = course_of(load(board_id), today())
    narrow, wide = chart_of(course, load(board_id))
    assert [flag.text for flag in wide.flags] == ["1"] and len(narrow.rows) == len(course.periods)


def test_before_the_change_there_is_no_effect(boards):
    assert found(boards.make("plan")) is None
