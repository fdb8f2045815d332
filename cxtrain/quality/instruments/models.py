"""Drafts of forms, every save of them, and who published what with which note."""

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from cxtrain.extensions import Moment, db
from cxtrain.quality.models import InstrumentVersion


class FormDraft(db.Model):
    """A form that is being written. Its text is that of its latest save, whose number is the draft's version."""

    __tablename__ = "instrument_draft"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    latest: Mapped[int]  # the number of the latest save
    based_on_id: Mapped[int | None] = mapped_column(ForeignKey(InstrumentVersion.id))  # what it began as, or became


class FormSave(db.Model):
    """A draft as somebody saved it. Written once."""

    __tablename__ = "instrument_draft_save"
    draft_id: Mapped[int] = mapped_column(ForeignKey(FormDraft.id), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)  # from 1
    text: Mapped[str] = mapped_column(Text)  # JSON, as manuscript.written() makes it
    by_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    at: Mapped[Moment]


class FormPublishing(db.Model):
    """A version that somebody put into use in the browser. Written once; files leave no such row."""

    __tablename__ = "instrument_publishing"
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey(InstrumentVersion.id), index=True)
    note: Mapped[str] = mapped_column(String(500), default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    at: Mapped[Moment]
