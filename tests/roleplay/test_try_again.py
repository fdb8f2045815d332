"""Taking a finished practice up again from one of its scenes; reasons; hints; earlier plays beside this one."""

import pytest
import yaml

from cxtrain.extensions import db as database
from cxtrain.journey.operations import publish_touchpoints
from cxtrain.ledger.models import LedgerEntry
from cxtrain.roleplay import operations, queries
from cxtrain.roleplay.models import Attempt, Hint, Step
from cxtrain.roleplay.signals import scenario_finished
from tests.conftest import Browser
from tests.roleplay.conftest import BEST, SCENARIO, WORST, Player
from tests.roleplay.stories import LATE_CHECK_IN, both, written
from tests.roleplay.test_packs import TOUCHPOINTS


def again(player, position):
    """Ask to try again from the answer with `position` answers before it; the player then is at the new play."""
    answer = player.browser.post(f"{player.url}/again", page=f"{player.url}/ending", position=str(position))
    if answer.status_code == 303:
        player.url = answer.location.split("#")[0]
    return answer


def test_it_starts_with_the_choices_that_lay_before_and_says_that_it_does_not_count(player):
    player.start()
    player.play("make sure", "garden house", "See you")
    first = player.url
    assert again(player, 1).status_code == 303 and player.url != first
    assert player.made == ["promise"] and player.attempt.carried == 1
    assert "does not count" in player.text and "garden house" in player.text
    ending = player.browser.get(player.play("all there is").location).text
    assert "Tried again from answer 2 of an earlier practice. This play does not count." in ending


def test_it_counts_nowhere(player, cast):
    player.start()
    player.play(*WORST)
    heard = []
    with scenario_finished.connected_to(lambda attempt: heard.append(attempt)):
        again(player, 1)
        player.play("garden house", "alarm")
    assert heard == []
    [standing] = queries.standings_of(cast.wang).values()
    assert (standing.plays, standing.best, standing.open_id) == (1, 0, None)
    assert len(queries.latest_attempts(cast.wang, queries.get_scenario("late-check-in"))) == 1
    assert player.attempt.score is not None


def test_a_practice_under_way_is_left_alone_and_another_such_play_is_given_up(player, cast):
    player.start()
    player.play(*WORST)
    done = player.url
    running = player.start()
    player.url = done
    again(player, 1)
    second = player.url
    player.url = done
    again(player, 1)
    assert player.url != second and player.browser.get(running).status_code == 200
    [(old, outcome)] = database.session.query(Attempt.finished_at, Attempt.outcome).filter_by(id=int(second.split("/")[-1]))
    assert old is not None and outcome is None
    assert "took up again" in player.browser.get(SCENARIO).text


def test_it_leaves_a_row_in_the_ledger_that_names_the_source(player):
    player.start()
    player.play(*WORST)
    source = player.attempt.id
    again(player, 1)
    [row] = database.session.query(LedgerEntry).filter_by(action="scenario taken up again").all()
    assert row.facts == {"scenario": "late-check-in", "mode": "practice", "source": source, "choices": 1}


@pytest.mark.parametrize("position", ["0", "3", "-1", "x", "", "999"])
def test_a_place_that_the_play_did_not_pass_is_refused_in_a_sentence(player, position):
    player.start()
    player.play(*BEST)
    answer = again(player, position)
    assert answer.status_code == 400 and "from which answer" in answer.text
    assert database.session.query(Attempt).count() == 1


@pytest.mark.parametrize(("mode", "lines"), [("exam", BEST), ("practice", BEST[:1])])
def test_an_exam_and_a_play_that_goes_on_are_refused(player, mode, lines):
    player.start(mode)
    player.play(*lines)
    answer = player.browser.post(f"{player.url}/again", page=SCENARIO, position="1")
    assert answer.status_code == 400 and "Only a practice that has ended" in answer.text


def test_somebody_elses_play_cannot_be_taken_up(player, app, cast):
    player.start()
    player.play(*BEST)
    other = Browser(app).login(cast.zhao)
    assert other.post(f"{player.url}/again", page=SCENARIO, position="1").status_code == 404


def test_only_a_practice_offers_it_and_not_from_the_first_answer(player):
    player.start()
    assert player.browser.get(player.play(*BEST).location).text.count("Try again from here") == 2
    player.start("exam")
    assert "Try again from here" not in player.browser.get(player.play(*BEST).location).text


def test_earlier_plays_stand_beside_this_one(player):
    player.start()
    text = player.browser.get(player.play(*WORST).location).text
    assert "Beside your earlier plays" not in text
    player.start("exam")
    text = player.browser.get(player.play(*BEST).location).text
    table = text[text.index("Beside your earlier plays"):text.index("</table>", text.index("Beside your earlier plays"))]
    assert table.index("this play") < table.index("Practice") and "Lost" in table and ">0.0<" in table and ">100.0<" in table


def test_earlier_plays_are_read_from_an_index_of_their_own(player, cast):
    if database.engine.dialect.name != "sqlite":
        return
    player.start()
    player.play(*WORST)
    query = queries._tries(cast.wang, 1).compile(database.engine, compile_kwargs={"literal_binds": True})
    plan = str(database.session.execute(database.text(f"explain query plan {query}")).all())
    assert "ix_scenario_attempt_tries" in plan and "TEMP B-TREE" not in plan


@pytest.fixture
def asking(browser, cast, db):
    """A story whose first answer needs a reason, with a hint there, and a second customer."""
    story = yaml.safe_load(LATE_CHECK_IN)
    story["scenes"]["arrival"]["hint"] = both("Look at her suitcase")
    story["scenes"]["arrival"]["choices"][0]["reason"] = True
    publish_touchpoints(TOUCHPOINTS)
    assert operations.publish_scenario(written(story)).scenario
    db.session.commit()
    return Player(browser.login(cast.wang))


def test_a_choice_that_asks_why_is_taken_with_a_reason_only(asking):
    asking.start()
    answer = asking.say("One minute", reason="   ")
    assert answer.status_code == 400 and "Say in a few words why" in answer.text and asking.made == []
    assert asking.say("One minute", reason="She is <b>tired</b>").status_code == 303
    assert [step.reason for step in database.session.query(Step)] == ["She is <b>tired</b>"]
    text = asking.browser.get(asking.play("all there is").location).text
    assert "She is &lt;b&gt;tired&lt;/b&gt;" in text and "Your reason" in text


def test_a_reason_that_is_too_long_is_refused_and_kept_in_the_page(asking):
    asking.start()
    answer = asking.say("One minute", reason="x" * 501)
    assert answer.status_code == 400 and "longer than 500" in answer.text and "x" * 501 in answer.text
    assert asking.made == []


def test_another_choice_needs_no_reason_and_keeps_none(asking):
    asking.start()
    asking.say("ID", reason="because")
    assert [step.reason for step in database.session.query(Step)] == [None]


def test_a_reason_changes_no_score_and_goes_along_when_the_play_is_taken_up_again(asking):
    asking.start()
    asking.say("One minute", reason="tired")
    asking.play("garden house", "handover book")
    assert asking.attempt.score == 100
    again(asking, 2)
    rows = database.session.query(Step).filter_by(attempt_id=asking.attempt.id).order_by(Step.position)
    assert [(row.choice_id, row.reason) for row in rows] == [("own-it", "tired"), ("garden", None)]


def test_a_hint_is_hidden_until_the_player_opens_it_and_that_is_kept(asking):
    url = asking.start()
    assert "Look at her suitcase" not in asking.text and "Show a hint" in asking.text
    for _twice in range(2):
        assert asking.browser.post(f"{url}/hint", page=url, position="0").status_code == 303
    assert "Look at her suitcase" in asking.text
    assert [hint.position for hint in database.session.query(Hint)] == [0]
    asking.say("ID")
    assert "Show a hint" not in asking.text
    text = asking.browser.get(asking.play("all there is").location).text
    assert "You opened the hint:" in text


@pytest.mark.parametrize("position", ["1", "-1", "x"])
def test_a_hint_of_another_scene_stays_closed(asking, position):
    url = asking.start()
    asking.browser.post(f"{url}/hint", page=url, position=position)
    assert "Look at her suitcase" not in asking.text and database.session.query(Hint).count() == 0


def test_an_exam_has_no_hint(asking):
    url = asking.start("exam")
    assert "Show a hint" not in asking.text
    answer = asking.browser.post(f"{url}/hint", page=url, position="0")
    assert answer.status_code == 400 and "Hints are for practice" in answer.text
    assert "Look at her suitcase" not in asking.text
