"""Printing training files: one, or those of many by a worker; callers commit."""

import datetime as dt
import os
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import select

from cxtrain.certificates.print_runs.bundle import zipped
from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.files.operations import keep, keep_file
from cxtrain.jobs import operations as jobs
from cxtrain.jobs.operations import Report
from cxtrain.ledger.operations import record
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor
from cxtrain.people.queries import EMPLOYED, below
from cxtrain.reports.class_archives.contents import safe
from cxtrain.reports.exports.operations import mark
from cxtrain.reports.exports.purposes import Purpose
from cxtrain.reports.training_files.making.queries import file_of
from cxtrain.reports.training_files.models import TrainingFileBundle
from cxtrain.reports.training_files.sheet import NOTES, TrainingFile
from cxtrain.training.classes.papers.documents import LOCALES
from cxtrain.web import pdf
from cxtrain.web.transactions import reading

KIND = "training_files"
MOST_PEOPLE = 500  # in one file: a worker makes two to four a second
Words = dict[str, str]


@dataclass(frozen=True)
class Order:
    """What is asked for."""

    unit: Unit  # with everything below it
    year: int | None
    language: str  # zh, en or both
    output: str  # merged or zip
    purpose: Purpose


def printed(file: TrainingFile, language: str, maker: Words, *, auditors: bool = False, tagged: bool = True,
            copy_for: Words | None = None) -> bytes:
    """Return a training file as PDF; `auditors`: it says that it is their copy, and has no results of mystery shops.

    Each page says for whom it is where `copy_for` does.

    Raises:
        As `pdf.render`.
    """
    facts: dict[str, Any] = {"f": (file.for_auditors() if auditors else file).plain(), "maker": maker, "auditors": auditors,
                             **({"copy_for": copy_for} if copy_for else {})}
    return pdf.render("reports/training_files/file.pdf.html", locale=LOCALES[language], seconds=60, tagged=tagged,
                      notes=NOTES, **facts)


def people_of(unit: Unit) -> list[int]:
    """Return the ids of the people at work in the unit and below, by unit and name."""
    return list(db.session.scalars(select(Employee.id).join(Unit, Unit.id == Employee.unit_id).where(
        below((unit.path,)), Employee.status != "left", EMPLOYED).order_by(Unit.code, Employee.sort_key, Employee.number)))


def ask(actor: Actor, order: Order, people: int) -> TrainingFileBundle:
    """Have the training files of a unit made, without results of mystery shops."""
    bundle = TrainingFileBundle(unit_id=order.unit.id, year=order.year, language=order.language, output=order.output,
                                people=people, purpose=order.purpose.code, words=order.purpose.words,
                                asked_by=actor.employee_id, asked_at=now())
    db.session.add(bundle)
    db.session.flush()
    bundle.job = jobs.enqueue(KIND, f"training-files:{bundle.id}", {"bundle": bundle.id}, actor_id=actor.employee_id)
    db.session.flush()
    record("training files asked for", bundle, unit_id=order.unit.id, people=people, year=order.year, output=order.output,
           purpose=order.purpose.code)
    return bundle


def make(bundle_id: int, report: Report) -> None:
    """Make the one file of a bundle; one that is whole is left alone. No transaction is open while it prints."""
    with reading():
        bundle = db.session.get_one(TrainingFileBundle, bundle_id)
        unit, by = bundle.unit, db.session.get_one(Employee, bundle.asked_by)
        order = Order(unit, bundle.year, bundle.language, bundle.output, bundle.what_for)
        done, maker, people, day = bundle.digest, by.label, people_of(unit), today(unit.zone)
        copy = copy_for(bundle, maker)
        db.session.rollback()
    if done:
        return
    files = _files(people, order, maker, day=day, copy=copy, report=report)
    digest = keep(zipped(files), "application/zip") if order.output == "zip" else _merged([body for _, body in files])
    bundle = db.session.get_one(TrainingFileBundle, bundle_id, populate_existing=True)
    bundle.digest, bundle.made_at, bundle.people = digest, now(), len(people)
    record("training files made", bundle, unit_id=bundle.unit_id, actor_id=bundle.asked_by, people=len(people), digest=digest,
           purpose=bundle.purpose, asked={"unit": bundle.unit_id, "year": bundle.year})


def copy_for(bundle: TrainingFileBundle, maker: Words) -> Words:
    """Return the line that stands on each page: who had the files made, when and what for."""
    at = bundle.asked_at.astimezone(ZoneInfo(bundle.unit.zone))
    return {"zh": mark(bundle, maker["zh"], at, "zh_Hans"), "en": mark(bundle, maker["en"], at, "en")}


def _files(people: Sequence[int], order: Order, maker: Words, *, day: dt.date, copy: Words, report: Report
           ) -> Iterator[tuple[str, bytes]]:
    """Yield name and PDF of each."""
    for number, employee_id in enumerate(people, 1):
        with reading():
            person = db.session.get_one(Employee, employee_id)
            file = file_of(person, day, order.year, observed=False)
            db.session.rollback()
        name = f"{number:04d} {safe(file.number)} {safe(file.name['zh'])}.pdf"
        yield name, printed(
            file, order.language, maker, auditors=True, tagged=order.output == "zip", copy_for=copy)
        report(number, len(people))


def _merged(bodies: list[bytes]) -> str:
    """Keep the one PDF of these and return its digest."""
    target = Path(current_app.config["CX"].instance).resolve() / "printing" / f"files-{os.getpid()}-{secrets.token_hex(8)}"
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        pdf.merge(bodies, target)
        return keep_file(target, "application/pdf")
    finally:
        target.unlink(missing_ok=True)
