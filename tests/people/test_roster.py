"""Rosters as firms send them, against a small firm: what is read, what is refused, what would change."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.people.roster import comparison
from cxtrain.people.roster.comparison import Firm, Wish
from cxtrain.people.roster.faults import RosterFault
from cxtrain.people.roster.fields import HEADERS, Field, find_header, header_key
from cxtrain.people.roster.places import KnownUnit, place_name
from cxtrain.people.roster.plan import KnownPerson, RosterPlan
from cxtrain.people.roster.rows import read_rows, read_sheets
from cxtrain.web.tables import read_csv

TODAY = dt.date(2026, 5, 6)
HEMING = KnownUnit(1, "HM", "鹤鸣酒店", "Heming Hotels", ())
EAST = KnownUnit(2, "E", "华东", "East China", ("华东",))
JINGAN = KnownUnit(3, "S01", "静安店", "Jing'an", ("华东", "静安店"))
XUHUI = KnownUnit(4, "S02", "徐汇店", "Xuhui", ("华东", "徐汇店"))
WANG = KnownPerson(1, "00102", "王喆", JINGAN, "Wang Zhe", "前台", mobile="13800138002", joined_on=dt.date(2025, 1, 6))
SUN = KnownPerson(2, "00202", "孙淼", XUHUI, post="客房", mobile="13800138003")
QIAN = KnownPerson(3, "00301", "钱进", XUHUI, post="客房", status="left", left_on=dt.date(2026, 1, 31))
HE = KnownPerson(4, "H0001", "何姐", HEMING, post="人力资源")
HERE = Firm((HEMING, EAST, JINGAN, XUHUI), (WANG, SUN, QIAN, HE), HEMING)
HEAD = "工号,姓名,门店,岗位,手机,入职日期,状态,离职日期,直属上级工号,用工性质,拼音"


def planned(text: str, firm: Firm = HERE, **wish: object) -> RosterPlan:
    """Return the plan of a roster given as CSV text; a first line without 工号 gets the usual header."""
    text = text if "工号" in text or "taff" in text else f"{HEAD}\n{text}"
    header, reading = read_sheets([read_csv(text.encode()).rows])
    return comparison.plan_roster(header, reading, firm, Wish(**{"today": TODAY, **wish}))


def said(plan: RosterPlan) -> list[str]:
    """Return the faults as row, column and sentence."""
    return [f"{fault.row}{fault.column} {fault.sentence}" for fault in plan.faults]


# The header


def test_it_finds_the_header_below_titles_and_instructions():
    rows = read_csv(
        "鹤鸣酒店员工花名册\n\n填写说明：带*为必填,,\n*工号,姓 名*,所属门店（必填）\n1,王喆,静安店\n".encode()
    ).rows
    header = find_header(rows)
    assert (header.row, [column.field for column in header.columns]) == (3, [Field.NUMBER, Field.NAME, Field.UNIT])


@pytest.mark.parametrize(
    ("head", "fields"),
    [
        ("姓名,帐号,别名,职务,部门,性别,手机,座机",
         ["name", "number", "name_en", "post", "department", None, "mobile", None]),
        ("员工UserID,姓名,工号,部门,职位,手机号,直属主管,员工状态",
         [None, "name", "number", "department", "post", "mobile", None, "status"]),
        ("Staff No.,Name,Store code,Store,Job title,Mobile phone,Hire date,Employment type",
         ["number", "name", "unit_code", "unit", "post", "mobile", "joined_on", "employment"]),
        ("序号,员工编号,姓名,拼音/英文名,激活状态", [None, "number", "name", "name_en", None]),
    ],
)  # fmt: skip
def test_it_knows_the_headers_of_chat_tools_and_of_english_files(head, fields):
    header = find_header([head.split(",")])
    assert [column.field and column.field.value for column in header.columns] == fields


def test_private_columns_are_dropped_and_say_so():
    header = find_header([["工号", "姓名", "身份证号码", "出生年月", "民族", "备注"]])
    assert [column.use for column in header.columns] == ["used", "used", "private", "private", "private", "ignored"]
    assert find_header([["工号", "姓名", "身份证号"]], {2: "mobile"}).of(Field.MOBILE) is None


def test_of_two_columns_for_one_field_the_plainer_word_is_used():
    header = find_header([["编号", "账号", "工号", "姓名"]])
    assert [column.use for column in header.columns] == ["second", "second", "used", "used"]


def test_the_reader_may_choose_columns_otherwise():
    rows = [["编号", "工号", "姓名", "班组"]]
    header = find_header(rows, {0: "number", 1: "", 3: "unit"})
    assert [column.field for column in header.columns] == [Field.NUMBER, None, Field.NAME, Field.UNIT]
    with pytest.raises(RosterFault, match="Two columns"):
        find_header(rows, {0: "number"})


@pytest.mark.parametrize(
    ("text", "says"),
    [("a,b\n1,2\n", "No header row"), ("姓名,门店\n王喆,静安店\n", "工号 column"),
     ("工号,门店\n1,静安店\n", "姓名 column"), ("工号,姓名\n\n", "no people")],
)  # fmt: skip
def test_it_says_what_the_header_lacks(text, says):
    with pytest.raises(RosterFault, match=says):
        read_sheets([read_csv(text.encode()).rows])


def test_the_first_sheet_with_a_header_counts():
    header, reading = read_sheets([[["填写说明"]], [["工号", "姓名"], ["1", "王喆"]]])
    assert (header.row, reading.rows[0].name) == (0, "王喆")


def test_no_word_names_two_fields():
    words = [word for line in HEADERS.values() for word in line.split()]
    assert len(words) == len(set(words)) and all(header_key(word) == word for word in words)


# Rows


def test_rows_are_counted_as_the_spreadsheet_counts_them():
    rows = read_csv('工号,姓名,备注\n\n1,王喆,"早班\n周末"\n2,,\n'.encode()).rows
    reading = read_rows(rows, find_header(rows))
    assert [row.row for row in reading.rows] == [3]
    assert [(fault.row, fault.column, fault.header) for fault in reading.faults] == [(4, "B", "姓名")]


def test_blank_rows_repeated_headers_and_footers_are_no_people():
    text = "工号,姓名\n1,王喆\n,\n工号,姓名\n2,李想\n合计,2 人\n合计：2,\n制表人：何姐,\n,,备注\n"
    rows = read_csv(text.encode()).rows
    reading = read_rows(rows, find_header(rows))
    assert [row.number for row in reading.rows] == ["1", "2"]
    assert not reading.faults


@pytest.mark.parametrize(
    ("cells", "column", "says"),
    [
        (",新人,静安店,前台", "A", "staff number is missing"),
        ("1.38E+10,新人,静安店,前台", "A", "lost digits"),
        ("12 号 x!,新人,静安店,前台", "A", "no staff number"),
        ("N1,,静安店,前台", "B", "name is missing"),
        ("N1,12345,静安店,前台", "B", "no name"),
        (f"N1,{'王' * 41},静安店,前台", "B", "no name"),
        ("N1,新人,静安店,前台,1.38E+10", "E", "lost digits"),
        ("N1,新人,静安店,前台,021-62345678", "E", "no mobile"),
        ("N1,新人,静安店,前台,12800138000", "E", "no mobile"),
        ("N1,新人,静安店,前台,,2026-02-30", "F", "no day"),
        ("N1,新人,静安店,前台,,5/6/2026", "F", "no day"),
        ("N1,新人,静安店,前台,,,在吗", "G", "no status"),
        ("N1,新人,静安店,前台,,2026-05-01,离职,2026-04-01", "H", "before the first"),
        ("N1,新人,静安店,前台,,,在职,2026-04-01", "H", "has passed"),
        ("N1,新人,静安店,前台,,,,,N1", "I", "nobody else's"),
        ("N1,新人,静安店,前台,,,,,999", "I", "nobody else's"),
        ("N1,新人,静安店,前台,,,,,,老板", "J", "kind of employment"),
        (f"N1,新人,静安店,{'岗' * 61}", "D", "longer than 60"),
        ("N1,新人,,前台", "C", "unit is missing"),
        ("N1,新人,静安店,", "D", "post is missing"),
        ("N1,新人,静按店,前台", "C", "but there is 静安店"),
        ("N1,新人,月球店铺,前台", "C", "no unit “月球店铺”"),
        ("N1,新人,静安店,前台,13800138003", "E", "belongs to 00202 孙淼"),
        ("102,王喆,静安店,前台", "A", "00102 without its zeros"),
        ("00301,钱多,徐汇店,客房,,,在职", "A", "who left"),
    ],
)
def test_each_bad_cell_is_named_with_what_is_wrong(cells, column, says):
    plan = planned(cells)
    (fault,) = plan.errors
    assert (fault.row, fault.column) == (2, column) and says in fault.sentence


@pytest.mark.parametrize(
    ("written", "mobile"),
    [("+86 138 0013 8009", "13800138009"), ("8613800138009", "13800138009"), ("0086-138-0013-8009", "13800138009"),
     ("１３８００１３８００９", "13800138009"), ("'13800138009", "13800138009"), ("13800138009.0", "13800138009")],
)  # fmt: skip
def test_a_mobile_is_read_however_it_was_written(written, mobile):
    assert planned(f"N1,新人,静安店,前台,{written}").new[0].row.mobile == mobile


def test_numbers_keep_zeros_names_lose_spaces_and_days_are_days():
    (person,) = planned("00901,欧阳　晓明,静安店,前台,,2026.5.1,试用期,,00102,小时工,Ouyang Xiaoming").new
    row = person.row
    assert (row.number, row.name, row.joined_on) == ("00901", "欧阳晓明", dt.date(2026, 5, 1))
    assert (row.status, row.employment, row.supervisor_number) == ("active", "hourly", "00102")


def test_all_faults_of_a_file_are_said_at_once_in_order():
    plan = planned("N1,,静安店,前台\nN2,新人,月球店铺,前台,123\nN2,新人乙,静安店,前台\n")
    assert [(fault.row, fault.column) for fault in plan.errors] == [(2, "B"), (3, "C"), (3, "E"), (4, "A")]


def test_two_rows_may_share_neither_number_nor_mobile():
    plan = planned("N1,新人,静安店,前台,13800138009\nｎ1 ,另人,静安店,前台\nN3,三人,静安店,前台,13800138009\n")
    assert said(plan) == [
        "3A Staff number n1 stands in row 2 already. Keep one of the two rows.",
        "4E Mobile 13800138009 stands in row 2 already. Each person signs in with a number of their own.",
    ]


# What would change


def test_an_unchanged_roster_changes_nothing():
    plan = planned("00102,王　喆,静安店,前台,13800138002\n00202,孙淼,S02,客房\n")
    assert plan.does_nothing and plan.unchanged == 2 and not plan.faults
    assert [person.name for person in plan.missing] == ["何姐"]


def test_new_changed_and_moved_people_are_told_apart():
    plan = planned("N1,新人,集团/华东/静安店,前台\n00102,王喆,徐汇店,前台主管,13800138002\n00202,孙淼,,客房\n")
    assert [(person.row.number, place_name(person.place)) for person in plan.new] == [("N1", "华东/静安店")]
    (moved,) = plan.moved
    assert (moved.person.number, place_name(moved.place), moved.on) == ("00102", "华东/徐汇店", TODAY)
    assert [(change.field, change.old, change.new) for change in moved.changes] == [("post", "前台", "前台主管")]
    assert plan.unchanged == 1


def test_an_empty_cell_keeps_what_is_known():
    assert planned("00102,王喆,,,,,,,,\n").unchanged == 1


def test_a_missing_person_has_left_only_when_that_is_asked_for():
    assert not planned("00102,王喆,静安店,前台\n").revised
    plan = planned("00102,王喆,静安店,前台\n", missing_left=True, protected=frozenset({HE.id}))
    assert [(gone.person.number, gone.status, gone.on) for gone in plan.revised] == [("00202", "left", TODAY)]


def test_leaving_leave_and_return_are_read_from_the_status():
    plan = planned("00102,王喆,,,,,离职,2026-04-30\n00202,孙淼,,,,,产假\n00301,钱进,静安店,,,,在职\n")
    assert [(item.person.number, item.status, item.on) for item in plan.revised] == [
        ("00102", "left", dt.date(2026, 4, 30)),
        ("00202", "leave", TODAY),
        ("00301", "returned", TODAY),
    ]
    assert place_name(plan.moved[0].place) == "华东/静安店"


def test_a_last_day_alone_says_that_somebody_left():
    (gone,) = planned("00102,王喆,,,,,,2026-04-30\n").becoming("left")
    assert gone.on == dt.date(2026, 4, 30)


@pytest.mark.parametrize("status", ["", "离职", "在职"])
def test_nobody_leaves_before_their_last_day(status):
    plan = planned(f"00102,王喆,,,,,{status},2026-06-30\n")
    assert not plan.revised and not plan.errors and "still to come" in plan.warnings[0].sentence


def test_whoever_left_comes_back_only_where_the_file_says_so():
    plan = planned("00301,钱进,徐汇店,客房\n")
    assert plan.does_nothing and "not brought back" in plan.warnings[0].sentence
    assert planned("00301,钱进,徐汇店,客房,,,离职\n").unchanged == 1


def test_leavers_who_were_never_known_are_not_added():
    plan = planned("N9,旧人,静安店,前台,,,离职,2024-01-31\n")
    assert plan.does_nothing and "never known" in plan.warnings[0].sentence


def test_a_changed_name_is_shown_and_warned_of():
    plan = planned("00102,王哲,静安店,前台\n")
    assert plan.changed[0].changes[0].new == "王哲" and "same person" in plan.warnings[0].sentence


def test_two_people_may_swap_mobiles():
    plan = planned("00102,王喆,静安店,前台,13800138003\n00202,孙淼,徐汇店,客房,13800138002\n")
    assert not plan.errors and len(plan.changed) == 2


def test_a_leaver_frees_the_mobile():
    plan = planned("00202,孙淼,,,,,离职\nN1,新人,静安店,前台,13800138003\n")
    assert not plan.errors


def test_a_file_without_unit_or_post_says_so_once():
    plan = planned("工号,姓名\nN1,甲某\nN2,乙某\n00102,王喆\n")
    assert said(plan) == [
        "0 No column names the unit (门店, or Unit). New people need one.",
        "0 No column names the post (岗位, or Post). New people need one.",
    ]


def test_people_and_units_of_others_are_out_of_bounds():
    far = KnownUnit(9, "S09", "浦东店", "", ("华东", "浦东店"), reachable=False)
    other = KnownPerson(9, "00909", "郑爽朗", far, mobile="13800138010")
    firm = Firm((*HERE.units, far), (*HERE.people, other), EAST)
    plan = planned("00909,郑爽朗,静安店,前台\nN1,新人,浦东店,前台\nN2,新人,静安店,前台,13800138010\n", firm)
    assert [(fault.row, fault.column) for fault in plan.errors] == [(2, "A"), (3, "C"), (4, "E")]
    assert not any("郑" in sentence for sentence in said(plan))
    assert "00909" not in {person.number for person in plan.missing}


# Units


@pytest.mark.parametrize(
    "text",
    ["静安店", "S01", "s01", "静 安 店", "Jing'an", "华东/静安店", "集团/华东/静安店", "/鹤鸣酒店/静安店",
     "鹤鸣酒店／华东／静安店", "华东-静安店", "鹤鸣酒店-华东-静安店", "华东 > 静安店",
     "集团/华东/上海/静安店", "集团/华东/静安店;集团/培训组"],
)  # fmt: skip
def test_a_unit_is_found_however_it_is_written(text):
    assert planned(f"N1,新人,{text},前台").new[0].place == JINGAN


@pytest.mark.parametrize("text", ["鹤鸣酒店", "集团", "HM", "总部"])
def test_the_firm_itself_is_a_unit_too(text):
    assert planned(f"N1,新人,{text},培训师").new[0].place == HEMING


def test_the_full_name_of_the_firm_before_every_path_is_recognised():
    plan = planned("N1,新人,鹤鸣酒店管理有限公司/华东/静安店,前台\nN2,另人,鹤鸣酒店管理有限公司,培训师\n")
    assert [person.place for person in plan.new] == [JINGAN, HEMING] and "taken as the firm" in plan.warnings[
        0
    ].sentence


def test_a_store_of_another_region_is_not_mistaken_for_ours():
    (fault,) = planned("N1,新人,华北/静安店,前台").errors
    assert "no unit “华北/静安店”" in fault.sentence


def test_two_units_of_one_name_need_their_path():
    twin = KnownUnit(8, "S08", "静安店", "", ("华北", "静安店"))
    firm = Firm((*HERE.units, KnownUnit(7, "N", "华北", "", ("华北",)), twin), HERE.people, HEMING)
    assert "may mean 华东/静安店, 华北/静安店" in planned("N1,新人,静安店,前台", firm).errors[0].sentence
    assert planned("N1,新人,华北/静安店,前台", firm).new[0].place == twin
    assert planned("N1,新人,S08,前台", firm).new[0].place == twin


def test_code_and_name_must_agree():
    text = "工号,姓名,门店编码,门店,岗位\nN1,新人,S01,静安店,前台\nN2,新人,S01,徐汇店,前台\n"
    (fault,) = planned(text).errors
    assert fault.row == 3 and "Unit code S01 is 华东/静安店" in fault.sentence


def test_units_are_made_only_when_that_is_asked_for_and_parents_first():
    text = (
        "工号,姓名,门店编码,门店,岗位\n"
        "N1,新人,S21,集团/华南/天河店,前台\nN2,另人,S22,华南/海珠店,前台\nN3,三人,,华东/浦东店,前台\n"
    )
    assert len(planned(text).errors) == 3
    plan = planned(text, create_units=True)
    assert [("/".join(unit.chain), unit.code) for unit in plan.units] == [
        ("华南", ""), ("华南/天河店", "S21"), ("华南/海珠店", "S22"), ("华东/浦东店", ""),
    ]  # fmt: skip
    assert plan.units[3].parent == EAST and not plan.errors


def test_departments_are_units_where_no_column_names_a_store():
    plan = planned(
        "姓名,帐号,职务,部门,手机\n新人,ZhangSan,前台,鹤鸣酒店/华东/静安店,13800138011\n".replace("帐号", "工号")
    )
    assert plan.new[0].place == JINGAN


# The whole


def test_a_plan_is_json():
    plan = planned("N1,新人,静安店,前台\n00102,王喆,徐汇店,前台\nN2,,静安店,前台\n")
    facts = json.loads(json.dumps(plan.as_dict(), ensure_ascii=False))
    assert facts["counts"]["new"] == 1 and facts["counts"]["moved"] == 1 and facts["counts"]["errors"] == 1
    assert facts["revised"][0]["to"] == "华东/徐汇店" and facts["faults"][0]["row"] == 4


CELL = st.text(max_size=12) | st.sampled_from(
    ["静安店", "华东/静安店", "前台", "13800138002", "在职", "离职", "2026-05-01", "00102"]
)


@given(st.lists(st.lists(CELL, min_size=11, max_size=11), max_size=8), st.booleans(), st.booleans())
def test_no_cells_break_the_plan(rows, create, missing):
    header = find_header([HEAD.split(",")])
    reading = read_rows([HEAD.split(","), *rows], header)
    plan = comparison.plan_roster(header, reading, HERE, Wish(TODAY, create, missing, frozenset({HE.id})))
    assert json.dumps(plan.as_dict()) and len(plan.new) + plan.unchanged <= len(rows)
    assert all(fault.sentence for fault in plan.faults)


@given(st.permutations([WANG, SUN]), st.sampled_from(["王喆", "王 喆", "王　喆"]))
def test_what_was_planned_from_the_firm_itself_is_no_change(people, name):
    lines = [
        f"{person.number},{person.name.replace('王喆', name)},{person.unit.code},{person.post}" for person in people
    ]
    assert planned("\n".join(lines)).does_nothing


def test_five_thousand_rows_are_five_thousand_new_people():
    rows = [HEAD.split(",")] + [
        [f"{n:05}", "王喆", "集团/华东/静安店", "前台", f"139{n:08}", "2026.5.1", "在职", "", "00102", "全职", ""]
        for n in range(1000, 6000)
    ]
    header, reading = read_sheets([rows])
    plan = comparison.plan_roster(header, reading, HERE, Wish(TODAY))
    assert len(plan.new) == 5000 and not plan.errors
