"""The outbox, emptied over a real connection: exactly once, after refusals and failures, and never in quiet hours."""

import datetime as dt
import threading
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from cxtrain.clock import now
from cxtrain.extensions import db as database
from cxtrain.jobs.mail import operations, smtp
from cxtrain.jobs.mail.models import OutgoingMail
from cxtrain.jobs.mail.operations import STILL_WANTED, Letter, post
from cxtrain.jobs.mail.quiet import allowed_from
from cxtrain.jobs.mail.work import send_waiting
from cxtrain.jobs.work import work
from tests.conftest import Browser
from tests.jobs.mail_server import mail_server
from tests.site import free_port

NOON = dt.datetime(2026, 5, 6, 4, 0, tzinfo=dt.UTC)  # in Shanghai
SHANGHAI = "Asia/Shanghai"


@pytest.fixture
def server():
    """A mail server."""
    with mail_server() as found:
        yield found


@pytest.fixture
def settings(app, server):
    """The application's settings, with that server."""
    found = app.config["CX"]
    found.mail_host, found.mail_port, found.mail_tls = "127.0.0.1", server.port, "none"
    found.mail_from = "培训 <training@heming-hotels.com>"
    return found


@pytest.fixture
def noon():
    """It is noon in Shanghai; the test moves on with `noon.shift`."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def put(*keys, zone=SHANGHAI, **changes):
    """Put a mail into the outbox for each key."""
    post([Letter(**{"kind": "note", "key": key, "to": "wang@heming-hotels.com", "subject": "课程\n明天到期", "body": "您好\n.\n再见",
                    "zone": zone, **changes}) for key in keys])
    database.session.commit()


def rows():
    """Return the outbox, oldest first."""
    database.session.rollback()
    return list(database.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)))


def test_a_mail_is_sent_once_with_its_text_whole(settings, server, noon, db):
    put("a")
    assert [send_waiting(settings) for _ in range(3)] == [1, 0, 0]
    (taken,) = server.taken
    assert (taken["To"], taken["Subject"]) == ("wang@heming-hotels.com", "课程 明天到期")
    assert taken.get_content().splitlines() == ["您好", ".", "再见"] and "training@heming-hotels.com" in taken["From"]
    assert taken["Auto-Submitted"] == "auto-generated" and taken["Message-ID"].endswith("@heming-hotels.com>")
    assert rows()[0].sent_at == NOON


def test_the_same_key_is_the_same_mail_even_after_it_was_sent(settings, server, noon, db):
    put("a", "a")
    send_waiting(settings)
    put("a", "b")
    send_waiting(settings)
    assert [row.key for row in rows()] == ["a", "b"] and len(server.taken) == 2


def test_several_go_over_one_connection(settings, server, noon, db):
    put(*(f"k{n}" for n in range(25)))
    assert send_waiting(settings) == 20 and server.connections == 1
    assert send_waiting(settings) == 5 and len(server.taken) == 25


def test_a_passing_failure_is_tried_again_later_and_then_succeeds_once(settings, server, noon, db):
    put("a")
    server.data += [b"451 greylisted", b"451 greylisted"]
    assert send_waiting(settings) == 0
    (row,) = rows()
    assert "greylisted" in row.last_error and row.next_try_at == NOON + dt.timedelta(minutes=5)
    assert send_waiting(settings) == 0 and rows()[0].tries == 1
    noon.shift(dt.timedelta(minutes=6))
    assert send_waiting(settings) == 0 and rows()[0].next_try_at == now() + dt.timedelta(minutes=10)
    noon.shift(dt.timedelta(minutes=11))
    assert [send_waiting(settings) for _ in range(2)] == [1, 0] and len(server.taken) == 1
    assert rows()[0].last_error == ""


def test_an_address_that_is_refused_for_good_is_given_up_and_the_next_mail_goes(settings, server, noon, db):
    put("a", "b")
    server.recipients += [b"550 nobody of that name"]
    assert send_waiting(settings) == 1
    first, second = rows()
    assert first.given_up_at == NOON and "nobody of that name" in first.last_error and second.sent_at == NOON
    noon.shift(dt.timedelta(days=1))
    assert send_waiting(settings) == 0


def test_a_server_that_refuses_connections_costs_one_try_and_everything_waits(settings, server, noon, db):
    put("a", "b", "c")
    settings.mail_port = free_port()
    assert send_waiting(settings) == 0
    assert [row.tries for row in rows()] == [1, 0, 0]
    assert {row.next_try_at for row in rows()} == {NOON + dt.timedelta(minutes=5)}
    settings.mail_port = server.port
    noon.shift(dt.timedelta(minutes=6))
    assert send_waiting(settings) == 3 and len(server.taken) == 3


def test_while_the_server_hangs_people_save_as_ever_and_the_mail_waits(settings, server, db, app, cast, monkeypatch):
    monkeypatch.setattr(smtp, "SECONDS", 3)
    server.hanging = True
    with time_machine.travel(NOON, tick=True):
        put("a")
        browser = Browser(app).login(cast.wang)

        def send():
            with app.app_context():
                send_waiting(settings)

        thread = threading.Thread(target=send)
        thread.start()
        while not server.connections:
            thread.join(0.01)
        answer = browser.post("/theme", page="/", value="dark")
        assert answer.status_code == 303 and thread.is_alive()  # saved while the worker still waits for the server
        thread.join()
        (row,) = rows()
    assert row.sent_at is None and "TimeoutError" in row.last_error or "timed out" in row.last_error


def test_a_worker_that_dies_after_taking_it_leaves_it_to_the_next(settings, server, noon, db):
    put("a")
    operations.claim(now())
    database.session.commit()
    assert send_waiting(settings) == 0
    noon.shift(dt.timedelta(minutes=6))
    assert send_waiting(settings) == 1


def test_in_quiet_hours_it_waits_until_nine_where_the_person_works(settings, server, db):
    with time_machine.travel(dt.datetime(2026, 5, 6, 13, 30, tzinfo=dt.UTC), tick=False) as clock:  # 21:30 in Shanghai
        put("shanghai")
        put("london", zone="Europe/London")
        assert send_waiting(settings) == 1
        assert [row.sent_at is None for row in rows()] == [True, False]
        assert rows()[0].next_try_at == dt.datetime(2026, 5, 7, 1, 0, tzinfo=dt.UTC)
        clock.move_to(dt.datetime(2026, 5, 7, 1, 0, tzinfo=dt.UTC))
        assert send_waiting(settings) == 1


def test_a_retry_that_falls_into_quiet_hours_is_put_off_too(settings, server, db):
    with time_machine.travel(dt.datetime(2026, 5, 6, 12, 58, tzinfo=dt.UTC), tick=False) as clock:
        put("a")
        server.data += [b"451 later"]
        send_waiting(settings)
        clock.shift(dt.timedelta(minutes=10))
        assert send_waiting(settings) == 0 and rows()[0].tries == 1
        assert rows()[0].next_try_at == dt.datetime(2026, 5, 7, 1, 0, tzinfo=dt.UTC)


def test_what_is_no_longer_wanted_or_too_old_is_not_sent(settings, server, noon, db, monkeypatch):
    monkeypatch.setitem(STILL_WANTED, "question", lambda key: key == "yes")
    put("no", "yes", kind="question")
    assert send_waiting(settings) == 1
    assert [row.given_up_at is None for row in rows()] == [False, True]
    put("old")
    noon.shift(dt.timedelta(days=4))
    assert send_waiting(settings) == 0 and rows()[-1].given_up_at is not None


def test_after_a_month_it_is_forgotten(settings, noon, db):
    put("a")
    noon.shift(dt.timedelta(days=31))
    put("b")
    operations.forget_old(now().date())
    assert [row.key for row in database.session.scalars(select(OutgoingMail))] == ["b"]


def test_without_a_server_nothing_is_tried(app, server, noon, db):
    put("a")
    assert send_waiting(app.config["CX"]) == 0 and rows()[0].tries == 0


def test_the_worker_sends_when_it_has_nothing_else_to_do(settings, server, noon, db, app):
    put("a")
    database.session.remove()
    work(app, pause=0, stop=lambda: bool(server.taken))
    assert len(server.taken) == 1


def test_a_server_that_cannot_encrypt_gets_no_mail(settings, server, noon, db):
    put("a")
    settings.mail_tls = "starttls"
    assert send_waiting(settings) == 0 and server.taken == []
    assert "SMTPNotSupportedError" in rows()[0].last_error


@given(st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2030, 1, 1), timezones=st.just(dt.UTC)),
       st.sampled_from((SHANGHAI, "Europe/London", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe")))
def test_whatever_the_moment_mail_goes_between_nine_and_twenty_one_and_never_earlier(moment, zone):
    found = allowed_from(moment, zone)
    assert found >= moment and 9 <= found.astimezone(ZoneInfo(zone)).hour < 21
    assert found - moment <= dt.timedelta(hours=13) and allowed_from(found, zone) == found
