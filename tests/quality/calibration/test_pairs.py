"""Two scorecards of one occasion: the first counts, agreement is shown to HR, and nobody who shops learns of it."""

import datetime as dt

import pytest
from sqlalchemy import select

from cxtrain.clock import today
from cxtrain.people.models import Account, RoleGrant, Unit
from cxtrain.people.permissions import Role
from cxtrain.quality import operations as visits
from cxtrain.quality import queries as scorecards
from cxtrain.quality.answers import Answer
from cxtrain.quality.calibration.models import VisitPair
from cxtrain.quality.calibration.pairs import operations, queries
from cxtrain.quality.decisions import operations as decisions
from cxtrain.quality.models import Visit
from cxtrain.quality.refusal import Refused
from cxtrain.quality.scoring import review
from cxtrain.quality.sums.queries import kept_rollups, verify_rollups
from tests.quality.conftest import SHEET, actor, full_answers

HOME = "/quality/calibration/pairs"


@pytest.fixture
def second(db, cast, desk):
    """Makes a released visit of 静安店's desk by 孙淼, an inspector of another unit."""
    def make(**changed: int) -> Visit:
        shopper = actor(db, cast.sun, Role.SUPERVISOR)
        visit = visits.start_visit(shopper, visits.Start(
            db.session.get(Unit, cast.jingan), desk.draft().touchpoint, today("Asia/Shanghai")))
        answers = full_answers(visit) | {item: Answer(value, note="seen") for item, value in changed.items()}
        visits.save_scorecard(visit, answers=answers, sheet=SHEET)
        given = scorecards.answers_of(visit.id)
        visits.submit(visit, given, review(scorecards.instrument_of(visit.instrument), given))
        decisions.approve(desk.he, visit, employee_id=cast.wang, grounds="badge")
        decisions.release(desk.he, visit)
        db.session.commit()
        return visit
    return make


def test_a_pair_counts_once_and_parts_again_as_it_was(desk, second, cast, db):
    first = desk.released(person=cast.wang)
    alone = kept_rollups()
    other = second(s2=5)
    both = kept_rollups()
    assert both != alone
    pair = operations.link(desk.he, first, other)
    db.session.commit()
    assert (kept_rollups(), verify_rollups()[1], other.doubles_id) == (alone, {}, first.id)
    operations.undo(pair, "They saw different desks")
    db.session.commit()
    assert (kept_rollups(), verify_rollups()[1]) == (both, {})


def test_agreement_is_that_of_the_answers_as_written(desk, second, cast, db):
    first, other = desk.released({"s2": Answer(4)}, person=cast.wang), second(s2=4, s3=5)
    pair = operations.link(desk.he, first, other)
    found = queries.compared([pair])
    assert (found[pair.id].exact, found[pair.id].both) == (13, 14)
    alpha = queries.agreement_of(found)
    assert alpha.n == 14 and 0 < alpha.value < 1
    assert found[pair.id].apart == pytest.approx(-1 / 14)


def test_a_pair_without_variation_says_so(desk, second, cast, db):
    pair = operations.link(desk.he, desk.released(person=cast.wang), second())
    alpha = queries.agreement_of(queries.compared([pair]))
    assert alpha.value is None and "No variation" in alpha.reason


def test_when_the_first_is_made_void_the_second_counts_by_itself(desk, second, cast, db):
    first, other = desk.released(person=cast.wang), second()
    pair = operations.link(desk.he, first, other)
    decisions.void(desk.he, first, "Wrong store")
    db.session.commit()
    assert pair.undone_at is not None and other.doubles_id is None
    assert kept_rollups() and verify_rollups()[1] == {}


def test_only_other_shoppers_of_the_same_week_and_form_can_be_paired(desk, second, cast, db):
    first, far = desk.released(person=cast.wang), second()
    assert [each.id for each in queries.candidates(first)] == [far.id]
    far.visited_on -= dt.timedelta(days=8)
    db.session.flush()
    with pytest.raises(Refused):
        operations.link(desk.he, first, far)


@pytest.fixture
def sun(db, cast):
    """孙淼 of 徐汇店, who may visit other stores."""
    account = db.session.scalar(select(Account).where(Account.employee_id == cast.sun))
    db.session.add(RoleGrant(account_id=account.id, role="supervisor", unit_id=cast.xuhui))
    db.session.commit()
    return account.id


def test_a_second_visit_is_asked_like_any_other_and_counts_nowhere(browser, desk, cast, db, sun):
    first = desk.released(person=cast.wang)
    number, alone, form = first.id, kept_rollups(), first.instrument_id
    day = today("Asia/Shanghai").isoformat()
    answer = browser.login(cast.he).post(f"{HOME}/new/{number}", action="ask", shopper=str(sun), due_on=day)
    assert answer.status_code == 303
    page = browser.login(cast.sun).get("/quality/visits").text
    assert "A visit is asked of you" in page and "twice" not in page
    pair = db.session.scalars(select(VisitPair.id)).one()
    begun = browser.post(f"/quality/calibration/second/{pair}")
    made = db.session.get(Visit, int(begun.location.rsplit("/", 1)[1]))
    assert (made.doubles_id, made.instrument_id, made.unit_id) == (number, form, cast.jingan)
    assert (kept_rollups(), verify_rollups()[1]) == (alone, {})
    assert browser.get(f"/quality/calibration/second/{pair}").status_code == 404


def test_whoever_leads_or_belongs_to_the_store_is_not_asked(desk, cast, db, sun):
    first, li = desk.released(person=cast.wang), actor(db, cast.li, Role.SUPERVISOR)
    for shopper in (li.account_id, desk.chen.account_id, 999):
        with pytest.raises(Refused):
            operations.ask(desk.he, first, shopper, today("Asia/Shanghai"))


def test_hr_pairs_reads_and_parts_in_the_browser(browser, desk, second, cast, db):
    first, other = desk.released(person=cast.wang).id, second(s2=5).id
    browser.login(cast.he)
    assert f"{HOME}/new/{first}" in browser.get(HOME).text
    answer = browser.post(f"{HOME}/new/{first}", second=str(other), action="link")
    assert answer.status_code == 303
    pair = db.session.scalars(select(VisitPair.id)).one()
    page = browser.get(HOME).text
    assert "13 of 14 answers are equal" in page
    assert "In points of 1 to 7" in browser.get(f"{HOME}/{pair}").text
    assert browser.post(f"{HOME}/{pair}", reason="").status_code == 400
    answer = browser.post(f"{HOME}/{pair}", reason=None)
    assert answer.status_code == 400 and "Say why the two no longer belong together." in answer.text
    assert browser.post(f"{HOME}/{pair}", reason="Not the same desk").status_code == 303
    assert db.session.get(Visit, other).doubles_id is None


def test_bad_choices_and_foreign_visits_are_refused(browser, desk, cast, db):
    first = desk.released(person=cast.wang).id
    browser.login(cast.he)
    for fields in ({"second": "999", "action": "link"}, {"action": "guess"}, {"action": "ask", "shopper": "", "due_on": ""}):
        assert browser.post(f"{HOME}/new/{first}", **fields).status_code == 400
    assert browser.get(f"{HOME}/new/9999").status_code == 404
    browser.login(cast.li)
    assert browser.get(HOME).status_code == 403
    assert browser.get("/quality/calibration/second/1").status_code == 404
