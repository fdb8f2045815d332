"""Reading the files that somebody asked for."""

from flask import abort
from sqlalchemy import select

from cxtrain.extensions import db
from cxtrain.people.permissions import Actor
from cxtrain.reports.exports.kinds import KINDS
from cxtrain.reports.exports.models import Export

MOST = 50  # on the page


def list_exports(actor: Actor) -> list[Export]:
    """Return one's own files, the latest first, of kinds that one may still have."""
    kinds = [name for name, kind in KINDS.items() if actor.may(kind.can)]
    query = select(Export).where(Export.asked_by == actor.employee_id, Export.kind.in_(kinds))
    return list(db.session.scalars(query.order_by(Export.id.desc()).limit(MOST)))


def get_export_for(actor: Actor, export_id: int) -> Export:
    """Return one's own file that is whole, while its unit is in reach; otherwise answer 404."""
    found = next((each for each in list_exports(actor) if each.id == export_id and each.digest), None) or abort(404)
    KINDS[found.kind].choose(actor, found.asked)
    return found
