"""Who is assessed, and who assesses, learn by mail when and where, and when that changes."""


import pytest
from sqlalchemy import delete, select

from cxtrain.extensions import db as database
from cxtrain.jobs.mail.models import OutgoingMail
from cxtrain.jobs.mail.operations import STILL_WANTED
from cxtrain.people.models import Account, Employee
from tests.days import today

SOON, LATER = (today(days).isoformat() for days in (5, 9))
WHERE = "14:30, training room"


@pytest.fixture
def told(app, cast, desk):
    """Mail is on and people have addresses; a function that returns the mails since it was last called, by who gets them."""
    settings = app.config["CX"]
    settings.mail_host, settings.mail_from, settings.public_url = "mail.heming-hotels.com", "t@heming-hotels.com", "https://t.example"
    for name in ("wang", "zhao", "lin", "he"):
        database.session.get(Employee, getattr(cast, name)).email = f"{name}@heming-hotels.com"
        database.session.query(Account).filter_by(employee_id=getattr(cast, name)).one().locale = "en"
    database.session.commit()

    def since():
        database.session.rollback()
        rows = {row.to.split("@")[0]: row for row in database.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id))}
        found = {name: (row.subject, row.body) for name, row in rows.items()}
        database.session.execute(delete(OutgoingMail))
        database.session.commit()
        return found
    return since


def test_both_learn_day_place_and_sheet_and_an_assessor_of_several_gets_one_mail(desk, told):
    desk.plan(people=("wang", "zhao"), planned_on=SOON, place=WHERE)
    found = told()
    assert set(found) == {"wang", "zhao", "lin"}
    assert "Your practical assessment: Desk practical" in found["wang"][0]
    for name in found:
        assert WHERE in found[name][1] and "Day: " in found[name][1] and "https://t.example/practicals" in found[name][1]
    assert "Who: Wang Zhe, Zhao Yan" in found["lin"][1] and "Zhao" not in found["wang"][1]


def test_a_move_another_assessor_and_taking_back_are_told_to_those_whom_they_concern(desk, told):
    desk.plan(planned_on=SOON, place=WHERE)
    told()
    url, cast = f"/practicals/{desk.sitting().id}", desk.cast
    desk.as_("he").post(f"{url}/change", planned_on=LATER, place="Lobby", first=cast.he, second=0)
    found = told()
    assert {name: subject.split(":")[0] for name, (subject, _body) in found.items()} == {
        "wang": "Changed", "he": "Changed", "lin": "You do not assess any more"}
    assert "Lobby" in found["wang"][1] and "Lobby" not in found["lin"][1]
    desk.as_("he").post(f"{url}/put-off", until=SOON, why="a private word")
    found = told()
    assert "a private word" in found["wang"][1] and "a private word" not in found["he"][1]
    desk.as_("he").post(f"{url}/withdraw", why="No room")
    assert {name: subject.split(":")[0] for name, (subject, _body) in told().items()} == {"wang": "Taken back", "he": "Taken back"}


def test_a_mail_that_a_later_one_overtook_is_not_sent_any_more(desk, told):
    desk.plan(planned_on=SOON, place=WHERE)
    desk.as_("he").post(f"/practicals/{desk.sitting().id}/put-off", until=LATER, why="away")
    database.session.rollback()
    keys = list(database.session.scalars(select(OutgoingMail.key).where(OutgoingMail.to.startswith("wang")).order_by(OutgoingMail.id)))
    assert [STILL_WANTED["practical"](key) for key in keys] == [False, True]


def test_of_what_lies_behind_and_without_a_mail_server_nothing_is_written(app, desk, told):
    desk.plan(planned_on=today(-3).isoformat())
    assert told() == {}
    app.config["CX"].mail_host = ""
    desk.plan(people=("zhao",), planned_on=SOON)
    assert told() == {}
