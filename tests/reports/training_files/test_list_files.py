import hashlib
import io
import zipfile

import pikepdf
import pytest

from cxtrain.extensions import db as database
from cxtrain.jobs.work import work
from cxtrain.ledger.models import LedgerEntry
from cxtrain.reports.training_files.models import TrainingFileBundle
from tests.training.classes.papers.conftest import close, held  # noqa: F401
from tests.training.classes.papers.test_pages import text_of


def made(app, browser, **fields):
    """Have files made, and return the bundle's id."""
    answer = browser.post("/training-files", **{"purpose": "audit", **fields})
    assert answer.status_code in (302, 303), answer.text
    database.session.remove()
    work(app, until_empty=True)
    return database.session.query(TrainingFileBundle.id).order_by(TrainingFileBundle.id.desc()).first()[0]


def test_files_of_a_unit_come_as_one_pdf_or_as_a_zip(app, browser, cast, held):  # noqa: F811
    close(cast, held)
    browser.login(cast.he)
    first = made(app, browser, unit=cast.jingan, year=0, language="zh", output="merged")
    answer = browser.get(f"/training-files/{first}")
    with pikepdf.open(io.BytesIO(answer.data)) as whole:
        assert len(whole.pages) == 3  # 李想, 王喆, 赵䶮
    assert "审核用副本" in text_of(answer.data) and "何姐于" in text_of(answer.data) and "用途：审核或检查" in text_of(answer.data)
    row = database.session.query(LedgerEntry).filter_by(action="training files made").one()
    assert row.facts == {"people": 3, "digest": hashlib.sha256(answer.data).hexdigest(), "purpose": "audit",
                         "asked": {"unit": cast.jingan, "year": None}}
    second = made(app, browser, unit=cast.xuhui, year=0, language="en", output="zip")
    names = zipfile.ZipFile(io.BytesIO(browser.get(f"/training-files/{second}").data)).namelist()
    assert names == ["0001 S0201 陈晨.pdf", "0002 S0202 孙淼.pdf"]
    assert browser.get("/training-files").text.count("Download") == 2


def test_oneself_and_ones_superiors_get_the_file_nobody_else(browser, cast, held):  # noqa: F811
    browser.login(cast.wang)
    assert browser.get("/me/training-file.pdf?language=both").mimetype == "application/pdf"
    assert browser.get(f"/employees/{cast.zhao}/training-file.pdf").status_code == 403
    assert browser.get("/training-files").status_code == 403
    browser.login(cast.li)
    assert browser.get(f"/employees/{cast.wang}/training-file.pdf?copy=auditor&year=2026").mimetype == "application/pdf"
    assert browser.get(f"/employees/{cast.sun}/training-file.pdf").status_code == 404


@pytest.mark.parametrize("fields", [{"unit": 999}, {"output": "fax"}, {"language": "fr"}, {"purpose": ""}])
def test_what_does_not_exist_cannot_be_chosen(browser, cast, fields):
    browser.login(cast.he)
    usual = {"unit": cast.firm, "year": 0, "language": "zh", "output": "zip", "purpose": "audit"}
    assert browser.post("/training-files", **{**usual, **fields}).status_code == 400


def test_a_stranger_signs_in_first(browser):
    assert browser.get("/training-files").location.startswith("/sign-in")
    assert browser.get("/training-files/1").location.startswith("/sign-in")
