"""One class: who sees what of it, announcing, reading, changing, cancelling."""

from sqlalchemy import select

from cxtrain.jobs.mail.models import OutgoingMail
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Employee
from cxtrain.training.classes.models import ClassMember, TrainingClass
from cxtrain.training.classes.telling.operations import still_wanted
from tests.training.classes.conftest import after, attended, fields, planned, session, sessions_of


def mails(app, monkeypatch):
    """Switch mail on and give everybody an address."""
    monkeypatch.setattr(app.config["CX"], "mail_host", "mail.example")


def addresses(db):
    """Give everybody an address."""
    for person in db.session.scalars(select(Employee)):
        person.email = f"{person.number.lower()}@example.org"
    db.session.commit()


def subjects(db):
    """Return the mails in the outbox: to whom, and what about."""
    db.session.rollback()
    return [(mail.to.split("@")[0], mail.subject) for mail in db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id))]


def test_a_member_reads_when_and_where_and_says_so_once(sign_in, cast, db):
    class_id, wang = planned(cast, "wang", "zhao"), sign_in("wang")
    assert "Class “Front desk”" in wang.get("/").text
    page = wang.get(f"/training/classes/{class_id}").text
    assert "二楼培训室" in page and "You are on the roster of this class." in page
    assert "赵䶮" not in page and "Zhao Yan" not in page
    assert wang.post(f"/training/classes/{class_id}/seen", page=f"/training/classes/{class_id}").status_code == 303
    assert "You are on the roster of this class." not in wang.get(f"/training/classes/{class_id}").text
    assert db.session.scalars(select(ClassMember.seen).order_by(ClassMember.employee_id)).all() == [1, 0]


def test_a_draft_is_seen_by_nobody_who_goes_there(sign_in, cast):
    class_id, wang = planned(cast, "wang", told=0), sign_in("wang")
    assert wang.get(f"/training/classes/{class_id}").status_code == 404
    assert "Class “Front desk”" not in wang.get("/").text
    assert "Announce it" in sign_in("lin").get(f"/training/classes/{class_id}").text


def test_a_supervisor_sees_the_own_people_of_a_class_of_the_firm_and_nobody_else(sign_in, cast):
    class_id = planned(cast, "wang", "sun", unit="firm")
    page = sign_in("li").get(f"/training/classes/{class_id}").text
    assert "Wang Zhe" in page and "Sun Miao" not in page and "Close the class" not in page
    assert sign_in("li").get(f"/training/classes/{class_id}/edit").status_code == 404
    assert sign_in("zhao").get(f"/training/classes/{class_id}").status_code == 404


def test_a_trainer_without_any_role_runs_the_own_class_and_no_other(sign_in, cast):
    mine, other, zhao = planned(cast, "wang", trainer="zhao"), planned(cast, "wang"), sign_in("zhao")
    assert "Change" in zhao.get(f"/training/classes/{mine}").text
    assert zhao.get(f"/training/classes/{mine}/edit").status_code == 200
    assert zhao.get(f"/training/classes/{other}").status_code == 404


def test_announcing_tells_everybody_once(app, trainer, cast, db, monkeypatch):
    mails(app, monkeypatch)
    addresses(db)
    class_id = planned(cast, "wang", "zhao", told=0)
    url = f"/training/classes/{class_id}"
    assert trainer.post(f"{url}/tell", page=url).status_code == 303
    assert subjects(db) == [("s0102", "您已列入培训班《前台接待》的名册"), ("s0103", "您已列入培训班《前台接待》的名册")]
    assert trainer.post(f"{url}/tell", page=url).status_code == 409
    assert len(subjects(db)) == 2


def test_another_time_is_told_again_and_another_topic_is_not(app, trainer, cast, db, monkeypatch):
    mails(app, monkeypatch)
    addresses(db)
    class_id = planned(cast, "wang")
    one, two = sessions_of(class_id)
    url = f"/training/classes/{class_id}/edit"
    same = {**session(0, "2026-05-06", "09:00", "11:30", "135", id=str(one)), **session(1, "2026-05-06", "13:30", "16:00", "135", id=str(two))}
    assert trainer.post(url, **{**fields(), **same, "sessions-0-topic": "第一句话"}).status_code == 303
    assert subjects(db) == []
    other = {**same, **session(1, "2026-05-07", "13:30", "16:00", "135", id=str(two))}
    assert trainer.post(url, **{**fields(), **other}).status_code == 303
    assert subjects(db) == [("s0102", "有变动：培训班《前台接待》")]
    row = db.session.get_one(TrainingClass, class_id)
    assert (row.told, sessions_of(class_id)) == (2, [one, two])


def test_who_saves_second_sees_it_and_loses_nothing(trainer, sign_in, cast):
    class_id = planned(cast, "wang")
    url = f"/training/classes/{class_id}/edit"
    one, two = sessions_of(class_id)
    sent = {**fields(), "sessions-0-id": str(one), "sessions-1-id": str(two)}
    hidden = trainer.hidden(url)
    assert sign_in("he").post(url, **{**sent, "place": "别的教室"}).status_code == 303
    answer = trainer._open("POST", url, data={**hidden, **sent, "place": "我的教室"})
    assert answer.status_code == 409
    assert "Somebody else saved this class meanwhile" in answer.text and "我的教室" in answer.text


def test_a_session_at_which_somebody_was_marked_stays(trainer, cast, db):
    class_id = planned(cast, "wang")
    one, two = sessions_of(class_id)
    attended(class_id, cast.wang, "present")
    url = f"/training/classes/{class_id}/edit"
    answer = trainer.post(url, **{**fields(), "sessions-0-id": str(one), "sessions-0-day": "2026-05-08", "sessions-1-id": str(two)})
    assert answer.status_code == 400 and "so day and minutes stay" in answer.text
    assert "so this session stays" in trainer.post(url, **{
        **fields(), "sessions-0-id": "", "sessions-1-id": str(two)}).text


def test_cancelling_needs_a_reason_and_tells_everybody(app, trainer, cast, db, sign_in, monkeypatch):
    mails(app, monkeypatch)
    addresses(db)
    class_id = planned(cast, "wang")
    url = f"/training/classes/{class_id}/cancel"
    assert trainer.post(url, why=" ").status_code == 400
    assert trainer.post(url, why="讲师生病").status_code == 303
    assert subjects(db) == [("s0102", "已取消：培训班《前台接待》")]
    wang = sign_in("wang")
    assert "Cancelled: the class “Front desk”" in wang.get("/").text
    assert "讲师生病" in wang.get(f"/training/classes/{class_id}").text
    assert trainer.get(url).status_code == 409
    assert "class cancelled" in {entry.action for entry in db.session.scalars(select(LedgerEntry))}


def test_the_lists_hold_what_is_coming_running_and_past(trainer, noon, cast, sign_in):
    planned(cast, "wang")
    assert "class 1" in trainer.get("/training/classes").text and "class 1" not in trainer.get("/training/classes?when=past").text
    assert "class 1" in sign_in("wang").get("/training/classes").text
    assert "class 1" not in sign_in("zhao").get("/training/classes").text
    noon.move_to(after())
    again = sign_in("lin")
    assert "class 1" in again.get("/training/classes?when=running").text
    assert "Before it is closed" in again.get("/training/classes/1").text


def test_the_step_of_a_course_leads_to_its_classes(sign_in, cast):
    planned(cast, "wang")
    wang = sign_in("wang")
    wang.post("/training/front-desk/start", page="/training/front-desk")
    page = wang.get("/training/front-desk").text
    assert "/training/classes/of/front-desk" in page
    assert "You go there" in wang.get("/training/classes/of/front-desk").text
    assert "No class of this course is planned for you yet" in sign_in("sun").get("/training/classes/of/front-desk").text


def test_however_many_classes_and_people_there_are_the_statements_stay_the_same(trainer, cast, statements):
    class_id = planned(cast, "wang")
    before = statements(trainer, "/training/classes"), statements(trainer, f"/training/classes/{class_id}")
    bigger = planned(cast, "wang", "zhao", "li", trainer="he")
    attended(bigger, cast.wang, "present", "late")
    for day in ("2026-05-08", "2026-05-09", "2026-05-10"):
        planned(cast, "wang", "zhao", trainer="li", day=day)
    assert (statements(trainer, "/training/classes"), statements(trainer, f"/training/classes/{bigger}")) <= before


def test_a_mail_that_was_overtaken_by_a_change_is_not_sent_any_more(trainer, cast, db):
    class_id = planned(cast, "wang", told=2)
    assert still_wanted(f"class {class_id} 2 {cast.wang}")
    assert not still_wanted(f"class {class_id} 1 {cast.wang}")
    assert still_wanted(f"class leave 1 {cast.wang} True")
