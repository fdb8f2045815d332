"""Instruments as they were when used, visits with their ratings and photos, and the sums of released visits.

The checks carry what must never be: a reviewer who was the shopper, a shopper who observed oneself, a name where the
unit stores none, a person without stated grounds.
"""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, false
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from cxtrain.extensions import Json, Moment, Words, db
from cxtrain.files.models import FileDigest
from cxtrain.journey.models import Touchpoint
from cxtrain.people.models import Employee, Unit

KINDS = "kind in ('mystery_shop', 'announced_check', 'coaching')"


class InstrumentVersion(db.Model):
    """A form or survey as it stood when published. Only `current` ever changes."""

    __table_args__ = (CheckConstraint("kind in ('customer_survey', 'mystery_shop', 'announced_check', 'coaching')",
                                      name="kind"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), index=True)
    kind: Mapped[str] = mapped_column(String(20), default="mystery_shop")
    digest: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256 of `source`, hex
    source: Mapped[str] = mapped_column(Text, deferred=True)  # instrument.stored(): everything written out
    title: Mapped[Words]
    touchpoint_slug: Mapped[str] = mapped_column(String(60), default="", index=True)
    current: Mapped[bool] = mapped_column(default=True)  # the version that new visits use
    published_at: Mapped[Moment]


class Visit(db.Model):
    """One observation of one touchpoint in one unit, from its draft to its release."""

    __table_args__ = (
        CheckConstraint(KINDS, name="kind"),
        CheckConstraint("state in ('draft', 'submitted', 'returned', 'rejected', 'approved', 'released', 'void')",
                        name="state"),
        CheckConstraint("people in ('none', 'development', 'full')", name="people"),
        CheckConstraint("(observed_by is null) = (shopper <> '')", name="one_shopper"),
        CheckConstraint("shopper = '' or paper_digest is not null", name="paper_form"),
        CheckConstraint("(identification = 'certain') = (employee_id is not null)", name="identification"),
        CheckConstraint("identification in ('certain', 'none')", name="identification_words"),
        CheckConstraint("employee_id is null or grounds <> ''", name="grounds"),
        CheckConstraint("people <> 'none' or (employee_id is null and badge = '')", name="no_names"),
        CheckConstraint("observer_employee_id is null or employee_id is null or observer_employee_id <> employee_id",
                        name="shopper_not_observed"),
        CheckConstraint("employee_id is null or enterer_employee_id <> employee_id", name="enterer_not_observed"),
        CheckConstraint("decided_by is null or (decided_by <> entered_by and decided_by <> coalesce(observed_by, 0))",
                        name="reviewer_not_shopper"),
        CheckConstraint("kind = 'coaching' or state in ('draft', 'submitted') or decided_by is not null", name="decided"),
        CheckConstraint("state in ('draft') or submitted_at is not null", name="submitted"),
        CheckConstraint("state <> 'released' or released_at is not null", name="released"),
        CheckConstraint("state in ('released', 'void') or released_at is null", name="not_released"),
        CheckConstraint("appeals_open >= 0 and (appeals_open = 0 or state = 'released')", name="appeals_open"),
        CheckConstraint("doubles_id is null or doubles_id <> id", name="doubles_another"),
        Index("ix_visit_entered_by_state", "entered_by", "state"),
        Index("ix_visit_unit_state_day", "unit_id", "state", "visited_on"),
        Index("ix_visit_employee_state_day", "employee_id", "state", "visited_on"),
        Index("ix_visit_touchpoint_state_day", "touchpoint_id", "state", "visited_on"),
        Index("ix_visit_instrument_state_day", "instrument_id", "state", "visited_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    touchpoint_id: Mapped[int] = mapped_column(ForeignKey("touchpoint.id"))
    instrument_id: Mapped[int] = mapped_column(ForeignKey("instrument_version.id"))
    kind: Mapped[str] = mapped_column(String(20), default="mystery_shop")
    people: Mapped[str] = mapped_column(String(12), default="development")  # the unit's setting when it began
    observed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  # None: an outside shopper, below
    shopper: Mapped[str] = mapped_column(String(80), default="")  # name or number of an outside shopper
    observer_employee_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))
    entered_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    enterer_employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    planned_id: Mapped[int | None] = mapped_column(ForeignKey("planned_visit.id"), unique=True)  # None: nobody planned it
    paper_digest: Mapped[str | None] = mapped_column(FileDigest(64), ForeignKey("stored_file.digest"))  # of the paper form
    visited_on: Mapped[dt.date]
    times: Mapped[Json] = mapped_column(default=dict)  # timetable.Times.as_dict()
    badge: Mapped[str] = mapped_column(String(80), default="")  # what the shopper read on a badge
    receipt: Mapped[str] = mapped_column(String(80), default="")
    praise: Mapped[str] = mapped_column(String(1000), default="")
    nothing_to_praise: Mapped[bool] = mapped_column(default=False)
    employee_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))
    identification: Mapped[str] = mapped_column(String(10), default="none")
    grounds: Mapped[str] = mapped_column(String(300), default="")  # on what the reviewer identified the person
    state: Mapped[str] = mapped_column(String(10), default="draft")
    started_at: Mapped[Moment]
    saved_at: Mapped[Moment]
    submitted_at: Mapped[Moment | None]
    late: Mapped[bool] = mapped_column(default=False)  # submitted more than two hours after leaving
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[Moment | None]
    reason: Mapped[str] = mapped_column(String(600), default="")  # why it was returned, rejected or made void
    released_at: Mapped[Moment | None]
    read_at: Mapped[Moment | None]  # when the person observed first opened it after its release
    appeals_open: Mapped[int] = mapped_column(default=0, server_default="0")
    under_review: Mapped[bool] = mapped_column(default=False, server_default=false())  # 待复核, rule M2: in no sum
    doubles_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"))  # a second scoring of that visit: in no sum
    score_before: Mapped[float | None]  # 0..100, before critical rules; a cache of scoring.review()
    score: Mapped[float | None]  # 0..100, after them
    writer: Mapped[str] = mapped_column(String(36), default="")  # the open page that saved last
    version: Mapped[int] = mapped_column(default=1)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    touchpoint: Mapped[Touchpoint] = relationship(lazy="joined", innerjoin=True)
    instrument: Mapped[InstrumentVersion] = relationship(lazy="joined", innerjoin=True)
    employee: Mapped[Employee | None] = relationship(foreign_keys=[employee_id])
    __mapper_args__ = {"version_id_col": version}


class Rating(db.Model):
    """One item of a scorecard: a value, or why there is none; and words."""

    __table_args__ = (
        CheckConstraint("value is null or missing is null", name="one_answer"),
        CheckConstraint("missing is null or missing in ('na', 'unnoticed')", name="missing"),
        CheckConstraint("corrected_value is null or corrected_missing is null", name="one_correction"),
        CheckConstraint("corrected_missing is null or corrected_missing in ('na', 'unnoticed')", name="corrected_missing"),
    )
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), primary_key=True)
    item: Mapped[str] = mapped_column(String(8), primary_key=True)
    value: Mapped[int | None]  # scale points; 1 or 0 for yes or no; the number itself
    missing: Mapped[str | None] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(String(1000), default="")  # the evidence in words; the whole answer of a text item
    corrected: Mapped[bool] = mapped_column(default=False, server_default=false())  # by an upheld appeal; `value` stays
    corrected_value: Mapped[int | None]
    corrected_missing: Mapped[str | None] = mapped_column(String(10))


class VisitPhoto(db.Model):
    """A receipt or a place, kept as evidence; no faces. Seen by the shopper and the reviewer."""

    __table_args__ = (CheckConstraint("shows in ('receipt', 'place')", name="shows"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), index=True)
    item: Mapped[str] = mapped_column(String(8), default="", server_default="")  # the item it is evidence for, if any
    shows: Mapped[str] = mapped_column(String(10))
    digest: Mapped[str] = mapped_column(FileDigest(64), ForeignKey("stored_file.digest"))
    kept_at: Mapped[Moment]


class _Sums:
    """What both sets of roll-up rows hold; scores in points of the scale."""

    @declared_attr
    def touchpoint_id(cls) -> Mapped[int]:
        """The touchpoint that was visited."""
        return mapped_column(ForeignKey("touchpoint.id"), primary_key=True)

    dimension: Mapped[str] = mapped_column(String(20), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)  # 2026-05
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    n: Mapped[int]
    total: Mapped[float]
    squares: Mapped[float]


class PersonRollup(_Sums, db.Model):
    """Visits of a person with certain identification, over person items only."""

    __table_args__ = (CheckConstraint("kind <> 'coaching'", name="kind"), CheckConstraint("n >= 0", name="n"),
                      Index("ix_person_rollup_employee", "employee_id", "kind", "month"))
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), primary_key=True)


class UnitRollup(_Sums, db.Model):
    """All visits of a unit, over all items; of the dimension "overall" the visits' means over their dimensions."""

    __table_args__ = (CheckConstraint("kind <> 'coaching'", name="kind"), CheckConstraint("n >= 0", name="n"),
                      Index("ix_unit_rollup_unit", "unit_id", "kind", "month"),
                      Index("ix_unit_rollup_touchpoint", "touchpoint_id", "unit_id", "kind", "month"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)


class ItemRollup(db.Model):
    """All visits of a unit, item by item. A yes/no item sums 1 for an answer as it should be and 0 for any other."""

    __table_args__ = (CheckConstraint("kind <> 'coaching'", name="kind"),
                      CheckConstraint("n >= 0 and na >= 0 and unnoticed >= 0", name="n"))
    touchpoint_id: Mapped[int] = mapped_column(ForeignKey("touchpoint.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)  # 2026-05
    instrument: Mapped[str] = mapped_column(String(60), primary_key=True)  # slug
    item: Mapped[str] = mapped_column(String(8), primary_key=True)
    scale: Mapped[str] = mapped_column(String(12), primary_key=True)  # 1-7, yes_no, seconds, minutes, count
    n: Mapped[int]
    total: Mapped[float]
    squares: Mapped[float]
    na: Mapped[int]  # it did not apply
    unnoticed: Mapped[int]
