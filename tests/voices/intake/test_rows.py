"""The rows of a file of customers' words: what each cell may say, which column means what, and that no row is lost."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.people.roster.places import KnownUnit, Places
from cxtrain.voices.intake.columns import Field, find_header, without_private
from cxtrain.voices.intake.rows import Firm, read_rows
from cxtrain.voices.intake.values import (
    MOST_LETTERS,
    Unsure,
    Wrong,
    language_of,
    masked,
    read_moment,
    read_number,
    read_score,
    read_stars,
    read_words,
)
from cxtrain.voices.questionnaire import SCALES

TODAY = dt.date(2026, 11, 22)
STORE = KnownUnit(2, "S01", "静安店", "Jing'an", ("静安店",))
ROOT = KnownUnit(1, "HM", "鹤鸣酒店", "Heming Hotels", ())
FIRM = Firm(Places([ROOT, STORE], create=False, home=ROOT), {"frontdesk": 1, "前台": 1}, TODAY, touchpoint_id=1)
HEAD = ["评价ID", "评价时间", "门店", "触点", "星级", "推荐意愿", "评价内容"]


def reading(*rows, head=HEAD, firm=FIRM):
    """Return what a file with these rows holds."""
    table = [head, *rows]
    return read_rows(table, find_header(table), firm)


@pytest.mark.parametrize(("text", "moment"), [
    ("2026-05-06", "2026-05-06T12:00:00"), ("2026/5/6 14:30", "2026-05-06T14:30:00"), ("2026年5月6日14时30分", "2026-05-06T14:30:00"),
    ("20260506", "2026-05-06T12:00:00"), ("46148.604167", "2026-05-06T14:30:00"), ("２０２６.5.6 9:05:07", "2026-05-06T09:05:07"),
    ("2026-05-06T06:30:00Z", "2026-05-06T06:30:00+00:00"), ("2026-05-06 14:30:00+08:00", "2026-05-06T14:30:00+08:00")])
def test_days_and_times_are_read_as_people_and_platforms_write_them(text, moment):
    assert read_moment(text, TODAY).isoformat() == moment


@pytest.mark.parametrize("text", ["", "昨天", "2026-02-30", "2026-05-06 25:00", "14:30", "1999-12-31", "2026-11-23", "6", "2026-05-06 14:30:00+99:00"])
def test_what_is_no_day_or_is_to_come_is_refused(text):
    with pytest.raises(Wrong):
        read_moment(text, TODAY)


@given(st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2026, 11, 22, 23, 59, 59)))
def test_each_moment_comes_back_as_it_was_written(moment):
    moment = moment.replace(microsecond=0)
    assert read_moment(moment.isoformat(" "), TODAY) == moment == read_moment(moment.strftime("%Y/%m/%d %H:%M:%S"), TODAY)


@given(st.text(max_size=30))
def test_any_text_is_a_moment_or_a_sentence(text):
    try:
        assert read_moment(text, TODAY).date() <= TODAY
    except Wrong as wrong:
        assert str(wrong)


@pytest.mark.parametrize(("text", "stars"), [("4", 4), ("4.0", 4), ("4星", 4), ("四星", 4), ("★★★★☆", 4), ("⭐⭐", 2), ("5/5", 5), ("4 stars", 4), ("５", 5)])
def test_stars_are_read_in_their_many_ways(text, stars):
    assert read_stars(text) == stars


@pytest.mark.parametrize(("text", "kind"), [("4.5", Unsure), ("3.5分", Unsure), ("0", Wrong), ("6", Wrong), ("☆☆☆", Wrong), ("好", Wrong), ("5.5", Wrong)])
def test_stars_that_are_none_are_never_rounded(text, kind):
    with pytest.raises(kind) as caught:
        read_stars(text)
    assert type(caught.value) is kind


@given(st.sampled_from(["csat", "nps", "ces2", "stars"]), st.integers(-3, 14))
def test_points_are_taken_on_their_scale_only(kind, value):
    if value in SCALES[kind]:
        assert read_score(kind, f"{value}分") == value
    else:
        with pytest.raises(Wrong):
            read_score(kind, str(value))


@pytest.mark.parametrize(("text", "kept"), [
    ("打13800138000找我", "打***找我"), ("+86 138 0013 8000", "***"), ("010-12345678", "***"), ("a.b@c.com说", "***"),
    ("证310101199001011234。", "证***。"), ("房间1203,订单20260506123456", "房间1203,订单20260506123456")])
def test_numbers_that_could_find_a_customer_become_stars(text, kept):
    assert masked(text) == kept


def test_words_are_headed_by_their_title_once_and_not_endless():
    assert read_words("太慢", "太慢") == "太慢" and read_words("标题", " 内容 ") == "标题\n内容"
    with pytest.raises(Wrong):
        read_words("", "长" * (MOST_LETTERS + 1))
    assert [language_of(words) for words in ("", "早餐 ok", "fine")] == ["zh", "zh", "en"]


def test_a_number_that_a_spreadsheet_shortened_is_refused():
    assert read_number(" dp  1 ") == "dp 1"
    with pytest.raises(Wrong):
        read_number("1.38E+10")


def test_private_columns_are_emptied_and_never_used():
    table = [["用户昵称", "会员手机", "评价内容", "手机品牌"], ["小鹿", "13800138000", "好", "x"]]
    header = find_header(table, {"用户昵称": "words"})
    assert [column.use for column in header.columns] == ["private", "private", "used", "private"]
    assert without_private(table, header)[1] == ["", "", "好", ""]


def test_what_was_chosen_for_a_source_wins_and_a_header_below_titles_is_found():
    table = [["大众点评导出", ""], ["2026年5月", ""], ["时间", "内容"], ["2026-05-06", "好"]]
    assert find_header(table).row == 2
    header = find_header(table, {"内容": "title", "时间": ""})
    assert header.of(Field.TITLE).index == 1 and header.of(Field.AT) is None and header.of(Field.WORDS) is None
    assert find_header([["a", "b"], ["", ""]]).row == 0 and find_header([]) is None and find_header([["", ""]]) is None


def test_equal_rows_without_a_number_are_told_apart_and_stay_the_same_when_they_come_again():
    row = ["", "2026-05-06", "静安店", "", "4", "", ""]
    once, twice = reading(row), reading(row, row)
    assert len({entry.identity for entry in twice.entries}) == 2
    assert once.entries[0].identity == twice.entries[0].identity


def test_a_number_twice_is_a_fault_of_the_second_row():
    row = ["dp-1", "2026-05-06", "静安店", "前台", "4", "9", "好"]
    found = reading(row, row)
    assert [entry.row for entry in found.entries] == [2] and found.faulty == {3} and "Row 2" in found.faults[0].message % found.faults[0].values
    assert found.entries[0].beside == "stars 4"


def test_what_is_wrong_is_said_once_with_all_its_rows():
    rows = [["", "2026-05-06", "浦东店", "", "4", "", ""]] * 3
    ((fault, places),) = reading(*rows).sentences
    assert places == (2, 3, 4) and "浦东店" in fault.message % fault.values


CELLS = st.one_of(st.text(max_size=12), st.sampled_from(["", "2026-05-06", "静安店", "S01", "前台", "4", "4.5", "9", "好", "合计", "浦东店"]))


@given(st.lists(st.lists(CELLS, min_size=7, max_size=7), max_size=12))
def test_no_row_is_lost_each_is_taken_or_has_its_reason(rows):
    found = reading(*rows)
    taken = {entry.row for entry in found.entries}
    assert not taken & found.faulty and len(taken) == len(found.entries)
    told = taken | found.faulty
    for number, row in enumerate(rows, 2):
        filled = [cell for cell in map(str.strip, row) if cell]
        assert number in told or not filled or len(filled) <= 2 or [*map(str.strip, row)] == HEAD
    assert len({entry.identity for entry in found.entries}) == len(found.entries)
    assert all(entry.scores or entry.words for entry in found.entries if entry.row not in {fault.row for fault in found.faults})
