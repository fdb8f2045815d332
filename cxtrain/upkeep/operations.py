"""What a restored database needs before anybody sees it, and that somebody has looked; the caller commits."""

from sqlalchemy import func, select, text, update

from cxtrain.certificates.models import SeriesGap
from cxtrain.certificates.series.operations import leave_gaps_after_restore
from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.jobs.mail.models import OutgoingMail
from cxtrain.ledger.operations import record
from cxtrain.people.models import PasswordLink, UserSession
from cxtrain.quality.shoppers import queries as shoppers
from cxtrain.quality.sums import operations as sums
from cxtrain.quality.sums.queries import items_are_summed
from cxtrain.quizzes.statistics import operations as statistics
from cxtrain.quizzes.statistics.queries import is_complete
from cxtrain.training.classes.models import TrainingClass
from cxtrain.training.models import Course
from cxtrain.upkeep.archive import Manifest
from cxtrain.upkeep.models import Restoration
from cxtrain.upkeep.queries import highest_ids
from cxtrain.web.numbers import never_again

TERMS, SHOPPERS = 10, 20  # how many classes of a course in a year, and shoppers, may have come after a backup


def count_anew() -> None:
    """Bring up to date what migrations cannot: they can neither mark answers nor read forms."""
    if not is_complete():
        statistics.rebuild()
    if not items_are_summed():
        sums.rebuild_rollups()


def begin_anew(manifest: Manifest, *, skip: int) -> list[SeriesGap]:
    """Make a restored database safe to use, and say so in it; return the numbers of certificates that are left out.

    Everybody signs in again, links to set a password end, and mail that waited is not sent: it went out long ago. No
    number that may have been given out since is given out again: `skip` of each series of certificates, and of ids.
    """
    moment, made = now(), manifest.made_at
    db.session.execute(update(UserSession).where(UserSession.ended_at.is_(None)).values(ended_at=moment, ended_why="restored"))
    db.session.execute(update(PasswordLink).where(PasswordLink.used_at.is_(None)).values(used_at=moment))
    waiting = (OutgoingMail.sent_at.is_(None), OutgoingMail.given_up_at.is_(None))
    db.session.execute(update(OutgoingMail).where(*waiting).values(given_up_at=moment, last_error="restored from a backup"))
    _leave_numbers_out(skip)
    row = Restoration(made_at=made, restored_at=moment)
    db.session.add(row)
    db.session.flush()
    gaps = leave_gaps_after_restore(skip, f"restored the backup of {made:%Y-%m-%d %H:%M} UTC", since=made.year)
    record("backup restored", row, unit_id=None, backup=made.isoformat(), epoch=manifest.epoch + 1, skipped=skip)
    return gaps


def _leave_numbers_out(skip: int) -> None:
    floors = {name: highest + skip for name, highest in highest_ids().items()}
    if db.engine.dialect.name == "postgresql":
        for name, last in floors.items():
            db.session.execute(text("select setval(pg_get_serial_sequence(:name, 'id'), greatest(:last, nextval("
                                    "pg_get_serial_sequence(:name, 'id'))))"), {"name": name, "last": last})
    never_again({**floors, **_terms(), "shopper": shoppers.last_running() + SHOPPERS})


def _terms() -> dict[str, int]:
    latest = select(TrainingClass.course_id, TrainingClass.year, func.max(TrainingClass.term)).group_by(
        TrainingClass.course_id, TrainingClass.year)
    terms = {(course, now().year): 0 for course in db.session.scalars(select(Course.id))}
    terms |= {(course, year): term for course, year, term in db.session.execute(latest)}
    return {f"term:{course}:{year}": term + TERMS for (course, year), term in terms.items()}


def confirm(restoration: Restoration, actor_id: int | None) -> None:
    """Note that somebody has looked at what the restore lost; `actor_id` is None on the command line."""
    restoration.confirmed_at, restoration.confirmed_by = now(), actor_id
    record("restore confirmed", restoration, unit_id=None, actor_id=actor_id or 0)
