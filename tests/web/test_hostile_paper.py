"""Thirty hostile strings in every text of a document: nothing is asked of the network, no file is read or attached.

What counts as a text of a document is found by printing it: every text of its facts that can be read on paper.
"""

import io
import re
import socket
import threading

import pikepdf
import pypdfium2
import pytest

from cxtrain.certificates.form.sheet import HOUSE, art_of
from cxtrain.web import pdf
from cxtrain.web.paper import plain
from tests.pictures import documents
from tests.planning.documents.samples import around_person, around_team, sheet, team_sheet
from tests.quality.report.test_visit_pdf import told
from tests.reports.team_report.test_team_pdf import TEAM
from tests.web.test_pdf import line

DOCUMENTS = {
    "certificates/certificate.pdf.html": lambda: {"records": [line()]},
    "planning/plan.pdf.html": lambda: {"plan": sheet(), "around": around_person("zh")},
    "planning/plan.pdf.html#team": lambda: {"plan": team_sheet(), "around": around_team("zh")},
    "quality/report.pdf.html": lambda: {"visit": told()},
    "reports/team_report/team.pdf.html": lambda: {"team": TEAM},
    "planning/talk_sheet.pdf.html": lambda: {"plan": sheet(), "around": around_person("zh"), "talk": around_person("zh").talks[0]},
    "planning/boards/board.pdf.html": lambda: documents.board("zh"),
    "quality/notice.pdf.html": lambda: documents.notice("zh"),
    "quality/brief.pdf.html": lambda: documents.brief("zh"),
    "quizzes/exam_paper.pdf.html": lambda: documents.exam("zh"),
    "reports/transcript.pdf.html": lambda: documents.transcript("zh"),
}
SECRET = "CANARY-4F1D"


def hostile(port, file):
    """Return thirty strings that would reach out, were they taken as anything but text."""
    web, disk = f"http://127.0.0.1:{port}", f"file://{file}"
    return [
        f"<img src={web}/1>", f'"><img src="{web}/2">', f"<link rel=stylesheet href={web}/3>",
        f"<link rel=attachment href={disk}>", f"<a rel=attachment href={disk}>x</a>", f"<style>@import '{web}/6';</style>",
        f"<style>*{{background:url({web}/7)}}</style>", f"</style><style>body{{content:url({disk})}}</style>",
        f"<style>@font-face{{font-family:x;src:url({web}/9)}}</style>", f"<object data={disk}></object>",
        f"<embed src={web}/11>", f"<iframe src={web}/12></iframe>", f"<base href={web}/13/><img src=x>",
        f"<svg><image href='{web}/14'/></svg>", f"<svg><use href='{web}/15#a'/></svg>",
        f"<svg><style>@import url({web}/16)</style></svg>", f"<svg><foreignObject><img src={web}/17></foreignObject></svg>",
        f"<!DOCTYPE x [<!ENTITY e SYSTEM '{disk}'>]><x>&e;</x>", f"<?xml-stylesheet href='{web}/19'?>",
        f"<input type=image src={web}/20>", f"<video poster={web}/21></video>", f"<picture><source srcset={web}/22></picture>",
        f"<style>@color-profile x{{src:url({web}/23)}}</style>", "{{ config }}{% include 'base.html' %}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}", f"%(x)s {{0}} ${{{disk}}}", f"javascript:fetch('{web}/27')",
        f"' style='background:url({web}/28)' x='", f"--></script><script src={web}/29></script>",
        f"\u202e<img src={web}/30>\u2066\u0000\u0007",
    ]


@pytest.fixture
def listener():
    """Listen on this machine and note every knock."""
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.2)
    knocks, done = [], threading.Event()

    def listen():
        while not done.is_set():
            try:
                knocks.append(server.accept())
            except TimeoutError:
                continue

    thread = threading.Thread(target=listen)
    thread.start()
    yield server.getsockname()[1], knocks
    done.set()
    thread.join()
    server.close()


def text_of(body):
    """Return what can be read on the pages, without white space."""
    with pypdfium2.PdfDocument(body) as document:
        return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)


def shown(value, text):
    """Return every text of the facts that stands on paper."""
    if isinstance(value, dict):
        return {found for inner in value.values() for found in shown(inner, text)}
    if isinstance(value, list):
        return {found for inner in value for found in shown(inner, text)}
    return {value} if isinstance(value, str) and "".join(value.split()) in text and len(value) > 1 else set()


def replaced(value, wanted, by):
    """Return the facts with the wanted texts replaced."""
    if isinstance(value, dict):
        return {name: replaced(inner, wanted, by) for name, inner in value.items()}
    if isinstance(value, list):
        return [replaced(inner, wanted, by) for inner in value]
    return by if isinstance(value, str) and value in wanted else value


def printed(name, facts):
    """Return a document as PDF."""
    template = name.partition("#")[0]
    art = art_of(HOUSE) if template.startswith("certificates") else None
    return pdf.render(template, locale="zh_Hans", art=art, **facts)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_hostile_words_are_words(name, listener, tmp_path):
    port, knocks = listener
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    facts = plain(DOCUMENTS[name]())
    wanted = {each for each in shown(facts, text_of(printed(name, facts))) if not re.match(r"http|\d{4}-\d\d|[a-z_]+$", each)}
    assert len(wanted) >= 9
    strings = hostile(port, secret)
    assert len(strings) == 30
    for start in range(0, 30, 10):
        body = printed(name, replaced(facts, wanted, " ".join(strings[start : start + 10])))
        with pikepdf.open(io.BytesIO(body)) as document:
            assert not document.attachments and "/EmbeddedFiles" not in document.Root.get("/Names", {})
            raw = b"".join(each.read_bytes() for each in document.objects if isinstance(each, pikepdf.Stream)
                           and each.get("/Subtype") != "/Image")
        text = text_of(body)
        assert SECRET not in text and SECRET.encode() not in raw and SECRET.encode() not in body
        assert "".join(strings[start].split())[:12].replace("'", "") in text.replace("’", "").replace("'", "")
    assert not knocks


def test_the_listener_hears_what_a_renderer_without_our_rules_would_do(listener):
    import weasyprint

    port, knocks = listener
    weasyprint.HTML(string=hostile(port, "/dev/null")[0]).write_pdf(timeout=1)
    assert knocks


@pytest.mark.parametrize("word", ["好" * 4001, "A" * 4001])
def test_a_text_longer_than_any_form_takes_is_refused_before_it_is_set(word):
    with pytest.raises(ValueError, match="at most 4000 characters"):
        printed("certificates/certificate.pdf.html", {"records": [line(word)]})
