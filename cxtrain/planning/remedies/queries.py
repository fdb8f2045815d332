"""Reading the library of actions as it is in use, and what was made of each action."""

import json
from dataclasses import dataclass

from flask import abort
from sqlalchemy import func, select

from cxtrain.extensions import db
from cxtrain.planning.library import Action, Library
from cxtrain.planning.queries import library
from cxtrain.planning.remedies.models import RemedyVersion
from cxtrain.training.models import Course
from cxtrain.training.queries import course_of


@dataclass(frozen=True)
class Remedy:
    """An action with where it comes from."""

    action: Action
    shipped: bool  # whether the program brings an action of this name
    changed: bool  # whether it says something else than the one that ships; one's own always does
    taken_out: bool
    number: int  # of its latest version, 0 where nobody changed it

    @property
    def slug(self) -> str:
        """Its name."""
        return self.action.id

    @property
    def about(self) -> str:
        """The dimension under which it stands in lists; "" where it is for any."""
        return next(iter(self.action.dimensions), "")


def _latest() -> dict[str, RemedyVersion]:
    newest = select(RemedyVersion.slug, func.max(RemedyVersion.number).label("number")).group_by(RemedyVersion.slug).subquery()
    rows = db.session.scalars(select(RemedyVersion).join(
        newest, (newest.c.slug == RemedyVersion.slug) & (newest.c.number == RemedyVersion.number)).order_by(RemedyVersion.slug))
    return {row.slug: row for row in rows}


def action_of(version: RemedyVersion) -> Action | None:
    """Return the action that a version says, None where it says: as it ships."""
    return Action.model_validate_json(json.dumps(version.content), strict=True) if version.content else None


def shipped_action(slug: str) -> Action | None:
    """Return the action of that name in the shipped library."""
    return next((action for action in library().actions if action.id == slug), None)


def library_in_use() -> Library:
    """Return the library with what trainers changed, added and took out: what plans are drafted from."""
    changes = {slug: None if row.taken_out else action_of(row) or shipped_action(slug) for slug, row in _latest().items()}
    return library().with_actions(changes)


def list_remedies() -> list[Remedy]:
    """Return every action, the shipped ones in their order, then one's own; those that were taken out among them."""
    latest, base = _latest(), library().actions
    found = [_remedy(latest.get(action.id), action) for action in base]
    known = {action.id for action in base}
    own = [_remedy(row, None) for slug, row in latest.items() if slug not in known]
    return [each for each in (*found, *own) if each]


def _remedy(row: RemedyVersion | None, shipped: Action | None) -> Remedy | None:
    said = action_of(row) if row else None
    action = said or shipped
    if action is None:  # the program no longer ships what somebody took out or put back
        return None
    return Remedy(action, shipped is not None, action != shipped, bool(row and row.taken_out), row.number if row else 0)


def get_remedy(slug: str) -> Remedy:
    """Return one action; else answer 404."""
    row = db.session.scalar(select(RemedyVersion).where(RemedyVersion.slug == slug)
                            .order_by(RemedyVersion.number.desc()).limit(1))
    return _remedy(row, shipped_action(slug)) or abort(404)


def history_of(slug: str) -> list[RemedyVersion]:
    """Return what was made of an action, the latest first."""
    return list(db.session.scalars(select(RemedyVersion).where(RemedyVersion.slug == slug)
                                   .order_by(RemedyVersion.number.desc())))


def courses() -> dict[str, dict[str, str]]:
    """Return the published courses' titles by slug."""
    return {course.slug: course.current.title for course in db.session.scalars(select(Course).order_by(Course.slug))}


def course_for(touchpoint: str) -> str | None:
    """Return the course that is most about a touchpoint (a slug): of those that name it the one that names fewest."""
    known = [(course.slug, course_of(course.current).touchpoints) for course in db.session.scalars(select(Course))]
    fitting = sorted((len(places), slug) for slug, places in known if touchpoint in places)
    return fitting[0][1] if fitting else None
