"""Gold cases, rounds in which shoppers score them, visits that are looked at again, and visits that were scored twice."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Moment, Words, db
from cxtrain.files.models import FileDigest
from cxtrain.people.models import Account
from cxtrain.quality.models import InstrumentVersion, Visit


class GoldCase(db.Model):
    """A case as it stood when it was written. Only `current` ever changes."""

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256 of `source`, hex
    source: Mapped[str] = mapped_column(Text, deferred=True)  # case.stored()
    title: Mapped[Words]
    instrument_id: Mapped[int] = mapped_column(ForeignKey("instrument_version.id"))  # the form it is scored with
    ready: Mapped[bool]  # whether every item has its right answer and the reason
    current: Mapped[bool] = mapped_column(default=True)  # the version that new rounds use
    published_at: Mapped[Moment]
    instrument: Mapped[InstrumentVersion] = relationship(lazy="joined", innerjoin=True)


class CasePicture(db.Model):
    """A picture that belongs to versions of a case; the version says which, and what it shows."""

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), index=True)  # of the case
    digest: Mapped[str] = mapped_column(FileDigest(64), ForeignKey("stored_file.digest"))
    kept_at: Mapped[Moment]


class CalibrationRound(db.Model):
    """The same cases for all shoppers, once a quarter; or other ones for those who go through it again."""

    __table_args__ = (CheckConstraint("kind in ('quarter', 'retraining')", name="kind"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), default="quarter")
    opened_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    opened_at: Mapped[Moment]
    due_on: Mapped[dt.date]
    closed_at: Mapped[Moment | None]


class RoundCase(db.Model):
    """A case of a round, in the order in which it is scored."""

    __table_args__ = (UniqueConstraint("round_id", "case_id"),)
    round_id: Mapped[int] = mapped_column(ForeignKey("calibration_round.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)  # 1-based
    case_id: Mapped[int] = mapped_column(ForeignKey("gold_case.id"))


class Trial(db.Model):
    """One shopper's part in a round. The result is a cache of what agreement.with_key() says of the ratings."""

    __table_args__ = (
        UniqueConstraint("round_id", "account_id"),
        CheckConstraint("verdict in ('', 'good', 'tentative', 'low', 'unclear')", name="verdict"),
        CheckConstraint("(submitted_at is null) = (verdict = '')", name="submitted"),
        Index("ix_trial_account_submitted", "account_id", "submitted_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("calibration_round.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[Moment]
    saved_at: Mapped[Moment | None]
    submitted_at: Mapped[Moment | None]
    verdict: Mapped[str] = mapped_column(String(10), default="")
    alpha: Mapped[float | None]  # Krippendorff's, with the key; its 95 % interval follows
    alpha_low: Mapped[float | None]
    alpha_high: Mapped[float | None]
    severity: Mapped[float | None]  # mean of rating minus key, points of the scale; above 0 is milder than the key
    compared: Mapped[int] = mapped_column(default=0)  # answers that shopper and key both gave
    round: Mapped[CalibrationRound] = relationship(lazy="joined", innerjoin=True)
    account: Mapped[Account] = relationship()


class CaseRating(db.Model):
    """One item of a case as a shopper judged it: a value, or why there is none."""

    __table_args__ = (CheckConstraint("value is null or missing is null", name="one_answer"),
                      CheckConstraint("missing is null or missing in ('na', 'unnoticed')", name="missing"))
    trial_id: Mapped[int] = mapped_column(ForeignKey("trial.id"), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("gold_case.id"), primary_key=True)
    item: Mapped[str] = mapped_column(String(8), primary_key=True)
    value: Mapped[int | None]
    missing: Mapped[str | None] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(String(1000), default="")


class VisitCheck(db.Model):
    """A visit is looked at again (rule M2), from when, because of which result, and how that ended."""

    __table_args__ = (
        CheckConstraint("how in ('', 'read', 'double', 'void', 'retrained')", name="how"),
        CheckConstraint("(lifted_at is null) = (how = '') and (lifted_at is null) = (lifted_by is null)", name="lifted"),
        CheckConstraint("lifted_at is null or reason <> ''", name="reason"),
        Index("uq_visit_check_open", "visit_id", unique=True, sqlite_where=text("lifted_at is null"),
              postgresql_where=text("lifted_at is null")),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id", ondelete="CASCADE"))  # a draft may be thrown away
    trial_id: Mapped[int] = mapped_column(ForeignKey("trial.id"), index=True)
    put_at: Mapped[Moment]
    lifted_at: Mapped[Moment | None]
    lifted_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    how: Mapped[str] = mapped_column(String(10), default="")
    reason: Mapped[str] = mapped_column(String(600), default="")
    visit: Mapped[Visit] = relationship()
    trial: Mapped[Trial] = relationship()


class VisitPair(db.Model):
    """Two shoppers judged the same place in the same week without knowing of each other. The first visit counts."""

    __table_args__ = (
        CheckConstraint("second_id is null or second_id <> first_id", name="two"),
        CheckConstraint("(second_id is not null) or (shopper_id is not null)", name="someone"),
        CheckConstraint("undone_at is null or reason <> ''", name="reason"),
        Index("uq_visit_pair_first", "first_id", unique=True, sqlite_where=text("undone_at is null"),
              postgresql_where=text("undone_at is null")),
        Index("uq_visit_pair_second", "second_id", unique=True, sqlite_where=text("undone_at is null"),
              postgresql_where=text("undone_at is null")),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("visit.id"))
    second_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id", ondelete="SET NULL"))
    shopper_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)  # who was asked to go
    due_on: Mapped[dt.date | None]
    linked_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    linked_at: Mapped[Moment]
    undone_at: Mapped[Moment | None]
    reason: Mapped[str] = mapped_column(String(600), default="")  # why it was undone
    first: Mapped[Visit] = relationship(foreign_keys=[first_id])
    second: Mapped[Visit | None] = relationship(foreign_keys=[second_id])
