"""An announced check: in the own unit, openly, apart from mystery shops; a reviewer says who was seen."""

import pytest

from cxtrain.clock import today
from cxtrain.people.permissions import Role
from cxtrain.quality import operations, queries
from cxtrain.quality.answers import Answer
from cxtrain.quality.checks.operations import start_check
from cxtrain.quality.decisions import operations as decisions
from cxtrain.quality.models import UnitRollup, Visit
from cxtrain.quality.refusal import Refused
from cxtrain.quality.scoring import review
from tests.quality.conftest import SCENARIOS, SHEET, actor, tell_programme


@pytest.fixture
def standards(db, hotel):
    """The form of announced checks, published."""
    operations.publish_instrument((SCENARIOS / "instruments" / "observable-standards.yaml").read_bytes())
    db.session.commit()


def begin(browser, cast, hotel, unit=None, day=None):
    """Send the form."""
    return browser.post("/quality/checks/new", whom=str(unit or cast.jingan), touchpoint_id=str(hotel.desk),
                        observed_on=day or today("Asia/Shanghai").isoformat())


def test_it_is_begun_in_the_own_unit_and_written_like_a_visit(browser, cast, hotel, standards, db):
    answer = begin(browser.login(cast.li), cast, hotel)
    assert answer.status_code == 303
    visit = db.session.get(Visit, int(answer.location.rsplit("/", 1)[1]))
    assert (visit.kind, visit.unit_id, visit.employee_id) == ("announced_check", cast.jingan, None)
    page = browser.get(answer.location).text
    assert "Announced check" in page and 'name="arrived"' in page
    assert "Announced check" in browser.get("/quality/visits").text


def test_only_a_reviewer_says_who_was_seen_and_the_kinds_stay_apart(cast, hotel, standards, cards, db):
    cards.released()
    li, he = actor(db, cast.li, Role.SUPERVISOR), actor(db, cast.he, Role.HR)
    first = db.session.get(Visit, 1)
    visit = start_check(li, first.unit, first.touchpoint, first.visited_on)
    form = queries.instrument_of(visit.instrument)
    answers = {item.id: _good(form, item) for item in form.items}
    operations.save_scorecard(visit, answers=answers, sheet=SHEET)
    operations.submit(visit, answers, review(form, answers))
    with pytest.raises(Refused):
        decisions.approve(li, visit, employee_id=cast.wang, grounds="I saw it")
    decisions.approve(he, visit, employee_id=cast.wang, grounds="the shift of that hour")
    decisions.release(he, visit)
    db.session.commit()
    kinds = {row.kind for row in db.session.query(UnitRollup)}
    assert "mystery_shop" in kinds
    assert all(row.n == 1 for row in db.session.query(UnitRollup))


def _good(form, item):
    if item.kind == "rating":
        return Answer(form.scale_of(item).max)
    if item.kind == "yes_no":
        return Answer(1 if item.good == "yes" else 0)
    if item.kind == "number":
        return Answer((item.limits.at_least or item.limits.at_most or 1) if item.limits else 1)
    return Answer(missing="unnoticed")


def test_another_unit_is_refused(browser, cast, hotel, standards, db):
    assert begin(browser.login(cast.li), cast, hotel, unit=cast.xuhui).status_code == 400
    visit = db.session.get(Visit, int(begin(browser, cast, hotel).location.rsplit("/", 1)[1]))
    with pytest.raises(Refused):
        start_check(actor(db, cast.chen, Role.SUPERVISOR), visit.unit, visit.touchpoint, visit.visited_on)


def test_it_needs_a_programme_that_provides_for_it(browser, cast, hotel, standards, db):
    tell_programme(db, kinds=("mystery_shop",), on=today("Asia/Shanghai").replace(year=2025))
    db.session.commit()
    answer = begin(browser.login(cast.li), cast, hotel)
    assert answer.status_code == 400 and "does not provide" in answer.text


def test_bad_days_and_missing_forms_are_told(browser, cast, hotel):
    assert "no form for announced checks" in browser.login(cast.li).get("/quality/checks/new").text
    assert begin(browser, cast, hotel, day="2031-01-01").status_code == 400


def test_others_do_not_reach_it(browser, cast, hotel):
    assert browser.get("/quality/checks/new").location == "/sign-in"
    for who in (cast.wang, cast.he, cast.lin, cast.admin):
        assert browser.login(who).get("/quality/checks/new").status_code == 403
