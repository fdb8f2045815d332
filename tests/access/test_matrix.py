"""Every rule × verb × actor × owner, really requested: what is not granted is refused, and writes nothing."""

import pytest
from sqlalchemy import event

from cxtrain.extensions import db as database
from tests.access.conftest import ACTORS
from tests.access.policy import POLICY, WORDS
from tests.soak.table import tell

VERBS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
REFUSED = (401, 403, 404)
WRITES = ("INSERT", "UPDATE", "DELETE")


def cells(app, everything):
    """Yield (rule, endpoint, owner or "", path, who may)."""
    for rule in app.url_map.iter_rules():
        policy = POLICY[rule.endpoint]
        who, kinds = (policy, {}) if isinstance(policy, str) else (policy[1], policy[0])
        owners = [""] if isinstance(who, str) else list(who)
        for owner in owners:
            values = {name: everything.ids[kind].get(owner) for name, kind in kinds.items()}
            if None in values.values():
                continue
            words = {name: WORDS[name] if isinstance(WORDS.get(name), str) else WORDS["slug"][rule.endpoint.split(".")[0]]
                     for name in rule.arguments - set(values)}
            with app.test_request_context():
                yield rule, owner, app.url_map.bind("").build(rule.endpoint, {**values, **words}), \
                    who if isinstance(who, str) else who[owner]


@pytest.fixture
def written(app, monkeypatch):
    """The writes of the request under way; commits are put off, so that no cell changes another."""
    statements = []

    def note(connection, cursor, statement, *rest):
        if statement.lstrip().upper().startswith(WRITES) and "user_session" not in statement:
            statements.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    monkeypatch.setattr(database.session, "commit", database.session.flush)
    yield statements
    event.remove(database.engine, "before_cursor_execute", note)


def refused(answer):
    """Whether the answer keeps the asker out."""
    return answer.status_code in REFUSED or (answer.status_code == 302 and answer.location == "/sign-in")


def test_every_endpoint_is_in_the_policy_and_none_is_forgotten(app):
    assert {rule.endpoint for rule in app.url_map.iter_rules()} ^ set(POLICY) == set()


@pytest.mark.parametrize("letter", ACTORS)
def test_nobody_reaches_what_is_not_granted(app, asker, everything, written, letter, record_property):
    wrong, count = [], 0
    token = asker.hidden("/sign-in" if letter == "s" else "/me/sessions")["csrf_token"]
    cookie = asker.client.get_cookie("cx").value
    for rule, owner, path, who in list(cells(app, everything)):
        for verb in VERBS:
            written.clear()
            data = {"csrf_token": token} if verb not in ("GET", "HEAD", "OPTIONS") else None
            answer = asker._open(verb, path, data=data)
            count += 1
            problem = _judged(answer, verb in rule.methods, letter in who, list(written))
            if rule.endpoint == "health.readyz" and answer.status_code == 503:
                problem = ""  # the tests' tables were made without migrations, and no worker lives; it says so
            if problem:
                wrong.append(f"{letter} {verb} {path} ({rule.endpoint} of {owner or 'all'}): {answer.status_code} {problem}")
            asker.client.set_cookie("cx", cookie)  # a cell may have signed out or changed the language
    record_property("cells", count)
    print(f"\n{count} cells requested as {letter}")
    tell("cells", count, len(wrong), database.engine.dialect.name)
    assert wrong == []


def _judged(answer, known_verb, may, statements):
    if answer.status_code >= 500:
        return "failed"
    if not known_verb:
        return "" if answer.status_code in (405, *REFUSED, 400) and not statements else "should be 405 and write nothing"
    if not may:
        return "" if refused(answer) and not statements else f"was let in; wrote {statements[:1]}"
    return "was refused" if refused(answer) and answer.status_code != 404 else ""


@pytest.mark.parametrize("letter", "u")
def test_a_foreign_thing_and_a_missing_one_get_the_same_answer(app, asker, everything):
    # 孙淼 asks for 王喆's things and for ids that do not exist; both answers are equal but for tokens and paths.
    different = []
    for rule in app.url_map.iter_rules():
        policy = POLICY[rule.endpoint]
        if isinstance(policy, str) or "GET" not in rule.methods or "u" in policy[1].get("wang", ""):
            continue
        values = {name: everything.ids[kind]["wang"] for name, kind in policy[0].items()}
        if set(rule.arguments) - set(values):
            continue
        build = app.url_map.bind("").build
        answers = [asker.get(build(rule.endpoint, v)) for v in (values, dict.fromkeys(values, 987654))]
        if answers[0].status_code != answers[1].status_code:
            different.append(f"{rule.rule}: {[a.status_code for a in answers]}")
    assert different == []
