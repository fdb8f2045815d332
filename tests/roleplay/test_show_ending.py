"""The ending of a play."""

import pytest

from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from cxtrain.roleplay.models import Step
from cxtrain.roleplay.operations import result_of
from cxtrain.roleplay.play import MOST_CHOICES, replay
from cxtrain.roleplay.queries import scenario_of
from cxtrain.roleplay.score import score
from cxtrain.roleplay.signals import asked_where_next, scenario_finished
from tests.conftest import Browser
from tests.roleplay.conftest import BEST, WORST, Player


def test_it_says_how_it_ended_and_what_it_earned(player):
    player.start()
    text = player.browser.get(player.play(*BEST).location).text
    for part in ("She remembers your name", "The customer leaves delighted.", "You asked first and then acted.",
                 "<strong class=\"number\">100</strong>", "Reliability: 3 (worst −1, best 3)", "Play again"):
        assert part in text


def test_it_draws_the_moods_with_a_table_beside_them(player):
    player.start()
    text = player.browser.get(player.play(*BEST).location).text
    # Moods 0, 1, 3, 4: the strongest before the end is the third, and the fourth is the end.
    assert "Peak 3" in text and "Ending 4" in text
    assert "At the start" in text and "<details class=\"chart-numbers\">" in text


def test_it_names_the_choices_that_cost_most_and_what_would_have_been_better(player):
    player.start()
    text = player.browser.get(player.play(*WORST).location).text
    # nothing loses 5 points (garden and confirm would give 4, it gives -1), pass-on 4.
    assert "Points no longer in reach after this: 5" in text and "Points no longer in reach after this: 4" in text
    assert text.index("after this: 5") < text.index("after this: 4")
    assert "I&#39;ll walk you over" in text and "Her shoulders drop." in text and "carried its cost" in text


def test_it_shows_the_steps_and_what_was_offered_before_asking(player):
    player.start()
    text = player.browser.get(player.play("make sure", "garden house", "See you").location).text
    assert text.count('class="taken"') == 2 and text.count('class="skipped"') == 2
    assert "before you had asked" in text


def test_an_exam_shows_the_coaching_of_every_choice_now(player):
    player.start("exam")
    text = player.browser.get(player.play(*BEST).location).text
    for part in ("You met her tiredness", "carried its cost", "A promise counts once it is written down", "Empathy +1"):
        assert part in text


def test_it_is_in_chinese_for_chinese_readers(chinese, cast, scenario):
    player = Player(chinese.login(cast.sun))
    player.start()
    text = chinese.get(player.play("肯定给您安排", "花园楼", "早上见").location).text
    for part in ("她记住了你的名字", "客人带着惊喜离开。", "峰值", "探索", "跳过", "还没问清就给方案。",
                 "再演练一次", "可靠性：3 分"):
        assert part in text


def test_the_result_that_is_kept_equals_the_replay(player):
    player.start()
    player.play("ID", "upgrade", "alarm")
    attempt = player.attempt
    story = scenario_of(attempt.version)
    earned = score(story, replay(story, player.made))
    assert attempt.result == result_of(earned)
    assert attempt.score == earned.overall.percent
    # passport 1, upgrade 1, app 0: 2 of -2..7, which is 4 of 9 or 44.44 %.
    assert attempt.score == 44.4


def test_finishing_is_told_once_to_higher_packages_and_to_the_ledger(player):
    heard = []

    def hear(attempt):
        heard.append((attempt.id, attempt.outcome, attempt.score, attempt.mode))

    with scenario_finished.connected_to(hear):
        player.start("exam")
        player.play(*BEST)
    assert heard == [(player.attempt.id, "delighted", 100.0, "exam")]
    rows = database.session.query(LedgerEntry).filter_by(action="scenario finished").all()
    assert [row.facts for row in rows] == [
        {"scenario": "late-check-in", "mode": "exam", "outcome": "delighted", "score": 100.0}]


def test_a_higher_package_may_say_where_to_go_next(player):
    class Link:
        url, label = "/somewhere", "Back to the course"

    player.start()
    player.play(*BEST)
    with asked_where_next.connected_to(lambda attempt: Link):
        text = player.browser.get(f"{player.url}/ending").text
    assert 'href="/somewhere"' in text and "Back to the course" in text


def test_a_play_that_never_ends_is_closed_as_lost(player, db):
    player.start()
    attempt = player.attempt
    made = ["own-it"] + ["look-again"] * (MOST_CHOICES - 2)
    db.session.add_all([Step(attempt_id=attempt.id, position=at, choice_id=choice, at=attempt.started_at)
                        for at, choice in enumerate(made)])
    db.session.commit()
    answer = player.say("look again")
    assert answer.location == f"{player.url}/ending"
    text = player.browser.get(answer.location).text
    assert "came to no end after 200 answers" in text and player.attempt.outcome == "lost"
    # own-it earns 3; the worst way on is nothing, -1: 2 of -2..7 is 44.4 %.
    assert player.attempt.score == 44.4


def test_a_play_that_goes_on_has_no_ending_yet(player):
    url = player.start()
    assert player.browser.get(f"{url}/ending").location == url


@pytest.mark.parametrize("who", ["zhao", "li", "he", "admin"])
def test_nobody_else_sees_it(player, app, cast, who):
    player.start()
    player.play(*BEST)
    assert Browser(app).login(getattr(cast, who)).get(f"{player.url}/ending").status_code == 404


def test_a_stranger_is_sent_to_sign_in(player, app):
    player.start()
    player.play(*BEST)
    assert Browser(app).get(f"{player.url}/ending").status_code == 302
