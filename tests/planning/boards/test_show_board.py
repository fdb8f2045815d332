"""A board from its beginning to its lesson, and who sees what of it."""

import datetime as dt

import pytest
from sqlalchemy import select

from cxtrain.clock import today
from cxtrain.ledger.models import LedgerEntry
from cxtrain.planning.boards.models import Board, BoardMention
from cxtrain.planning.boards.queries import improving
from cxtrain.planning.boards.team.operations import add_member
from tests.planning.boards.conftest import load

DAY = dt.timedelta(days=1)


def noted(db, board_id):
    rows = db.session.scalars(select(LedgerEntry).where(LedgerEntry.subject == f"board:{board_id}").order_by(LedgerEntry.id))
    return [row.action for row in rows]


@pytest.fixture
def board_id(boards):
    return boards.make("identify")


@pytest.fixture
def url(board_id):
    return f"/planning/boards/{board_id}"


def test_a_board_from_a_touchpoint_to_its_lesson(browser, db, cast, boards, front_office):
    browser.login(cast.li)
    begin = f"/planning/boards/begin?touchpoint={boards.place}"
    answer = browser.post("/planning/boards/begin", page=begin, unit_id=cast.jingan, touchpoint_id=boards.place,
                          title="只排一次队", problem="客人排两次队。", departments=[front_office])
    url = answer.location
    board_id = int(url.rsplit("/", 1)[1])
    assert [each.employee_id for each in load(board_id).members] == [cast.li, cast.sun]
    day = today("Asia/Shanghai")
    browser.post(f"{url}/move", page=url, value="forward")
    browser.post(f"{url}/words/collect", page=f"{url}/words/collect", words="两次各等多久?")
    browser.post(f"{url}/move", page=url, value="forward")
    browser.post(f"{url}/words/analyse", page=f"{url}/words/analyse", words="证件抄两遍。")
    browser.post(f"{url}/move", page=url, value="forward")
    browser.post(f"{url}/target", page=f"{url}/target", goal="只排一次队。", measure="shopper", target="0.5",
                 due_on=(day + 90 * DAY).isoformat(), compared="units", units=[cast.xuhui])
    browser.post(f"{url}/actions/new", page=f"{url}/actions/new", what="证件只扫一次", owner_id=cast.sun,
                 department_id=front_office, due_on=(day + 7 * DAY).isoformat(), cost="3000")
    browser.post(f"{url}/change", page=f"{url}/change", changed_on=day.isoformat())
    action = load(board_id).actions[0].id
    browser.post(f"{url}/actions/{action}/finish", page=url, note="扫描枪装好了")
    browser.post(f"{url}/move", page=url, value="forward")
    answer = browser.post(f"{url}/decide", page=f"{url}/decide", decision="keep", reason="排队短了。", lesson="先分流。")
    assert answer.status_code == 303
    board = load(board_id)
    assert (board.state, board.step, board.decision, board.decided_by) == ("closed", "improve", "keep", cast.li)
    assert board.result["method"] == "values" and [each.unit_id for each in board.others] == [cast.xuhui]
    text = browser.get(url).text
    assert "先分流。" in text and "Keep it: this is how we work from now on" in text and "扫描枪装好了" in text
    assert noted(db, board_id) == [
        "board begun", "board moved on", "board written", "board moved on", "board written", "board moved on",
        "board target set", "board action planned", "board change begun", "board action done", "board moved on",
        "board decided"]


def test_a_step_that_says_nothing_is_not_passed(browser, db, cast, url, board_id):
    browser.login(cast.li).post(f"{url}/move", page=url, value="forward")
    load(board_id).question = ""
    db.session.commit()
    answer = browser.post(f"{url}/move", page=url, value="forward")
    assert answer.status_code == 409 and "Say first what is to be known." in answer.text
    assert load(board_id).step == "collect"


def test_a_plan_without_an_action_begins_no_change(browser, db, cast, boards):
    board_id = boards.make("plan")
    board = load(board_id)
    board.actions.clear()
    db.session.commit()
    url = f"/planning/boards/{board_id}/change"
    answer = browser.login(cast.li).post(url, page=url, changed_on=today("Asia/Shanghai").isoformat())
    assert answer.status_code == 409 and "at least one action" in answer.text
    assert load(board_id).changed_on is None


def test_a_change_is_not_dated_back(browser, cast, boards):
    board_id = boards.make("plan")
    url = f"/planning/boards/{board_id}/change"
    answer = browser.login(cast.li).post(url, page=url, changed_on=(today("Asia/Shanghai") - DAY).isoformat())
    assert answer.status_code == 409 and "fixed before it" in answer.text


def test_target_and_comparison_are_fixed_once_the_change_has_begun(browser, cast, boards):
    board_id = boards.make("implement")
    url = f"/planning/boards/{board_id}"
    browser.login(cast.li)
    assert browser.get(f"{url}/target").status_code == 409
    assert browser.get(f"{url}/words/identify").status_code == 409
    text = browser.get(url).text
    assert "before the change" in text and "Change goal and target" not in text and "Back one step" not in text


def test_whom_nobody_asked_sees_nothing_of_it(browser, cast, url):
    assert browser.login(cast.zhao).get(url).status_code == 404
    assert browser.get("/planning/boards").text.count("入住不再排两次队") == 0


def test_a_member_writes_but_neither_moves_nor_decides(browser, cast, boards, url, board_id):
    browser.login(cast.wang)
    text = browser.get(url).text
    assert "On to: collect" not in text and "Change these words" in text
    assert browser.post(f"{url}/move", page=url, value="forward").status_code == 403
    assert browser.get(f"{url}/members").status_code == 403
    assert browser.post(f"{url}/words/identify", page=f"{url}/words/identify", words="客人排三次队。").status_code == 303
    assert load(board_id).problem == "客人排三次队。"


def test_a_supervisor_of_another_store_sees_it_only_once_asked(browser, db, cast, boards, url, board_id):
    assert browser.login(cast.chen).get(url).status_code == 404
    add_member(load(board_id), cast.chen, None, actor=boards.lead())
    db.session.commit()
    assert browser.get(url).status_code == 200
    assert browser.post(f"{url}/move", page=url, value="forward").status_code == 403


def test_who_comes_second_sees_both_texts(browser, db, cast, url, board_id):
    page = f"{url}/words/identify"
    browser.login(cast.li).get(page)
    version = load(board_id).version
    load(board_id).problem = "别人的话"
    db.session.commit()
    answer = browser.post(page, page=page, words="我的话", version=version)
    assert answer.status_code == 409 and "别人的话" in answer.text and "我的话" in answer.text


def test_a_note_asks_somebody_who_finds_it_on_today_until_it_is_read(browser, db, cast, url, board_id):
    browser.login(cast.li).post(f"{url}/notes", page=url, words="@S0102 扫描枪哪天到?")
    assert db.session.scalars(select(BoardMention.employee_id)).all() == [cast.wang]
    browser.post("/sign-out", page="/")
    browser.login(cast.wang)
    assert "扫描枪哪天到?" in browser.get("/").text
    browser.post(f"{url}/read", page=url)
    assert "扫描枪哪天到?" not in browser.get("/").text


def test_whoever_is_not_on_the_board_cannot_be_asked(browser, cast, url):
    answer = browser.login(cast.li).post(f"{url}/notes", page=url, words="@S0103 看一下")
    assert answer.status_code == 400 and "@S0103 is nobody on this board" in answer.text and "看一下" in answer.text


def test_what_one_has_to_do_stands_on_today(browser, cast, boards):
    boards.make("implement")
    assert "证件只扫一次" in browser.login(cast.wang).get("/").text


def test_whoever_leads_a_board_is_told_when_the_day_to_decide_has_come(browser, db, cast, boards):
    board_id = boards.make("implement", changed_days_ago=90)
    assert "and decide" not in browser.login(cast.li).get("/").text
    load(board_id).due_on = today("Asia/Shanghai")
    db.session.commit()
    assert "Look at what the change brought, and decide" in browser.get("/").text
    browser.post("/sign-out", page="/")
    assert "and decide" not in browser.login(cast.wang).get("/").text


def test_who_has_something_to_do_is_not_taken_off(browser, cast, url, board_id):
    page = f"{url}/members"
    answer = browser.login(cast.li).post(f"{url}/members/{cast.wang}/remove", page=page)
    assert answer.status_code == 409 and "still something to do" in answer.text


@pytest.mark.parametrize("who", ["S0103", "s0103", "赵䶮", "Zhao Yan"])
def test_somebody_is_added_by_number_or_name(browser, cast, url, board_id, who):
    page = f"{url}/members"
    browser.login(cast.li).post(page, page=page, who=who, department_id="0")
    assert cast.zhao in load(board_id).stand.members


def test_a_department_sends_whoever_leads_it(browser, cast, url, board_id, front_office):
    page = f"{url}/members"
    browser.login(cast.li).post(page, page=page, who="", department_id=front_office)
    member = next(each for each in load(board_id).members if each.employee_id == cast.sun)
    assert member.department_id == front_office


def test_nobody_of_that_name_is_said(browser, cast, url):
    page = f"{url}/members"
    answer = browser.login(cast.li).post(page, page=page, who="张三丰", department_id="0")
    assert answer.status_code == 400 and "张三丰" in answer.text and "Nobody here has" in answer.text


def test_the_lead_hands_over(browser, cast, url, board_id):
    page = f"{url}/members"
    browser.login(cast.li).post(f"{url}/members/{cast.wang}/lead", page=page)
    assert load(board_id).lead_id == cast.wang


def test_a_lesson_is_offered_to_the_next_team_at_the_same_kind_of_touchpoint(browser, cast, boards):
    boards.decided()
    begin = f"/planning/boards/begin?touchpoint={boards.place}"
    assert "先分流,再加人手。" in browser.login(cast.chen).get(begin).text
    assert "先分流,再加人手。" in browser.get("/planning/boards/lessons?q=分流").text
    assert "先分流,再加人手。" not in browser.get("/planning/boards/lessons?q=早餐").text
    assert browser.get("/planning/boards").text.count("入住不再排两次队") == 0


def test_what_is_to_be_changed_goes_into_a_next_round_once(browser, cast, boards):
    board_id = boards.decided()
    page = f"/planning/boards/begin?follows={board_id}"
    browser.login(cast.li)
    answer = browser.post("/planning/boards/begin", page=page, unit_id=cast.jingan, touchpoint_id=boards.place, title="第二轮",
                          problem="还是慢。", follows_id=board_id)
    assert load(int(answer.location.rsplit("/", 1)[1])).follows_id == board_id
    assert browser.get(page).status_code == 409


def test_what_is_decided_stays_as_it_was(browser, db, cast, boards):
    board_id = boards.decided()
    url = f"/planning/boards/{board_id}"
    browser.login(cast.li)
    text = browser.get(url).text
    assert "Say it" not in text and "Put this board aside" not in text
    assert browser.get(f"{url}/decide").status_code == 409


def test_the_map_learns_which_touchpoints_are_being_improved(db, cast, boards):
    first, second = boards.make("identify"), boards.make("plan")
    boards.decided()
    assert improving([boards.place])[boards.place].id == second
    assert improving([boards.place], load(first).unit.path)[boards.place].step == "plan"
    assert improving([boards.place], f"/{cast.firm}/{cast.east}/{cast.xuhui}/") == {}
    assert improving([]) == {}


def test_it_goes_to_paper(browser, cast, boards):
    url = f"/planning/boards/{boards.make('improve', changed_days_ago=40)}"
    answer = browser.login(cast.wang).get(f"{url}/board.pdf")
    assert answer.status_code == 200 and answer.data.startswith(b"%PDF")


def test_a_board_is_put_aside(browser, cast, url, board_id):
    browser.login(cast.li).post(f"{url}/withdraw", page=url)
    assert load(board_id).state == "withdrawn"
    assert "Put aside" in browser.get("/planning/boards?show=ended").text


def test_a_stranger_is_sent_to_sign_in(browser, url):
    assert browser.get(url).location == "/sign-in"


def test_a_double_click_begins_one_board(browser, db, cast, boards):
    browser.login(cast.li)
    fields = browser.hidden("/planning/boards/begin")
    for _ in range(2):
        answer = browser._open("POST", "/planning/boards/begin", data=fields | {
            "unit_id": cast.jingan, "touchpoint_id": boards.place, "title": "一次", "problem": "慢。"})
        assert answer.status_code == 303
    assert len(db.session.scalars(select(Board.id)).all()) == 1


def test_the_map_leads_only_to_boards_that_one_may_open(browser, db, cast, boards):
    board_id = boards.make("identify")
    link = f'href="/planning/boards/{board_id}"'
    assert link in browser.login(cast.li).get("/journey").text
    browser.post("/sign-out", page="/")
    assert link not in browser.login(cast.chen).get("/journey").text
    browser.post("/sign-out", page="/")
    assert link in browser.login(cast.he).get("/journey").text
