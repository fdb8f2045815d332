"""Starting a play."""

from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from cxtrain.roleplay import operations
from cxtrain.roleplay.models import Attempt
from tests.roleplay.conftest import SCENARIO
from tests.roleplay.stories import LATE_CHECK_IN


def attempts():
    """Return every attempt there is."""
    database.session.expire_all()
    return database.session.query(Attempt).order_by(Attempt.id).all()


def test_it_starts_a_play_of_the_wanted_kind(player, cast):
    player.start("exam")
    [attempt] = attempts()
    assert (attempt.employee_id, attempt.mode, attempt.finished_at, len(attempt.seed)) == (cast.wang, "exam", None, 32)


def test_it_leaves_one_row_in_the_ledger(player):
    player.start()
    rows = database.session.query(LedgerEntry).filter_by(action="scenario started").all()
    assert [row.facts for row in rows] == [{"scenario": "late-check-in", "mode": "practice"}]


def test_an_open_play_of_the_same_kind_is_gone_on_with(player):
    assert player.start() == player.start()
    assert player.start("exam") != player.url.replace("2", "1")
    assert len(attempts()) == 2


def test_a_double_click_makes_one_play(player):
    fields = {"mode": "practice", "anew": "", **player.browser.hidden(SCENARIO)}
    fields["anew"] = ""
    first, second = (player.browser.client.post(f"{SCENARIO}/start", data=fields, headers=player.browser.headers)
                     for _ in range(2))
    assert first.location == second.location
    assert len(attempts()) == 1


def test_a_practice_can_be_started_over_and_the_old_one_is_kept(player):
    first = player.start()
    assert player.start(anew="1") != first
    old, new = attempts()
    assert (old.finished_at is not None, old.outcome, new.finished_at) == (True, None, None)
    assert player.browser.get(first).location == SCENARIO


def test_an_exam_cannot_be_started_over(player):
    assert player.start("exam") == player.start("exam", anew="1")


def test_a_play_goes_on_with_the_version_it_was_started_on(player, db):
    player.start()
    newer = LATE_CHECK_IN.replace("I'd booked a quiet room", "I'd booked a silent room")
    operations.publish_scenario(newer)
    db.session.commit()
    assert "quiet room" in player.text and "silent room" not in player.text
    assert "quiet room" in player.browser.get(player.start()).text
    player.start(anew="1")
    assert "silent room" in player.text


def test_a_kind_that_is_not_there_is_a_400(player):
    answer = player.browser.post(f"{SCENARIO}/start", page=SCENARIO, mode="cheat")
    assert answer.status_code == 400 and "Choose practice or exam" in answer.text
    assert attempts() == []


def test_a_scenario_that_is_not_there_is_a_404(player):
    assert player.browser.post("/roleplay/nothing/start", page=SCENARIO, mode="exam").status_code == 404


def test_a_stranger_starts_nothing(browser, scenario):
    assert browser.post(f"{SCENARIO}/start", page="/sign-in", mode="exam").status_code == 401
    assert attempts() == []
