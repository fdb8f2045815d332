"""Paper forms keyed in: nothing is kept before it was looked over, and nobody's marks are kept twice."""

import pytest

from tests.conftest import Browser
from tests.days import today

URL = "/practicals/sheets/desk-practical/key"


def keyed(desk, *rows, do="check", by="he", assessor="lin", **fields):
    """Send rows of (staff number, marks)."""
    cells = {f"rows-{n}-{name}": value for n, row in enumerate(rows) for name, value in zip(("number", "marks"), row, strict=True)}
    return desk.as_(by).post(URL, do=do, sat_on=today().isoformat(), assessor=getattr(desk.cast, assessor), **cells, **fields)


def test_typed_and_pasted_rows_are_checked_looked_over_and_handed_in(desk):
    desk.plan()
    page = keyed(desk, ("s0102", "√ 3 √"), pasted="S0103\t赵䶮\t1\t0\t0\n").text
    assert "Look over and hand in" in page and "a critical item is missing" in page and desk.sitting().score is None
    assert keyed(desk, ("s0102", "√ 3 √"), ("S0103", "100"), do="save").status_code == 303
    sitting = desk.sitting()
    sitting_id = sitting.id
    assert (sitting.score, sitting.passed, sitting.marks[0].source, sitting.marks[0].keyed_by) == (100, True, "paper", desk.cast.he)
    other = desk.sitting("zhao")  # nobody had planned it
    assert (other.kind, other.passed, other.planned_on.isoformat()) == ("first", False, today().isoformat())
    assert "from paper, keyed in by He" in desk.as_("li").get(f"/practicals/{sitting_id}").text


def test_one_wrong_row_keeps_all_from_being_kept(desk):
    answer = keyed(desk, ("S0102", "131"), ("S0103", "14"), ("S0999", "131"), do="save")
    assert answer.status_code == 400 and "Nothing is kept yet" in answer.text
    assert "There are 2 marks here, and the sheet has 3 items." in answer.text
    assert "Nobody with this staff number is in your reach." in answer.text and desk.sitting() is None


def test_whose_sitting_is_planned_with_others_or_handed_in_is_said(desk):
    desk.plan(first="chen")
    assert "is planned with other assessors" in keyed(desk, ("S0102", "131")).text
    desk.plan(people=("zhao",), second="he")
    assert keyed(desk, ("S0103", "131"), do="save", by="li").status_code == 303
    assert "have been handed in already" in keyed(desk, ("S0103", "131"), by="li").text and desk.sitting("zhao").score is None
    assert keyed(desk, ("S0103", "111"), do="save", assessor="he").status_code == 303 and desk.sitting("zhao").passed


@pytest.mark.parametrize("fields", [{"sat_on": "2099-01-01"}, {"sat_on": ""}, {"assessor": "999"}])
def test_a_wrong_day_or_assessor_is_refused(desk, fields):
    answer = desk.as_("he").post(URL, **{"do": "save", "sat_on": today().isoformat(), "assessor": desk.cast.lin, "rows-0-number": "S0102",
                                         "rows-0-marks": "131", **fields})
    assert answer.status_code == 400 and desk.sitting() is None


def test_more_rows_and_pasting_lose_nothing(desk):
    page = keyed(desk, ("S0102", "1"), do="more").text
    assert 'value="S0102"' in page and page.count("rows-6-number") >= 1
    assert 'value="S0103"' in keyed(desk, do="paste", pasted="S0103 131").text


def test_nobody_keys_in_for_themselves_or_for_foreign_people(desk, app):
    assert "Nobody keys in their own marks." in keyed(desk, ("S0101", "131"), by="li", assessor="li").text
    assert "Nobody with this staff number is in your reach." in keyed(desk, ("S0102", "131"), by="chen", assessor="chen").text
    assert desk.as_("wang").get(URL).status_code == 403 and Browser(app).get(URL).status_code in (302, 303)


def test_neither_of_two_assessors_keys_in_the_other_s_form(desk):
    desk.plan(second="he")
    answer = keyed(desk, ("S0102", "131"), do="save")
    assert answer.status_code == 400 and "somebody else keys in the other assessor" in answer.text
    assert desk.sitting().marks[0].marks == desk.sitting().marks[1].marks == {}
    assert keyed(desk, ("S0102", "131"), do="save", assessor="he").status_code == 303  # the own one


def test_what_was_begun_on_screen_is_not_written_over(desk):
    desk.plan()
    desk.as_("lin").post(f"/practicals/{desk.sitting().id}/mark", do="save", **{"m-warmth": "1"})
    answer = keyed(desk, ("S0102", "131"), do="save")
    assert answer.status_code == 400 and "has begun to mark" in answer.text
    assert desk.sitting().marks[0].marks == {"warmth": 1} and desk.sitting().score is None


@pytest.mark.parametrize("do", ["paste", "check", "save"])
def test_lines_without_a_number_and_more_than_there_is_room_for_stay_where_they_were_pasted(desk, do):
    answer = keyed(desk, ("S0102", "131"), do=do, pasted="S0103\t100\n王喆\t111")
    assert answer.status_code == 400 and "No staff or certificate number was found in these lines." in answer.text and "王喆\t111</textarea>" in answer.text
    assert 'value="S0102"' in answer.text and 'value="S0103"' in answer.text and desk.sitting() is None
    many = "\n".join(f"S{n:04}\t131" for n in range(100))
    answer = keyed(desk, ("S0102", "131"), do=do, pasted=many)
    assert answer.status_code == 400 and "At most 100 rows at a time: these would make 101." in answer.text
    assert "S0099\t131</textarea>" in answer.text and 'value="S0102"' in answer.text and desk.sitting() is None
