"""Reading a huddle as one telephone needs it. Statements over tables, made once: thirty telephones run them all the time."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select

from cxtrain.extensions import db
from cxtrain.people.models import Unit
from cxtrain.roleplay.models import ScenarioVersion
from cxtrain.roleplay.play import Position, replay
from cxtrain.roleplay.queries import scenario_by_digest
from cxtrain.roleplay.records import Scenario
from cxtrain.training.huddles.models import Huddle, HuddlePhone, HuddleStep, HuddleVote
from cxtrain.training.huddles.phones.screen import PhoneScreen, phone_screen

_huddle, _version, _unit, _vote, _step, _phone = (
    model.__table__ for model in (Huddle, ScenarioVersion, Unit, HuddleVote, HuddleStep, HuddlePhone))


@dataclass(frozen=True)
class Seat:
    """A huddle, and what one telephone has chosen in the scene in question."""

    huddle_id: int
    code: str
    stage: str
    position: int
    revision: int
    seed: str
    started_at: dt.datetime
    digest: str
    unit: str
    unit_en: str
    mine: str | None  # choice id

    def tag(self, *others: object) -> str:
        """Return a word that changes whenever the page changes; `others` decide about it, too."""
        return hashlib.sha256(repr((self.seed, self.revision, self.mine, *others)).encode()).hexdigest()[:16]


_SEAT = (
    select(_huddle.c.id, _huddle.c.code, _huddle.c.stage, _huddle.c.position, _huddle.c.revision, _huddle.c.seed,
           _huddle.c.started_at, _version.c.digest, _unit.c.name, _unit.c.name_en, _vote.c.choice_id)
    .select_from(_huddle.join(_version, _version.c.id == _huddle.c.version_id).join(_unit, _unit.c.id == _huddle.c.unit_id)
                 .outerjoin(_vote, and_(_vote.c.huddle_id == _huddle.c.id, _vote.c.position == _huddle.c.position,
                                        _vote.c.phone == bindparam("phone"))))
    .where(_huddle.c.id == bindparam("huddle")))
_SEAT_LOCKED = _SEAT.with_for_update(of=_huddle, read=True)  # telephones do not wait for each other, only for the trainer
_OPEN = select(_huddle.c.id, _huddle.c.stage, _huddle.c.started_at).where(_huddle.c.code == bindparam("code"))
_STEPS = select(_step.c.choice_id).where(_step.c.huddle_id == bindparam("huddle")).order_by(_step.c.position)
_JOINED = select(func.count()).select_from(_phone).where(_phone.c.huddle_id == bindparam("huddle"))


def seat_of(huddle_id: int, phone: str, *, locked: bool = False) -> Seat | None:
    """Return the seat of a telephone; None where there is no such huddle. `locked`: the trainer does not go on meanwhile."""
    statement: Select[Any] = _SEAT_LOCKED if locked else _SEAT
    row = db.session.connection().execute(statement, {"huddle": huddle_id, "phone": phone}).first()
    return Seat(*row) if row else None


def huddle_by_code(code: str) -> Any:
    """Return (id, stage, started_at) of the huddle with this code, or None."""
    return db.session.connection().execute(_OPEN, {"code": code}).first()


def count_phones(huddle_id: int) -> int:
    """Return how many telephones have joined."""
    return int(db.session.connection().execute(_JOINED, {"huddle": huddle_id}).scalar_one())


def scene_of(seat: Seat) -> tuple[Scenario, Position, str | None]:
    """Return the scenario, the scene in question, and the choice id that was played on with, None before."""
    made = list(db.session.connection().scalars(_STEPS, {"huddle": seat.huddle_id}))
    scenario = scenario_by_digest(seat.digest)
    return scenario, replay(scenario, made[:seat.position]), next(iter(made[seat.position:]), None)


def screen_at(seat: Seat) -> PhoneScreen:
    """Return what the telephone in this seat shows."""
    scenario, before, played = scene_of(seat)
    return phone_screen(scenario, before, seed=seat.seed, mine=seat.mine, played=played)
