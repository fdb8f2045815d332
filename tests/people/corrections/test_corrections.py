"""A correction is asked for by one person and counts once another one confirms it."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from cxtrain.jobs.mail.models import OutgoingMail
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.corrections.models import Correction
from cxtrain.people.corrections.queries import verify_corrections
from cxtrain.people.corrections.telling import operations as telling
from cxtrain.people.models import Account, RoleGrant
from cxtrain.quizzes.papers.exams.models import PaperSitting
from tests.cli.conftest import run  # noqa: F401 - a fixture
from tests.conftest import Browser
from tests.people.corrections.conftest import HALF, RIGHT


def actions(db):
    """Return what the ledger says was done with corrections."""
    db.session.rollback()
    return list(db.session.scalars(select(LedgerEntry.action).where(LedgerEntry.action.startswith("correction ")).order_by(
        LedgerEntry.id)))


def test_what_was_recorded_stands_until_a_second_person_confirms(sat, db):
    key = sat.asked()
    assert sat.score == 33.3
    page = sat.as_("lin").get(f"/corrections/{key}").text
    assert "3 (1 + 1 + 1) instead of 1 (1 + 0 + 0)" in page and "asked by Li Xiang" in page and "stuck" in page
    answer = sat.as_("lin").post(f"/corrections/{key}", do="confirm")
    assert answer.location == "/corrections" and sat.score == 100.0
    row = db.session.get(Correction, key)
    assert (row.before["earned"], row.after["earned"], row.score_before, row.score_after) == (1.0, 3.0, 33.3, 100.0)
    assert (row.asked_by, row.decided_by) == (sat.cast.li, sat.cast.lin)
    assert actions(db) == ["correction asked", "correction confirmed"]
    assert verify_corrections() == (1, ())


def test_who_keyed_the_marks_in_first_and_when_stays(sat, db):
    before = db.session.execute(select(PaperSitting.keyed_by, PaperSitting.keyed_at)).one()
    sat.as_("he").post(f"/corrections/{sat.asked(by='lin')}", do="confirm")
    db.session.rollback()
    assert db.session.execute(select(PaperSitting.keyed_by, PaperSitting.keyed_at)).one() == before


@pytest.mark.parametrize(("name", "status"), [("li", 409), ("wang", 404), ("zhao", 404), ("chen", 404), ("admin", 404)])
def test_neither_who_asked_nor_whom_it_is_about_nor_anybody_from_elsewhere_decides(sat, db, name, status):
    key = sat.asked()
    token = sat.as_(name)
    for do in ("confirm", "refuse"):
        answer = token.post(f"/corrections/{key}", page="/me/sessions", do=do, words="I do not think so at all")
        assert answer.status_code == status
    assert sat.score == 33.3 and db.session.get(Correction, key).state == "waiting"


def test_whom_it_is_about_cannot_confirm_even_with_the_role_for_it(sat, db):
    account = db.session.scalar(select(Account).where(Account.employee_id == sat.cast.wang))
    db.session.add(RoleGrant(account_id=account.id, role="hr", unit_id=sat.cast.firm))
    key = sat.asked()
    assert sat.as_("wang").post(f"/corrections/{key}", page="/me/sessions", do="confirm").status_code == 404
    assert sat.score == 33.3


def test_a_stranger_is_asked_to_sign_in(sat, app):
    for path in ("/corrections", f"/corrections/{sat.asked()}"):
        assert "/sign-in" in Browser(app).get(path).location


def test_the_database_itself_knows_no_decider_who_asked_or_is_concerned(sat, db):
    key = sat.asked()
    for who in (sat.cast.li, sat.cast.wang):
        with pytest.raises(DBAPIError):
            db.session.execute(text("UPDATE correction SET state = 'confirmed', decided_by = :who, decided_at = asked_at "
                                    "WHERE id = :key"), {"who": who, "key": key})
        db.session.rollback()


@pytest.mark.parametrize("change", ["UPDATE correction SET reason = 'another'", "UPDATE correction SET before = '{\"marks\": [], \"earned\": 0}'",
                                    "UPDATE correction SET after = '{\"marks\": [], \"earned\": 0}'",
                                    "UPDATE correction SET asked_by = 5", "UPDATE correction SET score_before = 1",
                                    "UPDATE correction SET state = 'refused'", "DELETE FROM correction"])
def test_nothing_of_a_decided_correction_is_changed_or_deleted(sat, db, change):
    sat.as_("he").post(f"/corrections/{sat.asked()}", do="confirm")
    db.session.rollback()
    with pytest.raises(DBAPIError, match="kept as it was asked and decided"):
        db.session.execute(text(change))
    db.session.rollback()


def test_a_second_asking_names_the_one_that_waits_and_keeps_what_was_typed(sat):
    sat.asked()
    answer = sat.as_("lin").post(f"/exams/sittings/{sat.attempt_id}", marks="1 1 0", reason="I counted them once more")
    assert answer.status_code == 400 and "Li Xiang asked for a correction of this" in answer.text
    assert "I counted them once more" in answer.text and 'value="1 1 0"' in answer.text


@pytest.mark.parametrize("reason", ["", "too short", "   ten   x   "[:9]])
def test_a_reason_has_ten_characters(sat, db, reason):
    answer = sat.as_("lin").post(f"/exams/sittings/{sat.attempt_id}", marks="1 1 0", reason=reason)
    assert answer.status_code == 400 and "at least 10 characters" in answer.text
    assert db.session.scalar(select(Correction.id)) is None


def test_it_is_refused_with_a_reason_that_who_asked_reads(sat, db):
    key = sat.asked()
    he = sat.as_("he")
    assert "at least 10 characters" in he.post(f"/corrections/{key}", do="refuse", words="No").text
    assert he.post(f"/corrections/{key}", do="refuse", words="The page is empty, I looked").status_code == 303
    assert "The page is empty, I looked" in sat.as_("li").get(f"/corrections/{key}").text
    assert sat.score == 33.3 and actions(db) == ["correction asked", "correction refused"]
    assert sat.asked(after=HALF) != key, "what was refused blocks no other asking"


def test_who_asked_withdraws_it_and_nobody_else(sat, db):
    key = sat.asked()
    assert sat.as_("he").post(f"/corrections/{key}", do="withdraw").status_code == 409
    assert sat.as_("li").post(f"/corrections/{key}", do="withdraw").status_code == 303
    assert actions(db) == ["correction asked", "correction withdrawn"] and sat.score == 33.3


def test_what_was_decided_is_not_decided_again(sat):
    key = sat.asked()
    lin, he = sat.as_("lin"), sat.as_("he")
    hidden = he.hidden(f"/corrections/{key}")
    lin.post(f"/corrections/{key}", do="confirm")
    late = he._open("POST", f"/corrections/{key}", data={**hidden, "do": "refuse", "words": "I do not think so"})
    assert late.status_code == 409 and "decided meanwhile" in late.text and sat.score == 100.0


def test_what_was_changed_meanwhile_is_not_confirmed_and_both_versions_are_seen(sat, db):
    key = sat.asked()
    db.session.execute(text("UPDATE paper_sitting SET marks = '[\"0\", \"0\", \"0\"]', earned = 0"))  # past every rule
    db.session.commit()
    he = sat.as_("he")
    hidden, page = he.hidden("/corrections"), he.get(f"/corrections/{key}").text
    assert "0 (0 + 0 + 0) now, was 1 (1 + 0 + 0)" in page and 'value="confirm"' not in page
    answer = he._open("POST", f"/corrections/{key}", data={**hidden, "do": "confirm"})
    assert answer.status_code == 409 and "was changed meanwhile" in answer.text and "3 (1 + 1 + 1)" in answer.text
    assert sat.score == 33.3


def test_the_check_names_what_was_written_past_the_corrections(sat, db):
    sat.as_("he").post(f"/corrections/{sat.asked()}", do="confirm")
    db.session.rollback()
    db.session.execute(text("UPDATE paper_sitting SET marks = '[\"1\", \"1\", \"0\"]', earned = 2"))
    assert verify_corrections()[1] == (f"exam {sat.subject} is not what it was corrected to",)


def test_one_correction_after_the_other_keeps_every_value(sat, db):
    sat.as_("he").post(f"/corrections/{sat.asked()}", do="confirm")
    sat.as_("he").post(f"/corrections/{sat.asked(by='lin', after=HALF)}", do="confirm")
    assert sat.score == 66.6 and verify_corrections() == (1, ())
    page = sat.as_("wang").get(f"/quizzes/attempts/{sat.attempt_id}/result").text
    assert "3 (1 + 1 + 1), corrected from 1 (1 + 0 + 0)" in page and "2 (1 + 1 + 0), corrected from 3 (1 + 1 + 1)" in page


def test_the_person_reads_nothing_of_what_waits(sat):
    sat.asked()
    wang = sat.as_("wang")
    for path in ("/", f"/quizzes/attempts/{sat.attempt_id}/result", "/corrections"):
        assert "stuck" not in wang.get(path).text
    assert "1 + 1 + 1" not in wang.get(f"/quizzes/attempts/{sat.attempt_id}/result").text


def test_today_counts_what_waits_and_tells_the_person_once_it_counts(sat):
    assert "waits for a second person" not in sat.as_("he").get("/").text
    key = sat.asked()
    assert "1 correction waits for a second person" in sat.as_("he").get("/").text
    assert "waits for a second person" not in sat.as_("li").get("/").text, "not to who asked"
    sat.as_("he").post(f"/corrections/{key}", do="confirm")
    page = sat.as_("wang").get("/").text
    assert "Something recorded about you was corrected" in page and f"/quizzes/attempts/{sat.attempt_id}/result" in page
    assert "correction waits" not in sat.as_("he").get("/").text


def test_who_may_decide_and_then_the_person_get_a_mail_without_marks(sat, db, addresses, monkeypatch):
    monkeypatch.setattr(telling, "switched_on", lambda: True)
    key = sat.asked()
    mails = db.session.scalars(select(OutgoingMail)).all()
    assert [mail.to for mail in mails] == ["h0002@example.org"], "whoever marks such answers there, and not who asked"
    sat.as_("lin").post(f"/corrections/{key}", do="confirm")
    mails = db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)).all()
    assert [mail.to for mail in mails] == ["h0002@example.org", "s0102@example.org"]
    assert not any("stuck" in mail.body or "王喆" in mails[0].body or "100" in mail.body for mail in mails)


def test_where_nobody_else_marks_hr_is_written_to(sat, db, addresses, monkeypatch):
    monkeypatch.setattr(telling, "switched_on", lambda: True)
    db.session.execute(text("UPDATE account SET active = :no WHERE employee_id = :lin"), {"no": False, "lin": sat.cast.lin})
    sat.asked()
    assert list(db.session.scalars(select(OutgoingMail.to))) == ["h0001@example.org"]


def test_a_double_click_confirms_once(sat, db):
    key, he = sat.asked(), sat.as_("he")
    sent = {**he.hidden(f"/corrections/{key}"), "do": "confirm"}
    answers = [he._open("POST", f"/corrections/{key}", data=sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303] and actions(db).count("correction confirmed") == 1


def test_what_is_none_of_the_three_is_no_decision(sat, db):
    key = sat.asked()
    assert sat.as_("he").post(f"/corrections/{key}", do="delete").status_code == 400
    assert db.session.get(Correction, key).state == "waiting"


def test_it_speaks_chinese(sat, chinese):
    key = sat.asked(after=RIGHT)
    page = chinese.login(sat.cast.he).get(f"/corrections/{key}").text
    assert "等另一个人确认" in page and "李想申请" in page and "得分" in page.replace("卷面得分", "得分")


def test_the_command_names_a_record_that_was_written_past_its_corrections(sat, db, run):  # noqa: F811
    sat.as_("he").post(f"/corrections/{sat.asked()}", do="confirm")
    assert run("rollups", "verify").exit_code == 0
    db.session.execute(text("UPDATE paper_sitting SET earned = 2"))
    db.session.commit()
    told = run("rollups", "verify")
    assert told.exit_code == 1 and f"differs: exam {sat.subject} is not what it was corrected to" in told.stdout
