"""Issuing, renewing, correcting and revoking certificates; the caller commits."""

import datetime as dt
import secrets
from dataclasses import replace
from typing import Any, cast
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select

from cxtrain.certificates.form.queries import FormVersion, form_for
from cxtrain.certificates.models import Certificate
from cxtrain.certificates.queries import facts_of
from cxtrain.certificates.register import queries
from cxtrain.certificates.register.correction import FIELDS, Correction, corrected, correction_of, from_json, in_json
from cxtrain.certificates.series.operations import next_running, prefix_of
from cxtrain.certificates.terms import code_text, number_text
from cxtrain.certificates.wording import CertificateFacts, as_json
from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.corrections.matter import Change, CorrectionRefused, Matter, registered
from cxtrain.people.corrections.operations import Asked, ask
from cxtrain.people.corrections.queries import waiting_for
from cxtrain.people.models import Employee, Unit
from cxtrain.people.names import romanised
from cxtrain.people.permissions import Actor, Can
from cxtrain.training.course import Course, StepKind
from cxtrain.training.models import Enrolment
from cxtrain.training.queries import course_of
from cxtrain.web.bilingual import N_, Bilingual

VOID = N_("This certificate is void already.")
UNCHANGED = N_("Nothing is changed. For another copy of the same paper, print it again.")


def issue(enrolment: Enrolment) -> Certificate | None:
    """Issue the certificate of a course that has been passed, and note it in the ledger; once for each enrolment.

    Who had one for the same course has it renewed: another number, linked to the one before, which stays as it is.
    None where the course leads to no certificate.
    """
    certificate = make(enrolment)
    if certificate is not None:
        renews = {"renews": certificate.renews_id} if certificate.renews_id else {}
        record("certificate renewed" if renews else "certificate issued", certificate, unit_id=certificate.unit_id,
               number=certificate.number, employee=certificate.employee_id, **renews)
    return certificate


def make(enrolment: Enrolment, *, bits: bytes | None = None) -> Certificate | None:
    """Add the certificate of a passed enrolment as of the day it was passed, without a word to the ledger.

    Args:
        bits: the 128 bits of its code, for a seeded demo; by default drawn from the system's randomness.

    Raises:
        ValueError: the course has not been passed.
    """
    if enrolment.passed_at is None:
        raise ValueError("a certificate needs a course that was passed")
    course = course_of(enrolment.version)
    if course.certificate is None:
        return None
    person = db.session.get_one(Employee, enrolment.employee_id)
    before, form = queries.standing(person.id, course.slug), form_for(course.slug)
    facts, until = _facts(enrolment, person, course, form), None
    if facts.valid_until is not None:
        until = facts.valid_until + dt.timedelta(form.sheet.validity.grace_days)
    return _added(
        facts, person.unit, bits, enrolment_id=enrolment.id, employee_id=person.id, form_version_id=form.id,
        course_version_id=enrolment.course_version_id, issued_at=enrolment.passed_at, grace_until=until,
        renews_id=before.id if before else None,
    )  # fmt: skip


def _added(facts: CertificateFacts, unit: Unit, bits: bytes | None, **more: Any) -> Certificate:
    """Add the certificate with the next number of `unit`'s series."""
    prefix, year = prefix_of(unit), facts.issued_on.year
    running = next_running(prefix, year)
    kept = as_json(replace(facts, number=number_text(prefix, year, running)))
    certificate = Certificate(
        prefix=prefix, year=year, running=running, code=code_text(bits or secrets.token_bytes(16)), unit_id=unit.id,
        title=facts.title.as_dict(), facts=kept, issued_on=facts.issued_on, valid_until=facts.valid_until, **more,
    )  # fmt: skip
    db.session.add(certificate)
    db.session.flush()
    return certificate


def _facts(enrolment: Enrolment, person: Employee, course: Course, form: FormVersion) -> CertificateFacts:
    """Return what is true today, for good, but for the number. The course has certificate terms and was passed."""
    assert course.certificate is not None and enrolment.passed_at is not None
    issued_on = enrolment.passed_at.astimezone(ZoneInfo(person.unit.zone)).date()
    terms, sheet = course.certificate, form.sheet
    return CertificateFacts(
        number="", name=person.name, name_en=person.name_en or romanised(person.name), staff_number=person.number,
        unit=person.unit.name, post=person.post, course=course.title,
        title=sheet.title if sheet.title.zh else terms.title, firm=_firm(), class_hours=course.class_hours,
        started_on=min(enrolment.started_on, issued_on), finished_on=issued_on, issued_on=issued_on,
        valid_until=sheet.validity.last_day(issued_on, terms.valid_months), assessed=_assessed(course),
        level=sheet.level_for(queries.whole_score(enrolment)),
    )  # fmt: skip


def _firm() -> Bilingual:
    settings = current_app.config["CX"]
    return Bilingual(settings.firm, settings.firm_en)


def _assessed(course: Course) -> tuple[str, ...]:
    """Return how the course examines. A role-play on screen is no practical assessment, and is not called one."""
    written = ("written",) if any(step.kind == StepKind.QUIZ for step in course.steps) else ()
    played = ("roleplay",) if course.has_played_exam else ()
    return written + played + (("practical",) if course.has_practical else ())


def revoke(actor: Actor, certificate: Certificate, reason: str) -> None:
    """Revoke a certificate; its number and its page stay, and say so. Revoking again changes nothing."""
    if certificate.revoked_at is not None:
        return
    _void(actor.employee_id, certificate, reason)
    record("certificate revoked", certificate, unit_id=certificate.unit_id, number=certificate.number)


def _void(by: int, certificate: Certificate, reason: str) -> None:
    certificate.revoked_at, certificate.revoked_by, certificate.revoked_reason = now(), by, reason
    db.session.flush()


def ask_correction(actor: Actor, certificate: Certificate, change: Correction, reason: str) -> None:
    """Ask for the certificate with what was wrong put right; it is issued once a second person confirms.

    Raises:
        CorrectionRefused: it is void or the actor's own, nothing is changed, or a correction of it waits already.
    """
    if certificate.revoked_at is not None:
        raise CorrectionRefused(VOID)
    if change == correction_of(facts_of(certificate)):
        raise CorrectionRefused(UNCHANGED)
    ask(actor, Asked(FACTS.kind, str(certificate.id), certificate.employee_id, in_json(change), reason))


def correct(asked_by: int, certificate: Certificate, change: Correction, reason: str) -> Certificate:
    """Issue the certificate anew with what was wrong put right; the old one stays in the register, void.

    The new one has a number, a code and a day of issue of its own, and ends when the old one would have.
    """
    facts = facts_of(certificate)
    better = corrected(facts, change)
    _void(asked_by, certificate, reason)
    certificate.replaced = True
    fresh = _in_place_of(certificate, replace(better, issued_on=_issued_on(certificate.unit, facts)))
    changed = sorted(name for name in vars(facts) if getattr(facts, name) != getattr(better, name))
    record("certificate corrected", fresh, unit_id=fresh.unit_id, number=fresh.number, replaces=certificate.number,
           changed=changed)
    return fresh


def _in_place_of(old: Certificate, facts: CertificateFacts) -> Certificate:
    return _added(
        facts, old.unit, None, issued_at=now(), enrolment_id=old.enrolment_id, employee_id=old.employee_id,
        course_version_id=old.course_version_id, grace_until=old.grace_until, renews_id=old.renews_id, corrects_id=old.id,
        reassigned_at=old.reassigned_at, form_version_id=old.form_version_id,
    )  # fmt: skip


def _issued_on(unit: Unit, facts: CertificateFacts) -> dt.date:
    return max(today(unit.zone), facts.issued_on)


class PrintedFacts(Matter):
    """What a certificate says about whom and when. Its correction is another certificate, so the old one stays as it was."""

    kind, title, can = "certificate", N_("A certificate"), Can.CONFIRM_CERTIFICATES

    def stands(self, subject: str, *, to_change: bool = False) -> Any:
        """Return the facts that can be corrected, of the one that took its place where one did."""
        row = self._of(subject, to_change=to_change)
        return in_json(correction_of(facts_of(queries.replaced_by(row) or row)))

    def put(self, subject: str, after: Any) -> None:
        """Issue the corrected one in the name of whoever asked.

        Raises:
            CorrectionRefused: it was revoked meanwhile.
        """
        row, asked = self._of(subject, to_change=True), waiting_for(self.kind, subject)
        if row.revoked_at is not None or asked is None:
            raise CorrectionRefused(VOID)
        correct(asked.asked_by, row, from_json(after), asked.reason)

    def score(self, subject: str) -> None:
        """A certificate bears no score that a correction could change."""

    def about(self, subject: str) -> dict[str, str]:
        """Return the course with the number."""
        row = self._of(subject)
        return {locale: f"{name} {row.number}" for locale, name in facts_of(row).course.as_dict().items()}

    def place(self, subject: str) -> tuple[str, dict[str, int]]:
        """Return the page of the one that counts."""
        row = self._of(subject)
        return "certificates.show_certificate", {"certificate_id": (queries.replaced_by(row) or row).id}

    def changes(self, subject: str, before: Any, after: Any) -> list[Change]:
        """Return what it says otherwise."""
        return [Change(_(label), str(before[name]), str(after[name])) for name, label in FIELDS.items()
                if before[name] != after[name]]

    def _of(self, subject: str, *, to_change: bool = False) -> Certificate:
        query = select(Certificate).where(Certificate.id == int(subject))
        if to_change:
            query = query.with_for_update().execution_options(populate_existing=True)
        return db.session.scalars(query).one()


FACTS = cast(PrintedFacts, registered(PrintedFacts()))
