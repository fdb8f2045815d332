"""What can be put right on a certificate that was issued. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from cxtrain.certificates.wording import CertificateFacts
from cxtrain.web.bilingual import N_

FIELDS = {"name": N_("Name"), "name_en": N_("Name in English"), "staff_number": N_("Staff number"),
          "unit": N_("Unit on that day"), "post": N_("Post"), "class_hours": N_("Class hours"),
          "started_on": N_("Training from"), "finished_on": N_("Training until")}


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
    return Correction(**{name: getattr(facts, name) for name in FIELDS})


def corrected(facts: CertificateFacts, change: Correction) -> CertificateFacts:
    """Return the facts with the correction in them."""
    return replace(facts, **vars(change))


def in_json(change: Correction) -> dict[str, Any]:
    """Return the facts as JSON values; days as text."""
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in vars(change).items()}


def from_json(kept: Mapping[str, Any]) -> Correction:
    """Return the facts that were kept as JSON values."""
    days = {name: dt.date.fromisoformat(kept[name]) for name in ("started_on", "finished_on")}
    return Correction(**{**kept, **days})
