"""A draft with its map, its problems and its files."""

import pytest

from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from cxtrain.roleplay.authoring import operations
from cxtrain.roleplay.authoring.models import Draft, Save
from tests.roleplay.authoring.conftest import DRAFT, document, saves

LIST = "/authoring/scenarios"


def test_a_published_scenario_that_nobody_writes_offers_to_begin(author):
    page = author.get(DRAFT).text
    assert "Nobody is writing at it now" in page and "Write a draft" in page


def test_it_draws_the_scenes_and_says_that_nothing_is_to_be_mended(author, draft):
    page = author.get(draft).text
    assert "<svg" in page and f'href="{draft}/scenes/search"' in page
    assert "Published as it stands" in page


def test_a_problem_is_named_with_a_way_to_its_place(author, draft):
    author.fill(f"{draft}/scenes/search", **{"choices-1-reaction_en": ""})
    page = author.get(draft).text
    assert "1 thing keeps it from being published" in page
    assert f'{draft}/scenes/search#choice-2' in page and "The English text (en) is missing." in page


def test_scenes_and_endings_are_added_copied_and_removed(author, draft):
    added = author.press(f"{draft}/scenes", draft, value="talk").location
    assert added == f"{draft}/scenes/scene-1"
    assert author.press(f"{draft}/scenes", draft, value="ending").location == f"{draft}/scenes/ending-1"
    copy = author.press(f"{draft}/scenes/search/copy", f"{draft}/scenes/search").location
    assert copy == f"{draft}/scenes/search-2"
    gone = author.press(f"{draft}/scenes/search/remove", f"{draft}/scenes/search", instead="search-2")
    assert gone.location == draft
    scenes = document()["scenes"]
    assert "search" not in scenes and {"scene-1", "ending-1", "search-2"} <= set(scenes)
    assert scenes["arrival"]["choices"][0]["next"] == "search-2"


def test_a_scene_that_somebody_saved_meanwhile_is_not_removed(author, other, draft):
    seen = author.opened(f"{draft}/scenes/search")["seen"]
    other.fill(f"{draft}/scenes/search", says_en="Anything?")
    answer = author.press(f"{draft}/scenes/search/remove", f"{draft}/scenes/search", seen=seen)
    assert answer.status_code == 409 and "search" in document()["scenes"]


@pytest.mark.parametrize("path", ["scenes/nowhere", "rehearse?scene=nowhere", "compare?before=v9&after=s1", "compare?before=x&after=s1"])
def test_what_is_not_there_is_a_404(author, draft, path):
    assert author.get(f"{draft}/{path}").status_code == 404


def test_it_is_sent_as_yaml_and_for_twine(author, draft):
    text = author.get(f"{draft}.yaml").text
    assert text.startswith("format: 1\nslug: late-check-in")
    twee = author.get(f"{draft}.twee")
    assert twee.status_code == 200 and ":: arrival" in twee.text
    author.fill(f"{draft}/scenes/search", says_en="", says_zh="")
    assert author.get(f"{draft}.twee").status_code == 400 and author.get(f"{draft}.yaml").status_code == 200
    assert author.get(f"{draft}.exe").status_code == 404


def test_discarding_leaves_what_is_published(author, draft):
    answer = author.press(f"{draft}/discard", draft, save="1")
    assert answer.location == LIST
    assert database.session.query(Draft).count() == database.session.query(Save).count() == 0
    assert "Nobody is writing at it now" in author.get(draft).text
    assert database.session.query(LedgerEntry).filter_by(action="scenario draft discarded").count() == 1


def test_a_draft_that_somebody_saved_meanwhile_is_not_discarded(author, other, draft):
    other.fill(f"{draft}/scenes/search", says_en="Anything?")
    assert author.press(f"{draft}/discard", draft, save="1").status_code == 409
    assert saves() == 2


def test_the_oldest_saves_are_let_go_and_the_latest_are_kept(author, draft, monkeypatch):
    monkeypatch.setattr(operations, "KEPT", 5)
    for number in range(8):
        author.fill(f"{draft}/scenes/search", says_en=f"Question {number}?")
    numbers = [number for number, in database.session.query(Save.number).order_by(Save.number)]
    assert numbers == [5, 6, 7, 8, 9]
