"""A remark that waits: a second person sees its effect as it is now, and confirms or refuses it; who asked may withdraw it."""

import pytest
from sqlalchemy.exc import IntegrityError

from cxtrain.clock import now
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Account, RoleGrant
from cxtrain.quizzes.bank.remarks.models import QuestionRemark, RemarkedAttempt
from tests.conftest import Browser
from tests.quizzes.bank.conftest import BANK, fields_of, page_of, plain
from tests.quizzes.bank.remarks.conftest import (
    KEY,
    ONE_WRONG,
    ask,
    ask_undoing,
    decide,
    latest,
    page_of_latest,
    remark,
    scores,
    undo,
)
from tests.quizzes.conftest import WRONG, Taker
from tests.roleplay.authoring.conftest import Author

NUMBERS = ("attempts", "higher", "lower", "passes", "fails")
MORE = "The key was right after all"


@pytest.fixture
def third(app, cast, taken, db):
    """何姐, who writes as well since today."""
    account = Account.query.filter_by(employee_id=cast.he).one()
    db.session.add(RoleGrant(account_id=account.id, role="author", unit_id=cast.firm))
    db.session.commit()
    return Author(Browser(app).login(cast.he))


def numbers_of(page):
    """Return what a page says that a remark changes."""
    seen = fields_of(page, None)["seen"]
    return dict(zip(NUMBERS, map(int, seen.split("-")), strict=True))


def test_what_counts_after_confirming_is_what_was_shown(taken):
    before = scores()
    ask(taken, keeps_better=None)
    page = taken.second.get(page_of_latest()).text
    told = numbers_of(page)
    assert f"get a higher score{told['higher']}" in plain(page)
    assert decide(taken.second).status_code == 303
    moves = [new - old for (old, _), (new, _) in zip(before, scores(), strict=True)]
    assert told == {"attempts": len(moves), "higher": sum(move > 0 for move in moves), "lower": sum(move < 0 for move in moves),
                    "passes": sum(new and not old for (_, old), (_, new) in zip(before, scores(), strict=True)), "fails": 0}
    assert RemarkedAttempt.query.count() == told["higher"] + told["lower"] == 3


def test_both_persons_stand_on_the_page_and_in_the_ledger(taken, cast):
    remark(taken)
    row = latest()
    assert (row.state, row.made_by, row.decided_by) == ("confirmed", cast.lin, cast.admin)
    page = plain(taken.get(page_of_latest()).text)
    assert "asked by Lin Laoshi" in page and "confirmed by Admin" in page
    entry = LedgerEntry.query.filter_by(action="question remarked").one()
    assert (entry.actor_id, entry.facts["asked_by"]) == (cast.admin, cast.lin)


def test_who_asked_decides_nothing_and_reads_for_whom_it_waits(taken):
    before = scores()
    ask(taken)
    page = taken.get(page_of_latest()).text
    assert "Who may decide: Admin" in plain(page)
    assert 'value="confirm"' not in page and 'value="withdraw"' in page
    for do, words in (("confirm", ""), ("refuse", "The key was right")):
        answer = decide(taken, do, words=words)
        assert answer.status_code == 409
        assert "Somebody else than who asked for it" in answer.text
    assert latest().state == "waiting"
    assert scores() == before


def test_who_has_nobody_else_reads_what_to_do(taken, cast, db):
    ask(taken)
    Account.query.filter_by(employee_id=cast.admin).one().active = False
    db.session.commit()
    assert "Nobody else here may confirm it. Ask an admin to give somebody the role of an author." in plain(
        taken.get(page_of_latest()).text)


def test_a_refusal_says_why_and_changes_nothing(taken):
    before = scores()
    ask(taken)
    assert decide(taken.second, "refuse", words="No").status_code == 400
    assert latest().state == "waiting"
    assert decide(taken.second, "refuse", words=MORE).status_code == 303
    assert (latest().state, scores()) == ("refused", before)
    assert MORE in taken.get(page_of_latest()).text
    assert LedgerEntry.query.filter_by(action="remark refused").count() == 1
    assert remark(taken).status_code == 303  # another one may be asked for


def test_who_asked_withdraws_it_and_nobody_else_does(taken):
    ask(taken)
    assert decide(taken.second, "withdraw").status_code == 409
    assert decide(taken, "withdraw").status_code == 303
    assert latest().state == "withdrawn"
    assert LedgerEntry.query.filter_by(action="remark withdrawn").count() == 1
    assert 'name="do"' not in taken.second.get(page_of_latest()).text


@pytest.fixture
def sat(bank, app, cast, db):
    """何姐 sat it as well, before the key was corrected."""
    Taker(Browser(app).login(cast.he), db).finish(ONE_WRONG)


def test_nobody_confirms_another_score_of_their_own(sat, taken, third):
    before = scores()
    ask(taken)
    assert plain(taken.get(page_of_latest()).text).split("Who may decide: ")[1].startswith("Admin")
    page = third.get(page_of_latest()).text
    assert "An attempt of your own gets another score by this" in plain(page)
    assert 'name="do"' not in page
    for do in ("confirm", "refuse"):
        answer = decide(third, do, words=MORE)
        assert answer.status_code == 409
        assert "An attempt of your own" in plain(answer.text)
    assert (latest().state, scores()) == ("waiting", before)
    assert decide(taken.second).status_code == 303
    assert scores()[0] != before[0]


@pytest.fixture
def slow(bank, app, cast, db):
    """陈晨 began before the key was corrected; a function that hands in."""
    late = Taker(Browser(app).login(cast.chen), db)
    url = late.start()

    def hand_in():
        late.browser.post(f"{url}/answers", page=url, **late.fields(url, WRONG))
        late.browser.post(f"{url}/submit", page=f"{url}/review")
    return hand_in


def test_where_somebody_hands_in_meanwhile_it_is_shown_again(slow, taken):
    ask(taken)
    page = taken.second.get(page_of_latest()).text
    slow()
    before = scores()
    answer = taken.second.send(page_of_latest(), {**fields_of(page, None), "do": "confirm"})
    assert answer.status_code == 200
    assert "Look again." in answer.text
    assert (latest().state, scores()) == ("waiting", before)
    assert (numbers_of(page)["attempts"], numbers_of(answer.text)["attempts"]) == (3, 4)
    assert taken.second.send(page_of_latest(), {**fields_of(answer.text, None), "do": "confirm"}).status_code == 303
    assert scores() != before


def test_of_two_who_decide_at_once_the_second_is_told(taken, third):
    ask(taken)
    url = page_of_latest()
    one, other = (author.opened(url, None) for author in (taken.second, third))
    assert taken.second.send(url, {**one, "do": "confirm"}).status_code == 303
    after = scores()
    answer = third.send(url, {**other, "do": "refuse", "words": MORE})
    assert answer.status_code == 409
    assert "This correction was decided meanwhile." in answer.text
    assert (latest().state, scores()) == ("confirmed", after)


def test_a_double_click_confirms_once(taken):
    ask(taken)
    url = page_of_latest()
    fields = {**taken.second.opened(url, None), "do": "confirm"}
    assert [taken.second.send(url, fields).status_code for _ in range(2)] == [303, 303]
    assert LedgerEntry.query.filter_by(action="question remarked").count() == 1


@pytest.mark.parametrize("who", ["wang", "li", "he"])
def test_others_do_not_reach_it(taken, app, cast, who):
    ask(taken)
    browser, url = Browser(app).login(getattr(cast, who)), page_of_latest()
    assert browser.get(url).status_code in (403, 404)
    assert browser.get(f"{url}/undo").status_code in (403, 404)
    assert Browser(app).get(url).status_code == 302


def test_what_nobody_may_do_to_it_is_refused(taken):
    ask(taken)
    assert decide(taken.second, "applaud").status_code == 400
    assert taken.get(f"{page_of(KEY)}/remarks/98765").status_code == 404


def test_a_remark_that_one_person_made_before_counts_and_says_so(taken, cast, db):
    remark(taken)
    after = scores()
    row = latest()
    row.state, row.decided_by, row.decided_at = "alone", None, None
    db.session.commit()
    assert "before two persons were asked for" in taken.get(page_of_latest()).text
    assert undo(taken).status_code == 303
    assert scores() != after


def row_of(state, **rest):
    """Return a remark of somebody's, as no page would make it."""
    first = QuestionRemark.query.first()
    return QuestionRemark(key=first.key, versions=first.versions, by_version_id=None, keeps_better=True, reason="A reason",
                          made_at=now(), made_by=first.made_by, state=state, words="", stamp=1, **rest)


@pytest.mark.parametrize("wrong", [
    lambda lin, admin, id: {"state": "confirmed", "decided_by": lin, "decided_at": now()},
    lambda lin, admin, id: {"state": "refused", "decided_by": lin, "decided_at": now()},
    lambda lin, admin, id: {"state": "withdrawn", "decided_by": admin, "decided_at": now()},
    lambda lin, admin, id: {"state": "confirmed"},
    lambda lin, admin, id: {"state": "confirmed", "decided_at": now()},
    lambda lin, admin, id: {"state": "waiting", "decided_by": admin, "decided_at": now()},
    lambda lin, admin, id: {"state": "waiting", "undone_by": admin, "undone_at": now()},
    lambda lin, admin, id: {"state": "done", "decided_by": admin, "decided_at": now()},
    lambda lin, admin, id: {"state": "confirmed", "decided_by": admin, "decided_at": now(), "undoes_id": id,
                            "undone_by": admin, "undone_at": now()}])
def test_the_database_says_so_too(taken, cast, db, wrong):
    ask(taken)
    db.session.add(row_of(**wrong(cast.lin, cast.admin, latest().id)))
    with pytest.raises(IntegrityError, match="(?i)check"):
        db.session.commit()
    db.session.rollback()


def test_a_remark_is_undone_once_at_most_says_the_database(taken, cast, db):
    remark(taken)
    first = latest().id
    ask_undoing(taken)
    db.session.add(row_of("waiting", undoes_id=first))
    with pytest.raises(IntegrityError, match="(?i)unique"):
        db.session.commit()
    db.session.rollback()


def test_what_waits_is_found_from_today_and_the_bank(taken):
    line = "1 question to mark anew waits for a second person"
    assert line not in plain(taken.second.get("/").text)
    ask(taken)
    assert line in plain(taken.second.get("/").text)
    assert line not in plain(taken.get("/").text)
    url = page_of_latest()
    assert f'href="{url}"' in taken.second.get(BANK).text
    assert "waits for a second person" in plain(taken.get(page_of(KEY)).text)
    decide(taken.second)
    assert line not in plain(taken.second.get("/").text)
    assert f'href="{url}"' not in taken.second.get(BANK).text


def test_it_reads_in_chinese(taken):
    ask(taken)
    taken.second.press("/language", "/", language="zh_Hans")
    page = plain(taken.second.get(page_of_latest()).text)
    for words in ("重新计分", "等另一个人确认", "分数提高2", "不同意", "林老师申请"):
        assert words in page
    assert "1 道题的重新计分待另一个人确认" in plain(taken.second.get("/").text)
