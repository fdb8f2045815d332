"""What is done once a day, by whichever worker comes first: sealing the ledger, and forgetting what has served."""

import datetime as dt

from sqlalchemy import delete

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.files.operations import forget_unnamed
from cxtrain.jobs.operations import daily
from cxtrain.ledger.operations import seal_day
from cxtrain.web.limits import forget_before
from cxtrain.web.models import Submission

ANSWERS_KEPT = dt.timedelta(days=7)  # a page left open over a long weekend is still answered once only
TRIES_KEPT = dt.timedelta(days=2)  # no rate limit looks further back


@daily("seal ledger")
def seal_ledger(day: dt.date) -> None:
    """Seal the ledger as it stands now that the day before `day` has ended."""
    seal_day(day - dt.timedelta(days=1))


@daily("forget submits and tries")
def forget_submits_and_tries(day: dt.date) -> None:
    """Delete the answers to settled submits and the counted tries that nobody asks for again."""
    db.session.execute(delete(Submission).where(Submission.at < now() - ANSWERS_KEPT))
    forget_before(now() - TRIES_KEPT)


@daily("forget files")
def forget_files(_day: dt.date) -> None:
    """Forget the files that no row names any more, such as photos that were taken out."""
    forget_unnamed(now())
