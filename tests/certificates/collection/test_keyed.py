import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from cxtrain.certificates.collection.keyed import (
    EARLY,
    FETCHED,
    LATE,
    NO_DAY,
    SEVERAL,
    TWICE,
    UNKNOWN,
    VOID,
    Paper,
    Row,
    checked,
    row_of,
)
from cxtrain.web.keying import read_pasted

DAY, ISSUED = dt.date(2026, 6, 1), dt.date(2026, 5, 19)
WANG = Paper(1, "HM-2026-0001", "王喆", "S0102", ISSUED)
OLD = Paper(2, "HM-2025-0007", "王喆", "S0102", dt.date(2025, 5, 19), fetched_on=dt.date(2025, 6, 1))
SUN = Paper(3, "HM-2026-0002", "孙淼", "S0202", ISSUED)


def told(rows, papers=(WANG, OLD, SUN)):
    """Return the complaints of each row."""
    return [[each.message for each in row.complaints] for row in checked(rows, papers, DAY, DAY)]


def test_a_staff_number_means_the_one_that_was_not_fetched_yet():
    [row] = checked([Row("ｓ0102", "李想", "2026.5.30")], [WANG, OLD, SUN], DAY, DAY)
    assert (row.paper, row.day, row.complaints) == (WANG, dt.date(2026, 5, 30), ())


def test_what_is_wrong_is_said_row_by_row():
    second = Paper(4, "HM-2026-0009", "王喆", "S0102", ISSUED)
    assert told([Row("S0999"), Row("HM-2025-0007"), Row("S0202", "", "2026-05-01"), Row("S0102", "", "2027-01-01")]) == [
        [UNKNOWN], [FETCHED], [EARLY], [LATE]]
    assert told([Row("S0102")], [WANG, second]) == [[SEVERAL]] and told([Row("HM-2026-0009")], [WANG, second]) == [[]]
    assert told([Row("S0102"), Row("HM-2026-0001")]) == [[TWICE], [TWICE]]
    assert told([Row("S0202", "", "31.5.")]) == [[NO_DAY]]
    assert told([Row("S0202")], [Paper(3, "HM-2026-0002", "孙淼", "S0202", ISSUED, is_void=True)]) == [[VOID]]


def test_pasted_rows_give_a_number_a_name_and_a_day_in_any_order():
    pasted = "工号\t领取人\t日期\nS0102\t2026-05-30\t李想\n0103\n\n"
    assert read_pasted(pasted, row_of) == ([Row("S0102", "李想", "2026-05-30"), Row("0103")], "")


@given(st.lists(st.builds(Row, st.sampled_from(["S0102", "S0202", "HM-2026-0001", "HM-2025-0007", "x"]), st.just(""),
                          st.sampled_from(["", "2026-05-30", "20260518", "2026-13-01", "9999-12-31"])), max_size=8))
def test_what_nothing_is_wrong_with_can_be_kept(rows):
    kept = [row for row in checked(rows, [WANG, OLD, SUN], DAY, DAY) if not row.complaints]
    assert all(row.paper and row.paper.fetched_on is None and row.paper.issued_on <= row.day <= DAY for row in kept)
    assert len({row.paper.id for row in kept}) == len(kept)


@given(st.text(max_size=200))
def test_whatever_is_pasted_is_read_without_fault(text):
    assert all(any(letter.isdigit() for letter in row.number) for row in read_pasted(text, row_of)[0])
