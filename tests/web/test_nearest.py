"""The word that was probably meant, and that looking for it costs no more than the document is worth."""

from unittest.mock import patch

from cxtrain.roleplay.scenario import parse
from cxtrain.web.nearest import MOST, Nearest
from tests.roleplay.stories import choice, ending, scene, story, written


def test_the_word_most_like_it_is_found_and_nothing_like_it_is_not():
    assert Nearest().to("arival", ["arrival", "lost"]) == "arrival"
    assert Nearest().to("xyz", ["arrival", "lost"]) == "" and Nearest().to("a", []) == ""


def test_after_so_many_comparisons_no_more_are_made():
    known, nearest = [f"scene-{n}" for n in range(900)], Nearest()
    with patch("difflib.get_close_matches", side_effect=lambda word, known, *_: [word]) as compare:
        answers = [nearest.to("x", known) for _ in range(2000)]
    assert compare.call_count == answers.count("x") == MOST // 900 and answers[-1] == ""


def test_a_file_of_wrong_names_is_named_whole_and_compares_no_more_than_that():
    names = [f"scene-number-{n}" for n in range(400)]
    wrong = scene(*[choice(f"c{n}", f"{name}x", effects={f"{name}y": 1}, **{f"k{n}": 1}) for n, name in enumerate(names)])
    state = {"mood": {"start": 0}, **{name: {"start": 0} for name in names}}
    compared = []
    with patch("difflib.get_close_matches", side_effect=lambda word, known, *_: compared.append(len(known)) or []):
        errors = parse(written(story({"a": wrong, **{name: ending() for name in names}}, state=state))).errors
    assert len(errors) >= 3 * 400 and sum(compared) <= MOST
