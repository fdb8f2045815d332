"""Tags by keywords, the files that bring them, and moods by points."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.paths import resource_dir
from cxtrain.voices.comments.keywords import read_keywords, says
from cxtrain.voices.comments.moods import MOODS, mood_of, scores_of
from cxtrain.voices.comments.tag_file import read_tags
from cxtrain.voices.questionnaire import SCALES

PACKS = sorted(path.parent.name for path in resource_dir("scenarios").glob("*/touchpoints.yaml"))


@pytest.mark.parametrize(("words", "keyword", "found"), [
    ("早餐太慢了", "慢", True), ("The QUEUES were long", "queue", True), ("barbecue", "queue", False), ("a long time", "long time", True),
    ("ＷＩＦＩ断了", "wifi", True), ("好", "坏", False), ("a.b", "a.b", True), ("axb", "a.b", False)])
def test_a_chinese_keyword_is_found_anywhere_and_an_english_one_at_the_beginning_of_a_word(words, keyword, found):
    assert says(words, [keyword]) is found


def test_no_keywords_say_nothing():
    assert not says("anything", []) and not says("anything", [" "])


@given(st.lists(st.text(min_size=1, max_size=24)), st.text(max_size=60))
def test_any_keywords_can_be_looked_for(keywords, words):
    assert says(words, keywords) in (True, False)


def test_keywords_are_read_from_lines_and_commas():
    assert read_keywords("排队，等位、慢\nslow ;  long   time\n慢") == ["排队", "等位", "慢", "slow", "long time"]


@pytest.mark.parametrize("pack", PACKS)
def test_each_pack_brings_tags_in_both_languages_that_no_other_tag_of_it_repeats(pack):
    file, faults = read_tags((resource_dir("scenarios") / pack / "comment-tags.yaml").read_bytes())
    assert faults == () and len(file.comment_tags) >= 8
    assert len({tag.title.zh for tag in file.comment_tags}) == len(file.comment_tags)


def test_a_tag_that_comes_twice_is_a_fault_with_its_place():
    body = "format: 1\ncomment_tags:\n" + "  - {slug: a, title: {zh: 甲, en: A}, keywords: {zh: [甲], en: [a]}}\n" * 2
    file, (fault,) = read_tags(body)
    assert file is None and fault.line == 4


def test_every_score_has_one_mood():
    every = ["", *(f"{kind} {value}" for kind in ("csat", "nps", "ces2", "stars") for value in SCALES[kind])]
    assert sorted(score for mood in MOODS for score in scores_of(mood)) == sorted(every)
    assert [mood_of(score) for score in ("nps 6", "nps 7", "nps 9", "stars 3", "csat 5", "odd", "nps x")] == [
        "unhappy", "between", "happy", "between", "happy", "unscored", "unscored"]
