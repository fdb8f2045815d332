import io

import openpyxl
import pytest

from cxtrain.certificates.series.operations import leave_gap
from cxtrain.extensions import db as database
from tests.certificates.conftest import certificate
from tests.certificates.register.test_correct_certificate import put_right


@pytest.fixture
def hr(browser, cast):
    return browser.login(cast.he)


@pytest.fixture
def book(hr, office, cast):
    """A register with a renewal, a gap, a correction and a revoked one."""
    first = office.award(cast.wang)
    office.award(cast.wang)
    leave_gap("HM-MOT", 2026, 3, "Restored")
    database.session.commit()
    sun = office.award(cast.sun)
    put_right(hr, first)
    hr.post(f"/certificates/{sun}/revoke", reason="代考")
    hr.post(f"/certificates/{sun}/revoke", reason="由他人代考")


def rows_of(answer):
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    return [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]


def test_it_is_in_the_order_of_the_numbers_with_gaps_and_void_ones(hr, book):
    head, *rows = rows_of(hr.get("/certificates/register.xlsx"))
    assert [row[1] for row in rows] == [
        "HM-MOT-2026-0001", "HM-MOT-2026-0002", "HM-MOT-2026-0003 – HM-MOT-2026-0005", "HM-MOT-2026-0006", "HM-MOT-2026-0007"]
    status, remarks = head.index("Status"), head.index("Remarks")
    assert [row[status] for row in rows] == ["Replaced by a newer one", "Valid", "Not issued", "Revoked", "Valid"]
    assert rows[1][remarks] == "renews HM-MOT-2026-0001" and rows[2][remarks] == "Restored"
    assert "由他人代考" in rows[3][remarks] and rows[4][remarks] == "corrects HM-MOT-2026-0001"
    assert [row[0] for row in rows] == [1, 2, 3, 4, 5] and rows[0][3] == "S0102"


def test_it_is_narrowed_to_a_unit_a_course_or_a_year(hr, book, cast):
    assert [row[2] for row in rows_of(hr.get(f"/certificates/register.xlsx?unit={cast.xuhui}"))[1:] if row[2]] == ["孙淼"]
    assert len(rows_of(hr.get("/certificates/register.xlsx?course=nothing"))) == 1
    assert len(rows_of(hr.get("/certificates/register.xlsx?year=2025"))) == 1


def test_no_cell_of_the_text_is_a_formula(hr, office, cast):
    made = certificate(office.award(cast.wang))
    made.facts = {**made.facts, "name": "=1+1"}
    database.session.commit()
    assert "'=1+1" in hr.get("/certificates/register.csv").text
