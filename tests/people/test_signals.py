"""The news of people: sent in the transaction of the change, and once for a whole roster."""


import pytest

from cxtrain.people import operations as accounts
from cxtrain.people.careers import operations as careers
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Role
from cxtrain.people.roster.operations import import_roster
from cxtrain.people.signals import people_changed, tell, together
from cxtrain.people.staff import operations as staff
from tests.days import today
from tests.people.test_roster_import import roster


@pytest.fixture
def news(db):
    """What was sent, as sets of ids; each time nothing waits to be flushed."""
    sent = []

    def hear(ids, **more):
        sent.append(set(ids))

    people_changed.connect(hear)
    yield sent
    people_changed.disconnect(hear)


def test_joining_moving_leaving_and_returning_are_told(news, db, cast):
    wang = db.session.get(Employee, cast.wang)
    xuhui, days = db.session.get(Unit, cast.xuhui), {"day": today(), "today": today()}
    careers.transfer(wang, xuhui, **days)
    careers.go_on_leave(wang)
    careers.come_back(wang)
    careers.depart(wang, **days)
    db.session.flush()
    careers.bring_back(wang, xuhui, day=today(1), today=today(1))
    made = staff.add_person(staff.PersonFacts("0009", "单晓晴", post="前台"), xuhui, today=today())
    assert news == [{cast.wang}] * 4 + [{made.id}]


def test_a_new_post_number_or_role_is_told_and_a_new_mobile_is_not(news, db, cast):
    wang = db.session.get(Employee, cast.wang)
    facts = staff.facts_of(wang)
    staff.edit_person(wang, staff.PersonFacts(**{**vars(facts), "mobile": "13800138001"}))
    assert news == []
    staff.edit_person(wang, staff.PersonFacts(**{**vars(facts), "post": "店长"}))
    accounts.grant_role(accounts.ensure_account(wang), Role.SUPERVISOR, cast.jingan)
    assert news == [{cast.wang}] * 2


def test_a_roster_is_told_once(news, db, cast):
    import_roster(roster(("S0102", "王喆", "徐汇店"), ("S0103", "赵䶮", "徐汇店"), ("0901", "单晓晴", "静安店", "前台")), "r.csv")
    new = db.session.query(Employee).filter_by(number="0901").one()
    assert news == [{cast.wang, cast.zhao, new.id}]


def test_a_block_that_fails_tells_nothing_and_an_empty_one_neither(news, db):
    with pytest.raises(ValueError), together():
        tell([1])
        raise ValueError
    with together():
        pass
    assert news == []
    tell([2])
    assert news == [{2}]
