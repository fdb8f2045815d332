import pytest
from sqlalchemy import select

from cxtrain.clock import now, today
from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from cxtrain.planning.boards.models import Board, BoardAction
from cxtrain.planning.boards.team.operations import finish_action as finish_on_board
from cxtrain.planning.doing import operations, queries
from cxtrain.planning.doing.asking import visits_to_ask
from cxtrain.quality.schedule.models import PlannedVisit
from cxtrain.training.models import Assignment
from tests.planning.conftest import load


def approve(browser, cast, plan_id, who="li"):
    url = f"/planning/plans/{plan_id}"
    answer = browser.login(getattr(cast, who)).post(f"{url}/approve", page=url)
    assert answer.status_code == 303, answer.text
    return load(plan_id)


def rows(model):
    database.session.expire_all()
    return database.session.scalars(select(model).order_by(model.id)).all()


def standing(doing, plan_id, at=0, who="li"):
    plan = load(plan_id)
    return queries.standings(doing.lead(who), plan)[plan.actions[at].id]


@pytest.mark.parametrize(("about", "wanted"), [("wang", ["wang"]), (None, ["li", "wang", "zhao"])])
def test_approving_gives_the_course_to_the_person_or_to_the_stores_people(browser, cast, doing, course, about, wanted):
    plan_id = doing.plan("train", about=getattr(cast, about) if about else None)
    doing.arrange(plan_id, course_id=doing.course())
    assert rows(Assignment) == []  # a draft gives nothing
    plan = approve(browser, cast, plan_id)
    assert [row.employee_id for row in rows(Assignment)] == [getattr(cast, who) for who in wanted]
    assert {(row.due_on, row.working_time) for row in rows(Assignment)} == {(plan.actions[0].due_on, True)}
    assert "Moments of truth" in browser.get(f"/planning/plans/{plan_id}").text


def test_who_has_the_course_to_do_already_gets_it_once_and_keeps_the_day(browser, cast, doing, course):
    first, second = (doing.plan("train", about=cast.wang, due=due) for due in (30, 60))
    for plan_id in (first, second):
        doing.arrange(plan_id, course_id=doing.course())
        approve(browser, cast, plan_id)
    given, = rows(Assignment)
    assert given.due_on == load(first).actions[0].due_on
    given.done_at = now()
    database.session.commit()
    assert standing(doing, first).proposes_done and standing(doing, second).proposes_done


def test_a_passed_course_proposes_done_and_leaves_the_saying_to_the_owner(browser, cast, doing, course):
    plan_id = doing.plan("train", about=cast.wang)
    doing.arrange(plan_id, course_id=doing.course())
    approve(browser, cast, plan_id)
    assert "assigned, not passed yet" in browser.get(f"/planning/plans/{plan_id}").text
    rows(Assignment)[0].done_at = now()
    database.session.commit()
    plan = load(plan_id)
    assert plan.actions[0].done_at is None and plan.state == "approved"
    assert "The course is passed" in browser.login(cast.wang).get(f"/planning/plans/{plan_id}").text


def test_a_course_chosen_after_the_approval_is_given_at_once_and_not_exchanged(browser, cast, doing, course):
    plan_id = doing.plan("train", about=cast.wang)
    approve(browser, cast, plan_id)
    url = f"/planning/plans/{plan_id}/actions/{load(plan_id).actions[0].id}/arrange"
    assert browser.post(url, course_id=doing.course()).status_code == 303
    assert len(rows(Assignment)) == 1
    assert browser.post(url, course_id=0).status_code == 303  # nothing is taken back by mistake
    assert len(rows(Assignment)) == 1


def test_a_process_action_joins_the_touchpoints_open_board_or_begins_one(browser, cast, doing):
    first, second = doing.plan("process"), doing.plan("process")
    approve(browser, cast, first)
    board, = rows(Board)
    assert (board.unit_id, board.touchpoint_id, board.problem) == (cast.jingan, doing.records.place, "Guests waited unnoticed.")
    board_id, number = board.id, board.number
    approve(browser, cast, second)
    assert [row.id for row in rows(Board)] == [board_id] and len(rows(BoardAction)) == 2
    text = browser.get(f"/planning/boards/{board_id}").text
    assert f"/planning/plans/{first}" in text and f"/planning/plans/{second}" in text
    assert number in browser.get(f"/planning/plans/{first}").text


def test_a_board_says_nothing_of_whom_a_plan_is_about(browser, cast, doing):
    plan_id = doing.plan("process", about=cast.zhao, finding={"zh": "赵䶮让客人等。", "en": "Zhao lets guests wait."})
    approve(browser, cast, plan_id)
    board_id = rows(Board)[0].id
    browser.login(cast.wang)  # on the board as owner of the action, and no more
    text = browser.get(f"/planning/boards/{board_id}").text
    assert "Zhao" not in text and "赵䶮" not in text and f"/planning/plans/{plan_id}" not in text


def test_what_came_of_an_action_about_a_person_stays_off_the_board(browser, cast, doing):
    plan_id = doing.plan("process", about=cast.zhao)
    approve(browser, cast, plan_id)
    url = f"/planning/plans/{plan_id}"
    browser.post(f"{url}/actions/{load(plan_id).actions[0].id}/finish", page=url, note="赵䶮现在会抬头了。")
    task, = rows(BoardAction)
    assert task.done_at is not None and task.note == "" and load(plan_id).actions[0].note == "赵䶮现在会抬头了。"


def test_what_is_done_on_the_board_proposes_done(browser, cast, doing):
    plan_id = doing.plan("process")
    approve(browser, cast, plan_id)
    board, = rows(Board)
    finish_on_board(board, board.actions[0], "", actor=doing.lead())
    database.session.commit()
    assert standing(doing, plan_id).proposes_done


def test_what_is_done_in_the_plan_is_done_on_the_board_and_stands_on_today_once(browser, cast, doing):
    plan_id = doing.plan("process")
    approve(browser, cast, plan_id)
    text = browser.login(cast.wang).get("/").text
    assert text.count("Look up within") + text.count(">process<") == 1  # the plan's line, not the board's beside it
    url = f"/planning/plans/{plan_id}"
    browser.post(f"{url}/actions/{load(plan_id).actions[0].id}/finish", page=url, note="排队短了。")
    task, = rows(BoardAction)
    assert (task.done_by, task.note) == (cast.wang, "排队短了。")


def test_visits_go_on_the_schedule_between_tomorrow_and_the_check(browser, cast, doing, hotel):
    doing.month()
    plan_id = doing.plan("collect", place=hotel.desk, n_needed=8, due=40)
    plan = approve(browser, cast, plan_id)
    made = rows(PlannedVisit)
    assert len(made) == 8 and {(each.unit_id, each.touchpoint_id, each.account_id) for each in made} == {
        (cast.jingan, hotel.desk, None)}
    days = {each.day for each in made}
    assert len(days) == 8 and today("Asia/Shanghai") < min(days) and max(days) < plan.due_on
    text = browser.get(f"/planning/plans/{plan_id}").text
    assert "8 visits asked for, 8 on the schedule, 0 released" in text
    assert not any(f"{day:%b} {day.day}," in text for day in days)  # nobody in the store learns when


def test_visits_wait_for_a_published_month_and_are_then_put_there_once(browser, cast, doing, hotel):
    plan_id = doing.plan("collect", place=hotel.desk, due=40)
    approve(browser, cast, plan_id)
    assert rows(PlannedVisit) == []
    assert "as soon as HR publishes" in browser.get(f"/planning/plans/{plan_id}").text
    doing.month()
    for _ in range(2):
        operations.put_missing_visits(today("Asia/Shanghai"))
        database.session.commit()
    assert len(rows(PlannedVisit)) == 6


def test_visits_of_a_region_are_shared_by_its_stores(browser, cast, doing, hotel):
    doing.month()
    plan_id = doing.plan("collect", place=hotel.desk, n_needed=7, due=40, unit_id=cast.east)
    approve(browser, cast, plan_id, "he")
    stores = [each.unit_id for each in rows(PlannedVisit)]
    assert sorted(stores.count(store) for store in (cast.jingan, cast.xuhui)) == [3, 4] and len(stores) == 7


def test_hr_hears_on_today_that_visits_wait_for_a_published_month(browser, cast, doing, hotel):
    plan_id = doing.plan("collect", place=hotel.desk, due=40)
    approve(browser, cast, plan_id)
    assert "visits that plans ask for" in browser.login(cast.he).get("/").text
    assert "visits that plans ask for" not in browser.login(cast.li).get("/").text
    doing.month()
    operations.put_missing_visits(today("Asia/Shanghai"))
    database.session.commit()
    assert "visits that plans ask for" not in browser.login(cast.he).get("/").text


@pytest.mark.parametrize(("needed", "asked"), [(None, 6), (3, 6), (8, 8), (63, 12)])
def test_as_many_visits_are_asked_for_as_can_be_made(needed, asked):
    assert visits_to_ask(needed) == asked


def test_what_leaves_the_plan_is_taken_back_and_what_stays_goes_on(browser, cast, doing, course, hotel):
    doing.month()
    plan_id = doing.plan("train", "collect", "process", about=cast.wang, place=hotel.desk, due=40)
    doing.arrange(plan_id, course_id=doing.course())
    plan = approve(browser, cast, plan_id)
    plan.state, plan.approved_by, plan.approved_at = "draft", None, None  # edited: a draft again, without its last two actions
    for action in plan.actions[1:]:
        plan.actions.remove(action)
    database.session.commit()
    approve(browser, cast, plan_id)
    assert {each.state for each in rows(PlannedVisit)} == {"cancelled"} and rows(BoardAction) == []
    assert [each.withdrawn_at for each in rows(Assignment)] == [None]


def test_a_course_that_another_plan_counts_on_is_not_taken_back_until_that_one_ends_too(browser, cast, doing, course):
    team, own = doing.plan("train"), doing.plan("train", about=cast.wang)
    for plan_id in (team, own):
        doing.arrange(plan_id, course_id=doing.course())
        approve(browser, cast, plan_id)
    for plan_id, ends in ((team, False), (own, True)):
        plan = load(plan_id)
        plan.state, plan.approved_by, plan.approved_at = "draft", None, None
        database.session.commit()
        assert browser.login(cast.li).post(f"/planning/plans/{plan_id}/withdraw", page=f"/planning/plans/{plan_id}").status_code == 303
        mine, = [each for each in rows(Assignment) if each.employee_id == cast.wang]
        assert (mine.withdrawn_at is not None) is ends
    assert all(each.withdrawn_at for each in rows(Assignment))


def test_a_plan_without_a_touchpoint_sets_no_board_and_no_visit_going(browser, cast, doing):
    plan_id = doing.plan("process", "collect", place=None)
    load(plan_id).touchpoint_id = None
    database.session.commit()
    approve(browser, cast, plan_id)
    assert rows(Board) == [] and rows(PlannedVisit) == []


def test_each_change_is_in_the_ledger(browser, cast, doing, course, hotel):
    doing.month()
    plan_id = doing.plan("train", "collect", about=cast.wang, place=hotel.desk, due=40)
    doing.arrange(plan_id, course_id=doing.course())
    approve(browser, cast, plan_id)
    noted = {row.action for row in rows(LedgerEntry)}
    assert {"plan action arranged", "plan approved", "course assigned", "visits added"} <= noted
