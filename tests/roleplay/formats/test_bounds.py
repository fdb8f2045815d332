"""Too large a story: refused by a sentence that names the bound, before anything is made of it."""

import json
from unittest.mock import patch

import pytest

from cxtrain.roleplay.formats import drafts
from cxtrain.roleplay.formats.bounds import MOST_CHOICES, MOST_SCENES, MOST_VALUES, TooLarge, refuse_overlarge
from cxtrain.roleplay.formats.drafts import Names
from cxtrain.roleplay.formats.reading import import_file
from cxtrain.roleplay.formats.twee_file import Passage, twee_of
from cxtrain.web.tables import csv_bytes, xlsx_bytes
from tests.roleplay.formats.results import document
from tests.roleplay.stories import both

HEAD = ("场景编号", "客户说", "应对", "下一场景")


def rows(count):
    """Return as many rows of a table, twenty choices to a scene."""
    return [(str(n // 20), "您好", f"应对{n}", "结束") for n in range(count)]


def twee(passages, links):
    """Return a story of some passages, the links all in the first."""
    return twee_of(Passage(f"p{n}", "[[p0]]" * (0 if n else links)) for n in range(passages)).encode()


def page(passages):
    """Return a page that Twine published."""
    inside = "".join(f'<tw-passagedata pid="{n}" name="p{n}">x</tw-passagedata>' for n in range(passages))
    return f'<tw-storydata name="x">{inside}</tw-storydata>'.encode()


def branching(nodes, alternatives=1):
    """Return the content of an H5P Branching Scenario, all nodes of one title."""
    ways = [{"text": "Go", "nextContentId": -1}] * alternatives
    question = {"library": "H5P.BranchingQuestion 1.0", "params": {"branchingQuestion": {"question": "?", "alternatives": ways}},
                "metadata": {"title": "Same"}}
    return json.dumps({"branchingScenario": {"content": [{"type": question}] * nodes}}).encode()


def own(choices):
    """Return one of our own Twee files, its one scene with so many choices."""
    scene = {"choices": [{"id": f"c{n}", "next": "a"} for n in range(choices)]}
    data = {"cx": {"title": both("x"), "slug": "x"}}
    return twee_of([Passage("StoryData", json.dumps(data)), Passage("a", "", (), {"cx": {"name": "a", "scene": scene}})]).encode()


TOO_LARGE = [  # the file, its name, the sentence
    (csv_bytes(HEAD, rows(MOST_CHOICES)), "x.csv", "The table has 2001 rows; a scenario takes 2000 at most. Split it."),
    (xlsx_bytes({"x": [HEAD, *rows(20_000)]}), "x.xlsx", "The table has 20001 rows; a scenario takes 2000 at most. Split it."),
    (twee(MOST_SCENES + 1, 0), "x.twee", "The story has 1001 passages; a scenario takes 1000 at most. Split it."),
    (twee(1, MOST_CHOICES + 1), "x.twee", "The story has 2001 links; a scenario takes 2000 at most. Split it."),
    (page(3000), "x.html", "The story has 3000 passages; a scenario takes 1000 at most. Split it."),
    (branching(MOST_SCENES + 1), "x.json", "The Branching Scenario has 1001 contents; a scenario takes 1000 at most. Split it."),
    (branching(3, 700), "x.json", "The Branching Scenario has 2100 alternatives; a scenario takes 2000 at most. Split it."),
    (branching(MOST_SCENES), "x.json", "This makes 1001 scenes; a scenario takes 1000 at most. Split it."),
    (own(MOST_CHOICES + 1), "x.twee", "This makes 2001 choices; a scenario takes 2000 at most. Split it."),
    (csv_bytes(HEAD, [(str(n), "x" * 30_000, "说", "0") for n in range(34)]), "x.csv",
     "This makes a scenario of more than 1000 kB. Split it."),
]


@pytest.mark.parametrize(("data", "name", "sentence"), TOO_LARGE, ids=[sentence for _, _, sentence in TOO_LARGE])
def test_it_is_refused_as_a_whole_and_nothing_is_written_of_it(data, name, sentence):
    with patch.object(drafts, "yaml_of", side_effect=AssertionError("the heavy work began")):
        result = import_file(data, name)
    assert [each.sentence for each in result.refused] == [sentence]
    assert result.text is None and result.is_accounted and result.held == {"files": 1}


@pytest.mark.parametrize(("data", "name", "scenes"), [
    (csv_bytes(HEAD, rows(MOST_CHOICES - 1)), "x.csv", 101), (twee(MOST_SCENES, MOST_CHOICES), "x.twee", 1000),
    (branching(MOST_SCENES - 1, 2), "x.json", 1000),
])
def test_what_just_fits_becomes_a_draft(data, name, scenes):
    assert len(document(import_file(data, name))["scenes"]) == scenes


def test_texts_and_numbers_without_end_are_refused_before_they_are_written():
    deep = {"scenes": {"a": {"choices": [{"effects": [0] * MOST_VALUES}]}}}
    with pytest.raises(TooLarge, match="more than 60000 texts and numbers"):
        refuse_overlarge(deep)


def test_a_draft_that_is_too_long_only_with_its_quotes_is_refused_too():
    text = "'" * 600_000  # each is written twice
    with pytest.raises(TooLarge, match="more than 1000 kB"):
        drafts.draft_of({"title": {"en": text}}, "x")


class Counted(set):
    """Names that count how often they are looked through."""

    asked = 0

    def __contains__(self, name):
        Counted.asked += 1
        return super().__contains__(name)


def test_a_thousand_of_one_name_are_told_apart_without_looking_through_all_each_time():
    names = Names()
    names._taken = Counted()
    given = [names.new("Same", "x") for _ in range(1000)]
    assert given[:3] == ["Same", "Same-2", "Same-3"] and given[-1] == "Same-1000" and len(set(given)) == 1000
    assert Counted.asked <= 3000


def test_a_new_name_is_none_that_was_taken():
    names = Names(["a", "a-2"])
    assert [names.new(text, "x") for text in ("a", "a", "", "", "a-3", "b / c")] == ["a-3", "a-4", "x", "x-2", "a-3-2", "b-c"]
