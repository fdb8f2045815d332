import datetime as dt

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from cxtrain.certificates import queries
from cxtrain.certificates.models import Certificate
from cxtrain.certificates.register import operations
from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Employee, Unit
from tests.conftest import Browser
from tests.training.conftest import Learner, publish_all


def rows(model, *where):
    database.session.rollback()
    return database.session.scalar(select(func.count()).select_from(model).where(*where))


def test_passing_a_course_issues_one_certificate_with_one_ledger_row(app, cast, db):
    publish_all()
    Learner(Browser(app).login(cast.wang), cast.wang).pass_course()
    (made,) = queries.certificates_of(cast.wang)
    assert made.number.startswith("HM-MOT-20") and made.number.endswith("-0001")
    assert (
        rows(LedgerEntry, LedgerEntry.action == "certificate issued", LedgerEntry.subject == f"certificate:{made.id}")
        == 1
    )


def test_the_facts_are_those_of_the_day_of_issue(office, cast):
    made = database.session.get_one(Certificate, office.award(cast.wang))
    person = database.session.get_one(Employee, cast.wang)
    person.name, person.unit_id = "王新名", cast.xuhui
    database.session.commit()
    facts = queries.facts_of(made)
    assert (facts.name, facts.name_en, facts.staff_number, facts.unit) == ("王喆", "Wang Zhe", "S0102", "静安店")
    assert (facts.started_on, facts.finished_on, facts.issued_on) == (
        dt.date(2026, 5, 12),
        dt.date(2026, 5, 19),
        dt.date(2026, 5, 19),
    )
    assert (facts.course.zh, facts.title.zh, facts.class_hours) == ("关键时刻", "培训合格证书", 4)
    assert made.valid_until == dt.date(2028, 5, 18) and made.unit_id == cast.jingan


def test_the_day_is_that_of_the_units_zone(office, cast):
    # 17:00 UTC on 19 May is already 20 May in Shanghai.
    made = database.session.get_one(Certificate, office.award(cast.wang, dt.datetime(2026, 5, 19, 17, tzinfo=dt.UTC)))
    assert made.issued_on == dt.date(2026, 5, 20)


def test_a_role_play_on_screen_is_not_called_a_practical_assessment(office, cast):
    made = database.session.get_one(Certificate, office.award(cast.wang))
    assert queries.facts_of(made).assessed == ("written", "roleplay")


def test_numbers_run_on_within_a_year_and_begin_anew_in_the_next(office, cast):
    moments = [dt.datetime(year, 3, 1, tzinfo=dt.UTC) for year in (2025, 2025, 2026, 2025)]
    made = [
        office.award(person, at) for person, at in zip((cast.wang, cast.zhao, cast.sun, cast.li), moments, strict=True)
    ]
    numbers = [database.session.get_one(Certificate, each).number for each in made]
    assert numbers == ["HM-MOT-2025-0001", "HM-MOT-2025-0002", "HM-MOT-2026-0001", "HM-MOT-2025-0003"]


def test_a_rolled_back_pass_leaves_no_certificate_and_no_gap(office, cast):
    operations.issue(office.enrol(cast.wang))
    database.session.rollback()
    assert rows(Certificate) == 0 and rows(LedgerEntry, LedgerEntry.action == "certificate issued") == 0
    assert database.session.get_one(Certificate, office.award(cast.zhao)).running == 1


def test_one_pass_cannot_be_certified_twice(office, cast):
    enrolment = office.enrol(cast.wang)
    operations.issue(enrolment)
    with pytest.raises(IntegrityError):
        operations.issue(enrolment)
    database.session.rollback()


def test_a_renewal_is_another_certificate_with_another_code(office, cast):
    first, second = (database.session.get_one(Certificate, office.award(cast.wang)) for _ in range(2))
    assert first.number != second.number and first.code != second.code and len(first.code) == 26


def test_it_refuses_a_course_that_was_not_passed(office, cast):
    enrolment = office.enrol(cast.wang)
    enrolment.passed_at = None
    with pytest.raises(ValueError, match="was passed"):
        operations.issue(enrolment)
    database.session.rollback()


def test_a_name_without_english_is_romanised(office, cast):
    database.session.get_one(Employee, cast.sun).name_en = ""
    database.session.commit()
    assert queries.facts_of(database.session.get_one(Certificate, office.award(cast.sun))).name_en == "Sun Miao"


def test_print_order_is_unit_post_name(office, cast):
    for person, post in ((cast.sun, "前台"), (cast.zhao, "客房"), (cast.wang, "前台"), (cast.li, "前台")):
        database.session.get_one(Employee, person).post = post
        office.award(person)
    people = [made.employee_id for made in queries.certificates_by_id(None)]
    # 静安店 (S01) before 徐汇店 (S02); 前台 before 客房 by code point; li before wang by pinyin.
    assert people == [cast.li, cast.wang, cast.zhao, cast.sun]
    assert database.session.get_one(Unit, cast.jingan).code < database.session.get_one(Unit, cast.xuhui).code
