import datetime as dt

import pytest
from sqlalchemy import event

from cxtrain.certificates.models import Certificate
from cxtrain.extensions import db as database
from cxtrain.people.careers.operations import depart
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Role
from cxtrain.reports.training_files.queries import holders
from cxtrain.training.exemptions.models import TrainingExemption
from cxtrain.training.rules.models import TrainingRule
from tests.certificates.conftest import PASSED_AT
from tests.quality.conftest import actor

MAY, BEFORE = dt.date(2026, 5, 31), dt.date(2026, 5, 18)
ZONE = "Asia/Shanghai"
MADE = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)


def need(course_id, unit_id, *posts, **more):
    """Have a rule for posts since January."""
    rule = TrainingRule(course_id=course_id, unit_id=unit_id, audience="posts", named=list(posts), due_days=30,
                        working_time=True, made_by=1, at=MADE, **more)
    database.session.add(rule)
    database.session.commit()
    return rule


def path(unit_id):
    """Return a unit's path."""
    return database.session.get_one(Unit, unit_id).path


def test_holders_are_counted_by_unit_against_those_whose_post_needs_one(cast, office):
    assert holders(path(cast.firm), MAY, ZONE).rate is None
    need(office.course_id, cast.east, "前台", "礼宾")
    office.award(cast.wang)
    found = holders(path(cast.firm), MAY, ZONE)
    jingan = found.of_units([cast.jingan])
    assert (found.required, found.valid) == (5, 1) and (jingan.required, jingan.valid) == (3, 1)  # HR's post is of no region
    assert holders(path(cast.xuhui), MAY, ZONE).rate == 0
    assert holders(path(cast.firm), BEFORE, ZONE).valid == 0  # not yet issued
    assert holders(actor(database, cast.he, Role.HR), MAY, ZONE) == found and not holders(actor(database, cast.wang), MAY, ZONE).rows


def test_who_is_exempt_or_of_another_employer_or_revoked_counts_otherwise(cast, office):
    need(office.course_id, cast.east, "前台")
    first = office.award(cast.wang)
    database.session.get_one(Employee, cast.zhao).employment = "promoter"
    database.session.add(TrainingExemption(employee_id=cast.li, course_id=office.course_id, reason="教师", made_by=cast.he, at=MADE))
    certificate = database.session.get_one(Certificate, first)
    certificate.revoked_at, certificate.revoked_reason = PASSED_AT + dt.timedelta(days=20), "错发"
    database.session.commit()
    found = holders(path(cast.jingan), MAY, ZONE)
    assert (found.required, found.valid) == (1, 1)  # revoked in June
    assert holders(path(cast.jingan), dt.date(2026, 6, 30), ZONE).valid == 0
    assert holders(path(cast.jingan), MAY, ZONE, leave_out=()).required == 2


@pytest.mark.parametrize(("last", "counted"), [(MAY, 3), (MAY - dt.timedelta(days=1), 2)])
def test_who_left_counts_until_the_own_last_day_as_with_hours(cast, office, last, counted):
    need(office.course_id, cast.east, "前台")
    depart(database.session.get_one(Employee, cast.zhao), day=last, today=last)
    database.session.commit()
    assert holders(path(cast.jingan), MAY, ZONE).required == counted


def test_a_rule_counts_from_when_it_was_made_until_it_was_ended(cast, office):
    need(office.course_id, cast.east, "前台", ended_at=dt.datetime(2026, 5, 20, tzinfo=dt.UTC), ended_by=cast.he)
    assert holders(path(cast.east), BEFORE, ZONE).required == 5 and holders(path(cast.east), MAY, ZONE).rows == ()
    assert holders(path(cast.east), dt.date(2025, 12, 31), ZONE).rows == ()


def test_a_day_ends_by_the_clock_of_its_unit(cast, office):
    need(office.course_id, cast.east, "前台", ended_at=dt.datetime(2026, 5, 31, 20, tzinfo=dt.UTC), ended_by=cast.he)
    assert holders(path(cast.east), MAY, ZONE).required == 5  # it ended at four in the morning of the first of June
    assert holders(path(cast.east), MAY, "America/Los_Angeles").rows == ()  # at noon of the last of May


def test_it_takes_the_same_number_of_statements_however_many_people_hold_one(cast, office):
    need(office.course_id, cast.firm, "前台")
    seen = []
    event.listen(database.engine, "after_cursor_execute", lambda *each: seen.append(each[2]))
    holders(path(cast.firm), MAY, ZONE)
    first = len(seen)
    for person in (cast.wang, cast.zhao, cast.sun):
        office.award(person)
    whole = path(cast.firm)
    seen.clear()
    holders(whole, MAY, ZONE)
    assert len(seen) <= first <= 5
