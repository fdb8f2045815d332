"""Reading forms of certificates: the one that counts for a course, one's versions, and the pictures."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import abort
from sqlalchemy import func, select

from cxtrain.certificates.form.models import HOUSE_SLUG, CertificateFormVersion, CertificatePicture
from cxtrain.certificates.form.sheet import HOUSE, FormSheet, Picture, from_json, pictures_of
from cxtrain.certificates.models import Certificate
from cxtrain.certificates.queries import visible_to
from cxtrain.extensions import db
from cxtrain.files.operations import read as read_file
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Actor, Can
from cxtrain.training.models import Course, CourseVersion
from cxtrain.training.queries import course_of
from cxtrain.web.bilingual import Bilingual

PNG = b"\x89PNG"


@dataclass(frozen=True)
class FormVersion:
    """A version of a form as it is used."""

    id: int | None  # None: the house's first, which nobody wrote
    course_slug: str
    number: int
    sheet: FormSheet


FIRST = FormVersion(None, HOUSE_SLUG, 0, HOUSE)


def form_for(course_slug: str) -> FormVersion:
    """Return the form that a certificate of this course is issued on today: its own, or the house's."""
    for slug in dict.fromkeys((course_slug, HOUSE_SLUG)):
        row = latest(slug)
        if row is not None and row.sheet is not None:
            return read_version(row)
    return FIRST


def latest(slug: str) -> CertificateFormVersion | None:
    """Return the latest version of a course's form, or of the house's; None where there is none."""
    query = select(CertificateFormVersion).where(CertificateFormVersion.course_slug == slug)
    return db.session.scalar(query.order_by(CertificateFormVersion.number.desc()).limit(1))


def form_of(certificate: Certificate) -> FormVersion:
    """Return the form that the certificate was issued on."""
    if certificate.form_version_id is None:
        return FIRST
    return read_version(db.session.get_one(CertificateFormVersion, certificate.form_version_id))


def read_version(row: CertificateFormVersion) -> FormVersion:
    """Return a version with its pictures. Its row says what it looks like; it must not be one that gave the form up."""
    assert row.sheet is not None
    return FormVersion(row.id, row.course_slug, row.number, _sheet(json.dumps(row.sheet, sort_keys=True)))


@lru_cache(maxsize=64)
def _sheet(text: str) -> FormSheet:
    """Return the sheet kept as `text`. Read once in a process: neither it nor the pictures it names ever change."""
    kept = json.loads(text)
    return from_json(kept, {each.digest: data_address(each.digest) for each in pictures_of(from_json(kept))})


def data_address(digest: str) -> str:
    """Return the picture kept under `digest` as a data: address."""
    body = read_file(digest)
    kind = "png" if body.startswith(PNG) else "jpeg"
    return f"data:image/{kind};base64,{base64.b64encode(body).decode()}"


def with_data(row: CertificatePicture) -> Picture:
    """Return a kept picture with its bytes."""
    return Picture(row.digest, row.width, row.height, data_address(row.digest))


def current_seal() -> Picture | None:
    """Return the picture of the firm's seal, for print runs that an admin allows; None where none is kept."""
    rows = pictures("seal")
    return with_data(rows[0]) if rows else None


def pictures(kind: str) -> Sequence[CertificatePicture]:
    """Return the pictures of a kind that are offered, the latest first."""
    offered = (CertificatePicture.kind == kind, CertificatePicture.retired_at.is_(None))
    return db.session.scalars(select(CertificatePicture).where(*offered).order_by(CertificatePicture.id.desc())).all()


def picture_by_digest(kind: str, digest: str) -> CertificatePicture | None:
    """Return a picture of this kind with these bytes."""
    same = (CertificatePicture.kind == kind, CertificatePicture.digest == digest)
    return db.session.scalar(select(CertificatePicture).where(*same).limit(1))


def kept_pictures(sheet: FormSheet) -> dict[str, Picture]:
    """Return the logos and signatures that may be chosen, with those that `sheet` shows, by digest and without bytes."""
    rows = [*pictures("logo"), *pictures("signature")]
    return {each.digest: each for each in (*(Picture(row.digest, row.width, row.height) for row in rows), *pictures_of(sheet))}


def get_picture(kinds: Sequence[str], picture_id: int) -> CertificatePicture:
    """Return a picture of one of `kinds`; otherwise answer 404."""
    row = db.session.get(CertificatePicture, picture_id)
    return row if row is not None and row.kind in kinds else abort(404)


def get_version(version_id: int) -> CertificateFormVersion:
    """Return a version; otherwise answer 404."""
    return db.session.get(CertificateFormVersion, version_id) or abort(404)


def get_version_seen_by(actor: Actor, version_id: int) -> FormVersion:
    """Return a version to those who write forms, and to whoever may see a certificate on it; otherwise answer 404."""
    row = get_version(version_id)
    if row.sheet is None:
        abort(404)
    if not actor.may(Can.EDIT_CERTIFICATE_FORMS):
        shown = select(Certificate.id).where(Certificate.form_version_id == version_id, visible_to(actor)).limit(1)
        if db.session.scalar(shown) is None:
            abort(404)
    return read_version(row)


def versions(slug: str) -> Sequence[CertificateFormVersion]:
    """Return all versions of a form, the latest first."""
    query = select(CertificateFormVersion).where(CertificateFormVersion.course_slug == slug)
    return db.session.scalars(query.order_by(CertificateFormVersion.number.desc())).all()


def courses() -> list[tuple[str, Bilingual]]:
    """Return (slug, title) of every course."""
    query = select(Course.slug, CourseVersion.title).join(CourseVersion, CourseVersion.id == Course.current_id)
    return [(slug, Bilingual(**title)) for slug, title in db.session.execute(query.order_by(Course.slug))]


def course_terms(slug: str) -> dict[str, Any]:
    """Return title of the course, title of its certificate and months it is good, for a sample; nothing for the house."""
    course = db.session.scalar(select(Course).where(Course.slug == slug))
    file = course_of(course.current) if course else None
    if file is None or file.certificate is None:
        return {"course": file.title} if file else {}
    return {"course": file.title, "title": file.certificate.title, "months": file.certificate.valid_months}


def names(employee_ids: Sequence[int]) -> dict[int, str]:
    """Return the names of these employees."""
    query = select(Employee.id, Employee.name).where(Employee.id.in_(employee_ids))
    return {id_: name for id_, name in db.session.execute(query)}


def issued_on(version_ids: Sequence[int]) -> dict[int, int]:
    """Return how many certificates were issued on each of these versions; none is left out."""
    query = select(Certificate.form_version_id, func.count()).where(Certificate.form_version_id.in_(version_ids))
    return {id_: count for id_, count in db.session.execute(query.group_by(Certificate.form_version_id)) if id_}
