"""Questionnaires as they were when answered, campaigns with their places, responses, comments, and counts of answers.

Nobody's name is asked. What could find a customer again is a receipt, of which only the digest is kept, and for a day a
digest of the device, against repeats.
"""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Moment, Words, db
from cxtrain.journey.models import Department, Touchpoint
from cxtrain.people.models import Unit

SOURCE = "source in ('survey', 'import', 'review', 'social', 'interview', 'internal')"
REPEATABLE, OUTSIDE = text("repeat_digest is not null"), text("source_key is not null")
AUDIENCE = "in ('nobody', 'hr', 'supervisors', 'staff')"


class QuestionnaireVersion(db.Model):
    """A questionnaire as it stood when published. Only `current` ever changes."""

    __table_args__ = (CheckConstraint("kind in ('customer', 'internal', 'kano')", name="kind"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(40), index=True)
    kind: Mapped[str] = mapped_column(String(10), default="customer")
    digest: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256 of `source`, hex
    source: Mapped[str] = mapped_column(Text, deferred=True)  # Questionnaire as JSON, everything written out
    title: Mapped[Words]
    current: Mapped[bool] = mapped_column(default=True)
    published_at: Mapped[Moment]


class Campaign(db.Model):
    """One questionnaire about one touchpoint, asked in places from one day to another."""

    __table_args__ = (
        CheckConstraint("state in ('draft', 'open', 'closed')", name="state"),
        CheckConstraint(f"comments_for {AUDIENCE}", name="comments_for"),
        CheckConstraint("closes_on is null or closes_on >= opens_on", name="days"),
        CheckConstraint("keep_months between 1 and 60", name="keep"),
        CheckConstraint("quota is null or received <= quota", name="quota"),
        CheckConstraint("target is null or target > 0", name="target"),
        Index("ix_campaign_unit_state", "unit_id", "state"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(80))  # for those who run it
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))  # its places lie here or below
    touchpoint_id: Mapped[int] = mapped_column(ForeignKey("touchpoint.id"), index=True)
    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_version.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))  # internal: which one is asked about
    purpose: Mapped[Words]  # one sentence, on the page
    keep_months: Mapped[int] = mapped_column(default=24)  # how long answers are kept one by one; counts stay
    comments_for: Mapped[str] = mapped_column(String(12), default="hr")  # who reads words before anybody released them
    opens_on: Mapped[dt.date]
    closes_on: Mapped[dt.date | None]  # the last day
    quota: Mapped[int | None]  # it closes by itself when so many have answered
    target: Mapped[int | None]  # how many answers are needed
    received: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(8), default="draft")
    made_by: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    made_at: Mapped[Moment]
    version: Mapped[int] = mapped_column(default=1)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    touchpoint: Mapped[Touchpoint] = relationship(lazy="joined", innerjoin=True)
    questionnaire: Mapped[QuestionnaireVersion] = relationship(lazy="joined", innerjoin=True)
    department: Mapped[Department | None] = relationship()
    __mapper_args__ = {"version_id_col": version}


class SurveyPlace(db.Model):
    """Where a campaign's poster hangs: its address holds the token."""

    __table_args__ = (Index("uq_survey_place", "campaign_id", "unit_id", "label", unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    label: Mapped[str] = mapped_column(String(40), default="")  # table 12, counter 2
    token: Mapped[str] = mapped_column(String(32), unique=True)  # 128 random bits; public, on a poster
    ended: Mapped[bool] = mapped_column(default=False)
    campaign: Mapped[Campaign] = relationship(lazy="joined", innerjoin=True)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)


class SurveyLink(db.Model):
    """A link that can be answered once, as for a receipt."""

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("survey_place.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256 of the token, hex
    label: Mapped[str] = mapped_column(String(60), default="")  # a receipt's number; no name
    made_at: Mapped[Moment]
    expires_on: Mapped[dt.date]
    used_at: Mapped[Moment | None]
    place: Mapped[SurveyPlace] = relationship(lazy="joined", innerjoin=True)


class Response(db.Model):
    """What one customer (or one internal customer) answered, or what was imported as one answer."""

    __table_args__ = (
        CheckConstraint(SOURCE, name="source"),
        CheckConstraint("source <> 'survey' or place_id is not null", name="place"),
        # Few, because each answer of a customer writes to all of them; those of rare columns hold rows that have them.
        Index("ix_response_campaign_place", "campaign_id", "place_id"), Index("ix_response_keep", "keep_until"),
        Index("ix_response_repeat", "campaign_id", "repeat_digest", sqlite_where=REPEATABLE, postgresql_where=REPEATABLE),
        Index("uq_response_outside", "source_key", unique=True, sqlite_where=OUTSIDE, postgresql_where=OUTSIDE),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(36), unique=True)  # of the page that sent it: a retry is the same answer
    place_id: Mapped[int | None] = mapped_column(ForeignKey("survey_place.id"))
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    touchpoint_id: Mapped[int] = mapped_column(ForeignKey("touchpoint.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))  # internal: which one answered
    source: Mapped[str] = mapped_column(String(10), default="survey")
    source_key: Mapped[str | None] = mapped_column(String(80))  # imported: its source and number there, so it comes once
    at: Mapped[Moment]
    month: Mapped[str] = mapped_column(String(7))  # by the unit's calendar
    language: Mapped[str] = mapped_column(String(2), default="zh")
    segment: Mapped[str] = mapped_column(String(40), default="")
    counted: Mapped[bool] = mapped_column(default=True)  # False: a repeat, kept apart
    repeat_digest: Mapped[str | None] = mapped_column(String(64))  # of the device and the day's salt; gone the day after
    receipt_digest: Mapped[str | None] = mapped_column(String(64), unique=True)  # SHA-256 of the receipt, hex
    keep_until: Mapped[dt.date]
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)


class ResponseAnswer(db.Model):
    """One question's answer: a number, or the two of a pair."""

    __table_args__ = (
        CheckConstraint("kind in ('csat', 'nps', 'ces2', 'servqual', 'importance', 'kano', 'stars')", name="kind"),
        CheckConstraint("value between 0 and 10", name="value"),
        CheckConstraint("other is null or other between 1 and 7", name="other"),
        CheckConstraint("(kind in ('servqual', 'importance', 'kano')) = (other is not null)", name="pair"),
    )
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"), primary_key=True)
    question: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    subject: Mapped[str] = mapped_column(String(90), default="")
    value: Mapped[int]
    other: Mapped[int | None]


class CustomerComment(db.Model):
    """A customer's words. Who reads them is their audience, which HR may widen or narrow one by one."""

    __table_args__ = (
        CheckConstraint(SOURCE, name="source"), CheckConstraint(f"audience {AUDIENCE}", name="audience"),
        Index("ix_customer_comment_unit_at", "unit_id", "at"),
        Index("ix_customer_comment_touchpoint_at", "touchpoint_id", "at"), Index("ix_customer_comment_at", "at"),
        Index("ix_customer_comment_waiting", "id", sqlite_where=text("not indexed"), postgresql_where=text("not indexed")),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"), index=True)
    question: Mapped[str] = mapped_column(String(40))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    touchpoint_id: Mapped[int] = mapped_column(ForeignKey("touchpoint.id"))
    source: Mapped[str] = mapped_column(String(10))
    at: Mapped[Moment]
    language: Mapped[str] = mapped_column(String(2), default="zh")
    words: Mapped[str] = mapped_column(Text)
    score: Mapped[str] = mapped_column(String(12), default="")  # what was ticked beside it, such as "nps 3"
    audience: Mapped[str] = mapped_column(String(12), default="hr")
    indexed: Mapped[bool] = mapped_column(default=False, server_default=false())  # its words were found, and its tags
    version: Mapped[int] = mapped_column(default=1)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    touchpoint: Mapped[Touchpoint] = relationship(lazy="joined", innerjoin=True)
    __mapper_args__ = {"version_id_col": version}


class VoiceCount(db.Model):
    """How often an answer was given in a month: of a unit, and of all units below it; its rows lie in the order of the key."""

    __table_args__ = (CheckConstraint("n >= settled and settled >= 0", name="n"), CheckConstraint(SOURCE, name="source"),
                      {"sqlite_with_rowid": False})
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    touchpoint_id: Mapped[int] = mapped_column(ForeignKey("touchpoint.id"), primary_key=True)
    measure: Mapped[str] = mapped_column(String(10), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    subject: Mapped[str] = mapped_column(String(90), primary_key=True, default="")
    source: Mapped[str] = mapped_column(String(10), primary_key=True)
    segment: Mapped[str] = mapped_column(String(40), primary_key=True, default="")
    value: Mapped[int] = mapped_column(primary_key=True)
    other: Mapped[int] = mapped_column(primary_key=True, default=0)
    n: Mapped[int]
    settled: Mapped[int] = mapped_column(default=0)  # of n, those whose single answers were deleted when their time was up


class DaySalt(db.Model):
    """The day's secret, with which devices are digested; deleted when the day is over, and nobody can be found again."""

    day: Mapped[dt.date] = mapped_column(primary_key=True)
    salt: Mapped[str] = mapped_column(String(64))
