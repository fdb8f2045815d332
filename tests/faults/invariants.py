"""What must hold in the database whatever has happened, as far as a look at its rows can tell.

That an acknowledged change is there once (I1) and has one entry in the ledger (I6) is counted by whoever made the change, with
`contents` and `entries`. That nobody sees what they may not (I5) is what tests/access asks.
"""

from sqlalchemy import func, or_, select, text

from cxtrain.certificates.models import Certificate
from cxtrain.certificates.series.queries import every_series
from cxtrain.extensions import db
from cxtrain.ledger.models import LedgerEntry
from cxtrain.ledger.queries import verify
from cxtrain.people.corrections.queries import verify_corrections
from cxtrain.people.models import Account
from cxtrain.quality.appeals.models import Appeal
from cxtrain.quality.models import Visit
from cxtrain.quality.sums.queries import verify_rollups
from cxtrain.quizzes.bank.remarks.models import QuestionRemark, RemarkedAttempt
from cxtrain.quizzes.models import QuizAttempt
from cxtrain.quizzes.statistics.queries import verify_counts
from cxtrain.roleplay.audit.queries import verify_plays
from cxtrain.training.models import Enrolment
from cxtrain.voices.sums.queries import verify_counts as verify_voices


def violations():
    """Return a sentence for each invariant that does not hold now."""
    return [*_scores(), *_ledger(), *_own_cases(), *_certificates(), *_rows()]


def _scores():
    """I2: every score, sum and count equals what the kept choices, answers and ratings give."""
    for name, (_, wrong) in (("plays", verify_plays()), ("sums", verify_rollups()), ("answers", verify_counts()),
                             ("voices", verify_voices()), ("corrections", verify_corrections())):
        yield from (f"I2 {name}: {each}" for each in wrong)


def _ledger():
    """I3: every chain of the ledger holds."""
    broken = verify()[1]
    return [f"I3 {broken}"] if broken else []


def _own_cases():
    """I4: nobody observed or decided about themselves, and no shopper decided an appeal against the own visit."""
    observed = select(Visit.id).join(Account, Account.id == Visit.observed_by).where(Account.employee_id == Visit.employee_id)
    decided = select(Appeal.id).where(or_(Appeal.decided_by == Appeal.observed_by, Appeal.decided_by == Appeal.appealed_by))
    remarked = select(RemarkedAttempt.remark_id).join(QuestionRemark).join(QuizAttempt).where(
        RemarkedAttempt.score_before != RemarkedAttempt.score_after,
        or_(QuizAttempt.employee_id == QuestionRemark.made_by, QuizAttempt.employee_id == QuestionRemark.decided_by))
    for what, query in (("visit", observed), ("appeal", decided), ("remark", remarked)):
        yield from (f"I4 {what} {key} is somebody's own case" for key in db.session.scalars(query))


def _certificates():
    """I7: a certificate that counts has a way through its course that was passed; every number is accounted for."""
    query = select(Certificate.id).join(Enrolment, Enrolment.id == Certificate.enrolment_id).where(
        Certificate.revoked_at.is_(None), Enrolment.passed_at.is_(None))
    yield from (f"I7 certificate {key} without a pass" for key in db.session.scalars(query))
    yield from (f"I7 numbers of {each.prefix}-{each.year}" for each in every_series() if not each.account.complete)


def _rows():
    """The file itself is sound, and no row names another that is not there."""
    if db.engine.dialect.name != "sqlite":
        return []  # PostgreSQL checks each key at the end of each statement
    damage = [row[0] for row in db.session.execute(text("pragma integrity_check")) if row[0] != "ok"]
    return [*damage, *(f"a row of {row[0]} names none of {row[2]}" for row in db.session.execute(text("pragma foreign_key_check")))]


def entries():
    """How many entries the ledger has, by action."""
    return dict(db.session.execute(select(LedgerEntry.action, func.count()).group_by(LedgerEntry.action)).tuples().all())


def contents(leave_out=frozenset()):
    """Every row of every table as text, so that two moments can be compared."""
    return {table.name: sorted(repr(tuple(row)) for row in db.session.execute(select(table)))
            for table in db.metadata.sorted_tables if table.name not in leave_out}
