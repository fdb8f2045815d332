"""Reading sheets for those who write them."""

from dataclasses import dataclass

from flask import abort
from sqlalchemy import func, select
from sqlalchemy.orm import lazyload

from cxtrain.extensions import db
from cxtrain.people.models import Employee
from cxtrain.training.practicals.models import PracticalSheet, PracticalSheetVersion, PracticalSitting


@dataclass(frozen=True)
class Listed:
    """A sheet, and how often it was sat."""

    sheet: PracticalSheet
    sittings: int


@dataclass(frozen=True)
class Version:
    """A version with who wrote it, and how many sittings were marked with it."""

    row: PracticalSheetVersion
    writer: Employee | None  # None: a file
    sittings: int


def list_written() -> list[Listed]:
    """Return the sheets with how many decided sittings each has, those in use first."""
    counts = dict(db.session.execute(select(PracticalSitting.sheet_id, func.count()).where(
        PracticalSitting.decided_at.is_not(None)).group_by(PracticalSitting.sheet_id)).tuples().all())
    rows = db.session.scalars(select(PracticalSheet).order_by(PracticalSheet.retired_at.is_not(None), PracticalSheet.slug))
    return [Listed(sheet, counts.get(sheet.id, 0)) for sheet in rows]


def slugs() -> set[str]:
    """Return the slugs that are taken."""
    return set(db.session.scalars(select(PracticalSheet.slug)))


def versions_of(slug: str) -> list[Version]:
    """Return every version of a sheet, the newest first."""
    counts = dict(db.session.execute(select(PracticalSitting.version_id, func.count()).group_by(
        PracticalSitting.version_id)).tuples().all())
    rows = db.session.execute(
        select(PracticalSheetVersion, Employee).outerjoin(Employee, Employee.id == PracticalSheetVersion.published_by)
        .where(PracticalSheetVersion.slug == slug).order_by(PracticalSheetVersion.id.desc())
        .options(lazyload(Employee.unit)))  # joined it would leave out versions that nobody wrote
    return [Version(row, writer, counts.get(row.id, 0)) for row, writer in rows.tuples()]


def get_version(slug: str, version_id: int) -> PracticalSheetVersion:
    """Return a version of the sheet, or answer 404."""
    return db.session.scalar(select(PracticalSheetVersion).where(
        PracticalSheetVersion.slug == slug, PracticalSheetVersion.id == version_id)) or abort(404)
