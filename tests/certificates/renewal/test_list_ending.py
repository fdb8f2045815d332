import datetime as dt

import pytest
import time_machine
from sqlalchemy import event, func, select

from cxtrain.certificates.models import Certificate
from cxtrain.certificates.renewal import operations
from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Employee
from cxtrain.training.models import Assignment, AssignmentBatch, Enrolment
from tests.certificates.conftest import PASSED_AT, certificate
from tests.certificates.register.test_correct_certificate import put_right
from tests.conftest import Browser
from tests.training.conftest import Learner

# Passed on 19 May 2026 for 24 months: the last good day is 18 May 2028.
END = dt.date(2028, 5, 18)


def at(day):
    return time_machine.travel(dt.datetime.combine(day, dt.time(4), dt.UTC), tick=True)


@pytest.fixture
def papers(office, cast):
    """Certificates of three people that end on the same day."""
    return {who: office.award(getattr(cast, who)) for who in ("wang", "zhao", "sun")}


def waiting():
    database.session.rollback()
    query = select(Assignment).where(Assignment.done_at.is_(None), Assignment.withdrawn_at.is_(None))
    return {row.employee_id: row for row in database.session.scalars(query)}


def assign(day):
    n = operations.assign_due(day)
    database.session.commit()
    return n


def test_the_course_is_given_again_sixty_days_before_the_end_and_once(papers, cast):
    with at(END - dt.timedelta(61)):
        assert assign(END - dt.timedelta(61)) == 0
    with at(END - dt.timedelta(60)):
        assert assign(END - dt.timedelta(60)) == 3
        assert {row.due_on for row in waiting().values()} == {END} and set(waiting()) == {cast.wang, cast.zhao, cast.sun}
        assert waiting()[cast.wang].assigned_by is None and waiting()[cast.wang].working_time
    for row in waiting().values():
        row.withdrawn_at = PASSED_AT  # somebody took it back: it is not given a second time
    database.session.commit()
    with at(END - dt.timedelta(59)):
        assert assign(END - dt.timedelta(59)) == 0 and waiting() == {}


def test_each_act_of_giving_stands_in_the_ledger_once(papers):
    with at(END - dt.timedelta(30)):
        assign(END - dt.timedelta(30))
    batches = database.session.scalar(select(func.count()).select_from(AssignmentBatch))
    noted = select(func.count()).select_from(LedgerEntry).where(LedgerEntry.action == "course assigned")
    assert batches == database.session.scalar(noted) == 2  # one for each store


def test_who_is_away_or_has_left_or_has_it_to_do_gets_nothing_and_the_first_gets_it_back_at_work(papers, cast):
    for who, status in ((cast.wang, "leave"), (cast.zhao, "left")):
        database.session.get_one(Employee, who).status = status
    database.session.commit()
    with at(END - dt.timedelta(20)):
        assert assign(END - dt.timedelta(20)) == 1 and set(waiting()) == {cast.sun}
        database.session.get_one(Employee, cast.wang).status = "active"
        database.session.commit()
        assert assign(END - dt.timedelta(19)) == 1 and set(waiting()) == {cast.sun, cast.wang}


def test_a_revoked_or_renewed_one_gives_nothing(papers, office, cast):
    office.award(cast.wang, PASSED_AT + dt.timedelta(300))
    row = certificate(papers["zhao"])
    row.revoked_at, row.revoked_by, row.revoked_reason = PASSED_AT, cast.he, "cheated"
    database.session.commit()
    with at(END - dt.timedelta(10)):
        assert assign(END - dt.timedelta(10)) == 1 and set(waiting()) == {cast.sun}


def test_an_old_one_corrected_after_its_renewal_neither_hides_nor_outlives_it(browser, papers, office, cast):
    fresh = office.award(cast.wang, PASSED_AT + dt.timedelta(300))
    hr = browser.login(cast.he)
    put_right(hr, papers["wang"], name="王哲")
    assert "There is a later one of the same course: Valid" in hr.get(f"/verify/{certificate(papers['wang']).code}").text
    with at(END - dt.timedelta(10)):
        assert "S0102" not in browser.login(cast.he).get("/certificates/ending").text
    third = certificate(office.award(cast.wang, PASSED_AT + dt.timedelta(500)))
    assert third.renews_id == fresh


def test_passing_again_renews_with_another_number_linked_to_the_old_one_which_stays(app, papers, cast):
    with at(END - dt.timedelta(30)):
        assign(END - dt.timedelta(30))
        Learner(Browser(app).login(cast.wang), cast.wang).pass_course()
        database.session.rollback()
        fresh = database.session.scalars(select(Certificate).order_by(Certificate.id.desc())).first()
        number = fresh.number
        assert fresh.renews_id == papers["wang"] and number == "HM-MOT-2028-0001"
        assert cast.wang not in waiting() and database.session.scalar(select(func.count()).select_from(Enrolment)) == 4
        text = Browser(app).login(cast.wang).get(f"/certificates/{papers['wang']}").text
        assert number in text and "renews this one" in text
        assert "There is a later one of the same course: Valid" in Browser(app).get(
            f"/verify/{certificate(papers['wang']).code}").text
    assert certificate(papers["wang"]).revoked_at is None


def test_hr_sees_who_ends_with_counts_and_gives_the_course_again(browser, papers, cast):
    with at(END - dt.timedelta(45)):
        hr = browser.login(cast.he)
        assert "No certificate ends in that time" in hr.get("/certificates/ending?within=30").text
        page = hr.get("/certificates/ending?within=60").text
        assert "45 days left" in page and page.count('name="certificates"') == 3
        due = (END - dt.timedelta(10)).isoformat()
        answer = hr.post("/certificates/ending?within=60", certificates=[papers["wang"], papers["sun"]], due_on=due)
        assert answer.status_code == 303 and set(waiting()) == {cast.wang, cast.sun}
        assert waiting()[cast.wang].assigned_by == cast.he and not waiting()[cast.wang].working_time
        assert hr.get("/certificates/ending?within=60").text.count('name="certificates"') == 1
        assert assign(END - dt.timedelta(45)) == 1  # 赵䶮's; nobody gets it twice


def test_it_wants_a_tick_and_a_sensible_day_and_takes_nobody_who_is_not_listed(browser, papers, office, cast):
    with at(END - dt.timedelta(45)):
        hr, day = browser.login(cast.he), (END - dt.timedelta(10)).isoformat()
        for sent in ({"due_on": day}, {"certificates": [papers["wang"]], "due_on": "2020-01-01"},
                     {"certificates": [99_999], "due_on": day}):
            assert hr.post("/certificates/ending", **sent).status_code == 400
        assert waiting() == {}


def test_the_table_says_the_same(browser, papers, cast):
    with at(END + dt.timedelta(5)):
        hr = browser.login(cast.he)
        text = hr.get("/certificates/ending.csv?within=lapsed").text
        assert text.count("HM-MOT-2026") == 3 and "S0102" in text and "-5" in text and "Expired" in text
        assert hr.get(f"/certificates/ending.csv?within=lapsed&unit={cast.xuhui}").text.count("HM-MOT-2026") == 1
        assert hr.get("/certificates/ending.xlsx?within=lapsed").status_code == 200


def test_it_takes_as_many_statements_for_many_as_for_few(browser, office, cast):
    def count():
        statements = []
        listen = lambda *args: statements.append(args[2])  # noqa: E731
        event.listen(database.engine, "before_cursor_execute", listen)
        assert hr.get("/certificates/ending?within=90").status_code == 200
        event.remove(database.engine, "before_cursor_execute", listen)
        return len(statements)

    with at(END - dt.timedelta(45)):
        office.award(cast.wang)
        hr = browser.login(cast.he)
        few = count()
        [office.award(person) for person in (cast.zhao, cast.sun, cast.li)]
        assert count() == few


def test_the_daily_task_is_known_to_workers(app):
    from cxtrain.jobs.operations import PERIODIC
    assert "courses of ending certificates" in PERIODIC
