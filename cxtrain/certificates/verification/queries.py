"""Finding the certificate that a stranger holds, and what follows it."""

import hmac

from sqlalchemy import select

from cxtrain.certificates.models import Certificate
from cxtrain.certificates.register.queries import later_one
from cxtrain.certificates.series.prefix import tidied
from cxtrain.certificates.terms import Status, asked_for
from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.names import name_key

__all__ = ["by_number_and_name", "follower_status"]


def by_number_and_name(number: str, name: str) -> Certificate | None:
    """Return the certificate with this whole number whose paper bears this name, in Chinese or English; else None."""
    asked = asked_for(tidied(number))
    query = select(Certificate).where(Certificate.running == asked.running, Certificate.year == asked.year)
    found = next((each for each in db.session.scalars(query) if each.number.upper() == asked.number), None)
    facts = found.facts if found else {"name": "", "name_en": ""}
    typed = name_key(name).encode()
    fits = [hmac.compare_digest(name_key(facts[key]).encode(), typed) for key in ("name", "name_en") if facts[key]]
    return found if found and typed and any(fits) and not found.employee.erased_on else None


def follower_status(certificate: Certificate) -> Status | None:
    """Return what the certificate that follows this one is worth today; None: there is none."""
    follower = later_one(certificate)
    return follower.status(today(follower.unit.zone)) if follower else None
