"""Removing what names somebody without being tied to them by a column; callers commit."""

from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, true, union_all, update

from cxtrain.certificates.models import Certificate
from cxtrain.certificates.print_runs.models import Printing, PrintRun
from cxtrain.extensions import db
from cxtrain.files.models import EMPTY
from cxtrain.files.operations import keep, let_go
from cxtrain.jobs.mail.models import OutgoingMail
from cxtrain.jobs.models import Job
from cxtrain.people.models import Account, Employee
from cxtrain.quality.appeals.models import Appeal
from cxtrain.quality.models import Visit, VisitPhoto
from cxtrain.reports.class_archives.models import ClassArchive
from cxtrain.reports.erasure.remains import DASH, renamed
from cxtrain.reports.exports.models import Export
from cxtrain.reports.training_files.models import TrainingFileBundle
from cxtrain.training.classes.models import ClassMember
from cxtrain.training.rules.models import TrainingRule
from cxtrain.web.models import RateCount, Submission


def forget_files(ids: dict[str, int]) -> None:
    """Let go of every file that may hold the person; what was made of facts can be made again, without them.

    Nobody knows who is in a file about many people, so all of those go.
    """
    person = ids["employee"]
    made: list[str | None] = []
    classes = select(ClassMember.class_id).where(ClassMember.employee_id == person)
    runs = PrintRun.id.in_(select(Printing.run_id).join(Certificate, Certificate.id == Printing.certificate_id).where(
        Certificate.employee_id == person))
    visits = Visit.employee_id == person
    for model, which in ((Export, true()), (TrainingFileBundle, true()), (ClassArchive, ClassArchive.class_id.in_(classes))):
        made += db.session.scalars(delete(model).where(which, model.digest.is_not(None)).returning(model.digest)).all()
    gone: set[str | None] = set(made) | set(db.session.scalars(union_all(
        select(PrintRun.digest).where(runs), select(PrintRun.list_digest).where(runs), select(Visit.paper_digest).where(visits),
        select(VisitPhoto.digest).where(VisitPhoto.visit_id.in_(select(Visit.id).where(visits))),
        select(Appeal.photo_digest).where(Appeal.employee_id == person), select(Job.result).where(Job.actor_id == person))))
    _put_nothing_instead(runs, visits)
    gone -= {None, EMPTY}
    db.session.execute(update(Job).where(Job.result.in_(gone)).values(result=None))
    let_go(filter(None, gone))


def _put_nothing_instead(runs: ColumnElement[bool], visits: ColumnElement[bool]) -> None:
    """Put the empty file where a row has to name one."""
    empty = keep(b"", "application/octet-stream")
    db.session.execute(update(PrintRun).where(runs, PrintRun.digest.is_not(None)).values(digest=empty, list_digest=None))
    db.session.execute(update(Visit).where(visits, Visit.paper_digest.is_not(None)).values(paper_digest=empty))


def forget_traces(person: Employee, account: Account | None, key: str) -> None:
    """Take the person's name and number out of the queue, the outbox and lists; `key` takes the number's place."""
    names = [name for name in (person.name, person.name_en, person.number, person.mobile, person.email) if len(name) > 1]
    telling = or_(*(_says(column, name) for column in (OutgoingMail.to, OutgoingMail.subject, OutgoingMail.body,
                                                       OutgoingMail.key, OutgoingMail.last_error) for name in names))
    db.session.execute(delete(OutgoingMail).where(telling))
    db.session.execute(update(Job).where(or_(*(_says(Job.error, name) for name in names))).values(error=DASH))
    if account:
        db.session.execute(delete(Submission).where(Submission.account_id == account.id))
        db.session.execute(delete(RateCount).where(or_(*(_says(RateCount.key, name) for name in (*names, account.login)))))
    for rule in db.session.scalars(select(TrainingRule)):
        rule.named = renamed(rule.named, person.number, key)


def _says(column: Any, name: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column.contains(name, autoescape=True)
    return found
