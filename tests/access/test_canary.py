"""What is not released shows through no channel: words, numbers, order and counts of pages, documents and files.

A draft, a submitted, a returned, a rejected and an approved scorecard are written that hold words nobody else uses. For
whoever is below the release every page stays as it was before, to the letter.
"""

import io
import re
import zipfile
from difflib import unified_diff

import pytest
from sqlalchemy import select

from cxtrain.clock import today
from cxtrain.extensions import db as database
from cxtrain.files.operations import keep
from cxtrain.journey.models import Touchpoint
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Role
from cxtrain.quality import operations as quality
from cxtrain.quality import queries as visits
from cxtrain.quality.answers import Answer
from cxtrain.quality.decisions import operations as decisions
from cxtrain.quality.models import VisitPhoto
from cxtrain.quality.scoring import review
from cxtrain.quality.sheet import Sheet
from cxtrain.quality.timetable import Times
from cxtrain.web import pdf
from tests.access.conftest import ACTORS
from tests.access.test_matrix import cells
from tests.conftest import Browser
from tests.quality.conftest import actor, full_answers
from tests.soak.table import tell

CANARY = "Canary"
SHEET = Sheet(Times("03:07", None, None, "03:41", 13_337), f"{CANARY} praise", False, f"{CANARY} badge", f"{CANARY} receipt")
BELOW = "swzluam"  # all but the shopper 陈晨 and the reviewer 何姐
CHANGING = {"health.readyz", "reports.ledger", "people.my_sessions", "readings.my_readings",  # a clock, every change without its words, one's own visits
            "instruments.list_forms", "instruments.show_form",  # how often authors' forms were used, whatever came of it
            "attendance.show_code", "attendance.code_now",  # another code every half minute
            "papers.rehearse_quiz"}  # another draw each time
TOKENS = re.compile(r'(value|content|data-key)="[^"]{16,}"|[0-9a-f]{8}-[0-9a-f-]{27}|[A-Za-z0-9_-]{40,}|\d{1,2}:\d\d(:\d\d)?'
                    r'|Good (morning|afternoon|evening)')
BLANK = b"""
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>> endobj
trailer <</Root 1 0 R>>
%%EOF
"""
STATES = ("draft", "submitted", "returned", "rejected", "approved")


@pytest.fixture(autouse=True)
def print_once(monkeypatch):
    """A document is what it says; how it looks does not matter here."""
    monkeypatch.setattr(pdf, "render", lambda template, **facts: _blank(facts))
    monkeypatch.setattr(pdf, "render_many", lambda template, **facts: iter([_blank(facts)]))
    monkeypatch.setattr(pdf, "merge", lambda parts, target: target.write_bytes(b"".join(parts)))


def _blank(facts):
    """An empty page that can be drawn, with the facts as a remark."""
    return b"%PDF-1.7\n%" + repr(facts).encode() + BLANK


def browsers(app, cast):
    """A signed-in browser for each actor below the release."""
    return {letter: Browser(app).login(getattr(cast, ACTORS[letter])) if ACTORS[letter] else Browser(app) for letter in BELOW}


def paths(app, everything, hidden=()):
    """The address of every page with the things of the world, and of every page of a visit with the hidden ones."""
    found = [(rule.endpoint, path) for rule, _, path, _ in cells(app, everything) if "GET" in rule.methods]
    bind = app.url_map.bind("").build
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and rule.arguments == {"visit_id"}:
            found += [(rule.endpoint, bind(rule.endpoint, {"visit_id": key})) for key in hidden]
    return list(dict.fromkeys(found))


def said(answer):
    """What an answer says: its text, or that of the files in it, without what differs from one request to the next."""
    raw = answer.data
    if zipfile.is_zipfile(io.BytesIO(raw)):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            raw = b"\n".join(archive.read(name) for name in archive.namelist() if "docProps" not in name)
    return answer.status_code, TOKENS.sub("", raw.decode(errors="replace"))


def crawl(browser, addresses):
    """What each page says to somebody, each in the language of the browser."""
    return {path: said(browser.get(path)) for _, path in addresses}


def hide(cast):
    """Write the five scorecards about 王喆's store and return their ids."""
    chen, he = actor(database, cast.chen, Role.SUPERVISOR), actor(database, cast.he, Role.HR)
    made = {state: _written(chen, database.session.get(Unit, cast.jingan)) for state in STATES}
    for state, visit in made.items():
        if state != "draft":
            answers = visits.answers_of(visit.id)
            quality.submit(visit, answers, review(visits.instrument_of(visit.instrument), answers))
    decisions.send_back(he, made["returned"], f"{CANARY} question")
    decisions.reject(he, made["rejected"], f"{CANARY} reason")
    decisions.approve(he, made["approved"], employee_id=cast.wang, grounds=f"{CANARY} grounds")
    database.session.commit()
    return [visit.id for visit in made.values()]


def _written(chen, unit):
    desk = database.session.scalars(select(Touchpoint).where(Touchpoint.slug == "front-desk-check-in")).one()
    visit = quality.start_visit(chen, quality.Start(unit, desk, today("Asia/Shanghai")))
    quality.save_scorecard(visit, answers=full_answers(visit, 1) | {"s20": Answer(2, note=f"{CANARY} note")}, sheet=SHEET)
    database.session.add(VisitPhoto(visit_id=visit.id, shows="receipt", kept_at=visit.saved_at,
                                    digest=keep(f"{CANARY} picture".encode(), "image/jpeg")))
    return visit


@pytest.fixture(autouse=True)
def shopping(monkeypatch):
    """陈晨 may shop, although a round of calibration waits."""
    monkeypatch.setattr(quality, "may_shop", lambda account_id: True)


def differing(before, after):
    """The lines that are not alike."""
    return "\n".join([*unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)][:20])


def test_what_is_not_released_changes_no_page_below_the_release(app, cast, everything):
    readers = browsers(app, cast)
    before = {letter: crawl(reader, paths(app, everything)) for letter, reader in readers.items()}
    hidden = hide(cast)
    addresses = paths(app, everything, hidden)
    still = {path for endpoint, path in addresses if endpoint not in CHANGING}
    wrong = []
    for letter, reader in readers.items():
        after = crawl(reader, addresses)
        wrong += [f"{letter} {path}: shows the canary" for path, (_, text) in after.items() if CANARY in text]
        wrong += [f"{letter} {path}: is not as before:\n{differing(before[letter][path][1], after[path][1])}"
                  for path in still & set(before[letter]) if after[path] != before[letter][path]]
        opened = set(after) - set(before[letter])
        wrong += [f"{letter} {path}: is there" for path in opened if after[path][0] not in (302, 403, 404)]
    tell("canaries", sum(len(addresses) for _ in readers), len(wrong))
    assert not wrong, "\n".join(wrong)


def test_the_canary_would_be_seen_where_it_may(app, cast, everything):
    hidden = hide(cast)
    reviewer, shopper = Browser(app).login(cast.he), Browser(app).login(cast.chen)
    assert all(CANARY in said(reviewer.get(f"/quality/visits/{key}/decide"))[1] for key in hidden[1:])
    assert all(CANARY in said(shopper.get(f"/quality/visits/{key}"))[1] or key not in (hidden[0], hidden[2]) for key in hidden)
