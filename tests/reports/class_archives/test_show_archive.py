import io
import zipfile
from typing import NamedTuple

import pytest

from cxtrain.extensions import db as database
from cxtrain.jobs.models import Job
from cxtrain.jobs.work import work
from cxtrain.ledger.models import LedgerEntry
from cxtrain.reports.class_archives.models import ClassArchive
from cxtrain.reports.class_archives.queries import latest_archive
from cxtrain.training.classes.models import ClassPhoto
from tests.training.classes.papers.conftest import close, evaluate, held  # noqa: F401


class Made(NamedTuple):
    """A file as tests name it."""

    id: int
    class_id: int
    digest: str


def made(app, browser, room, **fields):
    """Ask for the file of a class, let a worker make it, and return the archive's row."""
    answer = browser.post(f"/training/classes/{room.id}/archive", **{"language": "zh", "purpose": "audit", **fields})
    assert answer.status_code in (302, 303), answer.text
    database.session.remove()
    work(app, until_empty=True)
    row = database.session.query(ClassArchive).order_by(ClassArchive.id.desc()).first()
    return Made(row.id, row.class_id, row.digest)


def fetched(browser, archive):
    """Return the ZIP as the browser gets it."""
    answer = browser.get(f"/training/classes/{archive.class_id}/archive/{archive.id}.zip")
    assert answer.status_code == 200 and answer.mimetype == "application/zip"
    return zipfile.ZipFile(io.BytesIO(answer.data))


def test_it_holds_every_paper_in_order_with_an_index_and_photos(app, browser, cast, held):  # noqa: F811
    close(cast, held)
    evaluate(held, *[([5, 4, 4, 4, 5], "不错")] * 5)
    browser.login(cast.he)
    archive = made(app, browser, held)
    names = fetched(browser, archive).namelist()
    assert names == ["00 目录.pdf", "01 培训通知.pdf", "02 教学计划.pdf", "03 名册.pdf", "04 签到表.pdf", "06 成绩/成绩单.pdf",
                     "07 培训评估汇总.pdf", "08 照片/01 分组 演练.jpg", "09 培训总结.pdf"]
    assert latest_archive(held.id).id == archive.id
    asked, ready = database.session.query(LedgerEntry).filter(LedgerEntry.subject.like("%archive%")).order_by(LedgerEntry.id)
    assert (asked.action, ready.action) == ("file of a class asked for", "file of a class made")
    assert asked.facts["purpose"] == ready.facts["purpose"] == "audit" and ready.facts["digest"] == archive.digest
    made(app, browser, held, purpose="management")  # the same file, for something else
    again = database.session.query(LedgerEntry).order_by(LedgerEntry.id.desc()).first()
    assert (again.action, again.facts["purpose"], again.facts["digest"]) == ("file of a class asked for", "management", archive.digest)
    assert "Download the zip" in browser.get(f"/training/classes/{held.id}/archive").text


def test_equal_facts_are_one_file_and_the_same_bytes_and_a_correction_makes_another(app, browser, cast, held):  # noqa: F811
    close(cast, held)
    browser.login(cast.li)
    first = made(app, browser, held)
    assert made(app, browser, held).id == first.id  # nothing has changed
    before = first.digest
    row = database.session.get_one(ClassArchive, first.id)
    row.digest = row.made_at = None
    database.session.query(Job).update({"state": "waiting", "attempts": 0})
    database.session.commit()
    work(app, until_empty=True)
    assert database.session.get_one(ClassArchive, first.id, populate_existing=True).digest == before
    held.row.summary = "更正后的总结。"
    database.session.commit()
    second = made(app, browser, held)
    assert second.id != first.id and second.digest != before
    assert fetched(browser, second).testzip() is None


def test_a_picture_that_is_taken_out_is_in_no_file_any_more(app, browser, cast, held):  # noqa: F811
    close(cast, held)
    browser.login(cast.he)
    archive = made(app, browser, held)
    photo = database.session.query(ClassPhoto).filter_by(class_id=held.id).one().id
    database.session.remove()
    assert browser.post(f"/training/classes/{held.id}/photos/{photo}/remove").status_code == 303
    assert browser.get(f"/training/classes/{held.id}/archive/{archive.id}.zip").status_code == 404
    again = made(app, browser, held)
    assert not [name for name in fetched(browser, again).namelist() if "照片" in name]


def test_a_class_that_is_open_has_no_file_yet(browser, cast, held):  # noqa: F811
    browser.login(cast.he)
    assert "Close the class first" in browser.get(f"/training/classes/{held.id}/archive").text
    page = "/me/sessions"
    assert browser.post(f"/training/classes/{held.id}/archive", page=page, language="zh", purpose="audit").status_code == 409


@pytest.mark.parametrize(("who", "status"), [("chen", 404), ("wang", 403), ("admin", 403)])
def test_nobody_else_has_it(browser, cast, held, who, status):  # noqa: F811
    close(cast, held)
    browser.login(getattr(cast, who))
    for path in ("archive", "archive/1.zip"):
        assert browser.get(f"/training/classes/{held.id}/{path}").status_code == status


def test_an_unknown_language_or_a_file_of_another_class_is_refused(app, browser, cast, held):  # noqa: F811
    close(cast, held)
    browser.login(cast.he)
    assert browser.post(f"/training/classes/{held.id}/archive", language="fr", purpose="audit").status_code == 400
    archive = made(app, browser, held)
    assert browser.get(f"/training/classes/{held.id}/archive/{archive.id + 1}.zip").status_code == 404


def test_a_stranger_signs_in_first(browser, held):  # noqa: F811
    assert browser.get(f"/training/classes/{held.id}/archive").location.startswith("/sign-in")
