"""Reading questionnaires and where they are asked."""

from sqlalchemy import func, select

from cxtrain.extensions import db
from cxtrain.voices.models import Campaign, QuestionnaireVersion


def versions_of(slug: str) -> list[QuestionnaireVersion]:
    """Return the versions of a questionnaire, the newest first."""
    return list(db.session.scalars(select(QuestionnaireVersion).where(QuestionnaireVersion.slug == slug)
                                   .order_by(QuestionnaireVersion.id.desc())))


def slugs() -> list[str]:
    """Return the short names that are taken."""
    return list(db.session.scalars(select(QuestionnaireVersion.slug).distinct()))


def campaigns_by_version() -> dict[int, int]:
    """Return how many surveys ask each version."""
    rows = db.session.execute(select(Campaign.questionnaire_id, func.count()).group_by(Campaign.questionnaire_id))
    return {version_id: n for version_id, n in rows}
