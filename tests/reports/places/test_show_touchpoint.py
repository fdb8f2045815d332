"""One touchpoint: its dimensions, its months on a control chart, its items, what was written; and notes."""

import re

import pytest
from sqlalchemy import select

from cxtrain.clock import today
from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from cxtrain.quality.answers import Answer
from cxtrain.quality.notes.models import MonthNote
from cxtrain.quality.sums.queries import verify_rollups
from cxtrain.reports.figures import months_back
from tests.reports.conftest import table, words

LEVELS = (5.0, 5.2, 4.9, 5.1, 5.0, 4.8, 5.2, 5.1, 4.9, 5.0, 5.1, 5.0)


@pytest.fixture
def address(hotel):
    return f"/quality/places/touchpoints/{hotel.desk}"


@pytest.fixture
def hr(browser, cast):
    return browser.login(cast.he)


def months(summed, levels, n=6, **facts):
    for ago, level in enumerate(reversed(levels)):
        summed(*[level] * n, months_ago=ago, **facts)


def test_a_year_of_chance_is_called_chance(hr, summed, address):
    months(summed, LEVELS)
    page = hr.get(address)
    assert "Only chance shows" in words(page)
    assert "The limits rest on the first 12 points at most" in words(page)
    numbers = table(page)
    assert list(numbers) == list(months_back(f"{today('Asia/Shanghai'):%Y-%m}", 12))
    assert [row[0] for row in numbers.values()] == [f"{level:.2f}" for level in LEVELS]


def test_the_chart_has_a_title_a_description_and_a_table(hr, summed, address):
    months(summed, LEVELS)
    page = hr.get(address).text
    for svg in re.findall(r'<svg role="img".*?</svg>', page, re.S):
        ids = re.search(r'aria-labelledby="([^"]*)"', svg)[1].split()
        assert [f'id="{each}"' in svg for each in ids] == [True, True] and "<desc" in svg
    assert page.count('<svg role="img" aria-labelledby="course') == 2 and 'class="chart-numbers"' in page


def test_a_signal_is_said_in_words(hr, summed, address):
    months(summed, (*LEVELS, 6.9))
    page = words(hr.get(address))
    assert f"{today('Asia/Shanghai'):%Y-%m}: outside the limits" in page and "Something other than chance shows" in page


def test_before_eight_months_there_are_no_limits(hr, summed, address):
    months(summed, LEVELS[:5])
    assert "5 points so far: limits are drawn from 8 on" in words(hr.get(address))


def test_few_visits_a_month_are_pooled_to_quarters_and_fewer_than_five_are_no_point(hr, summed, address):
    months(summed, LEVELS, n=2)
    page = hr.get(address)
    assert "Quarters, because too few months have 5 visits" in words(page) and "Q" in list(table(page))[0]
    assert all(row[0] == "–" for row in table(page).values() if int(row[1]) < 5)


def test_the_dimensions_stand_against_the_standard(hr, summed, address):
    summed(*[3, 4] * 6)
    page = hr.get(address)
    assert table(page, 1)["Responsiveness"][:3] == ["3.5", "12", "3.2–3.8"]
    assert "Of 1 dimensions tested, 1 lie below and 0 above" in words(page)


def test_items_come_from_released_visits(hr, seen, address):
    seen(6, 6, 6, but={"s5": 4})
    seen(6, days_ago=5, but={"s5": 2})
    page = words(hr.get(address))
    assert "Item by item" in page and verify_rollups()[1] == {}
    assert "3.5" in page  # (4 + 4 + 4 + 2) / 4


def test_an_item_row_says_share_interval_n_and_missing_answers(hr, item_row, address):
    item_row("q1", "yes_no", [1] * 15 + [0] * 5, na=3, unnoticed=2)
    item_row("w1", "seconds", [30, 50, 70])
    page = re.sub(r"\s+", " ", words(hr.get(address)))
    assert "75 % 53–89 %" in page and "12 %" in page and "8 %" in page
    assert "50 seconds" in page


def test_notes_stand_beside_the_chart_and_in_the_ledger(hr, summed, address, cast, hotel):
    months(summed, LEVELS)
    month = f"{today('Asia/Shanghai'):%Y-%m}"
    answer = hr.post(f"{address}/notes/new", unit_id=cast.jingan, month=month, words="New queue system")
    assert answer.status_code == 303
    page = hr.get(answer.location)
    assert "New queue system" in words(page) and "control-flag" in page.text
    note = database.session.scalar(select(MonthNote))
    assert (note.month, note.touchpoint_id, note.written_by) == (month, hotel.desk, cast.he)
    assert hr.post(f"/quality/places/notes/{note.id}/take-back", page=answer.location).status_code == 303
    assert database.session.scalar(select(MonthNote.id)) is None
    told = database.session.scalars(select(LedgerEntry.action).order_by(LedgerEntry.id.desc()).limit(2)).all()
    assert told == ["month note taken back", "month noted"]


def test_a_note_may_begin_the_limits_anew(hr, summed, address, cast):
    months(summed, (*LEVELS[:9], *(level + 1.2 for level in LEVELS[:9])))
    assert "Something other than chance" in words(hr.get(address))
    month = months_back(f"{today('Asia/Shanghai'):%Y-%m}", 9)[0]
    hr.post(f"{address}/notes/new", unit_id=cast.jingan, month=month, words="New counters", anew="y")
    page = words(hr.get(address))
    assert "Only chance shows" in page and "limits anew" in page


@pytest.mark.parametrize("fields", [{"words": ""}, {"words": "x" * 301}, {"month": "1999-01"}])
def test_a_note_that_is_not_right_is_sent_back_with_what_was_typed(hr, address, cast, fields):
    answer = hr.post(f"{address}/notes/new", **{
        "unit_id": cast.jingan, "month": f"{today('Asia/Shanghai'):%Y-%m}", "words": "Strike", **fields})
    assert answer.status_code == 400 and database.session.scalar(select(MonthNote.id)) is None


def test_a_supervisor_notes_for_the_own_store_and_sees_what_was_noted_above(browser, cast, summed, address, hotel):
    from cxtrain.people.permissions import Role
    from cxtrain.quality.notes import operations
    from tests.quality.conftest import actor
    month = f"{today('Asia/Shanghai'):%Y-%m}"
    he = actor(database, cast.he, Role.HR)
    above, aside = (operations.note_month(he, operations.Noted(unit, hotel.desk, month, said)).id
                    for unit, said in ((cast.east, "Strike"), (cast.xuhui, "Flood")))
    database.session.commit()
    page = words(browser.login(cast.li).get(address))
    assert "Strike" in page and "Flood" not in page
    assert browser.post(f"{address}/notes/new", unit_id=cast.xuhui, month=month, words="No").status_code == 400
    for note in (above, aside):
        assert browser.post(f"/quality/places/notes/{note}/take-back", page=f"{address}/notes/new").status_code == 404


def test_others_rows_are_not_in_the_numbers(browser, cast, summed, address, item_row):
    summed(*[3, 4] * 6)
    summed(*[6, 7] * 6, unit=cast.xuhui)
    item_row("s5", "1-7", [7] * 9, unit=cast.xuhui)
    page = browser.login(cast.li).get(address)
    assert table(page, 1)["Responsiveness"][:2] == ["3.5", "12"] and "No item was answered" in words(page)


def test_a_touchpoint_that_is_not_there(hr, hotel):
    assert hr.get("/quality/places/touchpoints/98765").status_code == 404


def test_the_number_of_statements_does_not_grow_with_history(hr, seen, address, statements):
    seen(5, 6, 7)
    before = statements(hr, address)
    seen(*[5, 6, 7] * 2, days_ago=40, but={"s5": 3})
    assert statements(hr, address) <= before + 1 <= 12  # the names that words are cleared of come with the first words


def test_a_visit_that_no_longer_counts_is_in_no_item(hr, seen, address, desk):
    from cxtrain.quality.models import Visit
    from cxtrain.quality.sums.operations import recounted
    seen(5, 6, 7, but={"s5": Answer(3).value})
    for visit in database.session.scalars(select(Visit)):
        with recounted(visit):
            visit.under_review = True
    database.session.commit()
    assert "No item was answered" in words(hr.get(address)) and "No words in these months" in words(hr.get(address))
