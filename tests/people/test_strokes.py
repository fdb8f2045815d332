import pytest

from cxtrain.people import strokes
from cxtrain.people.strokes import dictionary_file, read_dictionary, stroke_key

EXCERPT = "# Rime dictionary\n---\nname: stroke\n...\n\n丁\thz\n王\thhsh\n五\thszh\n陈\tzzshzzpn\n陈\tzshzspn\n李\thspnzzh\t2\n李\thspnzsh\n喆\thshszhhshszh\n~\tx y\n"


@pytest.fixture
def excerpt(monkeypatch, tmp_path):
    """A dictionary of a few characters."""
    path = tmp_path / "stroke.dict.yaml"
    path.write_text(EXCERPT)
    monkeypatch.setattr(strokes, "PLACES", (path,))
    strokes._known.cache_clear()
    yield
    strokes._known.cache_clear()


def test_the_mainland_form_of_a_character_counts_which_stands_last():
    known = read_dictionary(EXCERPT)
    assert known["陈"] == "5215234" and known["李"] == "1234521" and "~" not in known


def test_names_go_by_the_number_of_strokes_then_their_kinds_then_the_next_character(excerpt):
    names = ["Anna Schmidt", "陈五", "李五", "王喆", "王五", "王", "丁王", "龘王"]
    assert sorted(names, key=stroke_key) == ["丁王", "王", "王五", "王喆", "李五", "陈五", "龘王", "Anna Schmidt"]


def test_without_the_dictionary_the_order_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(strokes, "PLACES", ())
    strokes._known.cache_clear()
    with pytest.raises(FileNotFoundError, match="rime-data-stroke"):
        stroke_key("王喆")


@pytest.mark.skipif(dictionary_file() is None, reason="the package rime-data-stroke is not installed")
def test_common_surnames_have_the_strokes_that_dictionaries_give_them():
    strokes._known.cache_clear()
    given = {2: "丁卜", 3: "马于万", 4: "王方邓孔", 5: "石叶田冯", 6: "孙刘朱阮", 7: "李陈杨吴陆", 8: "林周罗郑范", 9: "赵胡郝",
             10: "郭顾徐", 11: "黄曹龚", 12: "谢董葛曾", 13: "褚蒙", 14: "蔡谭", 15: "潘黎", 16: "薛穆", 17: "魏戴"}
    assert {name: stroke_key(name)[1][0][0] for names in given.values() for name in names} == {
        name: count for count, names in given.items() for name in names}
