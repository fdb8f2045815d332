"""The roster of a class: from a unit, from a list, by oneself; and leave."""

import io

from sqlalchemy import select

from cxtrain.people.absences.models import Absence
from cxtrain.training.classes.models import Attendance, ClassLeave, ClassMember
from tests.training.activity import clock
from tests.training.classes.conftest import after, attended, planned, sessions_of

LIST = "/training/classes/{}/list"


def members(db):
    """Return the ids of who is on the roster."""
    db.session.rollback()
    return set(db.session.scalars(select(ClassMember.employee_id).where(ClassMember.removed_at.is_(None))))


def test_people_of_a_unit_are_ticked(trainer, cast, db):
    class_id = planned(cast)
    url = f"/training/classes/{class_id}/people"
    assert "Wang Zhe" in trainer.get(url).text and "Sun Miao" not in trainer.get(url).text
    assert trainer.post(url, do="some").status_code == 400
    assert trainer.post(url, do="some", people=str(cast.sun)).status_code == 400
    assert trainer.post(url, do="some", people=str(cast.wang)).status_code == 303
    assert members(db) == {cast.wang}
    assert trainer.post(url, do="all").status_code == 303
    assert members(db) == {cast.li, cast.wang, cast.zhao}


def test_a_post_narrows_who_is_shown(trainer, cast):
    class_id = planned(cast)
    assert "Wang Zhe" in trainer.get(f"/training/classes/{class_id}/people?post=前台").text
    assert "Wang Zhe" not in trainer.get(f"/training/classes/{class_id}/people?post=餐厅").text


def test_a_list_is_checked_before_anything_is_kept(trainer, cast, db):
    class_id = planned(cast, "zhao")
    wrong = trainer.post(LIST.format(class_id), do="check", numbers="S0102\nS0202\nX99")
    assert wrong.status_code == 400 and wrong.text.count("Nobody with this staff number belongs to") == 2
    assert "S0102" in wrong.text and members(db) == {cast.zhao}
    checked = trainer.post(LIST.format(class_id), do="check", numbers="工号\t姓名\nS0102\t王喆\nS0103\t赵䶮")
    assert checked.status_code == 200 and "is on the roster already" in checked.text and members(db) == {cast.zhao}
    assert trainer.post(LIST.format(class_id), do="save", numbers="S0102\nS0103").status_code == 303
    assert members(db) == {cast.wang, cast.zhao}


def test_an_uploaded_table_is_read_and_one_that_is_none_says_so(trainer, cast):
    class_id = planned(cast)
    url = LIST.format(class_id)
    good = trainer.post(url, do="check", file=(io.BytesIO("工号,姓名\nS0102,王喆\n".encode()), "名册.csv"))
    assert good.status_code == 200 and "Wang Zhe" in good.text
    bad = trainer.post(url, do="check", file=(io.BytesIO(b"%PDF-1.7"), "a.pdf"))
    assert bad.status_code == 400 and "a document, not a table" in bad.text


def test_a_list_that_is_too_long_is_refused_whole_and_stays_in_the_field(trainer, cast, db):
    class_id = planned(cast)
    typed = ["S0102", *(f"X{number}" for number in range(1000, 1500))]
    for do in ("check", "save"):
        answer = trainer.post(LIST.format(class_id), do=do, numbers="\n".join(typed))
        assert answer.status_code == 400 and "There are 501 staff numbers; at most 500 can be put on the roster" in answer.text
        assert "\n".join(typed) in answer.text and "Write at least one" not in answer.text
    uploaded = trainer.post(LIST.format(class_id), do="check", numbers="S0102", file=(
        io.BytesIO("\n".join(["工号", *typed[1:]]).encode()), "名册.csv"))
    assert "There are 501 staff numbers" in uploaded.text and "\n".join(typed) in uploaded.text
    assert members(db) == set()
    assert "There are" not in trainer.post(LIST.format(class_id), do="check", numbers="\n".join(typed[1:])).text


def test_it_names_who_is_away_or_goes_elsewhere_at_that_time(trainer, cast, db):
    planned(cast, "zhao")
    db.session.add(Absence(employee_id=cast.wang, start_on=clock("2026-05-06 00:00").date(), end_on=None, entered_at=clock("2026-05-01 09:00")))
    db.session.commit()
    class_id = planned(cast, "wang", "zhao", trainer="li")
    page = trainer.get(f"/training/classes/{class_id}").text
    assert "Expected elsewhere or away at that time" in page
    assert "goes to “Front desk”" in page and "is away" in page


def test_no_more_people_than_seats(trainer, cast, db):
    class_id = planned(cast, "zhao", seats=2)
    assert trainer.post(f"/training/classes/{class_id}/people", do="all").status_code == 409
    assert members(db) == {cast.zhao}


def test_who_is_taken_off_no_longer_sees_it_unless_they_were_there(trainer, sign_in, cast, db):
    class_id = planned(cast, "wang", "zhao")
    url, page = f"/training/classes/{class_id}/people/{{}}/remove", f"/training/classes/{class_id}"
    attended(class_id, cast.zhao, "present")
    assert trainer.post(url.format(cast.wang), page=page).status_code == 303
    assert trainer.post(url.format(cast.zhao), page=page).status_code == 409
    assert members(db) == {cast.zhao}
    assert sign_in("wang").get(page).status_code == 404


def test_who_has_any_mark_stays_on_the_roster(trainer, cast, db):
    class_id = planned(cast, "wang")
    attended(class_id, cast.wang, "absent")
    page = f"/training/classes/{class_id}"
    answer = trainer.post(f"{page}/people/{cast.wang}/remove", page=page)
    assert answer.status_code == 409 and "Something was noted" in answer.text
    assert members(db) == {cast.wang}


def test_nobody_takes_themselves_off_once_it_has_begun(sign_in, cast, db, noon):
    page = f"/training/classes/{planned(cast, 'li', 'wang')}"
    noon.move_to(after(-7))
    li = sign_in("li")
    answer = li.post(f"{page}/people/{cast.li}/remove", page=page)
    assert answer.status_code == 409 and "Nobody takes themselves off" in answer.text
    assert li.post(f"{page}/people/{cast.wang}/remove", page=page).status_code == 303
    assert members(db) == {cast.li}


def test_people_put_themselves_on_the_roster_where_that_is_allowed(sign_in, cast, db, noon):
    open_one, closed_one = planned(cast, joinable=True), planned(cast)
    wang, sun = sign_in("wang"), sign_in("sun")
    page = f"/training/classes/{open_one}"
    assert "Put me on the roster" in wang.get(page).text
    assert sun.get(page).status_code == 404
    assert wang.post(f"{page}/join", page=page).status_code == 303
    assert members(db) == {cast.wang}
    assert wang.post(f"/training/classes/{closed_one}/join", page=page).status_code == 404
    noon.move_to(after(-7))
    assert sign_in("zhao").post(f"{page}/join", page=page).status_code == 409


def test_leave_is_asked_for_with_a_reason_and_granted(sign_in, trainer, cast, db):
    class_id = planned(cast, "wang")
    one, two = sessions_of(class_id)
    wang, ask = sign_in("wang"), f"/training/classes/sessions/{two}/leave"
    assert wang.post(ask, why="").status_code == 400
    assert wang.post(ask, why="下午办健康证").status_code == 303
    assert wang.post(ask, why="再问一次").status_code == 409
    assert "asks for leave" in trainer.get(f"/training/classes/{class_id}").text
    answer = f"{ask}/{cast.wang}"
    assert "下午办健康证" in trainer.get(answer).text
    assert trainer.post(answer, granted="no", answer="").status_code == 400
    assert trainer.post(answer, granted="yes").status_code == 303
    assert trainer.post(answer, page=f"/training/classes/{class_id}", granted="no", answer="不").status_code == 409
    mark = db.session.get_one(Attendance, (two, cast.wang))
    assert (mark.state, mark.minutes, mark.by, mark.why) == ("leave", 0, cast.lin, "下午办健康证")
    assert db.session.get(Attendance, (one, cast.wang)) is None


def test_nobody_asks_once_it_has_begun_nor_for_a_class_they_do_not_go_to(sign_in, cast, noon, db):
    class_id = planned(cast, "wang")
    one, two = sessions_of(class_id)
    assert sign_in("zhao").get(f"/training/classes/sessions/{one}/leave").status_code == 404
    noon.move_to(after(-4))  # 13:00, between the two
    wang = sign_in("wang")
    assert wang.post(f"/training/classes/sessions/{one}/leave", why="来不了").status_code == 409
    assert wang.post(f"/training/classes/sessions/{two}/leave", why="来不了").status_code == 303
    assert db.session.scalars(select(ClassLeave.session_id)).all() == [two]


def test_nobody_answers_the_own_asking(sign_in, cast, db):
    class_id = planned(cast, "li")  # who runs the classes of the own store, and goes to this one
    one = sessions_of(class_id)[0]
    li = sign_in("li")
    li.post(f"/training/classes/sessions/{one}/leave", why="店里盘点")
    assert li.post(f"/training/classes/sessions/{one}/leave/{cast.li}", granted="yes").status_code == 409
    assert db.session.scalars(select(ClassLeave.granted)).all() == [None]
