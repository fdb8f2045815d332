"""A world in which everything exists three times: of 王喆 and 赵䶮 of 静安店, and of 孙淼 of 徐汇店.

It is made once for the whole matrix, whose cells put their commits off; and so is each document that a cell prints.
"""

import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction

import pytest
from sqlalchemy import select

from cxtrain.certificates.collection.models import CertificateCollection
from cxtrain.certificates.form import operations as certificate_forms
from cxtrain.certificates.form.pictures.operations import add_picture
from cxtrain.certificates.form.sheet import FormSheet
from cxtrain.certificates.models import Certificate
from cxtrain.certificates.print_runs import operations as print_runs
from cxtrain.certificates.print_runs.queries import Candidate
from cxtrain.certificates.print_runs.selection import Manner, Selection
from cxtrain.clock import now, today
from cxtrain.extensions import db as database
from cxtrain.files.operations import keep
from cxtrain.jobs.operations import enqueue
from cxtrain.journey.departments.operations import add_department
from cxtrain.journey.models import Touchpoint
from cxtrain.people.absences import operations as absences
from cxtrain.people.corrections.operations import Asked, ask
from cxtrain.people.models import Account, Employee, RoleGrant, Unit
from cxtrain.people.operations import hasher
from cxtrain.people.permissions import Role
from cxtrain.planning.boards.models import Board
from cxtrain.planning.clause.operations import propose_clause
from cxtrain.planning.models import PlanAction
from cxtrain.quality import operations as quality
from cxtrain.quality import queries as visits
from cxtrain.quality.answers import Answer
from cxtrain.quality.appeals import operations as appeals
from cxtrain.quality.calibration.cases import operations as gold_cases
from cxtrain.quality.calibration.cases import queries as queries_of_cases
from cxtrain.quality.calibration.pairs import operations as pairs
from cxtrain.quality.coaching import operations as coaching
from cxtrain.quality.decisions import operations as decisions
from cxtrain.quality.models import Visit, VisitPhoto
from cxtrain.quality.notes import operations as notes
from cxtrain.quality.programmes import operations as programmes
from cxtrain.quality.schedule import operations as schedule
from cxtrain.quality.schedule.models import PlannedVisit, VisitPlan
from cxtrain.quality.scoring import review
from cxtrain.quality.shoppers import operations as shoppers
from cxtrain.quizzes import operations as quizzes
from cxtrain.quizzes.bank.remarks import operations as remarks
from cxtrain.quizzes.bank.remarks.effects.queries import Wish
from cxtrain.quizzes.bank.remarks.queries import Ruling
from cxtrain.quizzes.models import BankQuestion, Quiz
from cxtrain.quizzes.onsite import operations as onsite
from cxtrain.quizzes.onsite.queries import Place
from cxtrain.quizzes.papers.exams import operations as exams
from cxtrain.quizzes.papers.exams.keyed import Checked, Person, Row
from cxtrain.quizzes.papers.exams.models import PaperSitting
from cxtrain.quizzes.sittings import operations as sittings_of_quizzes
from cxtrain.quizzes.statistics.models import ItemCount
from cxtrain.reports.auditors.address import token_of
from cxtrain.reports.auditors.operations import Invitation, invite
from cxtrain.reports.class_archives.models import ClassArchive
from cxtrain.reports.exports.models import Export
from cxtrain.reports.hr_reports.asked import read as read_asked
from cxtrain.reports.hr_reports.operations import keep_filter
from cxtrain.reports.keeping.operations import hold_back
from cxtrain.reports.monthly.facts import Facts as MonthFacts
from cxtrain.reports.monthly.facts import Place as MonthPlace
from cxtrain.reports.monthly.operations import keep as keep_month
from cxtrain.reports.training_files.models import TrainingFileBundle
from cxtrain.roleplay import operations as roleplay
from cxtrain.roleplay.models import Attempt, Scenario
from cxtrain.training.assignments.operations import Terms, assign_course
from cxtrain.training.classes.models import ClassLeave, ClassPhoto, TrainingClass
from cxtrain.training.exemptions.models import TrainingExemption
from cxtrain.training.huddles import operations as huddles
from cxtrain.training.models import Assignment, Course
from cxtrain.training.practicals.sheets.operations import publish_sheet
from cxtrain.training.refreshers import operations as refreshers
from cxtrain.training.refreshers.cards import Offer
from cxtrain.training.rules import operations as rules
from cxtrain.voices.comments.operations import TagFacts, add_tag
from cxtrain.voices.feedback.operations import Told, tell
from cxtrain.voices.indicators import operations as indicators
from cxtrain.voices.indicators.definition import TEMPLATES
from cxtrain.voices.models import CustomerComment, SurveyPlace
from cxtrain.voices.obstacles import operations as obstacles
from cxtrain.voices.operations import Arrived, Words, keep_questionnaire, receive
from cxtrain.voices.questionnaire_file import read_questionnaire
from cxtrain.voices.surveys import operations as surveys
from cxtrain.web import pdf
from cxtrain.web.documents import Text
from tests.certificates.form.conftest import drawn
from tests.conftest import PASSWORD, Browser, a_world
from tests.planning.boards.conftest import Boards
from tests.planning.conftest import Records
from tests.quality.calibration.conftest import Calibration, reversed_answers
from tests.quality.conftest import SCENARIOS, SHEET, Desk, actor, full_answers, tell_programme
from tests.quizzes.handmarking.conftest import LETTER
from tests.training.attendance.room import make_class
from tests.training.classes.papers.samples import SHEET as PRACTICAL_SHEET
from tests.training.conftest import Learner, publish_all
from tests.training.practicals.made import put_practicals
from tests.voices.comments.said import a_comment
from tests.voices.intake.files import a_file
from tests.voices.kano.conftest import put_studies

ACTORS = {"s": None, "w": "wang", "z": "zhao", "u": "sun", "l": "li", "c": "chen", "h": "he", "a": "lin", "m": "admin",
          "o": "outside"}


@dataclass
class Everything:
    """Ids by kind and owner: ids["quiz"]["wang"] …"""

    ids: dict[str, dict[str, int]] = field(default_factory=dict)

    def put(self, kind, owner, value):
        """Note an id."""
        self.ids.setdefault(kind, {})[owner] = value


@pytest.fixture(scope="module")
def world(template, tmp_path_factory, bytecode):
    """An application on a database of the matrix's own, with the cast: (app, cast)."""
    yield from a_world(template, tmp_path_factory.mktemp("access"), bytecode)


@pytest.fixture(scope="module")
def everything(world):
    """The world, made by the operations that pages use."""
    app, cast = world
    with app.app_context():
        found = made(app, database, cast)
        database.session.remove()
    return found


def made(app, db, cast):
    """Make everything in the application's database."""
    found = Everything()
    publish_all()
    _content(db)
    found.put("programme", "wang", tell_programme(db).id)
    db.session.commit()
    for owner in ("wang", "zhao", "sun"):
        found.put("employee", owner, getattr(cast, owner))
        away = absences.add_absence(db.session.get(Employee, getattr(cast, owner)), dt.date(2026, 1, 5), None)
        found.put("absence", owner, away.id)
        _training(app, db, cast, found, owner)
        _visits(db, cast, found, owner)
        _plan(db, cast, found, owner)
        _boards(db, cast, found, owner)
        _feedback(db, cast, found, owner)
    found.put("plan_clause", "wang", propose_clause(
        actor(db, cast.he, Role.HR), {"zh": "仅用于辅导。", "en": "For coaching."}, "Shorter").id)
    _rest(db, cast, found)
    _surveys(db, cast, found)
    _written(db, cast, found)
    _remark(db, cast, found)
    _schedule(db, cast, found)
    _calibration(db, cast, found)
    put_studies(db, cast, found)
    _forms(db, cast, found)
    _rooms(cast, found)
    put_practicals(cast, found)
    _audit(db, cast, found)
    db.session.commit()
    return found


def _audit(db, cast, found):
    """A link for an auditor that shows a closed class and 王喆's training file."""
    room = database.session.get_one(TrainingClass, make_class(cast, people=("wang",), unit="jingan").id)
    room.closed_at, room.closed_by = now(), cast.he
    database.session.flush()
    wanted = Invitation("李老师", "星级评审", db.session.get_one(Unit, cast.firm), 7, [room.id], [cast.wang])
    link = invite(actor(db, cast.he, Role.HR), wanted, "k" * 40)
    found.put("auditor_link", "wang", link.id)
    hold = hold_back(actor(db, cast.he, Role.HR), None, reason="检查", since=today("UTC"), until=None)
    found.put("legal_hold", "wang", hold.id)
    found.put("auditor_token", "wang", token_of("k" * 40, link.nonce))
    found.put("audited_class", "wang", room.id)
    found.put("audited_person", "wang", cast.wang)
    found.put("audited_paper", "wang", "sign_in")


def _rooms(cast, found):
    """A class with its owner alone on the roster, being held."""
    for owner, unit in (("wang", "jingan"), ("zhao", "jingan"), ("sun", "xuhui")):
        room = make_class(cast, people=(owner,), unit=unit)
        found.put("held_class", owner, room.id)
        found.put("class_session", owner, room.sessions[0])
        database.session.add(ClassLeave(session_id=room.sessions[0], employee_id=getattr(cast, owner), why="搬家", asked_at=now()))
        picture = ClassPhoto(class_id=room.id, digest=keep(f"JPEG {owner}".encode(), "image/jpeg"), caption="", by=cast.lin, at=now())
        database.session.add(picture)
        database.session.flush()
        found.put("class_photo", owner, picture.id)
        archive = ClassArchive(class_id=room.id, fingerprint=owner, language="zh", asked_by=cast.he, asked_at=now(),
                               digest=keep(f"PK {owner}".encode(), "application/zip"), made_at=now())
        database.session.add(archive)
        database.session.flush()
        found.put("class_archive", owner, archive.id)
    publish_sheet(PRACTICAL_SHEET)
    files = TrainingFileBundle(unit_id=cast.firm, language="zh", output="merged", people=1, asked_by=cast.he, asked_at=now(),
                               digest=keep(b"%PDF", "application/pdf"), made_at=now())
    database.session.add(files)
    database.session.flush()
    found.put("file_bundle", "wang", files.id)
    export = Export(kind="hr-report", asked={}, asked_by=cast.he, asked_at=now(), name="hr.csv", purpose="audit", words="",
                    digest=keep(b"csv", "text/csv"), made_at=now())
    database.session.add(export)
    database.session.flush()
    found.put("export", "wang", export.id)
    found.put("export_kind", "wang", "hr-report")
    database.session.add(CertificateCollection(certificate_id=found.ids["certificate"]["wang"], fetched_on=now().date(),
                                               keyed_by=cast.he, keyed_at=now()))
    found.put("fetched_certificate", "wang", found.ids["certificate"]["wang"])


def _forms(db, cast, found):
    """A certificate form on which 王喆's certificate stands, a signature, and the seal."""
    version = certificate_forms.save_version(actor(db, cast.he, Role.HR), "", FormSheet(palette="ink"))
    db.session.get(Certificate, found.ids["certificate"]["wang"]).form_version_id = version.id
    found.put("form_version", "wang", version.id)
    for kind in ("signature", "seal"):
        found.put(kind, "wang", add_picture(actor(db, cast.admin, Role.ADMIN), kind, "林岚", drawn()).id)


def _schedule(db, cast, found):
    """A shopper from outside, a plan being made, and a visit of today to each store."""
    day, unit = today("Asia/Shanghai"), db.session.get(Unit, cast.east)
    outside = shoppers.add_shopper(shoppers.Newcomer("秋叶"), db.session.get(Unit, cast.firm))
    outside.password_hash = hasher().hash(PASSWORD)
    found.put("outside", "o", outside.employee_id)
    found.put("shopper", "wang", outside.id)
    found.put("visit_plan", "wang", schedule.make_plan(unit, "2031-01").id)
    plan = VisitPlan(unit_id=cast.firm, month="2030-01", seed=1, state="published", published_at=now())
    db.session.add(plan)
    db.session.flush()
    place = db.session.scalar(select(Touchpoint.id).where(Touchpoint.slug == "front-desk-check-in"))
    li = db.session.scalar(select(Account.id).where(Account.employee_id == cast.li))
    for owner, store, account in (("wang", cast.jingan, outside.id), ("zhao", cast.jingan, outside.id), ("sun", cast.xuhui, li)):
        planned = PlannedVisit(plan_id=plan.id, unit_id=store, touchpoint_id=place, day=day, from_hour=10, until_hour=12,
                               code=f"CODE{owner}"[:8], account_id=account)
        db.session.add(planned)
        db.session.flush()
        found.put("planned", owner, planned.id)
        found.put("visited_place", owner, place)


def _content(db):
    for name in ("servqual-22", "hotel-front-desk-check-in", "coaching-observation", "observable-standards"):
        quality.publish_instrument((SCENARIOS / "instruments" / f"{name}.yaml").read_bytes())
    db.session.commit()


def _training(app, db, cast, found, owner):
    person = getattr(cast, owner)
    browser = Browser(app)
    browser.headers["Accept-Language"] = "en"
    learner = Learner(browser.login(person), person)
    learner.pass_course()
    db.session.rollback()
    found.put("certificate", owner, db.session.scalar(select(Certificate.id).where(Certificate.employee_id == person)))
    me = actor(db, person)
    found.put("quiz", owner, quizzes.start_attempt(me, db.session.scalars(select(Quiz)).one()).id)
    question = db.session.scalars(select(BankQuestion).order_by(BankQuestion.id).limit(1)).one()
    found.put("refresher", owner, refreshers.answer_question(me, Offer(question.id, question.current_id, "", ""), []).id)
    scenario = db.session.scalars(select(Scenario)).one()
    found.put("play", owner, roleplay.start_attempt(me, scenario, mode="practice").id)
    found.put("shared", owner, db.session.scalar(select(Attempt.id).where(Attempt.employee_id == person, Attempt.mode == "exam")))
    supervisor = actor(db, cast.li if owner != "sun" else cast.chen, Role.SUPERVISOR)
    unit = db.session.get(Unit, me.unit_id)
    found.put("huddle", owner, huddles.start(supervisor, scenario, unit).id)
    terms = Terms(due_on=today("Asia/Shanghai") + dt.timedelta(days=30), working_time=True)
    batch = assign_course(supervisor, db.session.scalars(select(Course)).one(), unit, people=[person], terms=terms)
    db.session.flush()
    found.put("batch", owner, batch.id)
    terms = rules.Terms("posts", True, named=("nobody's",), due_days=30)
    found.put("rule", owner, rules.make_rule(supervisor, db.session.scalars(select(Course)).one(), unit, terms)[0].id)
    exemption = TrainingExemption(employee_id=person, course_id=batch.course_id, reason="", made_by=cast.he, at=now())
    db.session.add(exemption)
    db.session.flush()
    found.put("exemption", owner, exemption.id)
    found.put("assignment", owner, db.session.scalar(select(Assignment.id).where(Assignment.batch_id == batch.id)))
    db.session.commit()


def _visits(db, cast, found, owner):
    """A draft, a submitted, a returned and a released visit: 陈晨 visits 静安店, 李想 visits 徐汇店; 何姐 decides."""
    shopper = actor(db, cast.li if owner == "sun" else cast.chen, Role.SUPERVISOR)
    unit = db.session.get(Unit, cast.xuhui if owner == "sun" else cast.jingan)
    desk = db.session.scalars(select(Touchpoint).where(Touchpoint.slug == "front-desk-check-in")).one()
    day, made = today("Asia/Shanghai"), {}
    for state in ("draft", "submitted", "returned", "released"):
        visit = quality.start_visit(shopper, quality.Start(unit, desk, day))
        quality.save_scorecard(visit, answers=full_answers(visit), sheet=SHEET)
        made[state] = visit
        found.put(state, owner, visit.id)
    photo = VisitPhoto(visit_id=made["draft"].id, shows="receipt", digest=keep(b"\xff\xd8 picture", "image/jpeg"),
                       kept_at=made["draft"].saved_at)
    db.session.add(photo)
    for state in ("submitted", "returned", "released"):
        answers = visits.answers_of(made[state].id)
        quality.submit(made[state], answers, review(visits.instrument_of(made[state].instrument), answers))
    he = actor(db, cast.he, Role.HR)
    decisions.approve(he, made["released"], employee_id=getattr(cast, owner), grounds="badge and receipt")
    decisions.release(he, made["released"])
    decisions.send_back(he, made["returned"], "Which counter was it?")
    appeal = appeals.appeal_line(actor(db, getattr(cast, owner)), made["released"], "s2", reason="It was clean",
                                 photo_digest=photo.digest)
    found.put("appeal", owner, appeal.id)
    coach = actor(db, cast.chen if owner == "sun" else cast.li, Role.SUPERVISOR)
    coached = coaching.start_coaching(coach, db.session.get(Employee, getattr(cast, owner)), desk, day)
    quality.save_scorecard(coached, answers={item: Answer(3) for item in full_answers(coached)}, sheet=SHEET)
    answers = visits.answers_of(coached.id)
    coaching.share(coached, answers, review(visits.instrument_of(coached.instrument), answers))
    found.put("coached", owner, coached.id)
    db.session.flush()
    found.put("photo", owner, photo.id)
    db.session.commit()


def _feedback(db, cast, found, owner):
    """A complaint told by its owner."""
    me = actor(db, getattr(cast, owner))
    place = db.session.scalar(select(Touchpoint.id).where(Touchpoint.slug == "front-desk-check-in"))
    told = Told("complaint", db.session.get(Unit, me.unit_id), place, "The room was not ready at three")
    found.put("feedback", owner, tell(me, told).id)
    received = receive([Arrived(key=f"told {owner}", unit=told.unit, touchpoint_id=place, source="review", at=now(),
                                keep_until=dt.date(2031, 1, 1), comments=(Words("words", "Slow"),), audience="supervisors")])
    found.put("told_comment", owner, db.session.scalar(select(CustomerComment.id).where(
        CustomerComment.response_id == received[0])))
    db.session.commit()


def _boards(db, cast, found, owner):
    """Boards that their owner is on: just begun, being planned, and to be decided."""
    boards = Boards(cast, db.session.scalar(select(Touchpoint.id)))
    for kind, step in (("board", "identify"), ("board_planned", "plan"), ("board_changed", "improve")):
        found.put(kind, owner, boards.make(step, lead="chen" if owner == "sun" else "li", member=owner))
    found.put("board_action", owner, db.session.get(Board, found.ids["board"][owner]).actions[0].id)


def _plan(db, cast, found, owner):
    records = Records.__new__(Records)
    records.cast, records.place = cast, db.session.scalar(select(Touchpoint.id))
    unit = cast.xuhui if owner == "sun" else cast.jingan
    boss = cast.chen if owner == "sun" else cast.li
    person = getattr(cast, owner)
    plan = records.plan(about=person, unit_id=unit, drafted_by=boss, approved_by=boss)
    found.put("plan", owner, plan)
    found.put("action", owner, db.session.scalar(select(PlanAction.id).where(PlanAction.plan_id == plan)))
    draft = records.plan(about=person, unit_id=unit, drafted_by=boss, state="draft")
    found.put("plan_draft", owner, draft)
    talk = records.talk(plan, led_by=boss)
    found.put("plan_talk", owner, talk)
    found.put("plan_option", owner, records.option(draft, author_id=boss))
    found.put("plan_version", owner, records.version(plan, author_id=boss))


def _surveys(db, cast, found):
    """A survey of the whole firm with a place and a link."""
    version = keep_questionnaire(read_questionnaire((SCENARIOS / "surveys" / "satisfaction.yaml").read_bytes())[0])
    campaign = surveys.new_campaign(actor(db, cast.he, Role.HR), surveys.Plan(
        title="前台满意度", unit_id=cast.firm, touchpoint_id=found.ids["touchpoint"]["wang"], questionnaire_id=version.id,
        purpose={"zh": "改进", "en": "To improve"}, opens_on=today("Asia/Shanghai")))
    surveys.add_places(campaign, [db.session.get(Unit, cast.jingan)])
    place = db.session.scalars(select(SurveyPlace)).one()
    link = surveys.make_links(place, ["R-1"], today("Asia/Shanghai"))[0]
    for kind, row in (("campaign", campaign), ("survey_place", place), ("survey_link", link)):
        found.put(kind, "wang", row.id)
    db.session.commit()


def _rest(db, cast, found):
    for owner, unit, boss in (("wang", cast.jingan, cast.li), ("sun", cast.xuhui, cast.chen)):
        found.put("unit", owner, unit)
        found.put("monthly_report", owner, keep_month(unit, MonthFacts(MonthPlace(owner, {"zh": owner}), "2026-05", {}), by=None).id)
        found.put("month_note", owner, notes.note_month(actor(db, boss), notes.Noted(
            unit, db.session.scalar(select(Touchpoint.id)), "2026-10", "New queue system")).id)
        teller, place = actor(db, getattr(cast, owner)), db.session.scalar(select(Touchpoint.id))
        found.put("obstacle", owner, obstacles.tell(teller, place, "stock").id)
        draft = programmes.begin_draft(actor(db, cast.he, Role.HR), db.session.get(Unit, unit))
        found.put("programme_draft", owner, draft.id)
        account = db.session.scalar(select(Account.id).where(Account.employee_id == boss))
        found.put("grant", owner, db.session.scalar(select(RoleGrant.id).where(RoleGrant.account_id == account)))
        found.put("granted", owner, boss)
        found.put("customer_comment", owner, a_comment(db, unit, "早餐太慢了", audience="supervisors"))
    found.put("touchpoint", "wang", db.session.scalar(select(Touchpoint.id)))
    found.put("indicator", "wang", indicators.add_indicator(TEMPLATES[0], actor=actor(db, cast.he, Role.HR)).id)
    found.put("department", "wang", add_department({"zh": "客房部", "en": "Housekeeping"}).id)
    found.put("item", "wang", db.session.scalar(select(ItemCount.version_id)))
    kept = keep_filter(actor(db, cast.he, Role.HR), "May", read_asked({}, today("Asia/Shanghai")))
    found.put("report_filter", "wang", kept.id)
    found.put("voice_intake", "wang", a_file(actor(db, cast.he, Role.HR)).id)
    found.put("voice_tag", "wang", add_tag(TagFacts({"zh": "早餐", "en": "Breakfast"}, ["早餐"])).id)
    found.put("print_run", "wang", _print_run(db, cast, found))
    found.put("sealing_run", "wang", _print_run(db, cast, found, seal=True))
    found.put("job", "wang", enqueue("nothing", "nothing", {}, actor_id=cast.he).id)
    found.ids["job_done"] = found.ids["job"]


def _print_run(db, cast, found, seal=False):
    """A run of HR's with a certificate of 王喆's."""
    certificate = db.session.get_one(Certificate, found.ids["certificate"]["wang"])
    order = print_runs.Order(Selection(), Manner(), "https://t.example.cn", seal=seal)
    return print_runs.ask(actor(db, cast.he, Role.HR), [Candidate(certificate, again=False)], order).id


def _calibration(db, cast, found):
    """A round that 陈晨 and 李想 are in, a result, a visit that is looked at again, and a second visit that is asked."""
    desk = Desk(db, cast, None)
    made = Calibration(desk)
    cases = made.cases(1, 2, 3, 4, 5, 6)
    first = made.open(cases=cases[3:])
    done = made.score(first, cast.chen, reversed_answers)
    gold = gold_cases.add_picture(cases[0], digest=keep(b"\xff\xd8 picture", "image/jpeg"), shows=Text(zh="柜台", en="Desk"))
    opened = made.open(cases=[gold, *cases[1:3]])
    found.put("round", "wang", opened.id)
    found.put("trial_done", "wang", done.id)
    for owner, person in (("wang", cast.chen), ("sun", cast.li)):
        found.put("trial", owner, made.trial(opened, person).id)
        found.put("position", owner, 1)
    found.put("gold_case", "wang", gold.id)
    found.put("case_picture", "wang", queries_of_cases.case_of(gold).pictures[0].id)
    found.put("account", "wang", made.account(cast.chen))
    found.put("checked", "wang", found.ids["released"]["wang"])
    pair = pairs.ask(desk.he, db.session.get_one(Visit, found.ids["submitted"]["wang"]), found.ids["shopper"]["wang"], opened.due_on)
    found.put("pair", "wang", pair.id)


def _written(db, cast, found):
    """An answer of each to a question that people mark."""
    quiz = quizzes.publish_quiz(LETTER).quiz
    for owner in ("wang", "zhao", "sun"):
        me = actor(db, getattr(cast, owner))
        attempt = quizzes.start_attempt(me, quiz)
        quizzes.save_answers(attempt, {"own-words": quizzes.Draft(["先问好"])})
        quizzes.submit_attempt(me, attempt)
        found.put("written", owner, attempt.id)
    _exam(db, cast, found, quiz)


def _remark(db, cast, found):
    """A question whose key was wrong for 陈晨, and which waits to be marked anew."""
    me, quiz = actor(db, cast.chen), db.session.scalars(select(Quiz).where(Quiz.slug == "desk")).one()
    attempt = quizzes.start_attempt(me, quiz)
    quizzes.save_answers(attempt, {"canary-q1": quizzes.Draft(["canary-b"])})
    quizzes.submit_attempt(me, attempt)
    question = db.session.scalars(select(BankQuestion).where(BankQuestion.key == "desk/canary-q1")).one()
    wish = Wish((question.current_id,), Ruling(None, keeps_better=True))
    found.put("remarked", "wang", question.id)
    found.put("remark", "wang", remarks.ask(actor(db, cast.lin, Role.AUTHOR), question.key, wish, reason="Both are right").id)


def _exam(db, cast, found, quiz):
    """An exam on paper that each has sat."""
    exam = exams.make_exam(actor(db, cast.lin, Role.AUTHOR), quiz, "zh")
    found.put("paper_exam", "wang", exam.id)
    day = today("Asia/Shanghai")
    for owner in ("wang", "zhao", "sun"):
        row = Checked(Row("", "A"), Person(getattr(cast, owner), owner), (), Fraction(5), ())
        exams.keep_marks(actor(db, cast.lin, Role.AUTHOR), exam, exams.Keyed([row], day))
        sittings = select(PaperSitting.attempt_id).where(PaperSitting.employee_id == getattr(cast, owner))
        found.put("sitting", owner, db.session.scalar(sittings))
        found.put("correction", owner, ask(actor(db, cast.lin, Role.AUTHOR), Asked(
            "exam", str(found.ids["sitting"][owner]), getattr(cast, owner), {"marks": [], "earned": 4.0}, "One mark twice")).id)
        place = Place("", db.session.get(Employee, getattr(cast, owner)).unit_id, None, {})
        opened = onsite.open_exam(actor(db, cast.he, Role.HR), quiz, place, room="", minutes=30)
        found.put("opening", owner, opened.id)
        deferral = sittings_of_quizzes.put_off(actor(db, cast.he, Role.HR), db.session.get(Employee, getattr(cast, owner)), quiz,
                                               new_on=day + dt.timedelta(7), why="away")
        found.put("deferral", owner, deferral.id)


@pytest.fixture
def asker(app, cast, everything, letter):
    """A browser of the actor of the test's letter; "s" is the stranger."""
    browser = Browser(app)
    person = everything.ids["outside"]["o"] if letter == "o" else getattr(cast, ACTORS[letter] or "", None)
    return browser.login(person) if person else browser


@pytest.fixture(scope="module")
def printed():
    """Documents that were printed before, by template: who may have them does not depend on what they say."""
    return {}


@pytest.fixture(autouse=True)
def print_once(monkeypatch, printed):
    """Print each document once instead of for each actor and for HEAD again."""
    render = pdf.render

    def once(template, **facts):
        if template not in printed:
            printed[template] = render(template, **facts)
        return printed[template]

    monkeypatch.setattr(pdf, "render", once)
