"""The picture of the seal: HR asks, an admin who is somebody else allows it, and only paper ever bears it."""

import io

import pikepdf
import pytest
from PIL import Image

from cxtrain.certificates.form.pictures.operations import add_picture
from cxtrain.certificates.print_runs.models import PrintRun
from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.permissions import Role
from tests.certificates.print_runs.conftest import ALL, URL, labour, order, pages, runs
from tests.conftest import Browser
from tests.quality.conftest import actor


@pytest.fixture
def seal(db, cast):
    """The picture of a red seal."""
    body = io.BytesIO()
    Image.new("RGB", (300, 300), (200, 30, 30)).save(body, "PNG")
    add_picture(actor(db, cast.admin, Role.ADMIN), "seal", "公章", body.getvalue())
    db.session.commit()


@pytest.fixture
def admin(app, cast):
    """The admin's browser."""
    return Browser(app).login(cast.admin)


def pictures(body):
    """Return how many pictures lie in a PDF's drawings."""
    with pikepdf.open(io.BytesIO(body)) as document:
        return sum(each.get("/Subtype") == "/Image" for each in document.objects if isinstance(each, pikepdf.Stream))


def test_without_a_picture_nobody_can_ask_for_it(made, hr):
    assert "seal" not in hr.get(URL, query_string=ALL).text.split("Print them")[0].split("3 certificates")[1]
    order(hr, seal="y")
    assert [run.seal for run in runs()] == ["none"]


def test_hr_asks_and_an_admin_allows_it_for_this_run(seal, made, hr, admin, app):
    here = order(hr, seal="y").location
    labour(app)
    assert "Waiting for an admin" in hr.get(here).text and hr.get(f"{here}/certificates").status_code == 404
    assert "1 print run asks for the seal" in admin.get("/").text
    asked = f"{URL}/seals"
    assert "何姐" in admin.get(asked, headers={"Accept-Language": "zh"}).text or "He Jie" in admin.get(asked).text
    assert admin.post(f"{here}/seal", page=asked, value="grant").status_code == 303
    labour(app)
    body = hr.get(f"{here}/certificates").data
    assert pages(body) == 3 and pictures(body) >= 1
    assert database.session.query(LedgerEntry).filter_by(action="seal allowed in print run").count() == 1
    assert admin.post(f"{here}/seal", page=asked, value="grant").status_code == 404


def test_what_an_admin_does_not_allow_is_not_printed(seal, made, hr, admin, app):
    here = order(hr, seal="y").location
    assert admin.post(f"{here}/seal", page=f"{URL}/seals", value="refuse").status_code == 303
    labour(app)
    assert "was not allowed" in hr.get(here).text and "3 certificates" in hr.get(URL, query_string={**ALL, "never": "y"}).text


def test_files_for_each_person_and_paper_with_the_form_never_bear_it(seal, made, hr):
    for fields in ({"output": "zip"}, {"bare": "y"}):
        order(hr, seal="y", **fields)
    assert [run.seal for run in runs()] == ["none", "none"]


def test_nobody_allows_a_run_of_ones_own(seal, made, hr, admin, cast):
    here = order(hr, seal="y").location
    run = database.session.get_one(PrintRun, runs()[0].id)
    run.asked_by = cast.admin
    database.session.commit()
    assert admin.post(f"{here}/seal", page=f"{URL}/seals", value="grant").status_code == 404
    assert "No run waits" in admin.get(f"{URL}/seals").text
