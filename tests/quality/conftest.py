"""A small hotel: its touchpoints, the survey and two shopper's forms; and scorecards in every state."""

import datetime as dt
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select
from werkzeug.serving import WSGIRequestHandler, make_server

from cxtrain.clock import today
from cxtrain.journey.models import Touchpoint
from cxtrain.journey.operations import publish_touchpoints
from cxtrain.people.models import Account, Employee, Unit
from cxtrain.people.permissions import Actor, Held, Role
from cxtrain.quality import operations, queries
from cxtrain.quality.answers import Answer
from cxtrain.quality.decisions import operations as decisions
from cxtrain.quality.instrument import Instrument
from cxtrain.quality.models import Visit
from cxtrain.quality.programmes import operations as programmes
from cxtrain.quality.programmes.models import ProgrammeReceipt, ProgrammeVersion
from cxtrain.quality.scoring import review
from cxtrain.quality.sheet import Sheet
from cxtrain.quality.timetable import Times

SCENARIOS = Path(__file__).parents[2] / "scenarios"
SHEET = Sheet(Times("10:00", "10:01", None, "10:20", 75), "She carried the bags to the lift", False, "0102", "R-88")


class Quiet(WSGIRequestHandler):
    """Serves without a line per request."""

    def log(self, *args):
        """Say nothing."""


@pytest.fixture
def site(app, db):
    """The address of the application of a test, for a browser."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    db.session.rollback()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@dataclass
class Hotel:
    """Ids of what is published."""

    desk: int  # touchpoint front-desk-check-in
    breakfast: int


def tell_programme(db, unit_id: int | None = None, *, on: dt.date = dt.date(2024, 1, 1), **plan) -> ProgrammeVersion:
    """A programme of the firm, or of a unit, told on a day and in force a week later, which everybody has read."""
    unit = db.session.get(Unit, unit_id) if unit_id else db.session.scalars(select(Unit).where(Unit.parent_id.is_(None))).one()
    hr = db.session.scalars(select(Employee).where(Employee.number == "H0001")).one()
    me = actor(db, hr.id, Role.HR)
    draft = programmes.begin_draft(me, unit, programmes.Plan(**{"starts_on": on + dt.timedelta(days=7), **plan}))
    programmes.publish(me, draft, on=on)
    db.session.add_all(ProgrammeReceipt(version_id=draft.id, employee_id=person, read_at=draft.published_at)
                       for person in db.session.scalars(select(Employee.id)))
    db.session.flush()
    return draft


@pytest.fixture
def hotel(db):
    """Touchpoints, the survey, two forms and a programme, published."""
    publish_touchpoints((SCENARIOS / "hotel" / "touchpoints.yaml").read_bytes(), pack="hotel")
    for name in ("servqual-22", "hotel-front-desk-check-in", "hotel-breakfast"):
        operations.publish_instrument((SCENARIOS / "instruments" / f"{name}.yaml").read_bytes())
    tell_programme(db)
    db.session.commit()
    ids = dict(db.session.execute(select(Touchpoint.slug, Touchpoint.id)).all())
    return Hotel(desk=ids["front-desk-check-in"], breakfast=ids["breakfast"])


def actor(db, employee_id: int, *roles: Role) -> Actor:
    """The actor that an employee is, holding `roles` in their own unit."""
    account = db.session.scalar(select(Account).where(Account.employee_id == employee_id))
    person, unit = account.employee, account.employee.unit
    return Actor(account_id=account.id, employee_id=person.id, number=person.number, name=person.name,
                 name_en=person.name_en, locale="en", unit_id=unit.id, unit_path=unit.path, unit_name=unit.name,
                 zone=unit.zone, roles=tuple(Held(role, unit.id, unit.path) for role in roles))


def full_answers(visit: Visit, value: int = 6) -> dict[str, Answer]:
    """An answer of `value` to every item of the visit's form."""
    return {item.id: Answer(value, note="10:05 seen" if value < 4 else "")
            for item in queries.instrument_of(visit.instrument).items}


@dataclass
class Desk:
    """Makes scorecards of 静安店 as 陈晨 of 徐汇店 writes them and 何姐 decides them."""

    db: object
    cast: object
    hotel: Hotel

    @property
    def chen(self) -> Actor:
        """The shopper, a supervisor elsewhere."""
        return actor(self.db, self.cast.chen, Role.SUPERVISOR)

    @property
    def he(self) -> Actor:
        """The reviewer."""
        return actor(self.db, self.cast.he, Role.HR)

    def draft(self, *, days_ago: int = 0, touchpoint: int | None = None) -> Visit:
        """A visit just begun."""
        day = today("Asia/Shanghai") - dt.timedelta(days=days_ago)
        visit = operations.start_visit(self.chen, operations.Start(
            self.db.session.get(Unit, self.cast.jingan),
            self.db.session.get(Touchpoint, touchpoint or self.hotel.desk), day))
        self.db.session.commit()
        return visit

    def written(self, answers: dict[str, Answer] | None = None, *, sheet: Sheet = SHEET, **facts) -> Visit:
        """A visit with everything answered."""
        visit = self.draft(**facts)
        operations.save_scorecard(visit, answers=full_answers(visit) | (answers or {}), sheet=sheet)
        self.db.session.commit()
        return visit

    def submitted(self, answers: dict[str, Answer] | None = None, **facts) -> Visit:
        """A visit handed in."""
        visit = self.written(answers, **facts)
        given = queries.answers_of(visit.id)
        operations.submit(visit, given, review(queries.instrument_of(visit.instrument), given))
        self.db.session.commit()
        return visit

    def released(self, answers: dict[str, Answer] | None = None, *, person: int | None = None, **facts) -> Visit:
        """A visit released, of `person` where one is given."""
        visit = self.submitted(answers, **facts)
        decisions.approve(self.he, visit, employee_id=person, grounds="badge and receipt" if person else "")
        decisions.release(self.he, visit)
        self.db.session.commit()
        return visit


@pytest.fixture
def desk(db, cast, hotel):
    """Scorecards in any state."""
    return Desk(db, cast, hotel)


@dataclass(frozen=True)
class Card:
    """The id of a scorecard: a browser's requests detach rows, so tests of pages hold on to the id."""

    id: int


class Cards:
    """What Desk makes, as ids."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def draft(self, **facts) -> Card:
        """A visit just begun."""
        return Card(self.desk.draft(**facts).id)

    def written(self, *args, **facts) -> Card:
        """A visit with everything answered."""
        return Card(self.desk.written(*args, **facts).id)

    def submitted(self, *args, **facts) -> Card:
        """A visit handed in."""
        return Card(self.desk.submitted(*args, **facts).id)

    def released(self, *args, **facts) -> Card:
        """A visit released."""
        return Card(self.desk.released(*args, **facts).id)

    def returned(self, reason: str) -> Card:
        """A visit that the reviewer sent back."""
        visit = self.desk.submitted()
        decisions.send_back(self.desk.he, visit, reason)
        self.desk.db.session.commit()
        return Card(visit.id)

    def form(self, card: Card) -> Instrument:
        """The form of a visit."""
        return queries.instrument_of(self.desk.db.session.get(Visit, card.id).instrument)


@pytest.fixture
def cards(desk):
    """Scorecards in any state, by id."""
    return Cards(desk)
