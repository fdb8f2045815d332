import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.certificates.form.breaking import balanced, ems
from cxtrain.certificates.form.checks import faults
from cxtrain.certificates.form.forbidden import state_words
from cxtrain.certificates.form.placeholders import NAMES, Run, lines_of, strays, used
from cxtrain.certificates.form.sheet import HOUSE, FormSheet, Signer
from cxtrain.training.course import STATE_WORDS
from cxtrain.web.bilingual import Bilingual

VALUES = dict.fromkeys(set(NAMES.values()), "·")
FIRM = ("中国鹤鸣酒店管理有限公司", "Heming")
text = st.text(alphabet=st.sampled_from("于参加{}{name}姓名 course国家中。，\n{{7*7}}"), max_size=80)


def said(sheet, registered=FIRM):
    return [(fault.where, fault.facts.get("word"), fault.facts.get("line"), fault.facts.get("place"))
            for fault in faults(sheet, registered)]


def test_the_houses_own_text_has_nothing_wrong():
    assert said(HOUSE) == []


def test_a_placeholder_is_a_word_out_of_a_list_in_either_language_and_nothing_is_evaluated():
    [line] = lines_of("{姓名} ｛name｝ {{7*7}} {0.__class__} {nobody}", {**VALUES, "name": "王喆"})
    assert "".join(run.text for run in line) == "王喆 王喆 {{7*7}} {0.__class__} {nobody}"
    assert [what for _, what in strays("{姓名} {{7*7}} {0.__class__} {nobody")] == ["{", "{7*7}", "}", "{0.__class__}", "{"]


def test_a_period_is_kept_on_one_line_and_a_line_of_which_nothing_is_left_is_dropped():
    lines = lines_of("{期间}起\n{level}\n完", {**VALUES, "period": "5月", "level": ""})
    assert lines == ((Run("5月", together=True), Run("起")), (Run("完"),))


@given(text)
def test_any_text_can_be_filled_and_what_is_no_placeholder_stays(typed):
    filled = "".join(run.text for line in lines_of(typed, VALUES) for run in line)
    assert used(typed) or filled == "".join(line for line in typed.strip().splitlines() if line.strip())
    assert all(0 <= place < len(typed) for place, _ in strays(typed))


BETWEEN = ["", " ", "\u3000", "\u200b", "\ufe01", "\U000e0100", "\u034f", "\u3164", "\n", "{level}", "｛ 等级 ｝"]


@given(st.sampled_from(STATE_WORDS), st.sampled_from(BETWEEN), st.text("酒店培训", max_size=5))
def test_a_word_of_the_state_is_found_at_its_place_however_it_is_spaced(word, between, before):
    assert (len(before), word) in list(state_words(before + between.join(word) + "证书", ()))


@pytest.mark.parametrize(("typed", "found"), [
    ("中國酒店證書", ["中国"]), ("囯家证书", ["国家"]), ("{国家}", ["国家"]), ("培训合格证书", []), ("店中，国际标准", []), ("⼯作职业资格", ["职业资格"]),
    ("中国鹤鸣酒店管理有限公司培训证书", []), ("中国鹤鸣培训证书", ["中国"]), ("全 国统一", ["全国"]),
])
def test_only_the_registered_name_may_say_so(typed, found):
    assert [word for _, word in state_words(typed, FIRM)] == found


def test_each_fault_says_its_field_its_line_and_its_place():
    sheet = FormSheet(
        title=Bilingual("国家培训证书", "Training"), text=Bilingual("于{期间}\n参加实操培训{姓}", "{name} had practical training"),
        signers=(Signer("林岚", Bilingual("全国总监", "Head")),))
    assert said(sheet) == [
        ("title_zh", "国家", 1, 1), ("text_zh", "实操", 2, 3), ("text_en", "practical", 1, 12), ("first-post_zh", "全国", 1, 1),
        ("text_zh", "{姓}", 2, 7)]


def test_both_languages_are_wanted_and_somebody_must_be_named():
    sheet = FormSheet(title=Bilingual("培训证书", ""), firm=Bilingual("", "Heming"), text=Bilingual("特发此证。", "Well done."))
    assert [(field, word) for field, word, *_ in said(sheet)] == [("text_en", None), ("title_en", None), ("firm_zh", None)]


def test_what_finds_no_room_on_the_paper_is_said():
    sheet = FormSheet(title=Bilingual("长" * 18, "Long"), firm=Bilingual("司\n" * 3, "Firm"),
                      signers=(Signer("名" * 6, Bilingual("职" * 6, "")),))
    assert [field for field, *_ in said(sheet)] == ["firm_zh", "title_zh", "first-post_zh"]


@given(st.text("于参加《关键时刻》培训，共。16学时 and of truth", max_size=120), st.integers(12, 60))
def test_rows_are_no_wider_than_their_place_and_lose_nothing(typed, most):
    rows = balanced((Run(typed),), most)
    assert "".join(run.text for row in rows for run in row).replace(" ", "") == typed.replace(" ", "")
    if len(rows) > 1 and "  " not in typed:
        assert all("".join(run.text for run in row) for row in rows)


def test_rows_are_of_much_the_same_width_and_end_where_a_reader_pauses():
    line = (Run("于"), Run("2026年5月12日至19日", together=True), Run("参加《酒店前厅关键时刻服务与宾客关系维护综合提升培训》培训，共16学时，"))
    rows = ["".join(run.text for run in row) for row in balanced(line, 30)]
    assert rows == ["于2026年5月12日至19日参加《酒店前厅关键", "时刻服务与宾客关系维护综合提升培训》培训，共16学时，"] or (
        max(map(ems, rows)) - min(map(ems, rows)) < 8 and all(ems(row) <= 32 for row in rows))
    assert not any(row[0] in "，。》、" for row in rows)
