"""Whether this site was restored from a backup, and what is to be looked at since."""

from flask import current_app
from sqlalchemy import func, select

from cxtrain.extensions import db
from cxtrain.upkeep.models import Restoration
from cxtrain.web.numbers import counted_tables

NEVER = "upkeep.never_restored"


def last_restoration() -> Restoration | None:
    """Return the latest restore, if there was one. A process asks once: nothing is restored while it runs."""
    if current_app.extensions.get(NEVER):
        return None
    found = db.session.scalar(select(Restoration).order_by(Restoration.id.desc()).limit(1))
    current_app.extensions[NEVER] = found is None
    return found


def unconfirmed() -> Restoration | None:
    """Return the latest restore if nobody has looked at yet what it lost."""
    found = last_restoration()
    return found if found and found.confirmed_at is None else None


def highest_ids() -> dict[str, int]:
    """Return the highest id of each table that the database numbers."""
    return {name: db.session.scalar(select(func.max(table.c.id))) or 0 for name, table in counted_tables().items()}
