"""Plans of a month with their quotas, the visits drawn from them, and what a visit to a store shall ask."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Json, Moment, db
from cxtrain.journey.models import Touchpoint
from cxtrain.people.models import Unit


class VisitPlan(db.Model):
    """How a month is visited below a unit. Once published, its quotas and its seed stay as they are."""

    __table_args__ = (
        UniqueConstraint("unit_id", "month"),
        CheckConstraint("state in ('draft', 'published')", name="state"),
        CheckConstraint("opens >= 0 and opens < closes and closes <= 24", name="hours"),
        CheckConstraint("busy_from <= busy_until and busy_percent between 0 and 100", name="busy"),
        CheckConstraint("lockout between 0 and 730", name="lockout"),
        CheckConstraint("(state = 'published') = (published_at is not null)", name="published"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    month: Mapped[str] = mapped_column(String(7), index=True)  # 2026-11
    seed: Mapped[int]  # of the draw: the same seed and quotas give the same visits
    opens: Mapped[int] = mapped_column(default=9)  # hour of the store's day
    closes: Mapped[int] = mapped_column(default=21)
    busy_from: Mapped[int] = mapped_column(default=11)
    busy_until: Mapped[int] = mapped_column(default=14)
    busy_percent: Mapped[int] = mapped_column(default=50)  # of the visits fall into the busy hours
    lockout: Mapped[int] = mapped_column(default=90)  # days before a shopper comes to the same people again
    state: Mapped[str] = mapped_column(String(10), default="draft")
    published_at: Mapped[Moment | None]
    version: Mapped[int] = mapped_column(default=1)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    __mapper_args__ = {"version_id_col": version}


class VisitQuota(db.Model):
    """How often a touchpoint of a store is visited in the plan's month."""

    __table_args__ = (CheckConstraint("n between 1 and 99", name="n"),)
    plan_id: Mapped[int] = mapped_column(ForeignKey("visit_plan.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    touchpoint_id: Mapped[int] = mapped_column(ForeignKey("touchpoint.id"), primary_key=True)
    n: Mapped[int]


class PlannedVisit(db.Model):
    """One visit of a published plan. Whether it was made is told by the Visit that names it."""

    __table_args__ = (
        CheckConstraint("state in ('planned', 'missed', 'cancelled')", name="state"),
        CheckConstraint("from_hour >= 0 and from_hour < until_hour and until_hour <= 24", name="hours"),
        CheckConstraint("state <> 'cancelled' or reason <> ''", name="reason"),
        Index("ix_planned_visit_account_day", "account_id", "state", "day"),
        Index("ix_planned_visit_place", "unit_id", "touchpoint_id", "day"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("visit_plan.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    touchpoint_id: Mapped[int] = mapped_column(ForeignKey("touchpoint.id"))
    day: Mapped[dt.date]
    from_hour: Mapped[int]  # by the store's clock
    until_hour: Mapped[int]
    code: Mapped[str] = mapped_column(String(8), unique=True)  # printed on the brief; names the visit on a paper form
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  # the shopper
    state: Mapped[str] = mapped_column(String(10), default="planned")
    reason: Mapped[str] = mapped_column(String(300), default="")
    redrawn_from: Mapped[int | None] = mapped_column(ForeignKey("planned_visit.id"), unique=True)  # it replaces a missed one
    version: Mapped[int] = mapped_column(default=1)
    plan: Mapped[VisitPlan] = relationship(lazy="joined", innerjoin=True)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    touchpoint: Mapped[Touchpoint] = relationship(lazy="joined", innerjoin=True)
    __mapper_args__ = {"version_id_col": version}


class StoreBrief(db.Model):
    """What a shopper asks at a touchpoint of one store, and what is true there. Empty: as the form says."""

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    touchpoint_id: Mapped[int] = mapped_column(ForeignKey("touchpoint.id"), primary_key=True)
    words: Mapped[Json] = mapped_column(default=dict)  # brief.StoreWords as a dict of texts
    changed_at: Mapped[Moment]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}


class ShopperTerms(db.Model):
    """Whether somebody who may shop takes part, how often at most, and when they are away."""

    __table_args__ = (CheckConstraint("most is null or most between 1 and 99", name="most"),)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    takes_part: Mapped[bool] = mapped_column(default=True)
    most: Mapped[int | None]  # visits a month
    away_from: Mapped[dt.date | None]
    away_until: Mapped[dt.date | None]  # the last day away
