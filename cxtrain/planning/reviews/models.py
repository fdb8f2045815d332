"""What a review rested on, beside the plain numbers before and after that the plan itself keeps."""

from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cxtrain.extensions import db


class PlanReview(db.Model):
    """The numbers of a review as they were when the plan was closed. Written once."""

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), primary_key=True)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)  # reviews.brought.Brought as a dict
