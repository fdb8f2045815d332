"""What comes out of a run: a file for each person, two on a sheet, paper that bears the form, the list to sign."""

import io
import subprocess

import pikepdf
import zxingcpp

from cxtrain.certificates.print_runs.lists.sign_list import COLUMNS
from cxtrain.web.tables import read_sheets
from tests.certificates.conftest import certificate
from tests.certificates.print_runs.conftest import URL, files, labour, order, pages
from tests.pictures import pages as shown


def text_of(body):
    """Return the text of a PDF without its spaces, a page each."""
    told = subprocess.run(["pdftotext", "-layout", "-", "-"], input=body, capture_output=True, check=True).stdout.decode()
    return ["".join(page.split()) for page in told.split("\f")[:-1]]


def test_a_zip_has_a_file_for_each_person_with_the_characters_of_that_person_only(made, hr, app):
    here = order(hr, output="zip").location
    labour(app)
    answer = hr.get(f"{here}/certificates")
    assert answer.mimetype == "application/zip" and "DY-000001.zip" in answer.headers["Content-Disposition"]
    found = files(answer.data)
    assert list(found) == ["S0102_王喆_关键时刻.pdf", "S0103_赵䶮_关键时刻.pdf", "S0202_孙淼_关键时刻.pdf"]
    for name, (body, kept) in found.items():
        assert kept == 0 and pages(body) == 1 and name.split("_")[1] in text_of(body)[0]
    assert not set("赵䶮孙淼") & set(text_of(found["S0102_王喆_关键时刻.pdf"][0])[0])


def test_two_on_a_sheet_keep_their_order_when_the_pile_is_cut(made, hr, app, office, cast):
    made.append(office.award(cast.li))
    here = order(hr, paper="two", arranged="number").location
    labour(app)
    body = hr.get(f"{here}/certificates").data
    assert pages(body) == 2
    with pikepdf.open(io.BytesIO(body)) as document:
        assert [round(float(edge)) for edge in document.pages[0].mediabox] == [0, 0, 595, 842]
    rows = {certificate(one).facts["name"]: certificate(one).code for one in made}
    for page, names in zip(shown(body, 150), (["李想", "赵䶮"], ["王喆", "孙淼"]), strict=True):
        codes = sorted(zxingcpp.read_barcodes(page), key=lambda code: code.position.top_left.y)
        assert [code.text.rsplit("/")[-1] for code in codes] == [rows[name] for name in names]


def test_paper_that_bears_the_form_gets_the_text_only(made, hr, app):
    whole, bare = [hr.get(f"{URL}/sample.pdf", query_string={"since": "", "course": "moments", **more}).data
                   for more in ({}, {"bare": "y"})]
    assert "培训合格证书" in text_of(whole)[0] and "培训合格证书" not in text_of(bare)[0]
    assert "王喆" in text_of(bare)[0] and b"/Art" not in bare
    assert len(zxingcpp.read_barcodes(shown(bare, 150)[0])) == 1


def test_the_list_has_a_line_for_each_as_pdf_and_as_a_spreadsheet(made, hr, app):
    here = order(hr).location
    assert hr.get(f"{here}/list.pdf").status_code == hr.get(f"{here}/list.xlsx").status_code == 404
    labour(app)
    (page,) = text_of(hr.get(f"{here}/list.pdf").data)
    rows = read_sheets(hr.get(f"{here}/list.xlsx").data)[0].rows
    assert len(rows) == 4 and len(rows[0]) >= len(COLUMNS) - 1
    for place, one in enumerate(made, 1):
        row = certificate(one)
        assert rows[place][:4] == (str(place), row.number, row.facts["name"], row.facts["staff_number"])
        assert row.number in page and row.facts["name"] in page
