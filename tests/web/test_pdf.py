import datetime as dt
import io
import os
import re
import signal
import subprocess
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from PIL import Image

from cxtrain.certificates.form.sheet import ART, TEMPLATE
from cxtrain.certificates.wording import CertificateFacts, wording
from cxtrain.web import pdf
from cxtrain.web.bilingual import Bilingual
from cxtrain.web.fonts import MissingGlyphs
from cxtrain.web.paper import Art

URL = "https://train.example.cn/verify/7KQ2M9XWRD4T8HBCN5VJ3PZY6F"


def line(name="王喆", **changes):
    """A certificate's lines, as the form takes them."""
    facts = {
        "number": "HM-MOT-2026-0001",
        "name": name,
        "name_en": "",
        "staff_number": "1002",
        "unit": "静安店",
        "post": "前台",
        "course": Bilingual("关键时刻", "Moments of truth"),
        "title": Bilingual("培训合格证书", "Certificate of training"),
        "firm": Bilingual("鹤鸣酒店管理有限公司", "Heming Hotel Management Co., Ltd."),
        "class_hours": 16,
        "started_on": dt.date(2026, 5, 12),
        "finished_on": dt.date(2026, 5, 19),
        "issued_on": dt.date(2026, 5, 19),
        "valid_until": dt.date(2028, 5, 18),
        "assessed": ("written",),
    } | changes
    return wording(CertificateFacts(**facts), URL)


def printed(*lines, **options):
    return pdf.render(TEMPLATE, locale="zh_Hans", art=ART, records=list(lines), **options)


def tool(name, *arguments, body):
    """Run a poppler tool on `body` and return what it says."""
    return subprocess.run([name, *arguments], input=body, capture_output=True, check=True).stdout


def drawings(page):
    """What lies under a page."""
    return [drawing for name, drawing in page.obj.Resources.XObject.items() if name.startswith("/Art")]


@pytest.fixture(scope="module")
def body():
    return printed(line())


def test_equal_facts_give_equal_bytes_in_two_processes(body):
    again = printed(line())
    pdf._pool().end()
    assert body == again == printed(line())


def test_the_title_and_names_are_set_in_the_chosen_face_and_embedded():
    # pdftotext would say the right name even if empty boxes were printed; pdffonts tells the face.
    body = printed(line("赵䶮"), line("王喆"), line("孙淼"))
    rows = tool("pdffonts", "-", body=body).decode().splitlines()[2:]
    assert rows and all("LXGW-WenKai" in row and row.split()[-5:-2] == ["yes", "yes", "yes"] for row in rows)
    text = tool("pdftotext", "-layout", "-", "-", body=body).decode().replace(" ", "")
    assert all(name in text for name in ("赵䶮", "王喆", "孙淼"))


def test_the_code_on_paper_leads_to_the_verify_page(body):
    raster = tool("pdftoppm", "-r", "100", "-png", "-", body=body)
    assert [code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(raster)))] == [URL]


def test_the_page_is_tagged_a4_landscape_and_its_border_is_stored_once(body):
    with pikepdf.open(io.BytesIO(printed(line(), line("赵䶮")))) as document:
        assert document.Root.MarkInfo.Marked and document.Root.Lang == "zh-Hans" and len(document.pages) == 2
        assert [round(float(side)) for side in document.pages[0].MediaBox] == [0, 0, 842, 595]
        assert len({each.objgen for page in document.pages for each in drawings(page)}) == 1
    assert b"pdfuaid" in body or "pdfuaid" in tool("pdfinfo", "-meta", "-", body=body).decode()


def test_the_border_is_really_drawn(body):
    # The upper left rosette is teal: within its square of 20 mm dark green dots are found.
    raster = Image.open(io.BytesIO(tool("pdftoppm", "-r", "72", "-png", "-", body=body))).convert("RGB")
    pixels = raster.crop((20, 20, 75, 75)).get_flattened_data()
    assert sum(green > red + 30 for red, green, _ in pixels) > 300


def test_it_refuses_a_name_that_would_be_printed_as_boxes():
    with pytest.raises(MissingGlyphs) as caught:
        printed(line("王𠀀"))
    assert caught.value.characters == "𠀀"


@pytest.mark.parametrize(
    "name", ["<img src=http://127.0.0.1/x>", "{{ 7 * 7 }}", "<style>*{font-size:9e9px}</style>", "A&B\"'"]
)
def test_a_hostile_name_is_printed_as_typed(name):
    text = tool("pdftotext", "-raw", "-", "-", body=printed(line(name[:40]))).decode()
    assert name[:40].replace(" ", "").replace("'", "’") in text.replace("\n", "").replace(" ", "").replace("'", "’")


def test_a_turned_around_name_is_set_straight():
    assert printed(line("王\u202e喆")) == printed(line("王喆"))


def test_a_document_that_takes_too_long_is_ended_and_the_next_one_printed(body):
    with pytest.raises(pdf.PrintTimedOut, match="0.01 seconds"):
        printed(*[line()] * 20, seconds=0.01)
    assert printed(line()) == body


def test_a_render_process_that_dies_is_replaced(body):
    printed(line())
    os.kill(pdf._pool()._free.queue[-1]._process.pid, signal.SIGKILL)
    pdf._pool()._free.queue[-1]._process.wait()
    with pytest.raises(pdf.PrintFailed, match="render process ended"):
        printed(line())
    assert printed(line()) == body


def test_a_process_is_replaced_after_so_many_documents(monkeypatch):
    printed(line())
    first = pdf._pool()._free.queue[-1]
    monkeypatch.setattr(pdf, "RECYCLE_AFTER", first.printed + 1)
    printed(line())
    assert pdf._pool()._free.queue[-1] is None and first._process.poll() is not None


def test_memory_is_limited_and_no_core_is_left():
    printed(line())
    limits = Path(f"/proc/{pdf._pool()._free.queue[-1]._process.pid}/limits").read_text()
    assert "Max address space         1073741824" in limits and "Max core file size        0" in limits


@pytest.mark.parametrize("template", ["certificates/missing.pdf.html", "../setup.cfg", "/etc/hostname"])
def test_a_template_that_is_not_ours_is_an_error_not_a_file(template):
    with pytest.raises(pdf.PrintFailed, match="TemplateNotFound"):
        pdf.render(template, locale="en")


def test_a_render_process_knows_no_secret(monkeypatch):
    monkeypatch.setenv("CXTRAIN_SECRET_KEY", "x" * 40)
    monkeypatch.setenv("CXTRAIN_DATABASE_URL", "postgresql://secret")
    assert not [name for name in pdf._environment() if name.startswith("CXTRAIN")]


def test_many_records_are_laid_out_in_chunks_and_joined_in_order(tmp_path):
    names = [f"员工{number}" for number in range(30)]
    parts = list(pdf.render_many(TEMPLATE, locale="zh_Hans", arts=[ART], records=[line(name) for name in names], chunk=20))
    assert len(parts) == 2
    target = tmp_path / "run.pdf"
    assert pdf.merge(parts, target) == 30 and [path.name for path in tmp_path.iterdir()] == ["run.pdf"]
    text = tool("pdftotext", "-raw", str(target), "-", body=b"").decode().replace(" ", "")
    assert [text.index(f"{name}\n") for name in names] == sorted(text.index(f"{name}\n") for name in names)
    with pikepdf.open(target) as document:
        assert len({each.objgen for page in document.pages for each in drawings(page)}) == 1


def test_each_record_gets_a_file_of_its_own_that_tells_no_other_name(tmp_path):
    names = [f"{family}小{given}" for family in "赵钱孙李周吴" for given in "龙凤虎鹤鹿"]
    bodies = list(pdf.render_each(TEMPLATE, locale="zh_Hans", arts=[ART], records=[line(name) for name in names]))
    assert len(bodies) == 30
    for name, body in zip(names, bodies, strict=True):
        assert name in tool("pdftotext", "-raw", "-", "-", body=body).decode().replace(" ", "")
    # The characters that a file's fonts can show are those of its own page.
    with pikepdf.open(io.BytesIO(bodies[0])) as document:
        shown = b"".join(font.ToUnicode.read_bytes() for font in document.pages[0].obj.Resources.Font.values()).upper()
    assert f"{ord('赵'):04X}".encode() in shown and f"{ord('吴'):04X}".encode() not in shown


def test_records_of_different_forms_follow_each_other(tmp_path):
    other = Art(ART.template, {**ART.facts, "flourish": {**ART.facts["flourish"], "path": "M0 0h10"}})
    arts = [ART, other, ART, None]
    [body] = pdf.render_many(TEMPLATE, locale="zh_Hans", arts=arts, records=[line(name) for name in "甲乙丙丁"])
    pdf.merge([body, *pdf.render_many(TEMPLATE, locale="zh_Hans", arts=[other], records=[line("戊")])], tmp_path / "run.pdf")
    with pikepdf.open(tmp_path / "run.pdf") as document:
        streams = [page.Contents.read_bytes() for page in document.pages]
        laid = [next(iter(re.findall(rb"/(Art\w+) Do", stream)), b"") for stream in streams]
        assert [name == laid[0] for name in laid] == [True, False, True, False, False]
        assert laid[1] == laid[4] != b"" and laid[3] == b""
        assert len({each.objgen for page in document.pages for each in drawings(page)}) == 2


def test_a_drawing_that_the_process_has_forgotten_is_sent_again(body):
    for number in range(30):
        small = Art(ART.template, {**ART.facts, "flourish": {**ART.facts["flourish"], "path": f"M0 0h{number + 1}"}})
        pdf.render(TEMPLATE, locale="zh_Hans", art=small, records=[line()])
    assert printed(line()) == body
