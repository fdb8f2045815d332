"""Standing rules: their pages, and what happens to those who join, move, leave or pass."""

import datetime as dt
import re

import pytest
from sqlalchemy import event, func, select

from cxtrain import clock
from cxtrain.extensions import db as database
from cxtrain.jobs.operations import PERIODIC
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.careers import operations as careers
from cxtrain.people.models import Employee, Unit
from cxtrain.people.roster.operations import import_roster
from cxtrain.people.staff import operations as staff
from cxtrain.training.models import Assignment, Course, Enrolment
from cxtrain.training.operations import publish_course
from cxtrain.training.rules import operations
from cxtrain.training.rules.models import TrainingRule
from tests.conftest import Browser
from tests.days import today
from tests.people.test_roster_import import roster
from tests.training.conftest import COURSE, Learner

NEW = "/training/rules/new"
BASE = {"audience": "unit", "due": "days", "due_days": "30", "lead_days": "30", "grace_days": "0", "working_time": "yes"}


@pytest.fixture
def he(app, cast, course):
    """何姐, HR."""
    return Browser(app).login(cast.he)


def waiting():
    """Return who has what to do: by employee id, the assignments."""
    database.session.rollback()
    query = select(Assignment).where(Assignment.done_at.is_(None), Assignment.withdrawn_at.is_(None))
    found = {}
    for row in database.session.scalars(query.order_by(Assignment.id)):
        found.setdefault(row.employee_id, []).append(row)
    return found


def the_rule(cast, course, unit="jingan", **terms):
    """Make a rule as HR would, and return its id."""
    he = Learner(None, cast.he).actor()
    rule, _ = operations.make_rule(he, database.session.get(Course, course), database.session.get(Unit, getattr(cast, unit)),
                                   operations.Terms(**{"audience": "unit", "working_time": True, "due_days": 30, **terms}))
    database.session.commit()
    return rule.id


def another_course():
    """Publish a second course and return its id."""
    made = publish_course(COURSE.replace("slug: moments", "slug: second"))
    assert made.row is not None, made.faults
    database.session.commit()
    return made.row.id


def save(browser, url=NEW, **fields):
    """Fill the form, look at the preview, save; return the preview and the answer."""
    fields = {**browser.hidden(url), **BASE, **fields}
    shown = browser._open("POST", url, data={**fields, "act": "preview"})
    return shown, browser._open("POST", url, data={**fields, "act": "save"})


def test_the_preview_says_who_gets_it_who_has_it_and_who_is_exempt_and_saving_gives_it(he, cast, course):
    database.session.get(Employee, cast.zhao).status = "leave"
    database.session.commit()
    he.post(f"/training/exemptions/people/{cast.li}/moments", reason="Teaches it")
    shown, saved = save(he, course=course, unit=cast.east)
    assert shown.status_code == 200
    for words in ("3 people get the course now", "1 person is exempt", "Teaches it", "1 person is on leave", "Wang Zhe"):
        assert words in shown.text
    assert saved.status_code == 303
    assert set(waiting()) == {cast.wang, cast.chen, cast.sun}
    assert "3 people got the course" in he.get(saved.location).text
    (row,) = waiting()[cast.wang]
    assert (row.due_on, row.working_time, row.batch_id) == (today(30), True, None)


def test_looking_at_the_preview_changes_nothing_and_the_form_keeps_everything(he, cast, course):
    fields = {**he.hidden(NEW), **BASE, "course": course, "unit": cast.jingan, "audience": "list", "numbers": "s0102，S0103"}
    shown = he._open("POST", NEW, data={**fields, "act": "preview"})
    assert "2 people get the course now" in shown.text and waiting() == {}
    again = he._open("POST", NEW, data={**fields, "act": "edit"})
    assert again.status_code == 200 and "s0102，S0103" in again.text and "See who gets it" in again.text
    assert database.session.query(TrainingRule).count() == 0


def test_it_is_recorded_once_made_and_once_applied(he, cast, course):
    save(he, course=course, unit=cast.jingan, working_time="no")
    rows = database.session.query(LedgerEntry).filter(LedgerEntry.action.like("training rule%")).order_by(LedgerEntry.id)
    assert [(row.action, row.facts) for row in rows] == [
        ("training rule made", {"course": "moments", "audience": "unit", "working_time": False}),
        ("training rule applied", {"given": 3, "withdrawn": 0})]
    assert "Voluntary" in he.get("/training/rules").text


def test_sending_the_same_form_twice_makes_one_rule(he, cast, course):
    fields = {**he.hidden(NEW), **BASE, "course": course, "unit": cast.jingan, "act": "save"}
    answers = [he._open("POST", NEW, data=fields) for _ in range(2)]
    assert answers[0].location == answers[1].location
    assert database.session.query(TrainingRule).count() == 1


@pytest.mark.parametrize("fields, sentence", [
    ({"audience": "role"}, "Tick at least one role."), ({"audience": "posts"}, "Tick at least one post."),
    ({"audience": "list", "numbers": " , "}, "Paste at least one staff number."),
    ({"audience": "list", "numbers": "S0102 S9999 S0202"}, "staff number S9999, S0202."),
    ({"audience": "list", "numbers": " ".join(f"N{n}" for n in range(501))}, "At most 500 staff numbers."),
    ({"due_days": ""}, "Type a number of days"), ({"due_days": "many"}, "Not a valid integer"),
    ({"due_days": "0"}, "between 1 and 730"), ({"due": "day"}, "Choose the day by which"),
    ({"due": "day", "due_on": "2020-01-01"}, "That day is past"), ({"due": "day", "due_on": "2099-01-01"}, "two years away"),
    ({"every_months": "121"}, "between 1 and 120"), ({"every_months": "1", "lead_days": "30"}, "as soon as it is passed"),
    ({"lead_days": ""}, "Type a number of days"), ({"working_time": "perhaps"}, "Not a valid choice"),
    ({"audience": "posts", "posts": "Astronaut"}, "valid choice"), ({"course": "999"}, "Not a valid choice")])
def test_it_says_what_is_wrong_and_keeps_what_was_typed(he, cast, course, fields, sentence):
    answer = he.post(NEW, act="save", **{**BASE, "course": course, "unit": cast.jingan, **fields})
    assert answer.status_code == 400 and sentence in answer.text
    assert waiting() == {}


def test_courses_cannot_wait_for_each_other(he, cast, course):
    second = another_course()
    assert "cannot come before itself" in he.post(NEW, **BASE, course=course, unit=cast.jingan, after=course).text
    the_rule(cast, course, after=(second,))
    answer = he.post(NEW, **BASE, course=second, unit=cast.xuhui, after=course)
    assert answer.status_code == 400 and "nobody would ever get either" in answer.text


def test_roles_and_posts_narrow_the_audience(he, cast, course):
    text = he.get(NEW).text
    for name, value in (("roles", "supervisor"), ("posts", "前台"), ("after", course)):
        assert re.search(rf'<input[^>]*name="{name}" type="checkbox" value="{value}"', text)
    save(he, course=course, unit=cast.firm, audience="role", roles="supervisor")
    assert set(waiting()) == {cast.li, cast.chen}
    second = another_course()
    database.session.get(Employee, cast.sun).post = "礼宾"
    database.session.commit()
    save(he, course=second, unit=cast.firm, audience="posts", posts="礼宾")
    assert [row.course_id for row in waiting()[cast.sun]] == [second]


def test_a_joiner_gets_it_a_mover_changes_it_and_a_leaver_loses_it(cast, course, db):
    second = another_course()
    the_rule(cast, course)
    the_rule(cast, second, unit="xuhui")
    xuhui, days = db.session.get(Unit, cast.xuhui), {"day": today(), "today": today()}
    new = staff.add_person(staff.PersonFacts("0009", "单晓晴", post="前台"), db.session.get(Unit, cast.jingan), today=today())
    db.session.commit()
    assert [row.course_id for row in waiting()[new.id]] == [course]
    careers.transfer(db.session.get(Employee, new.id), xuhui, **days)
    db.session.commit()
    assert [row.course_id for row in waiting()[new.id]] == [second]
    careers.depart(db.session.get(Employee, new.id), **days)
    db.session.commit()
    assert new.id not in waiting()


def test_what_fails_gives_nothing(cast, course, db):
    the_rule(cast, course)
    before = {key: [row.id for row in rows] for key, rows in waiting().items()}
    staff.add_person(staff.PersonFacts("0009", "单晓晴", post="前台"), db.session.get(Unit, cast.jingan), today=today())
    assert {key: [row.id for row in rows] for key, rows in waiting().items()} == before  # waiting() rolled it back


def test_passing_what_comes_first_gives_the_course_at_once(cast, course, learner):
    second = another_course()
    rule = the_rule(cast, second, after=(course,))
    assert waiting() == {}
    he = Browser(learner.browser.app).login(cast.he)
    assert "3 people must pass another course first" in he.get(f"/training/rules/{rule}").text
    learner.pass_course()
    (row,) = waiting()[cast.wang]
    assert (row.course_id, row.due_on) == (second, today(30))


def test_who_has_passed_gets_it_again_before_the_months_are_over(cast, course, learner):
    learner.pass_course()
    the_rule(cast, course, every_months=6, lead_days=20, grace_days=10)
    assert cast.wang not in waiting()
    enrolment = database.session.scalars(select(Enrolment)).one()
    enrolment.passed_at = clock.now() - dt.timedelta(days=175)
    database.session.commit()
    for _ in range(2):
        PERIODIC["apply training rules"](today())
        database.session.commit()
    (row,) = waiting()[cast.wang]
    assert today(7) <= row.due_on <= today(20)
    learner.pass_course()
    PERIODIC["apply training rules"](today())
    database.session.commit()
    assert cast.wang not in waiting()


def test_what_a_rule_gave_is_not_taken_back_by_hand(cast, course, he):
    rule = the_rule(cast, course)
    (row,) = waiting()[cast.wang]
    answer = he.post(f"/training/assignments/people/{row.id}/withdraw", page=f"/training/rules/{rule}")
    assert answer.status_code == 409 and "Exempt the person instead" in answer.text and cast.wang in waiting()


def test_ending_takes_back_what_is_undone_once(he, cast, course, learner):
    rule = the_rule(cast, course)
    learner.pass_course()
    fields = he.hidden(f"/training/rules/{rule}")
    answer = he._open("POST", f"/training/rules/{rule}/end", data=fields)
    assert answer.status_code == 303 and waiting() == {}
    text = he.get(f"/training/rules/{rule}?show=done").text
    assert "taken back from 2 people" in text and "Wang Zhe" in text and "Ended" in text
    fields = he.hidden("/training/rules/new")
    assert he._open("POST", f"/training/rules/{rule}/end", data=fields).status_code == 409
    assert he.get(f"/training/rules/{rule}/change").status_code == 409


def test_changing_puts_another_in_its_place_with_new_days(he, cast, course):
    old = the_rule(cast, course, named=("前台",), audience="posts")
    url = f"/training/rules/{old}/change"
    assert 'value="30"' in he.get(url).text and "takes the place" in he.get(url).text
    shown, saved = save(he, url, course=course, unit=cast.jingan, audience="list", numbers="S0102", due_days="60")
    assert "2 people lose the course" in shown.text and "1 person gets the course now" in shown.text
    assert saved.status_code == 303
    ((person, (row,)),) = waiting().items()
    assert (person, row.due_on) == (cast.wang, today(60))
    database.session.rollback()
    new = database.session.scalars(select(TrainingRule).where(TrainingRule.ended_at.is_(None))).one()
    assert new.replaces_id == old and database.session.get(TrainingRule, old).ended_at is not None


def test_a_supervisor_reads_the_firms_rule_counts_own_people_and_changes_nothing(app, cast, course):
    rule = the_rule(cast, course, unit="firm", audience="list", named=("S0102", "S0202"))
    li = Browser(app).login(cast.li)
    assert "0 of 1 done" in li.get("/training/rules").text
    text = li.get(f"/training/rules/{rule}").text
    assert "Wang Zhe" in text and "Sun Miao" not in text and "S0202" not in text and "End the rule" not in text
    fields = li.hidden(NEW)
    assert li.get(f"/training/rules/{rule}/change").status_code == 404
    assert li._open("POST", f"/training/rules/{rule}/end", data=fields).status_code == 404
    assert li.post(NEW, **BASE, course=course, unit=cast.xuhui, act="save").status_code == 400


def test_the_group_text_counts_and_names_nobody(he, cast, course):
    rule = the_rule(cast, course)
    database.session.query(Assignment).filter_by(employee_id=cast.wang).update({"due_on": today(-3)})
    database.session.commit()
    text = he.get(f"/training/rules/{rule}").text
    words = text.split("<textarea")[1].split("</textarea>")[0]
    assert "“Moments of truth”: 0 done, 3 to do, 1 of them overdue.\nLast day: " in words and "Counts as working time.\nhttp" in words
    assert "Wang" not in words and "3 days late" in text
    late = he.get(f"/training/rules/{rule}?show=overdue").text
    assert "Wang Zhe" in late and "Zhao Yan" not in late


def test_it_speaks_chinese(app, cast, course):
    browser = Browser(app, "zh").login(cast.he)
    rule = the_rule(cast, course, every_months=12, lead_days=30, grace_days=14)
    text = browser.get(f"/training/rules/{rule}").text
    for words in ("每 12 个月复训", "到期前 30 天派发", "到期后宽限 14 天", "入职或调入后 30 天", "计入工时", "3 人中 0 人完成", "复制到群"):
        assert words in text
    assert "新建规则" in browser.get(NEW).text and "常设规则" in browser.get("/training/rules").text


def test_before_there_is_a_course_or_a_rule_it_says_so(app, cast, db):
    browser = Browser(app).login(cast.he)
    assert "There is no course yet" in browser.get(NEW).text
    assert "appear here" in browser.get("/training/rules").text


def test_staff_and_strangers_see_no_rules(app, cast, course, browser):
    rule = the_rule(cast, course)
    wang = Browser(app).login(cast.wang)
    for url in ("/training/rules", NEW, f"/training/rules/{rule}"):
        assert wang.get(url).status_code == 403 and browser.get(url).location == "/sign-in"


@pytest.fixture
def statements(db):
    """The statements that are executed, as a list that grows."""
    found = []

    def note(connection, cursor, statement, *rest):
        found.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield found
    event.remove(database.engine, "before_cursor_execute", note)


def test_five_thousand_people_and_twenty_rules_take_few_statements(cast, course, statements):
    head = ["工号", "姓名", "门店", "岗位", "状态"]
    import_roster(roster(*((f"9{n:04}", f"员工{n}", ("静安店", "徐汇店")[n % 2], f"岗{n % 20}") for n in range(5000)), head=head), "r.csv")
    database.session.commit()
    he = Learner(None, cast.he).actor()
    row, firm = database.session.get(Course, course), database.session.get(Unit, cast.firm)
    for number in range(20):
        terms = operations.Terms("posts", True, named=(f"岗{number}",), due_days=30)
        operations.make_rule(he, row, firm, terms)
    database.session.commit()
    assert database.session.scalar(select(func.count(Assignment.id))) == 5000
    statements.clear()
    PERIODIC["apply training rules"](today())
    assert len(statements) < 12
    everybody = tuple(database.session.scalars(select(Employee.number)))
    statements.clear()
    gone = roster(*((number, "", "", "", "") for number in ()), ("90000", "员工0", "静安店", "岗1", "离职"), head=head)
    import_roster(gone, "r.csv")
    database.session.flush()
    assert len(everybody) == 5008 and len(statements) < 60


def test_changing_to_another_course_takes_the_old_one_back(he, cast, course):
    second = another_course()
    old = the_rule(cast, course)
    save(he, f"/training/rules/{old}/change", course=second, unit=cast.xuhui)
    assert {person: [row.course_id for row in rows] for person, rows in waiting().items()} == {
        cast.chen: [second], cast.sun: [second]}
