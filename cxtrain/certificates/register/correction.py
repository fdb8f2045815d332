"""What can be put right on a certificate that was issued. Pure."""

import datetime as dt
from dataclasses import dataclass, replace

from cxtrain.certificates.wording import CertificateFacts


@dataclass(frozen=True)
class Correction:
    """The facts as they ought to be. Course, title and validity are what was passed, and cannot be corrected."""

    name: str
    name_en: str
    staff_number: str
    unit: str
    post: str
    class_hours: int
    started_on: dt.date
    finished_on: dt.date


def correction_of(facts: CertificateFacts) -> Correction:
    """Return the facts that can be corrected, as they stand."""
    return Correction(**{name: getattr(facts, name) for name in Correction.__dataclass_fields__})


def corrected(facts: CertificateFacts, change: Correction) -> CertificateFacts:
    """Return the facts with the correction in them."""
    return replace(facts, **vars(change))
