"""Nobody's write is lost, and nobody writes in a GET."""

import threading

import pytest
from flask import Blueprint
from sqlalchemy import text

from cxtrain.extensions import db as database
from cxtrain.web.locks import LockTimeout, WriteLock
from cxtrain.web.transactions import reading

bp = Blueprint("counting", __name__)


@bp.route("/count", methods=["GET", "POST"])
def count():
    """Read, then write what was read plus one: the case in which the driver's defaults lose writes.

    On PostgreSQL our queries lock such a row with FOR UPDATE; on SQLite BEGIN IMMEDIATE does it for all.
    """
    lock = " for update" if database.engine.dialect.name == "postgresql" else ""
    seen = database.session.execute(text("select n from counter" + lock)).scalar_one()
    database.session.execute(text("update counter set n = :n"), {"n": seen + 1})
    database.session.commit()
    return str(seen + 1)


count.public = True


@pytest.fixture
def counting(world):
    app, _ = world
    app.config["WTF_CSRF_ENABLED"] = False  # eight threads of one test, not a page
    app.register_blueprint(bp)
    with app.app_context():
        database.session.execute(text("create table counter (n integer)"))
        database.session.execute(text("insert into counter values (0)"))
        database.session.commit()
    return app


def test_eight_threads_of_twenty_five_posts_lose_nothing_and_fail_nothing(counting):
    answers = []

    def post():
        client = counting.test_client()
        answers.extend(client.post("/count").status_code for _ in range(25))

    threads = [threading.Thread(target=post) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    with counting.app_context():
        assert answers == [200] * 200
        assert database.session.execute(text("select n from counter")).scalar_one() == 200


def test_a_write_hidden_in_a_get_is_refused(counting):
    assert counting.test_client().get("/count").status_code in (500, 503)
    with counting.app_context():
        assert database.session.execute(text("select n from counter")).scalar_one() == 0


def test_a_reading_block_cannot_write(app):
    with reading(), pytest.raises(Exception, match="(?i)readonly|read-only|read only"):
        database.session.execute(text("update unit set name = 'x'"))
    database.session.rollback()


def test_a_lock_held_too_long_times_out_and_is_free_again_afterwards(tmp_path):
    lock = WriteLock(tmp_path / "lock", seconds=0.2)
    held = lock.acquire()
    other = WriteLock(tmp_path / "lock", seconds=0.2)  # as another process would open it
    with pytest.raises(LockTimeout):
        other.acquire()
    with pytest.raises(LockTimeout):
        lock.acquire()
    held.release()
    other.acquire().release()
    lock.acquire().release()


def test_a_busy_database_answers_503_with_what_was_typed(browser, cast, app):
    app.config["CX"].lock_seconds = 0.2
    browser.login(cast.wang)
    hidden = browser.hidden("/me/sessions")
    holder = database.engine.connect()
    if database.engine.dialect.name != "sqlite":
        pytest.skip("the write lock is SQLite's")
    transaction = holder.begin()
    try:
        answer = browser.client.post("/me/sessions", data={**hidden, "value": "12345"}, headers=browser.headers)
    finally:
        transaction.rollback()
        holder.close()
    assert answer.status_code == 503 and answer.headers["Retry-After"]
    assert "12345" in answer.text and "Send it again" in answer.text


def test_foreign_keys_are_on(app):
    with pytest.raises(Exception, match="(?i)foreign key"):
        database.session.execute(text("insert into membership (employee_id, unit_id, start_on, reason) "
                                      "values (9999, 1, '2026-01-01', 'joined')"))
    database.session.rollback()
