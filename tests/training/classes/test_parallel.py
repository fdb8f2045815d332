"""Two who press at the same moment: seats are not given twice, and leave is answered once."""

import threading
import time

import pytest
from sqlalchemy import select

from cxtrain.extensions import db as database
from cxtrain.training.classes.members import operations
from cxtrain.training.classes.models import ClassLeave, ClassMember
from tests.training.activity import clock
from tests.training.classes.conftest import planned, sessions_of


def at_once(url, page, *presses):
    """Let each (browser, fields) post at the same moment; return the statuses in order."""
    ready = [(browser, {**browser.hidden(page), **fields}) for browser, fields in presses]
    database.session.remove()  # the test's own transaction must not hold the write lock
    barrier, statuses = threading.Barrier(len(ready)), {}

    def press(place, browser, fields):
        barrier.wait()
        statuses[place] = browser.client.post(url, data=fields, headers=browser.headers).status_code
    threads = [threading.Thread(target=press, args=(place, *pair)) for place, pair in enumerate(ready)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return [statuses[place] for place in range(len(ready))]


@pytest.fixture
def slowly(monkeypatch):
    """Between what is written and the commit there is time for somebody else."""
    for name in ("tell", "tell_answer"):
        monkeypatch.setattr(operations.telling, name, lambda *_args, **_more: time.sleep(0.5))


def test_two_who_join_at_once_do_not_get_the_same_seat(sign_in, slowly, cast, db):
    page = f"/training/classes/{planned(cast, joinable=True, seats=1)}"
    statuses = at_once(f"{page}/join", page, (sign_in("wang"), {}), (sign_in("zhao"), {}))
    assert sorted(statuses) == [303, 409]
    (member,) = db.session.scalars(select(ClassMember)).all()
    assert member.employee_id == (cast.wang, cast.zhao)[statuses.index(303)]


def test_leave_that_two_answer_at_once_is_answered_once(sign_in, slowly, cast, db):
    one = sessions_of(planned(cast, "wang"))[0]
    db.session.add(ClassLeave(session_id=one, employee_id=cast.wang, why="办证", asked_at=clock("2026-05-04 10:00"), answer=""))
    db.session.commit()
    url = f"/training/classes/sessions/{one}/leave/{cast.wang}"
    statuses = at_once(url, url, (sign_in("lin"), {"granted": "yes"}), (sign_in("li"), {"granted": "no", "answer": "人手不够"}))
    assert sorted(statuses) == [303, 409]
    leave = db.session.get_one(ClassLeave, (one, cast.wang))
    assert (leave.decided_by, leave.granted) == ((cast.lin, True), (cast.li, False))[statuses.index(303)]
