"""How long a scene takes to read."""

import pytest

from cxtrain.roleplay.reading_time import reading_times
from tests.roleplay.stories import choice, ending, scenario, scene


def text(zh, en):
    """Return a text of so many Chinese characters and so many English words."""
    return {"zh": "字" * zh + "，", "en": "word " * en + "."}


def test_it_matches_a_sum_done_by_hand():
    # Chinese: 50 + 50 seen, 25 + 25 said by two choices, and of what follows half of 60 + 40: 200 of 250 a minute.
    # English: 20 + 20, 10 + 10, half of 30 + 28: 89 of 238 a minute.
    one = choice("x", "end", say=text(25, 10), reaction=text(30, 15), coaching=text(30, 15))
    other = choice("y", "end", say=text(25, 10), reaction=text(20, 14), coaching=text(20, 14))
    story = scenario({"a": scene(one, other, sees=text(50, 20), says=text(50, 20)), "end": ending()})
    time = reading_times(story)["a"]
    assert (time.zh, time.en) == (pytest.approx(60 * 200 / 250), pytest.approx(60 * 89 / 238))


def test_an_ending_is_its_title_and_debrief():
    end = {"ending": {"outcome": "lost", "title": text(5, 2), "debrief": text(20, 8)}}
    time = reading_times(scenario({"a": scene(choice("x", "end")), "end": end}))["end"]
    assert (time.zh, time.en) == (pytest.approx(6), pytest.approx(60 * 10 / 238))


def test_an_ending_without_words_takes_no_time():
    story = scenario({"a": scene(choice("x", "end")), "end": {"ending": {"outcome": "lost"}}})
    assert reading_times(story)["end"].zh == 0


def test_a_word_with_an_apostrophe_is_one_and_a_foreign_word_counts_as_one_character():
    end = {"ending": {"outcome": "lost", "title": {"zh": "用Wi-Fi", "en": "don't re-book"}, "debrief": text(0, 0) | {"zh": "。"}}}
    time = reading_times(scenario({"a": scene(choice("x", "end")), "end": end}))["end"]
    assert (time.zh, time.en) == (pytest.approx(60 * 3 / 250), pytest.approx(60 * 2 / 238))
