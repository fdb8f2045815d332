"""The trainers' table: one row per choice, either language, gaps listed, every cell taken over or refused by name."""

from hypothesis import given
from hypothesis import strategies as st

from cxtrain.roleplay.formats.reading import import_file
from cxtrain.roleplay.formats.table_template import template
from cxtrain.roleplay.formats.table_words import number_of, outcome_of, points_of
from cxtrain.roleplay.scenario import parse
from cxtrain.web.tables import csv_bytes, read_sheets, xlsx_bytes

USUAL = ("场景编号", "看到听到", "客户说", "应对", "反应", "点评", "加分维度", "下一场景")
ROWS = (
    ("1", "他看了看钟。", "还要多久？", "马上查。", "好。", "先动手。", "响应性+2，移情性", "2"),
    ("", "", "", "请等一下。", "唉。", "没说多久。", "", "结束（流失）"),
    ("2", "", "谢谢您。", "应该的。", "再见。", "好好道别。", "懂客人", "满意"),
)


def imported(header, *rows, above=()):
    """Return the result of importing a table."""
    first, *rest = [*above, header, *rows]
    result = import_file(csv_bytes(first, rest), "查房.csv")
    assert result.is_accounted
    return result


def document(result):
    """Return the draft as data."""
    return parse(result.text).tree.data


def refused(result):
    """Return what was refused as (cell, sentence)."""
    return [(each.place, each.sentence) for each in result.refused]


def test_the_table_that_trainers_keep_becomes_a_draft_whose_gaps_are_the_second_language_and_what_it_does_not_tell():
    result = imported(USUAL, *ROWS)
    draft = document(result)
    assert draft["slug"] == "cha-fang" and draft["title"] == {"zh": "查房"} and draft["start"] == "1"
    assert list(draft["scenes"]) == ["1", "2", "lost", "satisfied"]
    first, second = draft["scenes"]["1"]["choices"]
    assert draft["scenes"]["1"]["sees"] == {"zh": "他看了看钟。"}
    assert first == {"id": "1", "say": {"zh": "马上查。"}, "points": {"responsiveness": 2, "empathy": 1},
                     "reaction": {"zh": "好。"}, "coaching": {"zh": "先动手。"}, "next": "2"}
    assert second["next"] == "lost" and draft["scenes"]["lost"] == {"ending": {"outcome": "lost"}}
    assert result.refused == () and not result.is_complete
    assert {gap.sentence for gap in result.gaps} == {
        "The English text (en) is missing.", *(f'The key "{key}" is missing.' for key in ("brief", "customer", "touchpoint"))}


def test_gaps_are_named_at_the_lines_where_the_checker_finds_them():
    result = imported(USUAL, *ROWS)
    assert [(gap.line, gap.column, gap.sentence) for gap in result.gaps] == [
        (fault.line, fault.column, fault.sentence) for fault in parse(result.text).errors]
    head = [line for line in result.text.splitlines() if line.startswith("#")]
    assert len(head) == 1 + len(result.gaps) and f"# {result.gaps[0].line}:{result.gaps[0].column} " in head[1]


def test_english_headings_and_a_second_language_beside_the_first_are_matched():
    result = imported(("Scene", "Customer says", "客户说 (中文)", "You say", "Answer zh", "Reaction", "Next scene", "Step"),
                      ("a", "How long?", "多久？", "I'll look.", "我查。", "Good.", "END", "Explore"))
    scene = document(result)["scenes"]["a"]
    assert scene["says"] == {"en": "How long?", "zh": "多久？"}
    assert scene["choices"][0] == {"id": "i-ll-look", "say": {"en": "I'll look.", "zh": "我查。"}, "step": "explore",
                                   "reaction": {"en": "Good."}, "next": "end"}


def test_the_template_is_a_complete_scenario_as_it_stands():
    result = import_file(template(), "template.xlsx")
    assert result.is_complete and result.is_accounted and result.refused == ()
    scenario = parse(result.text).scenario
    assert scenario.slug == "a-quiet-room" and list(scenario.scenes) == ["1", "2", "3", "indifferent"]
    assert scenario.scenes["3"].ending.debrief.en == "What the guest remembers is that you checked."
    assert scenario.scenes["1"].is_moment_of_truth and scenario.scenes["1"].choices[0].step == "explore"


def test_rows_above_the_headings_tell_about_the_whole():
    result = imported(USUAL, *ROWS, above=[("标题", "深夜查房"), ("触点", "front-desk"), ("客户", "周女士", "Ms Zhou"), ("制表人", "李")])
    draft = document(result)
    assert draft["title"] == {"zh": "深夜查房"} and draft["touchpoint"] == "front-desk"
    assert draft["customer"] == {"name": {"zh": "周女士", "en": "Ms Zhou"}}
    assert [place for place, _ in refused(result)] == ["A4", "B4"]


def test_a_single_cell_above_the_headings_is_the_title():
    assert document(imported(USUAL, *ROWS, above=[("迟到的房间",)]))["title"] == {"zh": "迟到的房间"}


def test_what_is_not_understood_is_refused_by_the_name_of_its_cell():
    rows = [("1", "", "嗯？", "说甲", "", "", "热情+2", "9"), ("", "看到", "另一句", "说乙", "", "", "", "2"),
            ("2", "", "", "", "光有反应", "", "", ""), ("3", "", "", "", "", "", "", "", "多一格")]
    assert refused(imported((*USUAL, ""), *rows)) == [
        ("G2", "“热情+2” is not understood: write a dimension and a number, such as 响应性+2 or empathy 1."),
        ("C3", "A row above tells this otherwise for the same scene; that was kept."),
        ("E4", "The row says nothing under 应对 (what you say), so there is no choice that this belongs to."),
        ("I5", "This cell stands under no heading."),
        ("H2", "No row has the scene “9”."),
    ]


def test_a_row_before_any_scene_and_a_column_of_another_kind_are_refused():
    result = imported(("场景", "应对", "反应", "负责人", "反应"), ("", "说", "", "", ""), ("1", "说", "好", "李", "好"))
    assert [place for place, _ in refused(result)] == ["D1", "E1", "B2", "D3", "E3"]


def test_an_outcome_or_the_title_of_an_end_at_a_scene_with_choices_is_refused():
    result = imported((*USUAL, "结局", "结局标题"), (*ROWS[0][:7], "2", "满意", "题"), ROWS[2])
    assert [sentence for _, sentence in refused(result)] == ["This scene has choices, so it is no end."] * 2


def test_a_file_without_headings_is_refused_as_a_whole():
    result = import_file("甲,乙\n1,2\n".encode(), "x.csv")
    assert result.text is None and result.is_accounted and "场景编号 | 看到听到" in result.refused[0].sentence


def test_each_sheet_is_accounted_for():
    data = xlsx_bytes({"说明": [("怎么填",), ("看模板",)], "表": [USUAL, *ROWS]})
    result = import_file(data, "x.xlsx")
    filled = sum(bool(cell) for sheet in read_sheets(data) for row in sheet.rows for cell in row)
    assert result.held == {"cells": filled} and result.is_accounted
    assert [each.place for each in result.refused] == ["说明!A1", "说明!A2"]


def test_points_are_read_as_people_write_them():
    assert points_of("响应性+2，移情性-1；看得见：0.5") == {"responsiveness": 2, "empathy": -1, "tangibles": 0.5}
    assert points_of("Empathy (2)\nreliability") == {"empathy": 2, "reliability": 1}
    assert points_of("说到做到 2分") == {"reliability": 2} and points_of("＋2") is None and points_of("移情性1 移情性2") is None


def test_numbers_and_ends_are_read_as_people_write_them():
    assert (number_of("＋1"), number_of("−2"), number_of("0.5"), number_of("一")) == (1, -2, 0.5, None)
    assert outcome_of("结束") == outcome_of(" END ") == (True, None)
    assert outcome_of("结束-满意") == outcome_of("结局（喜出望外）")[:1] + ("satisfied",)
    assert outcome_of("流失") == (True, "lost") and outcome_of("场景 2") == (False, None)


cells = st.sampled_from(["", "", "1", "2", "结束", "满意", "是", "响应性+1", "说", "Say", "=1+1", "+1", "探索", "标题", "\u200b", "a\nb",
                         "场景编号", "应对", "客户说", "反应 en", "下一场景"]) | st.text(max_size=6)


@given(st.lists(st.lists(cells, max_size=9), max_size=9))
def test_any_table_gives_a_result_in_which_every_cell_is_accounted_for(rows):
    header = ("场景编号", "应对", "反应", "下一场景", "加分维度", "结局", "情绪", "步骤", "关键时刻")
    result = import_file(csv_bytes(header, rows), "t.csv")
    assert result.is_accounted and (result.text is None or parse(result.text).tree is not None)
    assert result.is_complete == (result.text is not None and parse(result.text).errors == ())


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")), st.text(max_size=5))
def test_any_bytes_give_a_result(data, name):
    assert import_file(data, name).is_accounted
