"""One submit that arrives sixteen times at once is done once; and its key serves for nothing else.

`--rounds 50` sends each act as often (make soak).
"""

from threading import Barrier, Thread

import pytest
from flask.testing import FlaskClient

from cxtrain.extensions import db
from tests.access.conftest import everything, world  # noqa: F401
from tests.conftest import Browser
from tests.faults.acts import ACTS, filled
from tests.faults.pairs import changed, everything_said
from tests.faults.sweep import Kept
from tests.soak.table import tell

SENDERS = 16


@pytest.fixture(scope="module")
def stage(world, everything):  # noqa: F811
    """The world as it was made, a browser and a filled form for each act: (kept, before, parts by act)."""
    app, cast = world
    ids = {kind: owners.get("wang") for kind, owners in everything.ids.items()}
    with app.app_context():
        parts = {}
        for act in ACTS:
            browser = Browser(app).login(getattr(cast, act.who))
            parts[act.name] = browser, filled(act, browser, ids)
        return Kept(), everything_said(), parts


def sixteen_times(browser, form):
    """Send the same form from as many threads at once; return the answers as (status, location)."""
    (address, fields), cookie = form, browser.client.get_cookie("cx").value
    barrier, answers = Barrier(SENDERS), []

    def send():
        client = FlaskClient(browser.app, browser.app.response_class)  # one of its own: a client is no thread's but one's
        client.set_cookie("cx", cookie)
        barrier.wait()
        answer = client.post(address, data=fields, headers=browser.headers)
        answers.append((answer.status_code, answer.location))

    threads = [Thread(target=send) for _ in range(SENDERS)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return answers


def sent_once(stage, act):
    """Return what one submit changes."""
    kept, before, parts = stage
    browser, (address, fields) = parts[act.name]
    kept.restore()
    answer = browser._open("POST", address, data=fields)
    return (answer.status_code, answer.location), changed(kept, before)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
def test_the_same_submit_sixteen_times_at_once_is_done_once_and_answered_alike(app, stage, act, request):
    (kept, before, parts), rounds = stage, request.config.getoption("--rounds")
    (answer, once), wrong = sent_once(stage, act), []
    for number in range(rounds):
        kept.restore()
        answers = sixteen_times(*parts[act.name])
        if set(answers) != {answer} or len(answers) != SENDERS:
            wrong.append(f"round {number}: answered {sorted(set(answers))}, not {answer}")
        if changed(kept, before) != once:
            wrong.append(f"round {number}: changed otherwise than one submit")
    tell("submits at once", rounds * SENDERS, len(wrong), db.engine.dialect.name)
    assert wrong == []


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
def test_a_key_that_comes_again_with_other_content_is_refused_and_what_was_typed_is_shown(app, stage, act):
    kept, before, parts = stage
    browser, (address, fields) = parts[act.name]
    _, once = sent_once(stage, act)
    answer = browser._open("POST", address, data={**fields, "reason": "Something else entirely"})
    assert answer.status_code == 409 and "Something else entirely" in answer.text
    assert changed(kept, before) == once
