"""Publishing sheets and taking them out of use; the caller commits. A version is written once, so what was marked stays."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.training.practicals import sheet as files
from cxtrain.training.practicals.models import PracticalSheet, PracticalSheetVersion
from cxtrain.web.documents import Fault


@dataclass(frozen=True)
class Published:
    """What publishing came to: no `row` where there are faults."""

    row: PracticalSheet | None
    faults: tuple[Fault, ...]
    changed: bool  # False: this very text was current already


def publish_sheet(text: str | bytes, by: int | None = None) -> Published:
    """Make `text` the current version of the sheet it describes, unless it is so already or has faults.

    Sittings that were planned before keep the version they were planned with.

    Args:
        text: of a file.
        by: id of the employee who wrote it in the browser; None for a file.
    """
    parsed = files.parse(text)
    if parsed.sheet is None:
        return Published(None, parsed.faults, changed=False)
    version = _version(text if isinstance(text, str) else text.decode(), parsed.sheet, by)
    sheet = db.session.scalar(select(PracticalSheet).where(PracticalSheet.slug == version.slug)) or PracticalSheet(
        slug=version.slug)
    if version.id is not None and sheet.current_id == version.id:
        return Published(sheet, parsed.faults, changed=False)
    sheet.current = version
    db.session.add_all([version, sheet])
    db.session.flush()
    record("practical sheet published", sheet, unit_id=None, slug=sheet.slug, digest=version.digest)
    return Published(sheet, parsed.faults, changed=True)


def _version(source: str, sheet: files.Sheet, by: int | None) -> PracticalSheetVersion:
    digest = hashlib.sha256(source.encode()).hexdigest()
    return db.session.scalar(select(PracticalSheetVersion).where(PracticalSheetVersion.digest == digest)) or (
        PracticalSheetVersion(slug=sheet.slug, digest=digest, source=source, title=sheet.title.as_dict(),
                              published_at=now(), published_by=by))


def retire_sheet(sheet: PracticalSheet) -> None:
    """Take a sheet out of use: nobody is planned for it any more; what is planned is carried through."""
    if sheet.retired_at is None:
        sheet.retired_at = now()
        db.session.flush()
        record("practical sheet retired", sheet, unit_id=None, slug=sheet.slug)


def bring_back_sheet(sheet: PracticalSheet) -> None:
    """Put a sheet into use again."""
    if sheet.retired_at is not None:
        sheet.retired_at = None
        db.session.flush()
        record("practical sheet brought back", sheet, unit_id=None, slug=sheet.slug)
