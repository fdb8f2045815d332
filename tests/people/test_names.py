"""Names: one person however typed, surnames read as surnames, name lists in the order people expect."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.people import names
from cxtrain.people.surnames import COMPOUND, SINGLE


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("王　喆", "王喆"),
        (" 王 喆 ", "王喆"),
        ("王\u200b喆\ufeff", "王喆"),
        ("赵䶮", "赵䶮"),
        ("买买提 • 阿卜杜拉", "买买提·阿卜杜拉"),
        ("买买提・阿卜杜拉", "买买提·阿卜杜拉"),
        ("Ａｎｎａ  Schmidt", "Anna Schmidt"),
        ("Anna\tSchmidt", "Anna Schmidt"),
        ("Kevin 王", "Kevin 王"),
        ("", ""),
    ],
)
def test_a_name_is_kept_as_people_write_it(typed, kept):
    assert names.clean_name(typed) == kept


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("王　喆", "王喆"),
        ("买买提·阿卜杜拉", "买买提阿卜杜拉"),
        ("ANNA schmidt", "Anna  Schmidt"),
        ("Ｋｅｖｉｎ王", "kevin王"),
    ],
)
def test_two_spellings_of_one_name_have_one_key(one, other):
    assert names.name_key(one) == names.name_key(other)


def test_different_names_have_different_keys():
    assert len({names.name_key(name) for name in ("王喆", "王哲", "汪喆", "Anna Schmidt", "AnnaSchmidt")}) == 5


def test_staff_numbers_are_compared_without_width_case_and_spaces():
    assert names.number_key("ｚ01 ") == names.number_key("Z01") != names.number_key("Z1")


@given(st.text(max_size=30))
def test_cleaning_a_clean_name_changes_nothing(text):
    once = names.clean_name(text)
    assert names.clean_name(once) == once


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("单雄信", "Shan Xiongxin"),
        ("曾国藩", "Zeng Guofan"),
        ("仇英", "Qiu Ying"),
        ("解缙", "Xie Jin"),
        ("查良镛", "Zha Liangyong"),
        ("盖聂", "Ge Nie"),
        ("区大相", "Ou Daxiang"),
        ("朴树", "Piao Shu"),
        ("任静", "Ren Jing"),
        ("华佗", "Hua Tuo"),
        ("尉迟恭", "Yuchi Gong"),
        ("万俟卨", "Moqi Xie"),
        ("欧阳晓明", "Ouyang Xiaoming"),
        ("吕布", "Lyu Bu"),
        ("赵䶮", "Zhao Yan"),
        ("孙淼", "Sun Miao"),
        ("欧阳", "Ou Yang"),
        ("Anna Schmidt", "Anna Schmidt"),
    ],
)
def test_a_name_in_latin_letters_is_what_its_bearer_says(name, latin):
    assert names.romanised(name) == latin


@pytest.mark.parametrize(
    ("surname", "tone"),
    [
        ("单", "4"),
        ("曾", "1"),
        ("仇", "2"),
        ("解", "4"),
        ("查", "1"),
        ("盖", "3"),
        ("朴", "2"),
        ("任", "2"),
        ("华", "4"),
    ],
)
def test_surnames_have_their_own_tone(surname, tone):
    # practice.md: 单Shàn 曾Zēng 仇Qiú 解Xiè 查Zhā 盖Gě 朴Piáo 任Rén 华Huà
    reading = names.spoken(surname + "明")
    assert reading and reading.surname[0].endswith(tone)


def test_the_same_character_in_a_given_name_keeps_its_ordinary_reading():
    reading = names.spoken("李华")
    assert reading and reading.given == ("hua2",)


def test_a_correction_by_hr_is_followed_where_the_characters_can_be_read_so():
    assert names.romanised("单雄", "Dan Xiong") == "Dan Xiong"
    assert names.sort_key("单雄", "dan xiong") == "dan1单 xiong2雄"


@pytest.mark.parametrize("correction", ["Kevin Shan", "Kevin", "", "xiong", "shan xiong xin"])
def test_an_english_name_corrects_no_pinyin(correction):
    assert names.sort_key("单雄", correction) == "shan4单 xiong2雄"


def test_a_name_list_is_ordered_by_syllable_then_tone_then_character():
    # 李 lǐ before 林 lín (shorter syllable first), 汪 wāng before 王 wáng (tone), 单 under S, Western names among them.
    listed = ["李想", "李欣", "林芳", "Anna Schmidt", "单雄", "汪洋", "王芳", "王喆", "曾强"]
    assert sorted(reversed(listed), key=names.sort_key) == [
        "李想", "李欣", "林芳", "Anna Schmidt", "单雄", "汪洋", "王芳", "王喆", "曾强",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王喆", "王*"),
        ("王小明", "王*"),
        ("尉迟恭", "尉迟*"),
        ("买买提·阿卜杜拉", "买*"),
        ("Anna Schmidt", "A* Schmidt"),
        ("Schmidt, Anna Maria", "A* Schmidt"),
        ("Madonna", "M*"),
        ("𠮷田", "𠮷*"),
    ],
)
def test_strangers_see_no_given_name(name, masked):
    assert names.masked_name(name) == masked


def found(name: str, typed: str) -> bool:
    """Match as SQL's LIKE does: % is any text."""
    key = names.sort_key(name)
    return any(like(key, pattern) for pattern in names.search_patterns(typed))


def like(text: str, pattern: str) -> bool:
    head, *parts = pattern.split("%")
    if not text.startswith(head):
        return False
    at = len(head)
    for part in parts:
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return pattern.endswith("%") or at == len(text)


@pytest.mark.parametrize(
    "typed",
    ["wangzhe", "wang zhe", "WangZh", "wang", "wangz", "wz", "zhe", "Wáng Zhé".replace("á", "a").replace("é", "e")],
)
def test_a_name_is_found_as_it_is_typed(typed):
    assert found("王喆", typed)


def test_a_name_is_not_found_under_what_it_is_not():
    assert not any(found("王喆", typed) for typed in ("li", "zhewang", "wx", "zhang", "王"))


def test_umlauts_western_names_and_split_syllables_are_found():
    assert found("吕布", "lvbu") and found("吕布", "lyubu") and found("吕布", "lü bu")
    assert found("Anna Schmidt", "schm") and found("Anna Schmidt", "anna")
    assert found("李西安", "lixian") and found("李先", "lixian")


@given(st.text(max_size=40), st.text(max_size=20))
def test_no_text_breaks_a_name(name, correction):
    assert len(names.sort_key(name, correction)) <= 120
    assert isinstance(names.masked_name(name) + names.romanised(name, correction), str)
    assert all("%" in pattern for pattern in names.search_patterns(name))


def test_the_tables_hold_surnames_with_one_syllable_per_character():
    assert all(len(surname) == 2 == len(said.split()) for surname, said in COMPOUND.items())
    assert all(len(surname) == 1 == len(said.split()) for surname, said in SINGLE.items())
