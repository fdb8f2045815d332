"""Reading gold cases. With the key they are for those who calibrate; a shopper reaches a case through the own round."""

from functools import lru_cache

from flask import abort
from sqlalchemy import select

from cxtrain.extensions import db
from cxtrain.people.permissions import Actor, Can
from cxtrain.quality.calibration.cases.case import Case, recalled
from cxtrain.quality.calibration.cases.case_file import Form
from cxtrain.quality.calibration.models import CasePicture, GoldCase, RoundCase, Trial
from cxtrain.quality.instrument import Instrument
from cxtrain.quality.models import InstrumentVersion
from cxtrain.quality.queries import instrument_by_digest, instrument_of


def current_cases() -> list[GoldCase]:
    """Return the newest version of each case that is in use, by slug."""
    return list(db.session.scalars(select(GoldCase).where(GoldCase.current).order_by(GoldCase.slug)))


def get_case(case_id: int) -> GoldCase:
    """Return a version of a case, or answer 404."""
    return db.session.get(GoldCase, case_id) or abort(404)


def current_version(slug: str) -> GoldCase | None:
    """Return the version of a case that is in use."""
    return db.session.scalars(select(GoldCase).where(GoldCase.slug == slug, GoldCase.current)).one_or_none()


def versions(slug: str) -> list[GoldCase]:
    """Return all versions of a case, newest first."""
    return list(db.session.scalars(select(GoldCase).where(GoldCase.slug == slug).order_by(
        GoldCase.published_at.desc(), GoldCase.id.desc())))


def case_of(gold: GoldCase) -> Case:
    """Return what a version says."""
    return case_by_digest(gold.digest)


@lru_cache(maxsize=200)
def case_by_digest(digest: str) -> Case:
    """Return the case whose text has this SHA-256, read once per process: what a digest names cannot change."""
    return recalled(db.session.scalars(select(GoldCase.source).where(GoldCase.digest == digest)).one())


def forms() -> dict[str, Form]:
    """Return the current forms by slug; a case may be scored with any of them."""
    found = db.session.execute(select(InstrumentVersion.slug, InstrumentVersion.digest).where(
        InstrumentVersion.kind.in_(("mystery_shop", "announced_check")), InstrumentVersion.current)).tuples()
    return {slug: Form(instrument_by_digest(digest), digest) for slug, digest in found}


def form_of(gold: GoldCase) -> Instrument:
    """Return the form that a version is scored with."""
    return instrument_of(gold.instrument)


def picture_digest_for(actor: Actor, picture_id: int) -> str:
    """Return the digest of a picture of a case that `actor` may write or was asked to score; else 404."""
    query = select(CasePicture.digest).where(CasePicture.id == picture_id)
    if not actor.may(Can.CALIBRATE):
        asked = (select(GoldCase.slug).join(RoundCase, RoundCase.case_id == GoldCase.id)
                 .join(Trial, Trial.round_id == RoundCase.round_id).where(Trial.account_id == actor.account_id))
        query = query.where(CasePicture.slug.in_(asked))
    return db.session.scalar(query) or abort(404)
