"""The page of how a scenario is played: who may see it, of whom, and that it names nobody."""

import csv
import datetime as dt
import io

import pytest
import yaml
from sqlalchemy import event, select

from cxtrain.clock import now
from cxtrain.extensions import db as database
from cxtrain.people.models import Employee, Unit
from cxtrain.roleplay import operations
from cxtrain.roleplay.coverage import queries as coverage
from cxtrain.roleplay.models import Attempt, Scenario, Step
from cxtrain.web.tables import read_sheets
from tests.conftest import Browser
from tests.roleplay.conftest import SCENARIO
from tests.roleplay.stories import LATE_CHECK_IN, silence, written

COVERAGE = f"{SCENARIO}/coverage"
ROADS = [("own-it", "garden", "confirm"), ("passport", "nothing"), ("pass-on", "garden", "app")]


def add(unit_id, count, *, road=None, left=False, carried=None):
    """Let `count` new people of a unit play the scenario, each once."""
    scenario = database.session.scalar(select(Scenario).where(Scenario.slug == "late-check-in"))
    total = len(list(database.session.scalars(select(Employee.id))))
    for at in range(total, total + count):
        person = Employee(number=f"N{at}", name=f"无名{at}", name_en=f"Nameless {at}", unit_id=unit_id)
        database.session.add(person)
        database.session.flush()
        start = now() - dt.timedelta(hours=1)
        made = road or ROADS[at % 3]
        attempt = Attempt(employee_id=person.id, scenario_id=scenario.id, version_id=scenario.current_id, mode="practice",
                          seed="s", started_at=start, finished_at=now(), outcome=None if left else "satisfied", carried=carried)
        database.session.add(attempt)
        database.session.flush()
        database.session.add_all(
            Step(attempt_id=attempt.id, position=position, choice_id=name, at=start + dt.timedelta(seconds=20 * (position + 1)))
            for position, name in enumerate(made))
    database.session.commit()


@pytest.fixture
def played(scenario, cast):
    """The short story, played by six people of 静安店, and by twenty of 徐汇店."""
    add(cast.jingan, 6, road=ROADS[0])
    add(cast.xuhui, 20, road=ROADS[1])
    return scenario


def test_an_author_sees_shares_times_and_who_left(played, cast, browser):
    add(cast.xuhui, 2, road=("own-it",), left=True)
    text = browser.login(cast.lin).get(COVERAGE).text
    assert "plays by 28 people: 26 finished, 2 left unfinished, 0 under way" in text
    assert "8 of 28, 95 % interval" in text and "Mean time 20 s (n = 28)" in text
    assert "Left here: 2 of 28 plays" in text and "Fewer than 5 people answered here" in text


def test_nobody_is_named(played, cast, browser):
    text = browser.login(cast.he).get(COVERAGE).text
    assert "Nameless" not in text and "无名" not in text and ">N1" not in text


def test_a_supervisor_sees_their_own_unit_only(played, cast, app):
    assert "plays by 6 people" in Browser(app).login(cast.li).get(COVERAGE).text
    assert "plays by 20 people" in Browser(app).login(cast.chen).get(COVERAGE).text


def test_a_unit_can_be_picked(played, cast, browser):
    browser.login(cast.he)
    assert "plays by 26 people" in browser.get(COVERAGE).text
    assert "plays by 6 people" in browser.get(f"{COVERAGE}?unit={cast.jingan}").text
    assert "plays by 26 people" in browser.get(f"{COVERAGE}?unit={cast.east}").text


@pytest.mark.parametrize("query", ["unit=999", "unit=x", "unit=-1", "unit=²", "version=999", "version=x"])
def test_what_cannot_be_picked_is_a_404(played, cast, browser, query):
    assert browser.login(cast.he).get(f"{COVERAGE}?{query}").status_code == 404


def test_a_foreign_unit_is_a_404(played, cast, browser):
    assert browser.login(cast.li).get(f"{COVERAGE}?unit={cast.xuhui}").status_code == 404


def test_fewer_than_five_people_show_nothing(scenario, cast, browser):
    add(cast.jingan, 4)
    text = browser.login(cast.he).get(COVERAGE).text
    assert "Fewer than 5 people have played this version here" in text and "plays by" not in text
    assert "Is there still one?" not in text


def test_a_former_version_keeps_its_figures(played, cast, browser, db):
    former = played.current_id
    operations.publish_scenario(LATE_CHECK_IN.replace("23:40", "23:50"))
    db.session.commit()
    browser.login(cast.he)
    assert "have played this version here" in browser.get(COVERAGE).text
    assert "plays by 26 people" in browser.get(f"{COVERAGE}?version={former}").text


def test_choices_that_are_damaged_are_left_out(played, cast, browser):
    add(cast.jingan, 1, road=("no-such-choice",))
    assert "plays by 26 people" in browser.login(cast.he).get(COVERAGE).text


def test_a_practice_taken_up_again_from_a_scene_is_not_counted(played, cast, browser):
    add(cast.jingan, 3, road=ROADS[0], carried=1)
    assert "plays by 26 people" in browser.login(cast.he).get(COVERAGE).text


@pytest.mark.parametrize("who", ["wang", "admin"])
def test_staff_and_admins_are_refused(played, cast, browser, who):
    assert browser.login(getattr(cast, who)).get(COVERAGE).status_code == 403
    assert COVERAGE not in browser.get(SCENARIO).text


def test_a_stranger_is_sent_to_sign_in(played, browser):
    assert browser.get(COVERAGE).status_code == 302


def test_a_scenario_that_is_not_there_is_a_404(played, cast, browser):
    assert browser.login(cast.he).get("/roleplay/nothing/coverage").status_code == 404


@pytest.mark.parametrize("who", ["lin", "he", "li"])
def test_the_scenarios_page_leads_there(played, cast, browser, who):
    assert f'href="{COVERAGE}"' in browser.login(getattr(cast, who)).get(SCENARIO).text


def test_it_can_be_read_in_chinese(played, cast, chinese):
    text = chinese.login(cast.he).get(COVERAGE).text
    assert "演练情况" in text and "26 人" in text


def test_more_plays_take_no_more_statements(played, cast, browser, db):
    browser.login(cast.he).get(COVERAGE)

    def statements():
        seen = []
        event.listen(db.engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
        browser.get(COVERAGE)
        return len(seen)
    few = statements()
    add(cast.jingan, 30)
    assert statements() == few


def test_a_persons_first_play_is_the_one_that_ended_first(scenario, cast, monkeypatch):
    # The exam was begun after the practice and ended before it; the second practice came last.
    def play(mode, began, ended, outcome="satisfied", **more):
        attempt = Attempt(employee_id=cast.wang, scenario_id=scenario.id, version_id=scenario.current_id, mode=mode, seed="s",
                          started_at=now() - dt.timedelta(hours=began), finished_at=now() - dt.timedelta(hours=ended),
                          outcome=outcome, **more)
        database.session.add(attempt)
        database.session.flush()
        return attempt.id

    play("practice", 9, 8, outcome=None)
    play("practice", 9, 7, carried=1)
    practice, exam, last = play("practice", 6, 2), play("exam", 5, 3), play("practice", 1, 0)
    database.session.commit()
    unit = database.session.get(Unit, cast.firm)

    def firsts():
        return {each.started_at for each in coverage.latest_attempts(scenario.current_id, (unit.path,)) if each.is_first}

    assert firsts() == {database.session.get(Attempt, exam).started_at}
    monkeypatch.setattr(coverage, "MOST", 1)  # only the last is counted, and it is nobody's first
    assert firsts() == set() and practice < exam < last


def test_silence_stands_among_the_answers_and_is_named(scenario, cast, browser):
    told = yaml.safe_load(LATE_CHECK_IN)
    told["scenes"]["arrival"]["choices"].append(silence("search", after=25))
    assert operations.publish_scenario(written(told)).scenario
    database.session.commit()
    add(cast.jingan, 6, road=("silence", "nothing"))
    text = browser.login(cast.lin).get(COVERAGE).text
    assert "silence, after 25 s" in text and "Silence: no answer came in time." in text and "6 of 6, 95 % interval" in text


def test_an_author_sees_which_scenes_deserve_a_look(played, cast, browser):
    add(cast.jingan, 3, road=ROADS[0])  # nine of twenty-nine, so that there is an upper third
    text = browser.login(cast.lin).get(COVERAGE).text
    assert "Look at these scenes" in text and "How hard:" in text and "It tells apart:" in text
    assert "upper third" in text and "These are fewer than 30 plays" in text


@pytest.mark.parametrize("who", ["li", "he"])
def test_those_who_coach_see_no_item_analysis_because_it_tells_the_good_answers(played, cast, browser, who):
    text = browser.login(getattr(cast, who)).get(COVERAGE).text
    assert "Look at these scenes" not in text and "How hard:" not in text and "upper third" not in text
    assert browser.get(f"{COVERAGE}/file").status_code == 403


def test_all_plays_are_a_choice(played, cast, browser):
    text = browser.login(cast.lin).get(f"{COVERAGE}?plays=all").text
    assert f'href="{COVERAGE}"' in text and "plays=all" in text
    assert browser.get(f"{COVERAGE}?plays=some").status_code == 404


def test_an_author_takes_the_figures_along(played, cast, browser):
    answer = browser.login(cast.lin).get(f"{COVERAGE}/file?as=csv")
    head, *rows = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))
    assert answer.mimetype == "text/csv" and head[:4] == ["Scene", "Text", "People", "n"] and rows[0][:1] == ["arrival"]
    sheets = {sheet.name: sheet.rows for sheet in read_sheets(browser.get(f"{COVERAGE}/file").data)}
    assert list(sheets) == ["Scenes", "Choices"] and len(sheets["Scenes"]) == len(rows) + 1
    assert browser.get(f"{COVERAGE}/file?as=pdf").status_code == 404


def test_the_file_of_few_people_is_empty_of_figures(scenario, cast, browser):
    add(cast.jingan, 4)
    head, *rows = csv.reader(io.StringIO(browser.login(cast.lin).get(f"{COVERAGE}/file?as=csv").data.decode("utf-8-sig")))
    assert {cell for row in rows for cell in row[2:]} == {""}


def test_the_item_analysis_can_be_read_in_chinese(played, cast, chinese):
    text = chinese.login(cast.lin).get(COVERAGE).text
    assert "看看这些场景" in text and "高分组" in text and "难度：" in text
