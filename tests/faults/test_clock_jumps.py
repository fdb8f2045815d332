"""The server's clock is put back or forward while people work: nobody gets time twice, and what comes later stays later.

The oracle is a second clock that nobody touches: the minutes that have really passed since the start.
"""

import datetime as dt

import pytest
import time_machine

from cxtrain.clock import now
from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from cxtrain.ledger.operations import record
from cxtrain.ledger.queries import verify
from cxtrain.quizzes import operations
from cxtrain.quizzes.operations import TimeIsUp
from cxtrain.roleplay.audit.queries import verify_plays
from tests.quizzes.conftest import RIGHT, WRONG
from tests.quizzes.test_operations import answers, publish, started, timed, wang  # noqa: F401
from tests.roleplay.conftest import player, scenario  # noqa: F401

MINUTE = dt.timedelta(minutes=1)
STARTS = {"noon": dt.datetime(2026, 11, 22, 4, 0, tzinfo=dt.UTC), "a second before midnight in Shanghai": dt.datetime(2026, 11, 22, 15, 59, 59, tzinfo=dt.UTC),
          "the evening of a leap day": dt.datetime(2028, 2, 29, 15, 50, tzinfo=dt.UTC)}
JUMPS = {"an hour back": dt.timedelta(hours=-1), "a day back": dt.timedelta(days=-1)}


@pytest.mark.parametrize("jump", JUMPS.values(), ids=JUMPS)
@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
def test_a_clock_that_is_put_back_gives_no_time_but_that_since_the_last_answer(publish, wang, start, jump):  # noqa: F811
    with time_machine.travel(start, tick=False):
        attempt = started(wang, publish(timed(time_limit=20)))
    with time_machine.travel(start + 10 * MINUTE, tick=False):
        operations.save_answers(attempt, answers(WRONG))
    for really in (13, 16, 19, 22):  # the answer at 10 was the last before the jump: three minutes are not known to have passed
        with time_machine.travel(start + really * MINUTE + jump, tick=False):
            operations.save_answers(attempt, answers(RIGHT))
            database.session.commit()
    with time_machine.travel(start + 24 * MINUTE + jump, tick=False), pytest.raises(TimeIsUp):
        operations.save_answers(attempt, answers(WRONG))


def test_clocks_that_jump_to_and_fro_give_no_more_than_a_step_each(publish, wang):  # noqa: F811
    start = STARTS["noon"]
    with time_machine.travel(start, tick=False):
        attempt = started(wang, publish(timed(time_limit=20)))
    given = 0
    for really in range(1, 60):
        with time_machine.travel(start + really * MINUTE - really * dt.timedelta(minutes=30), tick=False):  # back at every step
            try:
                operations.save_answers(attempt, answers(RIGHT))
            except TimeIsUp:
                break
            given += 1
    assert given == 59  # a clock that never goes forward ends nothing by itself: its steps are all there is
    last = start + 59 * MINUTE - 59 * dt.timedelta(minutes=30)
    with time_machine.travel(last + 19 * MINUTE, tick=False):  # and from the last step on there are the twenty minutes, no more
        operations.save_answers(attempt, answers(RIGHT))
        database.session.commit()
    with time_machine.travel(last + 21 * MINUTE, tick=False), pytest.raises(TimeIsUp):
        operations.save_answers(attempt, answers(WRONG))
    with time_machine.travel(start + 60 * MINUTE, tick=False), pytest.raises(TimeIsUp):
        operations.save_answers(attempt, answers(WRONG))


def test_a_clock_that_is_put_forward_ends_the_time_and_keeps_what_was_saved(publish, wang):  # noqa: F811
    start = STARTS["noon"]
    with time_machine.travel(start, tick=False):
        attempt = started(wang, publish(timed(time_limit=20)))
        operations.save_answers(attempt, answers(RIGHT))
    with time_machine.travel(start + dt.timedelta(hours=1), tick=False):
        with pytest.raises(TimeIsUp):
            operations.save_answers(attempt, answers(WRONG))
        operations.submit_attempt(wang, attempt)
    assert (attempt.submitted_at, attempt.score) == (start + 20 * MINUTE, 100.0)


def test_choices_stay_in_the_order_in_which_they_were_made(player, cast):  # noqa: F811
    start = now() + dt.timedelta(hours=2)
    with time_machine.travel(start):
        player.browser.login(cast.wang)
        player.start()
        player.say(next(iter(player.tokens())))
        before = list(player.made)
    with time_machine.travel(start - dt.timedelta(hours=1)):
        player.browser.login(cast.wang)  # a cookie out of the future is nobody's
        player.say(next(iter(player.tokens())))
        assert player.made[:-1] == before and len(before) == 1
    assert verify_plays()[1] == []


def test_the_ledger_goes_by_number_and_not_by_the_clock(db, cast):
    for hours in (0, -1, -25, 3):
        with time_machine.travel(STARTS["noon"] + dt.timedelta(hours=hours), tick=False):
            record("score corrected", ("scorecard", hours + 99), unit_id=cast.jingan, actor_id=1)
            db.session.commit()
    assert verify()[1] is None
    rows = db.session.query(LedgerEntry).filter_by(action="score corrected").order_by(LedgerEntry.seq)
    assert [row.subject for row in rows] == ["scorecard:99", "scorecard:98", "scorecard:74", "scorecard:102"]
