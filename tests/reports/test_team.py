"""A store: touchpoints by dimensions with number and n, what needs a person today, and its people."""

import datetime as dt
import re

import time_machine

from cxtrain import clock
from cxtrain.clock import today
from cxtrain.people.models import Employee
from cxtrain.planning.months import month_of
from cxtrain.quality import queries
from cxtrain.quality.appeals import operations as appeals
from cxtrain.quality.appeals.models import Appeal
from cxtrain.quality.models import UnitRollup
from cxtrain.quality.rollup import OVERALL
from cxtrain.reports.figures import months_back
from cxtrain.roleplay.models import ScenarioVersion
from cxtrain.training.huddles.models import Huddle
from tests.planning.conftest import around
from tests.reports.conftest import cells, words

ORDER = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")


def cell(page, dimension, place="Check-in"):
    """Return (classes, value, n) of one cell."""
    return cells(page)[place][ORDER.index(dimension)]


def test_a_cell_shows_number_and_n_none_under_three_and_hatched_under_eight(browser, cast, db, records):
    # around(m) are eight scores with the mean m. The standard is 6; a shade is half a point, and there are three of them.
    for dimension, scores in zip(ORDER[1:], ([7, 7], [5, 6, 7], [5] * 7, around(4.0)), strict=True):
        records.unit(cast.jingan, scores, dimension)
    records.unit(cast.xuhui, around(1.0))
    db.session.commit()
    page = browser.login(cast.li).get("/team")
    assert cells(page) == {"Check-in": [
        ("heat-none", "–", 0), ("heat-none thin", "–", 2), ("heat-level thin", "6.0", 3), ("heat-below-2 thin", "5.0", 7),
        ("heat-below-3", "4.0", 8)]}
    # One of them has eight visits, so it alone is tested.
    assert "1 cell was tested against its standard. Beyond chance: 0 above (▲), 1 below (▼)" in words(page)
    assert page.text.count('<span class="sign" aria-hidden="true">▼</span>') == 1


def test_the_interval_and_the_standard_stand_on_hover_and_focus_and_a_cell_opens_its_visits(browser, cast, db, records):
    # s² = 5.68 / 7 = .8114, t(.975, 7) = 2.3646, ± 2.3646 · .9008 / √8 = .7531.
    records.unit(cast.jingan, around(4.0), "empathy")
    db.session.commit()
    page = browser.login(cast.li).get("/team")
    visits = f"/quality/visits?unit={cast.jingan}&amp;touchpoint={records.place}"
    assert f'<a href="{visits}" title="3.2 to 4.8 with 95 % confidence; standard 6.0">' in page.text
    assert '<span title="standard 6.0">' in page.text  # nothing behind it: nothing to open
    assert browser.get(visits.replace("&amp;", "&")).status_code == 200


def test_visits_released_today_are_in_the_cells_and_their_praise_is_read(browser, cast, seen):
    seen(5, 6, 7)
    seen(2, person=0)  # (5 + 6 + 7 + 2) / 4 = 5
    page = browser.login(cast.li).get("/team")
    assert cell(page, "empathy", "Front-desk check-in")[1:] == ("5.0", 4)
    assert words(page).count("She carried the bags to the lift") == 3  # the latest three


def test_what_needs_somebody_is_named_an_overdue_plan_a_draft_and_too_few_visits(browser, cast, db, records):
    records.plan(due=-2)
    records.plan(about=cast.wang, state="draft")
    records.plan(due=30)
    quiet, poor = records.touchpoint("bar", "酒吧", "Bar"), records.touchpoint("spa", "水疗", "Spa")
    records.unit(cast.jingan, [5, 6, 7], place=quiet)
    records.unit(cast.jingan, [5, 6], place=poor)
    db.session.commit()
    text = words(browser.login(cast.li).get("/team"))
    needs = text[text.index("Needs you today"):]
    assert needs.count("Overdue since") == needs.count("Waits for approval") == 1
    assert "Too few visits" in needs and "Spa (2)" in needs and "Check-in (0)" in needs and "Bar" not in needs


def test_where_nothing_waits_it_says_so(browser, cast, db, records):
    records.unit(cast.jingan, [5, 6, 7])
    records.plan(due=30)
    assert "Nothing waits. A good day to look at the floor." in words(browser.login(cast.li).get("/team"))


def test_before_anything_is_loaded_it_says_who_loads_it(browser, cast):
    assert "No touchpoints yet. Whoever runs the system loads them" in words(browser.login(cast.li).get("/team"))


def test_the_people_of_the_store_are_there_but_for_those_who_left(browser, cast, db):
    db.session.get_one(Employee, cast.wang).status = "leave"
    db.session.get_one(Employee, cast.zhao).status = "left"
    db.session.commit()
    page = browser.login(cast.li).get("/team")
    assert re.findall(r'href="/employees/(\d+)">([^<]*)<', page.text) == [
        (str(cast.li), "Li Xiang"), (str(cast.wang), "Wang Zhe · on leave")]


def test_the_span_is_three_six_or_twelve_months_and_any_other_is_twelve(browser, cast, db, records):
    months = months_back(month_of(today("Asia/Shanghai")), 13)
    for ago, count in ((0, 3), (5, 4), (11, 5), (12, 6)):  # a year ago is a month too old
        records.unit(cast.jingan, [6] * count, month=months[12 - ago])
    db.session.commit()
    browser.login(cast.li)
    found = {span: cell(browser.get(f"/team?span={span}"), "responsiveness")[2] for span in ("3", "6", "12", "5", "-1", "drei", "")}
    assert found == {"3": 3, "6": 7, "12": 12, "5": 12, "-1": 12, "drei": 12, "": 12}


def test_hr_chooses_among_all_stores_and_a_supervisor_has_one_s_own(browser, cast, db, records):
    records.unit(cast.jingan, [4] * 3)
    records.unit(cast.xuhui, [6] * 3)
    db.session.commit()
    browser.login(cast.he)
    assert [cell(browser.get(f"/team{query}"), "responsiveness")[1] for query in ("", f"?unit={cast.xuhui}")] == ["4.0", "6.0"]
    browser.post("/sign-out", page="/")
    text = browser.login(cast.chen).get("/team").text
    assert "<h1>Xuhui</h1>" in text and 'name="unit"' not in text


def test_a_unit_that_can_be_none_is_one_s_own(browser, cast):
    browser.login(cast.li)
    for asked in ("", "abc", "0", "3.5"):
        assert "<h1>Jing&#39;an</h1>" in browser.get(f"/team?unit={asked}").text


def test_a_foreign_store_a_region_and_a_missing_one_are_the_same_404(browser, cast):
    browser.login(cast.chen)
    answers = [browser.get(f"/team?unit={unit}") for unit in (cast.jingan, cast.east, 99999, -1, 10**30)]
    assert {answer.status_code for answer in answers} == {404} and len({words(answer) for answer in answers}) == 1


def test_staff_authors_and_admins_see_no_team(browser, cast):
    for who in (cast.wang, cast.lin, cast.admin):
        assert browser.login(who).get("/team").status_code == 403


def test_a_stranger_is_sent_to_sign_in(browser):
    assert browser.get("/team").location == "/sign-in"


def test_it_reads_in_chinese(chinese, cast, db, records):
    records.unit(cast.jingan, around(4.0), "empathy")
    db.session.commit()
    page = chinese.login(cast.li).get("/team")
    assert cell(page, "empathy", "入住办理")[1:] == ("4.0", 8) and "今天需要您" in words(page) and "静安店" in words(page)


def test_the_number_of_statements_does_not_grow_with_history(browser, cast, seen, records, statements):
    seen(5, 6, 7)
    records.plan(due=-2)
    browser.login(cast.li)
    before = statements(browser, "/team")
    seen(*[5, 6, 7] * 3, days_ago=60)
    for days in range(4):
        records.plan(due=-3 - days)
        records.touchpoint(f"place-{days}", "处", "Place")
    assert statements(browser, "/team") == before <= 16  # one counts how far plans are, one finds the last huddle


def test_a_critical_item_that_failed_asks_for_somebody_for_two_weeks_and_names_nobody(browser, cast, hotel, seen):
    form = queries.instrument_of(queries.current_form("front-desk-check-in"))
    critical = next(item for item in form.items if item.critical)
    seen(6, but={critical.id: 1})
    page = browser.login(cast.li).get("/team")
    assert "Critical item not met" in words(page) and critical.label.en in words(page)
    assert "Wang Zhe" not in re.search(r"Needs you today(.*?)Findings", page.text, re.S)[1]
    with time_machine.travel(clock.now() + dt.timedelta(days=15)):
        assert "Critical item not met" not in words(browser.login(cast.li).get("/team"))


def test_scorecards_that_nobody_has_read_are_counted_after_a_week(browser, cast, seen):
    seen(6, 6)
    browser.login(cast.li)
    assert "unread" not in words(browser.get("/team"))
    with time_machine.travel(clock.now() + dt.timedelta(days=8)):
        assert "2 scorecards are unread" in words(browser.login(cast.li).get("/team"))


def course_of(cast, db, *values, touchpoint):
    """Five visits a month of the front desk, one mean for each month up to this one."""
    months = months_back(f"{today('Asia/Shanghai'):%Y-%m}", len(values))
    db.session.add_all([UnitRollup(unit_id=cast.jingan, touchpoint_id=touchpoint, dimension=OVERALL, month=month, n=5,
                                   kind="mystery_shop", total=5 * value, squares=5 * value**2 + 2)
                        for month, value in zip(months, values, strict=True)])
    db.session.commit()


CALM = [5.0, 5.2, 5.1, 4.9, 5.0, 5.1, 4.9, 5.2, 5.0, 5.1, 4.9, 5.0]  # moving ranges of .15 on average: limits 5.0 ± .4


def test_a_touchpoint_whose_latest_month_lies_outside_its_limits_asks_for_somebody(browser, cast, db, hotel):
    course_of(cast, db, *CALM, 5.1, 3.8, touchpoint=hotel.desk)
    page = browser.login(cast.li).get("/team")
    assert "Something other than chance" in words(page)
    assert f"/quality/places/touchpoints/{hotel.desk}?unit={cast.jingan}" in page.text


def test_chance_asks_for_nobody_and_neither_does_what_is_long_past(browser, cast, db, hotel):
    course_of(cast, db, *CALM, 5.1, 4.9, touchpoint=hotel.desk)
    course_of(cast, db, *CALM, 3.8, 5.1, 4.9, 5.0, touchpoint=hotel.breakfast)
    assert "Something other than chance" not in words(browser.login(cast.li).get("/team"))


def test_an_open_appeal_is_counted_with_the_day_it_is_due_until_it_is_decided(browser, cast, disputes):
    appeal_id = disputes.opened().id
    assert "1 appeal is open" in words(browser.login(cast.li).get("/team"))
    appeals.decide(disputes.desk.he, disputes.desk.db.session.get_one(Appeal, appeal_id), appeals.Verdict("The till roll says so", None))
    disputes.desk.db.session.commit()
    assert "appeal" not in words(browser.get("/team"))


def test_the_last_huddle_is_named_with_its_people_and_an_invitation_stands_there_before_the_first(browser, cast, db, records):
    records.unit(cast.jingan, [5, 6, 7])
    db.session.commit()
    assert "No huddle yet" in words(browser.login(cast.li).get("/team"))
    told = {"zh": "深夜入住", "en": "Late check-in"}
    version = ScenarioVersion(slug="late", digest="0" * 64, source="", title=told, published_at=clock.now())
    for code, place, people in (("BBBBBB", cast.jingan, 9), ("CCCCCC", cast.xuhui, 4)):
        db.session.add(Huddle(unit_id=place, version=version, leader_id=cast.li, code=code, seed="", stage="ended", position=3,
                              people=people, started_at=clock.now(), ended_at=clock.now()))
    db.session.commit()
    page = words(browser.get("/team"))
    assert "Last huddle Late check-in" in page and "9 people" in page and "4 people" not in page
