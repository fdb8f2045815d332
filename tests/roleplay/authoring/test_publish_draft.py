"""Publishing a draft: with a note, of what its author saw, and plays under way keep their version."""

from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from cxtrain.roleplay import operations as roleplay
from cxtrain.roleplay.models import Scenario, ScenarioVersion
from tests.conftest import Browser
from tests.roleplay.authoring.conftest import DRAFT, document, fields_of, plain
from tests.roleplay.conftest import Player
from tests.roleplay.stories import LATE_CHECK_IN

PUBLISH = f"{DRAFT}/publish"


def current():
    database.session.rollback()
    database.session.expire_all()
    return database.session.query(Scenario).filter_by(slug="late-check-in").one().current


def change(author, words="So?"):
    author.fill(f"{DRAFT}/scenes/search", says_en=words)


def test_it_shows_what_is_different_and_publishes_with_the_note(author, draft, cast):
    change(author)
    page = plain(author.get(PUBLISH).text)
    assert "So?" in page and "Well?" in page
    answer = author.fill(PUBLISH, None, note="Shorter question")
    assert answer.status_code == 303 and answer.location == DRAFT
    version = current()
    assert (version.note, version.published_by_id) == ("Shorter question", cast.lin)
    assert "So?" in version.source and "Published as it stands" in author.get(DRAFT).text
    assert database.session.query(LedgerEntry).filter_by(action="scenario published").count() == 2


def test_a_note_is_asked_for_and_nothing_is_published_without(author, draft):
    change(author)
    answer = author.fill(PUBLISH, None)
    assert answer.status_code == 400 and "Say in a few words what is new." in answer.text
    assert database.session.query(ScenarioVersion).count() == 1


def test_with_an_error_it_says_what_is_wrong_and_cannot_be_published(author, draft):
    author.fill(f"{DRAFT}/scenes/search", says_en="")
    page = author.get(PUBLISH).text
    assert "It cannot be published yet" in page and "Publish for learners" not in page
    fields = author.opened(DRAFT, None)
    answer = author.send(PUBLISH, {**fields, "note": "x", "save": "2", "over": str(current().id)})
    assert answer.status_code == 400 and database.session.query(ScenarioVersion).count() == 1


def test_what_somebody_saved_meanwhile_is_shown_before_it_is_published(author, other, draft):
    change(author)
    fields = author.opened(PUBLISH, None)
    change(other, "Theirs?")
    answer = author.send(PUBLISH, {**fields, "note": "Shorter question"})
    assert answer.status_code == 409 and "Theirs?" in plain(answer.text) and "Shorter question" in answer.text
    assert author.send(PUBLISH, fields_of(answer.text)).status_code == 303
    assert "Theirs?" in current().source


def test_a_version_that_a_command_published_meanwhile_is_not_replaced_unseen(author, draft):
    change(author)
    fields = author.opened(PUBLISH, None)
    roleplay.publish_scenario(LATE_CHECK_IN.replace("Well?", "By command?"))
    database.session.commit()
    answer = author.send(PUBLISH, {**fields, "note": "n"})
    assert answer.status_code == 409 and "By command?" in plain(answer.text)
    assert "Another version was published since this draft was begun" in author.get(DRAFT).text


def test_a_play_under_way_keeps_its_version(author, draft, app, cast):
    player = Player(Browser(app).login(cast.wang))
    player.start()
    player.play("One minute")
    change(author)
    author.fill(PUBLISH, None, note="n")
    assert "Well?" in player.text and "So?" not in player.text
    player.play("garden house", "handover book")
    assert player.attempt.outcome and player.attempt.version_id != current().id
    player.start()
    player.play("One minute")
    assert "So?" in player.text


def test_a_new_scenario_is_published_for_the_first_time(author, draft):
    author.fill("/authoring/scenarios/new", None, title_en="Umbrella", title_zh="雨伞", customer_en="Mr Gao", customer_zh="高先生")
    url = "/authoring/scenarios/umbrella"
    author.fill(f"{url}/heads", brief_zh="下雨天。", brief_en="Rain.")
    texts = {f"choices-{at}-{name}_{language}": f"{'话' if language == 'zh' else 'Words'} {at} {name}" for at in (0, 1)
             for name in ("say", "reaction", "coaching") for language in ("zh", "en")}
    author.fill(f"{url}/scenes/opening", says_zh="我的伞呢？", says_en="Where is my umbrella?", **texts,
                **{"choices-0-empathy": "2", "choices-0-effects-0-value": "1", "choices-1-effects-0-value": "-1"})
    assert "for the first time" in author.get(f"{url}/publish").text
    assert author.fill(f"{url}/publish", None, note="First").status_code == 303
    assert document("umbrella")["slug"] == "umbrella"
    assert "Where is my umbrella?" in database.session.query(ScenarioVersion).filter_by(slug="umbrella").one().source
