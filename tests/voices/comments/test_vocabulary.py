"""Which words a comment has, and how what somebody looks for is taken apart."""

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from cxtrain.voices.comments.vocabulary import LONGEST, chunks_of, cover, parts_of, words_of

SAID = "早餐太慢了，前台排队四十分钟。Ｗi-Fi was slow, the guest's room wasn't clean. 13800138000"


def test_chinese_is_cut_into_words_and_parts_of_longer_ones_are_found_but_not_counted():
    words = words_of(SAID)
    assert words["早餐"] and words["排队"] and words["四十分钟"] and not words["分钟"]
    assert {word for word in words if word.isascii()} == {"wifi", "slow", "guest", "room", "clean"}


def test_fillers_and_numbers_tell_nothing():
    words = words_of("我们的问题是 13800138000 and the 12345")
    assert words == {"问题": False, "我们": False}


def test_a_single_letter_counts_only_where_it_says_something():
    assert words_of("慢") == {"慢": True} and words_of("门")["门"] is False


@given(st.text(max_size=120))
def test_any_text_has_words_that_can_be_stored(text):
    assert all(0 < len(word) <= LONGEST and not word.isdecimal() for word in words_of(text))


@given(st.text(max_size=60))
def test_any_query_is_taken_apart(text):
    assert all(chunk and parts_of(chunk) for chunk in chunks_of(text))


def test_a_query_without_known_words_as_a_whole_is_covered_by_those_within():
    assert chunks_of("早餐太慢 Wi-Fi!") == ("早餐太慢", "wifi")
    assert cover("早餐太慢", frozenset({"早", "早餐", "慢"})) == ("早餐", "慢")
    assert cover("早餐", frozenset()) == ()


def test_the_dictionary_leaves_no_file_and_is_loaded_only_where_words_are_cut(tmp_path):
    code = ("import sys, cxtrain.voices.comments.vocabulary as v; v.chunks_of('早餐太慢'); assert 'jieba' not in sys.modules;"
            "v.words_of('早餐'); assert 'jieba' in sys.modules")
    subprocess.run([sys.executable, "-c", code], check=True, env={"TMPDIR": str(tmp_path), "PYTHONPATH": ":".join(sys.path)})
    assert list(tmp_path.iterdir()) == []
