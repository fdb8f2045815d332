"""The big screen: the room, the vote, the shares, what comes of the choice, and the end."""

import re

import pytest
from sqlalchemy import func, select

from cxtrain.ledger.models import LedgerEntry
from cxtrain.roleplay.models import Attempt
from cxtrain.roleplay.play import replay
from cxtrain.roleplay.scenario import load
from cxtrain.roleplay.score import score
from cxtrain.training.huddles.models import Huddle, HuddleCount, HuddlePhone, HuddleStep, HuddleVote
from cxtrain.training.huddles.operations import end_old
from cxtrain.training.huddles.stages import LASTS
from tests.conftest import Browser
from tests.roleplay.stories import LATE_CHECK_IN

STORY = load(LATE_CHECK_IN)
FORWARD = {"lobby": "begin", "asking": "count", "counted": "play", "shown": "on"}


def to_the_end(trainer):
    """Press the button that leads on until the huddle has ended; pick the first answer where nobody chose."""
    while (stage := trainer.huddle.stage) != "ended":
        choice = {"choice": trainer.marked() or trainer.tokens()["A"]} if stage == "counted" else {}
        assert trainer.move(FORWARD[stage], **choice).status_code == 303


def rows(db, model):
    """Return how many rows a table has."""
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model))


def words(text):
    """Return what a page says, without its markup."""
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())


def test_a_whole_huddle_is_played_kept_as_group_practice_and_who_chose_what_is_deleted(trainer, phone, db):
    three = [phone(trainer) for _ in range(3)]
    assert f"Phones here: {len(three)}" in words(trainer.text) and trainer.huddle.code in trainer.text
    trainer.move("begin")
    for each, letter in zip(three, "ABB", strict=True):
        assert each.choose(letter).status_code == 303
    assert "Chosen: 3 / 3" in words(trainer.text)
    to_the_end(trainer)
    huddle = trainer.huddle
    made = list(db.session.scalars(select(HuddleStep.choice_id).where(HuddleStep.huddle_id == huddle.id).order_by(HuddleStep.position)))
    reached = replay(STORY, made)
    assert (huddle.outcome, huddle.score) == (reached.outcome, score(STORY, reached).overall.percent)
    assert (huddle.position, huddle.people) == (len(made), 3)
    assert rows(db, HuddleVote) == rows(db, HuddlePhone) == 0 == rows(db, Attempt)
    counts = db.session.execute(select(HuddleCount.position, HuddleCount.phones).order_by(HuddleCount.phones)).all()
    assert [tuple(row) for row in counts] == [(0, 1), (0, 2)]
    facts = dict(db.session.execute(select(LedgerEntry.action, LedgerEntry.facts).where(LedgerEntry.action.startswith("huddle"))).all())
    assert facts["huddle ended"] == {"scenario": "late-check-in", "people": 3, "choices": len(made), "outcome": huddle.outcome,
                                     "score": huddle.score}
    text = words(trainer.text)
    assert "3 people took part." in text and "2/3 · 67 %" in text and "best way" in text and "How the customer felt" in text


def test_reaction_and_coaching_appear_only_when_the_trainer_goes_on(trainer, phone):
    someone = phone(trainer)
    trainer.move("begin")
    hidden = [said.en for choice in STORY.opening.choices for said in (choice.reaction, choice.coaching)]
    someone.choose("A")
    assert not any(said in trainer.text for said in hidden)
    trainer.move("count")
    assert not any(said in trainer.text for said in hidden) and trainer.marked()
    trainer.move("play")
    assert sum(said in trainer.text.replace("&#39;", "'").replace("&#34;", '"') for said in hidden) == 2


def test_the_trainer_may_play_on_with_another_answer_than_the_most_chosen(trainer, phone, db):
    someone = phone(trainer)
    trainer.move("begin")
    someone.choose("A")
    trainer.move("count")
    tokens = trainer.tokens()
    assert trainer.marked() == tokens["A"]
    trainer.move("play", choice=tokens["B"])
    assert "Of 1 people, 0 were for B." in words(trainer.text)
    assert "The group goes on with B." in words(someone.look().text)


def test_a_show_of_hands_is_typed_counted_and_corrected(trainer, db):
    trainer.move("begin")
    fields = trainer.hands()
    trainer.move("count", **{fields[0]: "3", fields[1]: "９"})
    assert "12 people chose" in trainer.text and trainer.marked() == trainer.tokens()["B"]
    trainer.move("count", **{fields[0]: "13", fields[1]: "9"})
    assert "22 people chose" in trainer.text and trainer.marked() == trainer.tokens()["A"]
    wrong = trainer.move("count", **{fields[0]: "many", fields[1]: "9"})
    assert wrong.status_code == 400 and "At A: type how many hands" in wrong.text and 'value="many"' in wrong.text
    assert "22 people chose" in trainer.text
    trainer.move("play")
    assert trainer.huddle.people == 22


def test_where_several_are_level_it_says_so(trainer):
    trainer.move("begin")
    fields = trainer.hands()
    trainer.move("count", **{fields[0]: "4", fields[2]: "4"})
    assert "Several answers are level" in trainer.text


def test_the_vote_may_be_opened_again_and_hands_stay(trainer, phone):
    someone = phone(trainer)
    trainer.move("begin")
    trainer.move("count", **{trainer.hands()[0]: "5"})
    trainer.move("reopen")
    assert someone.choose("B").status_code == 303
    assert 'value="5"' in trainer.text
    trainer.move("count")
    assert "6 people chose" in trainer.text


def test_nothing_can_be_played_that_is_not_offered(trainer):
    trainer.move("begin")
    trainer.move("count")
    refused = trainer.move("play", choice="0" * 16)
    assert refused.status_code == 400 and "Choose with which answer" in refused.text
    assert trainer.huddle.stage == "counted"


@pytest.mark.parametrize("move", ["play", "on", "reopen", "begin", "fly"])
def test_a_button_of_another_screen_moves_nothing(trainer, move):
    trainer.move("begin")
    answer = trainer.move(move, choice="x")
    assert (answer.status_code, trainer.huddle.stage, trainer.huddle.revision) == (303, "asking", 1)


def test_a_double_click_and_an_old_screen_move_once(trainer):
    hidden = trainer.browser.hidden(trainer.url)
    for key in (hidden["submission_key"], hidden["submission_key"], "another"):
        data = {**hidden, "submission_key": key, "move": "begin"}
        assert trainer.browser._open("POST", f"{trainer.url}/move", data=data).status_code == 303
    assert (trainer.huddle.stage, trainer.huddle.revision) == ("asking", 1)


def test_ended_before_its_time_it_keeps_what_was_played_and_no_vote(trainer, phone, db):
    someone = phone(trainer)
    trainer.move("begin")
    someone.choose("A")
    trainer.move("count")
    trainer.move("play")
    trainer.move("on")
    someone.choose("A")
    trainer.move("count")
    assert trainer.move("end").status_code == 303
    huddle = trainer.huddle
    assert (huddle.position, huddle.outcome, huddle.score, huddle.people) == (1, None, None, 1)
    assert rows(db, HuddleCount) == 1 and rows(db, HuddleVote) == rows(db, HuddlePhone) == 0
    assert "ended before the story was" in trainer.text and "ended early" in trainer.browser.get("/huddles").text


def test_one_without_a_scene_stands_in_no_list(trainer):
    assert "Under way" in trainer.browser.get("/huddles").text
    trainer.move("end")
    text = trainer.browser.get("/huddles").text
    assert "Under way" not in text and "will stand here" in text and "Nothing was played" in trainer.text


def test_what_nobody_ended_ends_by_itself_after_three_hours(trainer, phone, db):
    someone = phone(trainer)
    trainer.move("begin")
    someone.choose("A")
    started = trainer.huddle.started_at
    for after, stage in ((LASTS, "asking"), (LASTS * 1.01, "ended")):
        end_old(started + after)
        db.session.commit()
        assert trainer.huddle.stage == stage
    assert rows(db, HuddleVote) == 0


def test_the_state_says_how_many_and_nothing_where_nothing_changed(trainer, phone):
    trainer.move("begin")
    first = trainer.browser.get(f"{trainer.url}/state")
    assert first.json == {"revision": 1, "joined": 0, "chosen": 0}
    headers = {"If-None-Match": first.headers["ETag"]}
    again = trainer.browser.get(f"{trainer.url}/state", headers=headers)
    assert (again.status_code, again.data) == (304, b"")
    phone(trainer).choose("A")
    assert trainer.browser.get(f"{trainer.url}/state", headers=headers).json == {"revision": 1, "joined": 1, "chosen": 1}


@pytest.mark.parametrize(("who", "status"), [("wang", 403), ("admin", 403), ("chen", 404), ("he", 200), ("lin", 200)])
def test_only_those_who_lead_huddles_there_see_one(trainer, app, cast, who, status):
    someone = Browser(app).login(getattr(cast, who))
    found = [someone.get(f"{trainer.url}{path}").status_code for path in ("", "/state")]
    token = someone.hidden("/me/sessions")["csrf_token"]
    posted = someone._open("POST", f"{trainer.url}/move", data={"csrf_token": token, "move": "end", "revision": "0"})
    assert [*found, posted.status_code] == [status, status, 303 if status == 200 else status]
    assert (trainer.huddle.stage == "ended") == (status == 200)


def test_a_stranger_is_sent_to_sign_in(app, trainer):
    stranger = Browser(app)
    assert [stranger.get(path).status_code for path in ("/huddles", "/huddles/new", trainer.url, f"{trainer.url}/state")] == [302] * 4


def test_the_list_shows_past_ones_a_page_at_a_time(trainer, db, cast):
    to_the_end(trainer)
    one = trainer.huddle
    for number in range(25):
        db.session.add(Huddle(unit_id=cast.jingan, version=one.version, leader_id=cast.li, code=f"BBBB{number:02}", seed="s",
                              stage="ended", position=2, people=number, started_at=one.started_at, ended_at=one.started_at))
    db.session.commit()
    first = trainer.browser.get("/huddles")
    assert first.text.count("led by") == 20
    older = re.search(r'href="(/huddles\?before=\d+)"', first.text)[1]
    assert trainer.browser.get(older).text.count("led by") == 6
    assert Browser(trainer.browser.app).login(cast.chen).get("/huddles").text.count("led by") == 0
