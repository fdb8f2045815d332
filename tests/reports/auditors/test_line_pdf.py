"""The line that says whose copy a paper is: how it looks on pages of both shapes, also where it is long."""

import io

import pikepdf

from cxtrain.web import pdf
from cxtrain.web.overlays import with_strip
from tests.pictures import looks_like

COPY = {"zh": "审核用副本：供李老师（华兴认证）用于" + "星级评审与年度培训记录核查，" * 14 + "有效至 2026-06-10 12:00，链接 7", "en": "Auditor's copy"}


def blank(*sizes):
    """Return a PDF with empty pages of these sizes in points."""
    made, file = pikepdf.new(), io.BytesIO()
    for size in sizes:
        made.add_blank_page(page_size=size)
    made.save(file)
    return file.getvalue()


def test_it_stands_at_the_top_of_upright_and_of_wide_pages():
    strip = pdf.render("web/strip.pdf.html", locale="zh_Hans", tagged=False, line=COPY)
    body = with_strip(blank((595, 842), (842, 595)), strip)
    assert body == with_strip(blank((595, 842), (842, 595)), strip)
    looks_like(body, "auditor_line")
