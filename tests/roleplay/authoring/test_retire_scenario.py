"""Taking a scenario down and bringing it back."""

from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from cxtrain.roleplay.signals import asked_uses
from tests.conftest import Browser
from tests.roleplay.authoring.conftest import DRAFT
from tests.roleplay.conftest import SCENARIO, Player

LIST = "/authoring/scenarios"


def retire(author, value="retire"):
    return author.press(f"{DRAFT}/retire", LIST, value=value)


def test_it_can_be_started_no_more_and_a_play_under_way_is_finished(author, draft, app, cast):
    player = Player(Browser(app).login(cast.wang))
    player.start()
    player.play("One minute")
    assert retire(author).location == LIST
    assert "Taken down" in author.get(LIST).text
    player.play("garden house", "handover book")
    assert player.attempt.outcome
    assert "late-check-in" not in player.browser.get("/roleplay").text
    assert "no longer offered" in player.browser.get(SCENARIO).text
    answer = player.browser.post(f"{SCENARIO}/start", page="/me/sessions", mode="practice", anew="")
    assert answer.status_code == 409 and "no longer offered" in answer.text


def test_it_is_brought_back(author, draft, app, cast):
    retire(author)
    retire(author, "back")
    assert Player(Browser(app).login(cast.wang)).start()
    actions = [entry.action for entry in database.session.query(LedgerEntry).order_by(LedgerEntry.id)]
    assert {"scenario retired", "scenario brought back"} <= set(actions)


def test_what_a_course_needs_stays(author, draft):
    def uses(scenario, **_more):
        return ["The front desk"]
    asked_uses.connect(uses)
    try:
        answer = retire(author)
    finally:
        asked_uses.disconnect(uses)
    assert answer.status_code == 400 and "It is part of “The front desk”." in answer.text


def test_one_that_is_not_published_cannot_be_taken_down(author):
    assert author.press("/authoring/scenarios/nothing/retire", LIST, value="retire").status_code == 404
