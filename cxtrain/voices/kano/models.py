"""Kano studies, and the categories that somebody took over from them for a touchpoint."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Json, Moment, Words, db
from cxtrain.journey.models import Touchpoint
from cxtrain.people.models import Employee, Unit
from cxtrain.voices.models import Campaign


class KanoStudy(db.Model):
    """The features that customers are asked about. Once it has a campaign, only the table it is read by changes."""

    __table_args__ = (
        CheckConstraint("reading in ('classic', 'pouliot')", name="reading"),
        CheckConstraint("draws is null or draws between 1 and 5", name="draws"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[Words]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    touchpoint_id: Mapped[int] = mapped_column(ForeignKey("touchpoint.id"))
    purpose: Mapped[Words]  # one sentence, on the page that asks
    reading: Mapped[str] = mapped_column(String(8), default="classic")  # the table of measures.kano
    draws: Mapped[int | None]  # of how many features one customer is asked; None: all
    features: Mapped[Json]  # [study.Feature as a dict]
    grouping: Mapped[Json]  # study.Grouping as a dict, or {}: nobody is asked who they are
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id"), unique=True)
    made_by: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    made_at: Mapped[Moment]
    version: Mapped[int] = mapped_column(default=1)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    touchpoint: Mapped[Touchpoint] = relationship(lazy="joined", innerjoin=True)
    campaign: Mapped[Campaign | None] = relationship(lazy="joined")
    __mapper_args__ = {"version_id_col": version}


class KanoCategory(db.Model):
    """A feature's category that a named person took over for a touchpoint; the next one ends it, and all are kept."""

    __table_args__ = (
        CheckConstraint("category in ('M', 'O', 'A', 'I')", name="category"),
        CheckConstraint("ended_on is null or ended_on >= taken_on", name="days"),
        CheckConstraint("(ended_on is null) = (ended_by is null)", name="ended"),
        CheckConstraint("n > 0", name="n"),
        Index("uq_kano_category_in_force", "touchpoint_id", unique=True, sqlite_where=text("ended_on is null"),
              postgresql_where=text("ended_on is null")),
        Index("ix_kano_category_touchpoint_id_taken_on", "touchpoint_id", "taken_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    touchpoint_id: Mapped[int] = mapped_column(ForeignKey("touchpoint.id"))
    study_id: Mapped[int] = mapped_column(ForeignKey("kano_study.id"), index=True)
    feature: Mapped[str] = mapped_column(String(40))
    category: Mapped[str] = mapped_column(String(1))
    n: Mapped[int]  # answers it rested on that day
    clear: Mapped[bool]  # whether it differed from the second by more than chance (Fong)
    reason: Mapped[str] = mapped_column(String(300), default="")
    taken_by: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    taken_on: Mapped[dt.date]  # the first day on which it counts
    ended_on: Mapped[dt.date | None]  # the first day on which it no longer does
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))
    touchpoint: Mapped[Touchpoint] = relationship(lazy="joined", innerjoin=True)
    study: Mapped[KanoStudy] = relationship(lazy="joined", innerjoin=True)
    taker: Mapped[Employee] = relationship(foreign_keys=[taken_by], lazy="joined", innerjoin=True)
