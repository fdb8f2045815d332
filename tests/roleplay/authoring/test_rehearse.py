"""Trying a draft from any scene."""

from tests.roleplay.authoring.conftest import DRAFT

TRY = f"{DRAFT}/rehearse"


def test_it_begins_at_the_start_and_goes_on_by_links(author, draft):
    page = author.get(TRY).text
    assert "made=own-it" in page and "Only you see this" in page
    after = author.get(f"{TRY}?scene=arrival&made=own-it").text
    assert "She nods and leans on the counter." in after and "mood" in after and "Take the last answer back" in after


def test_it_begins_in_any_scene_and_comes_to_an_ending(author, draft):
    page = author.get(f"{TRY}?scene=search&made=garden&made=confirm").text
    assert "Coaching" in page


def test_a_draft_with_gaps_can_be_tried(author, draft):
    author.fill(f"{DRAFT}/scenes/search", says_en="", says_zh="", **{"choices-1-reaction_en": ""})
    assert "(not written yet)" in author.get(f"{TRY}?scene=search").text


def test_an_answer_that_is_no_longer_there_is_said_to_be_gone(author, draft):
    answer = author.get(f"{TRY}?scene=search&made=nothing-like-it")
    assert answer.status_code == 404 and "begin again from one of its scenes" in answer.text


def test_nothing_is_stored(author, draft):
    from cxtrain.extensions import db
    from cxtrain.roleplay.models import Attempt
    author.get(f"{TRY}?scene=search&made=garden")
    assert db.session.query(Attempt).count() == 0
