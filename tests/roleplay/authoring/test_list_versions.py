"""Versions and saves: what is different between two, and going back."""

from tests.roleplay.authoring.conftest import DRAFT, document, plain, saves

VERSIONS = f"{DRAFT}/versions"


def test_it_lists_versions_with_notes_and_saves_with_their_authors(author, other, draft):
    author.fill(f"{DRAFT}/scenes/search", says_en="So?")
    author.fill(f"{DRAFT}/publish", None, note="Shorter question")
    other.fill(f"{DRAFT}/scenes/search", says_en="And?")
    page = author.get(VERSIONS).text
    assert "Shorter question" in page and "by a command" in page and "Admin" in page and "Lin Laoshi" in page


def test_two_saves_are_compared_in_words(author, draft):
    author.fill(f"{DRAFT}/scenes/search", says_en="So?")
    page = plain(author.get(f"{DRAFT}/compare?before=s1&after=s2").text)
    assert "What the customer says" in page and "Well?" in page and "So?" in page
    assert "They say the same." in author.get(f"{DRAFT}/compare?before=s1&after=s1").text


def test_going_back_makes_a_new_save_and_keeps_the_later_ones(author, draft):
    author.fill(f"{DRAFT}/scenes/search", says_en="So?")
    answer = author.press(f"{DRAFT}/go-back", VERSIONS, to="s1")
    assert answer.location == DRAFT
    assert document()["scenes"]["search"]["says"]["en"] == "Well?" and saves() == 3
    assert "So?" in plain(author.get(f"{DRAFT}/compare?before=s2&after=s3").text)


def test_a_save_of_another_scenario_is_a_404(author, draft):
    author.fill("/authoring/scenarios/new", None, title_en="Umbrella")
    assert author.press(f"{DRAFT}/go-back", VERSIONS, to="s9").status_code == 404
    assert author.get("/authoring/scenarios/umbrella/compare?before=v1&after=s1").status_code == 404
    assert author.get("/authoring/scenarios/nothing/versions").status_code == 404


def test_with_one_chosen_it_asks_for_the_other(author, draft):
    answer = author.get(f"{DRAFT}/compare?before=s1")
    assert answer.status_code == 400 and "Choose two to compare" in answer.text
