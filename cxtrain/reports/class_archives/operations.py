"""Asking for the file of a class, and making it; callers commit.

The same facts are made into a file once: its fingerprint is taken when it is asked for, and its bytes hang on nothing else.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select

from cxtrain.certificates.print_runs.bundle import zipped
from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.files.operations import keep, path_of
from cxtrain.jobs import operations as jobs
from cxtrain.jobs.operations import Report
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.reports.class_archives import queries
from cxtrain.reports.class_archives.contents import INDEX, Kept, in_order
from cxtrain.reports.class_archives.models import ClassArchive
from cxtrain.reports.exports.purposes import Purpose
from cxtrain.training.classes.models import TrainingClass
from cxtrain.training.classes.papers.documents import LOCALES
from cxtrain.training.classes.queries import roster_of
from cxtrain.web import pdf
from cxtrain.web.bilingual import N_
from cxtrain.web.paper import plain
from cxtrain.web.transactions import reading

KIND = "class_archive"
OPEN = N_("Close the class first: its file holds what came of it.")


class NotClosed(ValueError):
    """The class has not been closed, or was cancelled: there is no file of it."""


class Changed(LookupError):
    """The class was corrected since its file was asked for; the text says so."""


def fingerprint(load: queries.Load, language: str) -> str:
    """Return the SHA-256 of all that the file says, hex."""
    prints = [(each.name, each.template, each.own_language, plain(each.facts)) for each in load.prints]
    text = json.dumps([language, load.code, load.course, prints, load.photos], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def ask(actor: Actor, class_: TrainingClass, language: str, purpose: Purpose) -> ClassArchive:
    """Have the file of a class made, or return the one that says the same. One that failed is tried again.

    Raises:
        NotClosed: there is nothing to keep yet.
    """
    if class_.closed_at is None:
        raise NotClosed
    mark = fingerprint(queries.load(class_), language)
    found = db.session.scalar(select(ClassArchive).where(
        ClassArchive.class_id == class_.id, ClassArchive.fingerprint == mark))
    archive = found or ClassArchive(class_id=class_.id, fingerprint=mark, language=language, asked_by=actor.employee_id,
                                    asked_at=now(), purpose=purpose.code, words=purpose.words)
    db.session.add(archive)
    db.session.flush()
    record("file of a class asked for", archive, unit_id=class_.unit_id, class_id=class_.id, language=language,
           purpose=purpose.code, digest=archive.digest)
    if found is not None:
        if found.job is not None:
            jobs.resume(found.job)
        return found
    key = f"class-archive:{archive.id}:{now():%Y%m%d%H%M%S%f}"  # a number may come again after a file was forgotten
    archive.job = jobs.enqueue(KIND, key, {"archive": archive.id}, actor_id=actor.employee_id)
    db.session.flush()
    return archive


def make(archive_id: int, report: Report) -> None:
    """Make the file that was asked for; one that is whole is left alone. No transaction is open while it prints.

    Raises:
        Changed: what it should say has changed meanwhile.
        MissingFont, MissingGlyphs, pdf.PrintFailed: as `pdf.render`.
    """
    with reading():
        archive = db.session.get_one(ClassArchive, archive_id)
        class_ = db.session.get_one(TrainingClass, archive.class_id)
        done, wanted, language, unit_id = archive.digest, archive.fingerprint, archive.language, class_.unit_id
        whole, people = queries.load(class_), len(roster_of(class_))
        db.session.rollback()
    if done:
        return
    if fingerprint(whole, language) != wanted:
        raise Changed("the class was corrected meanwhile; ask for its file again")
    digest = keep(zipped(with_index(list(files_of(whole, language, report)), language, whole.heading)), "application/zip")
    archive = db.session.get_one(ClassArchive, archive_id, populate_existing=True)
    archive.digest, archive.made_at = digest, now()
    record("file of a class made", archive, unit_id=unit_id, actor_id=archive.asked_by, digest=digest,
           purpose=archive.purpose, people=people)


def files_of(whole: queries.Load, language: str, report: Report) -> Iterator[tuple[str, bytes]]:
    """Yield the files, saying after each how many there are: PDFs first, then photos."""
    total = len(whole.prints) + len(whole.photos)
    for number, each in enumerate(whole.prints, 1):
        locale = {"zh": "zh_Hans", "both": "zh_Hans"}.get(each.own_language, each.own_language) or LOCALES[language]
        yield each.name, pdf.render(f"{each.template}.pdf.html", locale=locale, seconds=60, **each.facts)
        report(number, total)
    for name, digest in whole.photos:
        yield name, path_of(digest).read_bytes()
    report(total, total)


def with_index(files: Iterable[tuple[str, bytes]], language: str, heading: dict[str, Any], **more: Any
               ) -> list[tuple[str, bytes]]:
    """Return the files in the order of their names, with their index before them.

    Args:
        files: by name.
        language: zh, en or both.
        heading: code, course, maker, today.
        more: further facts of the index, such as for whom the copy is.
    """
    sorted_files = in_order(files)
    kept = [Kept(name, len(body), hashlib.sha256(body).hexdigest()) for name, body in sorted_files]
    index = pdf.render("reports/class_archives/index.pdf.html", locale=LOCALES[language], files=kept, **heading,
                       **more)
    return [(INDEX, index), *sorted_files]
