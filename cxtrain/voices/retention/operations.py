"""What the day takes: answers whose time is up, salts and devices of earlier days, links that have run out."""

import datetime as dt

from sqlalchemy import delete, select, update

from cxtrain.extensions import db
from cxtrain.jobs.operations import daily
from cxtrain.ledger.operations import record
from cxtrain.voices.models import DaySalt, Response, SurveyLink
from cxtrain.voices.operations import settle

AT_ONCE = 500  # responses that are settled together
LINKS_KEPT = dt.timedelta(days=30)  # after their last day, so that who comes late hears that it is over


@daily("forget customers in time")
def forget_in_time(day: dt.date) -> None:
    """Forget what may no longer be known on `day` (UTC)."""
    forget_devices(day)
    db.session.execute(delete(SurveyLink).where(SurveyLink.expires_on < day - LINKS_KEPT))
    settle_due(day)


def forget_devices(day: dt.date) -> None:
    """Delete the salts of days before `day`, and what was digested with them: nobody can be found again."""
    began = dt.datetime.combine(day, dt.time(), dt.UTC)
    db.session.execute(delete(DaySalt).where(DaySalt.day < day))
    db.session.execute(update(Response).where(Response.repeat_digest.is_not(None), Response.at < began).values(
        repeat_digest=None).execution_options(synchronize_session=False))


def settle_due(day: dt.date) -> int:
    """Delete the responses that were to be kept until before `day`, leaving their counts; return how many they were."""
    due, settled = select(Response).where(Response.keep_until < day).order_by(Response.id).limit(AT_ONCE), 0
    while responses := db.session.scalars(due).all():
        settle(responses)
        db.session.expunge_all()
        settled += len(responses)
    if settled:
        record("responses settled", ("response", 0), unit_id=None, until=day.isoformat(), rows=settled)
    return settled
