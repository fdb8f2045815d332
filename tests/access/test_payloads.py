"""Whatever text somebody has put anywhere, no page runs it, loads for it or asks its policy to stop it: in a real browser.

Each column of free text of each row holds one of forty hostile texts; every page is opened by whoever may see most.
"""

import contextlib
import operator
import threading

import pytest
from sqlalchemy import JSON, String, and_, select, update
from sqlalchemy.exc import DBAPIError
from werkzeug.serving import make_server

from cxtrain.extensions import db as database
from tests.access.payloads import PAYLOADS
from tests.access.test_matrix import cells
from tests.conftest import Browser
from tests.soak.table import tell

pytestmark = pytest.mark.browser
# Words that people type, by the names they have in the tables; keys, codes, states and hashes are not typed by anybody.
TYPED = {"name", "name_en", "label", "post", "place", "room", "reason", "why", "note", "notes", "text", "summary", "topic", "words",
         "purpose", "comment", "answer", "said", "goal", "title", "body", "remark", "grounds", "question", "source", "what", "told"}
WATCH = """
window.__broken = [];
addEventListener('securitypolicyviolation', (event) => window.__broken.push(event.violatedDirective + ' ' + event.blockedURI));
"""


def typed_columns():
    """The columns that hold what somebody typed."""
    return [(table, column) for table in database.metadata.sorted_tables for column in table.columns
            if column.name in TYPED and isinstance(column.type, String) and not column.unique and not column.foreign_keys
            and not (column.name == "source" and "digest" in table.columns)]  # checked when kept, read once in a process


def two_tongues():
    """The columns that hold a text in both languages."""
    return [(table, column) for table in database.metadata.sorted_tables for column in table.columns
            if column.name in TYPED and isinstance(column.type, JSON)]


def hostile(value, text):
    """A document of texts with `text` in the place of each."""
    if isinstance(value, dict):
        return {key: hostile(each, text) for key, each in value.items()}
    return text if isinstance(value, str) else value


def fill(turn):
    """Write a hostile text into each column of typed words, another one for each column and turn."""
    for place, (table, column) in enumerate([*typed_columns(), *two_tongues()]):
        text = PAYLOADS[(place + turn) % len(PAYLOADS)]
        changes = [(column.is_not(None), text)]
        if isinstance(column.type, JSON):  # each keeps its own shape
            keys = list(table.primary_key)
            rows = database.session.execute(select(column, *keys).where(column.is_not(None))).all()
            changes = [(and_(*map(operator.eq, keys, row[1:])), hostile(row[0], text)) for row in rows]
            database.session.rollback()
        with contextlib.suppress(DBAPIError), database.engine.begin() as connection:  # triggers keep what is written once
            for where, new in changes:
                connection.execute(update(table).where(where).values({column.name: new}))


@pytest.fixture(scope="module")
def address(world, everything):
    """The world's address, with hostile words in every column."""
    app, _ = world
    with app.app_context():
        fill(0)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_there_are_many_columns_of_typed_words():
    assert len(typed_columns()) > 60


@pytest.mark.parametrize("who", ["he", "li", "wang", "lin"])
def test_no_text_of_anybody_runs_on_any_page(app, cast, everything, chromium, address, who):
    letter = {"he": "h", "li": "l", "wang": "w", "lin": "a"}[who]
    context = chromium.new_context(base_url=address, locale="zh-CN")
    context.add_init_script(WATCH)
    page, wrong, opened, shown = context.new_page(), [], 0, 0
    page.on("dialog", lambda dialog: wrong.append(f"a dialog on {page.url}") or dialog.dismiss())
    context.add_cookies([{"name": "cx", "value": Browser(app, "zh").login(getattr(cast, who)).client.get_cookie("cx").value, "url": address}])
    for rule, _, path, may in list(cells(app, everything)):
        if "GET" not in rule.methods or letter not in may or path.rpartition(".")[2] in ("pdf", "zip", "xlsx", "csv", "png", "svg"):
            continue
        answer = context.request.head(path)
        wrong += [f"{path}: {answer.status}"] if answer.status >= 500 and path != "/readyz" else []  # nothing works in a test
        if "text/html" not in answer.headers.get("content-type", "") or "attachment" in answer.headers.get("content-disposition", ""):
            continue
        page.goto(path, wait_until="domcontentloaded")
        opened += 1
        shown += "__run=" in page.locator("body").inner_text()
        run, broken = page.evaluate("[window.__run ?? null, window.__broken]")
        if run or broken:
            wrong.append(f"{path}: {run} {broken}")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=window.__run=1>')")
    page.wait_for_function("window.__run || window.__broken.length", timeout=10_000)  # what is not escaped would be noticed
    context.close()
    tell("payloads", shown, len(wrong), "in Chromium")
    print(f"\n{opened} pages opened as {who}, {shown} of them with a hostile text in words")
    assert opened > 20
    assert shown > opened / 4
    assert wrong == []
