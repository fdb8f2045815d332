"""Huddles, what was played on in each scene, and how many chose what. Who chose what is gone when a huddle ends."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Moment, db
from cxtrain.people.models import Employee, Unit
from cxtrain.roleplay.models import ScenarioVersion
from cxtrain.training.huddles.stages import Stage


class Huddle(db.Model):
    """A scenario played by a group. Its steps are the truth; outcome and score are what their replay gives.

    Ended without an outcome means ended before the story was. `position` is the scene in question; once it has ended,
    how many choices were made.
    """

    __table_args__ = (
        CheckConstraint("stage in ('lobby', 'asking', 'counted', 'shown', 'ended')", name="stage"),
        CheckConstraint("(stage = 'ended') = (ended_at is not null)", name="ended"),
        CheckConstraint("outcome in ('delighted', 'satisfied', 'indifferent', 'lost')", name="outcome"),
        CheckConstraint("outcome is null or ended_at is not null", name="closed"),
        CheckConstraint("score between 0 and 100", name="score"),
        CheckConstraint("position between 0 and 200", name="position"),
        CheckConstraint("people >= 0", name="people"),
        Index("ix_huddle_unit_id_started_at", "unit_id", "started_at"),
        Index("ix_huddle_open", "started_at", sqlite_where=text("ended_at is null"), postgresql_where=text("ended_at is null")),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey(Unit.id))  # whose group it was
    version_id: Mapped[int] = mapped_column(ForeignKey(ScenarioVersion.id))
    leader_id: Mapped[int] = mapped_column(ForeignKey(Employee.id))
    code: Mapped[str] = mapped_column(String(6), unique=True)
    seed: Mapped[str] = mapped_column(String(32))  # secret: order and tokens of the choices come from it
    stage: Mapped[Stage] = mapped_column(String(7), default="lobby")
    position: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=0)  # of what is on screen: one more at each move
    started_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]
    outcome: Mapped[str | None] = mapped_column(String(11))
    score: Mapped[float | None]  # percent, rounded down to a tenth
    people: Mapped[int] = mapped_column(default=0)  # the most who chose in one scene, by telephone and by hand
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    version: Mapped[ScenarioVersion] = relationship(lazy="joined", innerjoin=True)
    leader: Mapped[Employee] = relationship(foreign_keys=[leader_id])


class HuddleStep(db.Model):
    """The choice that a huddle was played on with, in one scene."""

    __table_args__ = (CheckConstraint("position between 0 and 199", name="position"),)
    huddle_id: Mapped[int] = mapped_column(ForeignKey(Huddle.id), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)  # from 0
    choice_id: Mapped[str] = mapped_column(String(64))


class HuddleCount(db.Model):
    """How many were for a choice in one scene. No row: nobody."""

    __table_args__ = (CheckConstraint("phones >= 0 and hands >= 0", name="counts"),)
    huddle_id: Mapped[int] = mapped_column(ForeignKey(Huddle.id), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    choice_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    phones: Mapped[int] = mapped_column(default=0)
    hands: Mapped[int] = mapped_column(default=0)


class HuddlePhone(db.Model):
    """A telephone that joined, by a random word; deleted when the huddle ends."""

    huddle_id: Mapped[int] = mapped_column(ForeignKey(Huddle.id), primary_key=True)
    phone: Mapped[str] = mapped_column(String(32), primary_key=True)


class HuddleVote(db.Model):
    """What a telephone chose in one scene; deleted when the huddle ends."""

    huddle_id: Mapped[int] = mapped_column(ForeignKey(Huddle.id), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    phone: Mapped[str] = mapped_column(String(32), primary_key=True)
    choice_id: Mapped[str] = mapped_column(String(64))
