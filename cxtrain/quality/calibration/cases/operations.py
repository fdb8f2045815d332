"""Changes to gold cases; the caller commits. A version is written once, so a round keeps what its shoppers saw."""

import hashlib

from sqlalchemy import select, update

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.quality.calibration.cases import queries
from cxtrain.quality.calibration.cases.case import Case, Picture, is_ready, stored
from cxtrain.quality.calibration.cases.case_file import read_case
from cxtrain.quality.calibration.models import CasePicture, GoldCase
from cxtrain.quality.models import InstrumentVersion
from cxtrain.quality.queries import instrument_by_digest
from cxtrain.quality.refusal import Refused
from cxtrain.web.bilingual import N_
from cxtrain.web.documents import Text

MOST_PICTURES = 6


def publish_case(text: str | bytes) -> GoldCase:
    """Publish a file as the current version of its case; the same content is kept once.

    Raises:
        Refused: the file has an error; nothing is changed.
    """
    case, faults = read_case(text, queries.forms())
    if case is None:
        raise Refused("; ".join(f"line {fault.line}: {fault.sentence}" for fault in faults), faults)
    before = queries.current_version(case.slug)
    if before is not None:  # a file carries no pictures, so those that were added stay
        case = case.model_copy(update={"pictures": queries.case_of(before).pictures})
    return keep_case(case)


def keep_case(case: Case) -> GoldCase:
    """Make `case` the current version of its slug and return the version."""
    source = stored(case)
    digest = hashlib.sha256(source.encode()).hexdigest()
    version = db.session.scalar(select(GoldCase).where(GoldCase.digest == digest))
    if version is not None and version.current:
        return version
    db.session.execute(update(GoldCase).where(GoldCase.slug == case.slug, GoldCase.current).values(current=False))
    if version is None:
        form = db.session.scalars(select(InstrumentVersion.id).where(InstrumentVersion.digest == case.form)).one()
        version = GoldCase(slug=case.slug, digest=digest, source=source, title=case.title.said.as_dict(),
                           instrument_id=form, ready=is_ready(case, instrument_by_digest(case.form)), published_at=now())
        db.session.add(version)
    version.current = True
    db.session.flush()
    record("gold case written", version, unit_id=None, slug=version.slug, digest=digest)
    return version


def add_picture(gold: GoldCase, *, digest: str, shows: Text) -> GoldCase:
    """Add a kept photo to a case, which makes a new version of it.

    Raises:
        Refused: it has six already.
    """
    case = queries.case_of(gold)
    if len(case.pictures) >= MOST_PICTURES:
        raise Refused(N_("A case has at most six pictures."))
    db.session.add(row := CasePicture(slug=gold.slug, digest=digest, kept_at=now()))
    db.session.flush()
    return keep_case(case.model_copy(update={"pictures": (*case.pictures, Picture(id=row.id, shows=shows))}))


def retire_case(gold: GoldCase) -> None:
    """Take a case out of use; rounds that have it keep it."""
    gold.current = False
    db.session.flush()
    record("gold case retired", gold, unit_id=None, slug=gold.slug)
