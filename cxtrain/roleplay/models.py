"""Scenarios, their versions, attempts and the choices made in them."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, TextClause, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Json, Moment, Words, db
from cxtrain.journey.models import Touchpoint


class ScenarioVersion(db.Model):
    """A scenario file as it stood when it was published. Written once, never updated."""

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256 of `source`, hex
    source: Mapped[str] = mapped_column(Text, deferred=True)
    title: Mapped[Words]
    published_at: Mapped[Moment]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))  # None: by a command
    note: Mapped[str | None] = mapped_column(String(500))  # what is new in it, in the author's words


class Scenario(db.Model):
    """A scenario by its slug; it points to the version that new attempts are made with."""

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    touchpoint_id: Mapped[int] = mapped_column(ForeignKey(Touchpoint.id), index=True)
    current_id: Mapped[int] = mapped_column(ForeignKey(ScenarioVersion.id))
    retired_at: Mapped[Moment | None]  # from then on no new attempt is made
    touchpoint: Mapped[Touchpoint] = relationship(lazy="joined", innerjoin=True)
    current: Mapped[ScenarioVersion] = relationship(lazy="joined", innerjoin=True)


def _where(words: str) -> dict[str, TextClause]:
    """Return what makes an index hold only the rows for which `words` are true, on both databases."""
    return {"sqlite_where": text(words), "postgresql_where": text(words)}


class Attempt(db.Model):
    """One play of one person. Its choices are the truth; score and result are what their replay gives.

    Finished without an outcome means given up. One play of each kind may be open, so a double start makes one. A
    practice taken up again from a scene of an earlier one (its first `carried` choices) is no try: it never counts.
    """

    __tablename__ = "scenario_attempt"
    __table_args__ = (
        Index("uq_scenario_attempt_open", "employee_id", "scenario_id", "mode", unique=True,
              **_where("finished_at is null and carried is null")),
        Index("uq_scenario_attempt_open_again", "employee_id", "scenario_id", unique=True,
              **_where("finished_at is null and carried is not null")),
        Index("ix_scenario_attempt_tries", "employee_id", "scenario_id", "finished_at", "id",
              **_where("outcome is not null and carried is null")),
        CheckConstraint("mode in ('practice', 'exam')", name="mode"),
        CheckConstraint("outcome in ('delighted', 'satisfied', 'indifferent', 'lost')", name="outcome"),
        CheckConstraint("score between 0 and 100", name="score"),
        CheckConstraint("carried is null or (mode = 'practice' and carried between 0 and 199)", name="carried"),
        CheckConstraint("patience in (100, 150, 200)", name="patience"),
        CheckConstraint("shared_at is null or (mode = 'practice' and outcome is not null)", name="shared"),
        CheckConstraint("outcome is null or finished_at is not null", name="ended"),
        CheckConstraint("score is null or outcome is not null", name="scored"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True)
    scenario_id: Mapped[int] = mapped_column(ForeignKey(Scenario.id), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey(ScenarioVersion.id), index=True)
    mode: Mapped[str] = mapped_column(String(8))
    seed: Mapped[str] = mapped_column(String(32))  # secret: order and tokens of the choices come from it
    started_at: Mapped[Moment]
    finished_at: Mapped[Moment | None]
    outcome: Mapped[str | None] = mapped_column(String(11))
    score: Mapped[float | None]  # percent, rounded down to a tenth; None where every play earns the same
    result: Mapped[Json | None]  # the marks behind it, see operations.result_of
    carried: Mapped[int | None]  # how many choices came from an earlier practice; None for a try of one's own
    patience: Mapped[int | None]  # percent of the time that silences give an answer; None: no customer walks off
    shared_at: Mapped[Moment | None]  # since when the player's supervisor may see the choices of this practice
    version: Mapped[ScenarioVersion] = relationship(lazy="joined", innerjoin=True)


class Step(db.Model):
    """One choice. Its position is unique, so a double click cannot choose twice."""

    __tablename__ = "scenario_step"
    __table_args__ = (CheckConstraint("position between 0 and 199", name="position"),)
    attempt_id: Mapped[int] = mapped_column(ForeignKey(Attempt.id), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)  # from 0
    choice_id: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str | None] = mapped_column(String(500))  # typed by the player where the choice asks why; not scored
    at: Mapped[Moment]


class Hint(db.Model):
    """A hint that the player opened: before the choice at this position."""

    __tablename__ = "scenario_hint"
    __table_args__ = (CheckConstraint("position between 0 and 199", name="position"),)
    attempt_id: Mapped[int] = mapped_column(ForeignKey(Attempt.id), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[Moment]
