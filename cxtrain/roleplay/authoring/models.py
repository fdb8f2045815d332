"""Drafts of scenarios, and every save of them."""

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from cxtrain.extensions import Moment, db
from cxtrain.roleplay.models import ScenarioVersion


class Draft(db.Model):
    """A scenario that is being written. Its text is that of its latest save."""

    __tablename__ = "scenario_draft"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    latest: Mapped[int]  # the number of the latest save
    based_on_id: Mapped[int | None] = mapped_column(ForeignKey(ScenarioVersion.id))  # the version it began as, or became


class Save(db.Model):
    """A draft as somebody saved it. Written once."""

    __tablename__ = "scenario_draft_save"
    draft_id: Mapped[int] = mapped_column(ForeignKey(Draft.id), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)  # from 1
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    at: Mapped[Moment]
