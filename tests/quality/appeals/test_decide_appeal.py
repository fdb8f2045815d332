"""The page of who decides an appeal."""

import pytest

from cxtrain.quality.appeals.models import Appeal
from cxtrain.quality.queries import answers_of
from cxtrain.quality.sums import queries as sums
from tests.quality.appeals.conftest import LINE


def url(appeal_id):
    return f"/quality/appeals/{appeal_id}/decide"


def reread(db, key):
    db.session.rollback()
    return db.session.get(Appeal, key, populate_existing=True)


def test_it_upholds_with_what_is_right(browser, cast, db, disputes):
    key = disputes.opened().id
    text = browser.login(cast.he).get(url(key)).text
    assert "I asked twice" in text and "did not ask" in text and "You released this scorecard" in text
    answer = browser.post(url(key), verdict="upheld", correction="6", answer="The till roll says so")
    assert (answer.status_code, answer.location) == (303, "/quality/appeals")
    appeal = reread(db, key)
    assert (appeal.state, appeal.new_value) == ("upheld", 6)
    assert answers_of(appeal.visit_id)[LINE].value == 6 and sums.verify_rollups()[1] == {}
    assert "Upheld" in browser.get("/quality/appeals").text


@pytest.mark.parametrize(("fields", "sentence"), [
    ({"verdict": "declined", "answer": ""}, "Say why"), ({"verdict": "declined", "answer": " "}, "Say why"),
    ({"verdict": "upheld", "answer": "x"}, "Choose what is right"), ({"answer": "x"}, "Choose one of the two"),
    ({"verdict": "upheld", "correction": "3", "answer": "x"}, "Choose what is right"),
    ({"verdict": "upheld", "correction": "9", "answer": "x"}, "Not a valid choice"),
])
def test_bad_input_is_named_and_changes_nothing(browser, cast, db, disputes, fields, sentence):
    key = disputes.opened().id
    answer = browser.login(cast.he).post(url(key), **fields)
    assert answer.status_code == 400 and sentence in answer.text
    assert reread(db, key).state == "open"


def test_the_second_of_two_deciders_is_told_and_keeps_the_typed_text(browser, cast, db, disputes):
    key = disputes.opened().id
    mine = browser.login(cast.he).hidden(url(key))
    browser.post(url(key), verdict="declined", answer="No slip was found")
    clash = browser.client.post(url(key), data={**mine, "verdict": "upheld", "correction": "7", "answer": "my reason"},
                                headers=browser.headers)
    assert clash.status_code == 409 and "Somebody changed this case" in clash.text
    assert reread(db, key).state == "declined"


def test_nobody_behind_the_case_finds_it(browser, cast, db, disputes):
    from cxtrain.people.models import Account, RoleGrant

    key = disputes.opened().id
    for person in (cast.chen, cast.wang, cast.li):
        account = db.session.query(Account).filter_by(employee_id=person).one()
        db.session.add(RoleGrant(account_id=account.id, role="hr", unit_id=cast.firm))
    db.session.commit()
    for who, status in ((cast.chen, 404), (cast.wang, 404), (cast.li, 200)):
        assert browser.login(who).get(url(key)).status_code == status


def test_strangers_and_others_stay_out(browser, cast, disputes):
    key = disputes.opened().id
    for page in (url(key), "/quality/appeals", "/quality/appeals/statistics"):
        browser.client.delete_cookie("cx")
        assert browser.get(page).location == "/sign-in"
        for who in (cast.li, cast.wang, cast.chen, cast.lin, cast.admin):
            assert browser.login(who).get(page).status_code == 403


def test_the_list_puts_late_ones_first_and_the_statistics_keep_quiet_below_five(browser, cast, db, disputes):
    disputes.decided()
    disputes.opened(visit=disputes.visit())
    text = browser.login(cast.he).get("/quality/appeals").text
    assert "Decide by" in text and "Not upheld" in text
    assert "fewer than 5" in browser.get("/quality/appeals/statistics").text


def test_it_reads_in_chinese(chinese, cast, disputes):
    key = disputes.opened().id
    text = chinese.login(cast.he).get(url(key)).text
    assert "处理申诉" in text
    assert "申诉" in chinese.get("/quality/appeals").text and "还没有处理过的申诉" in chinese.get("/quality/appeals/statistics").text
