"""Units by touchpoints: whose rows, which numbers, what is said of them."""

import re

import pytest

from tests.reports.conftest import words
from tests.reports.places.conftest import grid

PLACES = "/quality/places"
LOW, HIGH = [3, 4] * 6, [6, 7] * 6  # twelve visits, far below and near the standard of the desk


@pytest.fixture
def hr(browser, cast):
    return browser.login(cast.he)


def test_hr_sees_stores_below_their_region_with_sums_and_n(hr, summed, cast):
    summed(*LOW)
    summed(*HIGH, unit=cast.xuhui)
    rows = grid(hr.get(PLACES))
    assert list(rows) == ["East China", "Jing'an", "Xuhui"]
    n = {label: [cell[2] for cell in row] for label, row in rows.items()}
    assert n == {"East China": [24], "Jing'an": [12], "Xuhui": [12]}
    values = {label: [cell[1] for cell in row][0] for label, row in rows.items()}
    assert values == {"East China": "5.0", "Jing'an": "3.5", "Xuhui": "6.5"}


def test_a_cell_says_its_interval_its_standard_and_whether_it_is_beyond_chance(hr, summed):
    summed(*LOW)
    page = hr.get(PLACES)
    tips = re.findall(r'title="([^"]*confidence[^"]*)"', page.text)
    interval = "3.2 to 3.8 with 95 % confidence; standard 6.2"
    assert tips == [interval, f"{interval}; below the standard beyond chance"]  # the region's is not tested again
    assert "▼" in page.text and "Cells tested against their standards: 1. Above beyond chance: 0; below: 1." in words(page)


def test_many_cells_are_tested_together_and_it_says_how_many(hr, summed, cast, hotel):
    for place in (hotel.desk, hotel.breakfast):
        summed(*LOW, touchpoint=place)
        summed(*HIGH, touchpoint=place, unit=cast.xuhui)
    from cxtrain.extensions import db
    from cxtrain.people.models import Unit
    parent = db.session.get(Unit, cast.east)
    db.session.add(extra := Unit(code="S03", name="浦东店", name_en="Pudong", kind="store", parent_id=parent.id))
    db.session.flush()
    extra.path = f"{parent.path}{extra.id}/"
    db.session.commit()
    for place in (hotel.desk, hotel.breakfast):
        summed(*[5, 6] * 6, unit=extra.id, touchpoint=place)
    assert "6 cells with 8 visits or more were tested together" in words(hr.get(PLACES))


@pytest.mark.parametrize("n,classes,value", [(2, "heat-none thin", "–"), (3, "thin", "3.3"), (7, "thin", "3.4"), (8, "", "3.5")])
def test_below_the_floors_there_is_no_number_or_a_hatched_one(hr, summed, n, classes, value):
    summed(*LOW[:n])
    cell = [cell for cell in grid(hr.get(PLACES))["Jing'an"]][0]
    assert cell[2] == n and cell[1] == value and classes.split()[-1:] == (["thin"] if "thin" in cell[0] else [])


def test_kinds_are_never_mixed(hr, summed):
    summed(*LOW)
    summed(*HIGH, kind="announced_check")
    both = [[cell[1] for cell in grid(hr.get(f"{PLACES}?kind={kind}"))["Jing'an"]]
            for kind in ("mystery_shop", "announced_check")]
    assert both == [["3.5"], ["6.5"]]


def test_the_period_and_the_dimension_are_parts_of_the_address(hr, summed):
    summed(*LOW, months_ago=5)
    assert "No released visit in these months yet" in words(hr.get(f"{PLACES}?span=3"))
    assert "Jing'an" in grid(hr.get(f"{PLACES}?span=6"))
    assert "No released visit" in words(hr.get(f"{PLACES}?dimension=empathy"))
    page = hr.get(f"{PLACES}?span=6&dimension=responsiveness")
    assert "dimension" not in re.search(r'href="(/quality/places/touchpoints/[^"]*)"', page.text)[1]
    assert "span=6" in re.search(r'href="(/quality/places/touchpoints/[^"]*)"', page.text)[1]


def test_a_region_may_be_asked_for_and_nothing_else_is_shown(hr, summed, cast):
    summed(*LOW)
    summed(*HIGH, unit=cast.xuhui)
    assert list(grid(hr.get(f"{PLACES}?unit={cast.xuhui}"))) == ["Xuhui"]


def test_a_supervisor_sees_the_own_store_only(browser, cast, summed):
    summed(*LOW)
    summed(*HIGH, unit=cast.xuhui)
    page = browser.login(cast.li).get(PLACES)
    assert list(grid(page)) == ["Jing'an"] and "Xuhui" not in words(page)
    assert browser.get(f"{PLACES}?unit={cast.xuhui}").status_code == 404


def test_staff_and_strangers_do_not_get_in(browser, cast):
    assert browser.get(PLACES).status_code == 302
    assert browser.login(cast.wang).get(PLACES).status_code == 403


def test_an_empty_page_says_what_will_be_here(hr, hotel):
    assert "A shopper writes a scorecard" in words(hr.get(PLACES))


def test_two_stores_are_not_set_side_by_side(hr, summed, cast):
    summed(*LOW)
    summed(*HIGH, unit=cast.xuhui)
    assert "Fewer than three stores have six visits" in words(hr.get(PLACES))


def test_the_number_of_statements_does_not_grow_with_history(hr, summed, cast, hotel, statements):
    summed(*LOW)
    before = statements(hr, PLACES)
    for months in range(1, 9):
        summed(*LOW, months_ago=months)
        summed(*HIGH, months_ago=months, unit=cast.xuhui, touchpoint=hotel.breakfast)
    assert statements(hr, PLACES) == before <= 4


def test_it_speaks_chinese(chinese, cast, summed):
    summed(*LOW)
    page = chinese.login(cast.he).get(PLACES)
    assert "各单位 × 触点" in words(page) and "超出偶然低于标准的 0 格" not in words(page) and "静安店" in grid(page)
