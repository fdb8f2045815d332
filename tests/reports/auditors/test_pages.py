"""What a link for an auditor shows, and that it shows nothing else."""

import datetime as dt
import hashlib
import io
import subprocess
import zipfile

import pytest
import time_machine
from sqlalchemy import select

from cxtrain.certificates.models import Certificate
from cxtrain.certificates.print_runs.bundle import zipped
from cxtrain.extensions import db as database
from cxtrain.files.operations import keep, read
from cxtrain.jobs import work as worker
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Employee
from cxtrain.reports.auditors import queries
from cxtrain.reports.auditors.models import AuditedClass, AuditorLink
from cxtrain.reports.auditors.pages import operations as pages
from cxtrain.reports.class_archives.contents import exam_name, of_whole_records, practical_name
from cxtrain.reports.class_archives.models import ClassArchive
from cxtrain.training.models import Course
from tests.certificates.conftest import Office
from tests.reports.auditors.conftest import hrefs
from tests.reports.conftest import words
from tests.training.classes.conftest import planned


def pdf_text(body):
    """Return what a PDF says."""
    return subprocess.run(["pdftotext", "-layout", "-", "-"], input=body, capture_output=True, check=True).stdout.decode()


COPY = "Auditor's copy for 李老师: 星级评审 2026. Good until"


def entries(action):
    """Return (actor, subject, facts) of the ledger's entries of an action."""
    database.session.rollback()
    return [(row.actor_id, row.subject, row.facts) for row in database.session.scalars(
        select(LedgerEntry).where(LedgerEntry.action == action).order_by(LedgerEntry.id))]


def test_it_opens_without_an_account_and_without_a_cookie(stranger, cast, held, links):
    _, token = links.make([held], [cast.wang])
    page = stranger.get(f"/audit/{token}")
    assert page.status_code == 200 and "Set-Cookie" not in page.headers
    assert "Front desk" in words(page) and "Wang Zhe" in words(page) and "Sun Miao" not in words(page)
    assert page.text.count(COPY.replace("'", "&#39;")) == 2


def test_it_stays_out_of_search_engines_and_its_address_out_of_logs(stranger, held, links):
    _, token = links.make([held])
    for page in (stranger.get(f"/audit/{token}"), stranger.get("/audit/nothing")):
        assert page.headers["X-Robots-Tag"].startswith("noindex") and page.headers["Referrer-Policy"] == "no-referrer"
        assert page.headers["Cache-Control"] == "no-store" and '<meta name="robots" content="noindex, nofollow">' in page.text


def test_a_class_stands_there_with_who_was_at_which_session(stranger, cast, held, links):
    _, token = links.make([held], [cast.wang])
    page = stranger.get(f"/audit/{token}/classes/{held}")
    assert "CANARY-SUMMARY" in page.text and "S0202" in page.text and "absent" in words(page)
    assert f"/audit/{token}/people/{cast.wang}" in page.text and f"/people/{cast.sun}" not in page.text


def test_every_opening_and_every_file_is_noted_without_anybody_of_the_firm(stranger, cast, held, links, browser):
    link, token = links.make([held], [cast.wang])
    browser.login(cast.he).get(f"/audit/{token}")  # HR looks by the same address
    stranger.get(f"/audit/{token}/people/{cast.wang}")
    stranger.get(f"/audit/{token}/people/{cast.wang}.pdf")
    assert entries("auditor link opened") == [
        (0, f"auditor_link:{link}", {"what": "link", "id": 0}),
        (0, f"auditor_link:{link}", {"what": "person", "id": cast.wang})]
    assert entries("auditor file taken") == [(0, f"auditor_link:{link}", {"what": "person", "id": cast.wang, "file": "training file"})]


def test_what_opens_nothing_looks_the_same_whatever_is_wrong(stranger, cast, held, links, browser):
    link, token = links.make([held], [cast.wang])
    ended, other = links.make([held])
    browser.login(cast.he).post(f"/auditors/{ended}/end", page=f"/auditors/{ended}")
    late = dt.datetime.now(dt.UTC) + dt.timedelta(days=7, minutes=1)
    with time_machine.travel(late, tick=False):
        over = stranger.get(f"/audit/{token}")
    answers = [over, stranger.get(f"/audit/{other}"), stranger.get("/audit/0000"), stranger.get(f"/audit/{'0' * 26}"),
               stranger.get(f"/audit/{token}/people/{cast.sun}"), stranger.get(f"/audit/{token}/classes/{held + 1}"),
               stranger.get(f"/audit/{token}/people/{cast.sun}.pdf"), stranger.get(f"/audit/{other}/classes/{held}/marks.pdf")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1 and token not in over.text


def test_the_last_minute_still_opens_and_the_next_one_does_not(stranger, held, links):
    with time_machine.travel(dt.datetime(2026, 6, 1, 4, tzinfo=dt.UTC), tick=False):
        _, token = links.make([held], days=2)
    for minutes, code in ((-1, 200), (0, 404)):
        with time_machine.travel(dt.datetime(2026, 6, 3, 4, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes), tick=False):
            assert stranger.get(f"/audit/{token}").status_code == code


def test_a_link_to_people_shows_no_class_and_the_other_way_round(stranger, cast, held, links):
    _, people = links.make(people=[cast.wang])
    _, classes = links.make([held])
    assert stranger.get(f"/audit/{people}/classes/{held}").status_code == 404
    assert stranger.get(f"/audit/{classes}/people/{cast.wang}").status_code == 404


def test_somebody_who_left_is_still_on_record(stranger, cast, links, held, db):
    _, token = links.make(people=[cast.wang])
    db.session.get_one(Employee, cast.wang).status = "left"
    db.session.commit()
    assert "S0102" in stranger.get(f"/audit/{token}/people/{cast.wang}").text


def test_too_much_at_once_is_answered_with_a_wait(stranger, cast, held, links, monkeypatch):
    _, token = links.make([held], [cast.wang])
    monkeypatch.setattr(pages, "TRIES", 2)
    answers = [stranger.get(f"/audit/{token}"), stranger.get("/audit/x"), stranger.get(f"/audit/{token}")]
    assert [answer.status_code for answer in answers] == [200, 404, 429] and "Wait a minute" in answers[-1].text


def test_nothing_can_be_changed_by_it(stranger, held, links):
    _, token = links.make([held])
    for verb in ("POST", "PUT", "PATCH", "DELETE"):
        assert stranger._open(verb, f"/audit/{token}").status_code in (400, 405)


def test_papers_and_files_say_whose_copy_they_are(app, stranger, cast, held, links):
    _, token = links.make([held], [cast.wang])
    database.session.rollback()
    worker.work(app, until_empty=True)
    person = stranger.get(f"/audit/{token}/people/{cast.wang}.pdf")
    paper = stranger.get(f"/audit/{token}/classes/{held}/sign_in.pdf")
    assert all(COPY in " ".join(pdf_text(answer.data).split()) for answer in (person, paper))
    answer = stranger.get(f"/audit/{token}/classes/{held}.zip")
    packed = zipfile.ZipFile(io.BytesIO(answer.data))
    assert packed.testzip() is None and answer.headers["Content-Disposition"].startswith("attachment")
    assert "李老师" in packed.read("00 审核用副本 Auditor's copy.txt").decode("utf-8-sig")
    assert any("签到表" in name for name in packed.namelist())
    papers = {name: packed.read(name) for name in packed.namelist() if name.endswith(".pdf")}
    for name, body in papers.items():  # on every page of every paper, and on its index
        assert all("审核用副本：供李老师用于星级评审2026" in "".join(page.split()) for page in pdf_text(body).split("\f") if page.strip()), name
    index = pdf_text(papers.pop("00 目录.pdf"))
    assert all(hashlib.sha256(body).hexdigest()[:16] in index for body in papers.values())


def test_exam_papers_and_what_assessors_wrote_are_in_a_file_with_everybodys_records_only(app, stranger, cast, held, links):
    tokens = [links.make([held], people)[1] for people in ([], [cast.wang], [cast.wang, cast.sun])]
    worker.work(app, until_empty=True)
    archive = database.session.scalars(select(ClassArchive)).one()
    with zipfile.ZipFile(io.BytesIO(read(archive.digest))) as made:
        files = [(name, made.read(name)) for name in made.namelist()]
    files += [(exam_name("P1", "A"), files[1][1]), (practical_name("铺床"), files[1][1])]
    archive.digest = keep(zipped(files), "application/zip")
    database.session.commit()
    found = [zipfile.ZipFile(io.BytesIO(stranger.get(f"/audit/{token}/classes/{held}.zip").data)) for token in tokens]
    assert [[name for name in each.namelist() if of_whole_records(name)] for each in found] == [
        [], [], [exam_name("P1", "A"), practical_name("铺床")]]
    assert "试卷" not in pdf_text(found[0].read("00 目录.pdf")) and "试卷" in pdf_text(found[2].read("00 目录.pdf"))
    assert {name for name, _ in files} - set(found[0].namelist()) == {exam_name("P1", "A"), practical_name("铺床")}


def test_a_class_without_a_file_offers_none(stranger, held, links):
    _, token = links.make([held])
    assert ".zip" not in stranger.get(f"/audit/{token}/classes/{held}").text
    assert stranger.get(f"/audit/{token}/classes/{held}.zip").status_code == 404


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_speaks_the_language_that_was_chosen_on_every_page(stranger, cast, held, links, language):
    _, token = links.make([held], [cast.wang])
    page = stranger.get(f"/audit/{token}?lang={language}")
    assert ("培训记录" in page.text) == (language == "zh")
    inner = [each for each in hrefs(page) if each.startswith(f"/audit/{token}/")]
    assert len(inner) == 2 and all(each.endswith(f"lang={language}") for each in inner)


def test_people_are_paged(stranger, cast, links, held, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 1)
    _, token = links.make(people=[cast.wang, cast.sun])
    first, second = stranger.get(f"/audit/{token}"), stranger.get(f"/audit/{token}?page=2")
    assert "S0102" in first.text and "S0202" not in first.text and "S0202" in second.text


def test_a_class_that_was_not_closed_is_not_shown(stranger, cast, held, links, db):
    other = planned(cast, "wang")
    _, token = links.make([held])
    db.session.add(AuditedClass(link_id=db.session.scalar(select(AuditorLink.id)), class_id=other))
    db.session.commit()
    assert stranger.get(f"/audit/{token}/classes/{other}").status_code == 404


def test_certificates_stand_in_the_file(stranger, cast, links, held, db):
    paper = Office(db.session.scalar(select(Course.id).where(Course.slug == "moments"))).award(cast.wang)
    _, token = links.make(people=[cast.wang])
    assert db.session.get_one(Certificate, paper).number in stranger.get(f"/audit/{token}/people/{cast.wang}").text
