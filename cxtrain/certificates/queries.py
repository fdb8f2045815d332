"""Reading certificates: through the eyes of whoever asks, or by the code that stands on the paper."""

from collections.abc import Sequence

from flask import abort
from sqlalchemy import ColumnElement, Select, func, or_, select

from cxtrain.certificates.models import Certificate
from cxtrain.certificates.wording import CertificateFacts, from_json
from cxtrain.extensions import db
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import units_in_reach, within
from cxtrain.training.models import Course, CourseVersion


def certificates_of(employee_id: int) -> list[Certificate]:
    """Return the employee's certificates, the latest first."""
    query = select(Certificate).where(Certificate.employee_id == employee_id)
    return list(db.session.scalars(query.order_by(Certificate.issued_at.desc(), Certificate.id.desc())))


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that `actor` may see a certificate: one's own, one's team's, or those one keeps."""
    team = select(Employee.id).join(Unit, Unit.id == Employee.unit_id).where(within(actor, Can.SEE_TEAM))
    return or_(
        Certificate.employee_id == actor.employee_id,
        Certificate.unit_id.in_(units_in_reach(actor, Can.SEE_REGISTER)),
        Certificate.employee_id.in_(team),
    )


def get_certificate_for(actor: Actor, certificate_id: int) -> Certificate:
    """Return the certificate if `actor` may see it; otherwise answer 404."""
    return db.session.scalar(select(Certificate).where(Certificate.id == certificate_id, visible_to(actor))) or abort(
        404
    )


def get_kept_certificate_for(actor: Actor, can: Can, certificate_id: int) -> Certificate:
    """Return the certificate if `actor` may do `can` in the unit that it was issued in; otherwise answer 404."""
    units = units_in_reach(actor, can)
    query = select(Certificate).where(Certificate.id == certificate_id, Certificate.unit_id.in_(units))
    return db.session.scalar(query) or abort(404)


def certificate_by_code(code: str | None) -> Certificate | None:
    """Return the certificate whose paper bears `code`."""
    return db.session.scalar(select(Certificate).where(Certificate.code == code)) if code else None


def facts_of(certificate: Certificate) -> CertificateFacts:
    """Return what was true when the certificate was issued."""
    return from_json(certificate.facts)


def units_for(actor: Actor, can: Can, unit_id: int | None) -> Select[tuple[int]]:
    """Return a select of the units where `actor` may do `can`; of `unit_id` and those below it where one is given."""
    units = units_in_reach(actor, can)
    if unit_id:
        path = select(Unit.path).where(Unit.id == unit_id).scalar_subquery()
        units = units.where(func.substr(Unit.path, 1, func.length(path)) == path)
    return units


def certificates_by_id(ids: Sequence[int] | None) -> list[Certificate]:
    """Return these certificates, or all that are not revoked, by unit, post and name."""
    query = select(Certificate).where(Certificate.revoked_at.is_(None) if ids is None else Certificate.id.in_(ids))
    return list(db.session.scalars(_in_print_order(query)))


def _in_print_order(query: Select[tuple[Certificate]]) -> Select[tuple[Certificate]]:
    joined = query.join(Employee, Employee.id == Certificate.employee_id).join(Unit, Unit.id == Certificate.unit_id)
    return joined.order_by(Unit.code, Employee.post, Employee.sort_key, Certificate.id)


def course_choices() -> list[tuple[str, dict[str, str]]]:
    """Return (slug, title) of every course, for the print run's filter."""
    query = select(Course.slug, CourseVersion.title).join(CourseVersion, CourseVersion.id == Course.current_id)
    return [(slug, title) for slug, title in db.session.execute(query.order_by(Course.slug))]
