"""Words that only some may read stand in nothing that anybody else is sent or that their browser keeps.

Three secrets: who the shopper was, what belongs to another store, and the answers of a quiz that is being taken. Sought in
pages, data, headers, cookies, the words of documents, exports, and in a real browser's caches and stores.
"""

import contextlib
import threading
from dataclasses import dataclass

import pytest
from sqlalchemy import String, select, update
from sqlalchemy.exc import DBAPIError
from werkzeug.serving import make_server

from cxtrain.extensions import db as database
from cxtrain.people.models import Account, Employee
from cxtrain.quality.models import Visit
from cxtrain.quizzes import operations as quizzes
from tests.access.conftest import ACTORS
from tests.access.test_canary import print_once, said, shopping  # noqa: F401
from tests.access.test_matrix import cells
from tests.access.test_payloads import TYPED
from tests.conftest import Browser
from tests.quizzes.conftest import QUIZ
from tests.roleplay.test_play_attempt_canaries import cookies_in_clear
from tests.soak.table import tell

SHOPPER, STORE, ANSWER = "CanaryShopper", "CanaryStore", "CanaryAnswer"
# Who may read none of a secret's words. Whoever reviews visits knows the shopper; authors and HR know answers.
KEPT_FROM = {SHOPPER: "swzulca", STORE: "swzl", ANSWER: "swzuo"}
KEPT = """async () => {
  const found = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) found.push(request.url, await (await cache.match(request)).text());
  }
  for (const {name} of await indexedDB.databases()) {
    const base = await new Promise((done) => { const asked = indexedDB.open(name); asked.onsuccess = () => done(asked.result); });
    for (const store of base.objectStoreNames) {
      found.push(JSON.stringify(await new Promise((done) => {
        const asked = base.transaction(store).objectStore(store).getAll(); asked.onsuccess = () => done(asked.result); })));
    }
    base.close();
  }
  return found;
}"""


@dataclass(frozen=True)
class Readers:
    """Signed-in browsers by letter, and the addresses of all pages of the world."""

    browsers: dict
    paths: list


@pytest.fixture(scope="module")
def readers(world, everything):
    """The world with the three secrets in it."""
    app, cast = world
    with app.app_context():
        who = {letter: everything.ids["outside"]["o"] if letter == "o" else ACTORS[letter] and getattr(cast, ACTORS[letter]) for letter in "swzulcaoh"}
        browsers = {letter: Browser(app).login(key) if key else Browser(app) for letter, key in who.items()}
        _take(browsers["w"], everything)
        _hide(cast, everything.ids["outside"]["o"])
        paths = list(dict.fromkeys(path for rule, _, path, _ in cells(app, everything) if "GET" in rule.methods))
        database.session.remove()
    return Readers(browsers, paths)


def _take(browser, everything):
    """王喆 takes a quiz whose answers are canaries, and has it open."""
    quizzes.publish_quiz(QUIZ.replace("CANARY", ANSWER))
    database.session.commit()
    started = browser.post("/quizzes/desk/start", page="/quizzes/desk")
    everything.ids["quiz"]["wang"] = int(started.location.split("/")[3].partition("?")[0])


def _hide(cast, outside):
    """秋叶, who has seen 王喆, gets a name that nobody else has; so does 孙淼, and so does every typed word of 徐汇店."""
    shopper = database.session.scalar(select(Account.id).where(Account.employee_id == outside))
    database.session.execute(update(Visit).where(Visit.employee_id == cast.wang).values(observed_by=shopper))
    for person, word in ((outside, SHOPPER), (cast.sun, STORE)):
        database.session.execute(update(Employee).where(Employee.id == person).values(
            name=word, name_en=word, sort_key=word.lower(), number=f"{word}1"))
    database.session.commit()
    for table in set(database.metadata.sorted_tables) - {Employee.__table__}:  # its other people are assessors elsewhere
        for column in table.columns:
            if "unit_id" in table.columns and column.name in TYPED and isinstance(column.type, String) and not column.unique:
                query = update(table).where(table.c.unit_id == cast.xuhui).values({column.name: STORE})
                with contextlib.suppress(DBAPIError), database.engine.begin() as connection:  # some may hold words of a list only
                    connection.execute(query)


def sent(browser, path):
    """All that is sent for an address: words, headers, and what the cookie holds."""
    answer = browser.get(path)
    cookie = cookies_in_clear(browser.client) if browser.client.get_cookie("cx") else ""
    return "\n".join([said(answer)[1], str(answer.headers), cookie])


def test_no_secret_is_sent_to_anybody_it_is_kept_from(app, readers):
    wrong, count = [], 0
    for letter in "swzulcao":
        for path in readers.paths:
            text = sent(readers.browsers[letter], path)
            count += 1
            wrong += [f"{letter} {path}: {word}" for word, kept in KEPT_FROM.items() if letter in kept and word in text]
    tell("canaries", count, len(wrong))
    print(f"\n{count} answers searched for three secrets")
    assert not wrong, "\n".join(wrong)


def test_the_secrets_are_where_they_may_be(app, readers):
    every = [sent(readers.browsers[letter], path) for letter in "ha" for path in readers.paths]
    assert [word for word in KEPT_FROM if not any(word in text for text in every)] == []


@pytest.mark.browser
@pytest.mark.parametrize(("letter", "words"), [("w", (SHOPPER, STORE, ANSWER)), ("l", (SHOPPER, ANSWER))])  # 李想 visits 徐汇店
def test_no_browser_keeps_a_secret(app, readers, chromium, letter, words):
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    context = chromium.new_context(base_url=address)
    context.add_cookies([{"name": "cx", "value": readers.browsers[letter].client.get_cookie("cx").value, "url": address}])
    page = context.new_page()
    for path in readers.paths:
        answer = context.request.head(path)
        if answer.ok and "text/html" in answer.headers.get("content-type", "") and "attachment" not in answer.headers.get("content-disposition", ""):
            page.goto(path, wait_until="domcontentloaded")
    page.goto("/quality/visits")
    kept = page.evaluate(KEPT)
    context.close()
    server.shutdown()
    print(f"\n{len(kept)} things kept by the browser of {letter}")
    assert len(kept) > 3
    assert [word for word in words if any(word in each for each in kept)] == []
