"""Changing the library of actions: every change is a version; the caller commits."""

from sqlalchemy import func, select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.planning.library import Action
from cxtrain.planning.remedies.models import RemedyVersion
from cxtrain.planning.remedies.queries import Remedy

OWN = "own-"


class Overtaken(Exception):
    """Somebody else changed the action meanwhile."""


def add_remedy(action: Action, *, note: str, actor: Actor) -> RemedyVersion:
    """Add an action of one's own; its name is found here, whatever `action` is called."""
    own = db.session.scalar(select(func.count(RemedyVersion.slug.distinct())).where(RemedyVersion.slug.startswith(OWN))) or 0
    named = action.model_copy(update={"id": f"{OWN}{own + 1}"})
    return _kept(named.id, 1, content=named, taken_out=False, note=note, actor=actor, act="remedy added")


def edit_remedy(remedy: Remedy, action: Action, *, note: str, actor: Actor, after: int) -> RemedyVersion:
    """Change what an action says.

    Args:
        after: the number of the version that was read when the change was written.

    Raises:
        Overtaken: there is a later one.
    """
    if remedy.number != after:
        raise Overtaken
    return _next(remedy, action.model_copy(update={"id": remedy.slug}), taken_out=remedy.taken_out, note=note, actor=actor,
                 act="remedy edited")


def take_out(remedy: Remedy, *, note: str, actor: Actor) -> None:
    """Propose an action no more; plans that have it keep it."""
    if not remedy.taken_out:
        _next(remedy, remedy.action if remedy.changed else None, taken_out=True, note=note, actor=actor, act="remedy taken out")


def bring_back(remedy: Remedy, *, note: str, actor: Actor) -> None:
    """Propose an action again."""
    if remedy.taken_out:
        _next(remedy, remedy.action if remedy.changed else None, taken_out=False, note=note, actor=actor,
              act="remedy brought back")


def put_back(remedy: Remedy, *, note: str, actor: Actor) -> None:
    """Let a shipped action say again what it says as it ships."""
    if remedy.shipped and remedy.changed:
        _next(remedy, None, taken_out=remedy.taken_out, note=note, actor=actor, act="remedy put back")


def _next(
    remedy: Remedy, content: Action | None, *, taken_out: bool, note: str, actor: Actor, act: str
) -> RemedyVersion:
    return _kept(remedy.slug, remedy.number + 1, content=content, taken_out=taken_out, note=note, actor=actor, act=act)


def _kept(
    slug: str, number: int, *, content: Action | None, taken_out: bool, note: str, actor: Actor, act: str
) -> RemedyVersion:
    said = content.model_dump(mode="json", by_alias=True, exclude_none=True) if content else None
    row = RemedyVersion(slug=slug, number=number, content=said, taken_out=taken_out, note=note.strip(),
                        made_by=actor.employee_id, made_at=now())
    db.session.add(row)
    db.session.flush()
    record(act, row, unit_id=None, slug=slug, number=number)
    return row
