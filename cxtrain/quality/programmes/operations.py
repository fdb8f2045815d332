"""Changes to programmes. The caller commits; each change of state writes one ledger row."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from sqlalchemy import delete, select, update

from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.jobs.operations import daily
from cxtrain.ledger.operations import record
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor
from cxtrain.quality.appeals.models import Appeal
from cxtrain.quality.models import PersonRollup, Visit
from cxtrain.quality.programmes import notice, queries, refusal
from cxtrain.quality.programmes.models import ProgrammeVersion
from cxtrain.quality.programmes.refusal import Refused
from cxtrain.quality.programmes.ruling import DAY, Rule, ruling, setting
from cxtrain.quality.sums.operations import recounted


@dataclass(frozen=True)
class Plan:
    """What HR writes into a draft."""

    words: Mapping[str, Mapping[str, str]] = field(default_factory=notice.beginning)  # notice.SECTIONS, zh and en
    kinds: tuple[str, ...] = ("mystery_shop", "announced_check", "coaching")
    people: str = "development"
    reason: str = ""  # needed where people is full
    consulted: str = ""
    consulted_on: dt.date | None = None
    consultation: str = ""
    posted_on: dt.date | None = None
    retention_months: int = 24
    starts_on: dt.date | None = None


def plan_of(version: ProgrammeVersion) -> Plan:
    """Return what a version says, for a draft that goes on from it."""
    return Plan({section: version.words[section] for section in notice.SECTIONS}, tuple(version.kinds), version.people,
                version.reason, version.consulted, version.consulted_on, version.consultation, version.posted_on,
                version.retention_months, version.starts_on)


def begin_draft(actor: Actor, unit: Unit, plan: Plan | None = None) -> ProgrammeVersion:
    """Begin the next version of the unit's own programme: from `plan`, else from the last one, else from our texts.

    Raises:
        Refused: there is a draft already.
    """
    if queries.draft_of(unit.id):
        raise Refused("unit", refusal.DRAFT_THERE)
    last = queries.latest_of(unit.id)
    if plan is None:
        plan = Plan(**{**vars(plan_of(last)), "starts_on": None}) if last else Plan()
    draft = ProgrammeVersion(unit_id=unit.id, number=last.number + 1 if last else 1, written_by=actor.employee_id,
                             saved_at=now(), **_columns(plan))
    db.session.add(draft)
    db.session.flush()
    record("programme drafted", draft, unit_id=unit.id, number=draft.number)
    return draft


def _columns(plan: Plan) -> dict[str, Any]:
    words = {section: dict(plan.words.get(section, {})) for section in notice.SECTIONS}
    return {**asdict(plan), "words": words, "kinds": [kind for kind in notice.KINDS if kind in plan.kinds]}


def save_draft(draft: ProgrammeVersion, plan: Plan) -> None:
    """Store what was typed; a draft may be incomplete, and changing it is no change of state.

    Raises:
        Refused: it was published meanwhile.
    """
    _check_draft(draft)
    for name, value in _columns(plan).items():
        setattr(draft, name, value)
    draft.saved_at = now()
    db.session.flush()


def _check_draft(draft: ProgrammeVersion) -> None:
    if draft.state != "draft":
        raise Refused("", refusal.NO_LONGER)


def discard_draft(draft: ProgrammeVersion) -> None:
    """Throw a draft away.

    Raises:
        Refused: it was published meanwhile.
    """
    _check_draft(draft)
    record("programme draft discarded", draft, unit_id=draft.unit_id, number=draft.number)
    db.session.delete(draft)
    db.session.flush()


def publish(actor: Actor, draft: ProgrammeVersion, *, on: dt.date) -> None:
    """Give notice of a draft: from now on it is as it is. What it narrows about persons is narrowed at once.

    Args:
        on: the day of the notice, in the unit's zone.

    Raises:
        Refused: something is missing, the first day is less than a week away, or it is published already.
    """
    _check_draft(draft)
    _check_told(draft, on)
    draft.words = {**draft.words, "people": notice.MEANING[draft.people].as_dict()}
    draft.published_on, draft.may_start_on = on, notice.earliest_start(on)
    draft.published_at, draft.published_by = now(), actor.employee_id
    draft.digest, draft.state = notice.digest(_told(draft)), "published"
    db.session.flush()
    record("programme published", draft, unit_id=draft.unit_id, number=draft.number, people=draft.people,
           starts_on=draft.starts_on.isoformat() if draft.starts_on else "", digest=draft.digest,
           **({"reason": draft.reason} if draft.people == "full" else {}))
    settle(draft.unit.path)


def _check_told(draft: ProgrammeVersion, on: dt.date) -> None:
    earliest = notice.earliest_start(on)
    if notice.missing(draft.words):
        raise Refused("words", refusal.NOT_COMPLETE)
    if not draft.kinds:
        raise Refused("kinds", refusal.NO_KIND)
    if draft.people == "full" and not draft.reason.strip():
        raise Refused("reason", refusal.NO_REASON)
    if draft.starts_on is None:
        raise Refused("starts_on", refusal.NO_START)
    if draft.starts_on < earliest:
        raise Refused("starts_on", refusal.TOO_EARLY, day=earliest.isoformat())


def _told(version: ProgrammeVersion) -> dict[str, Any]:
    names = ("unit_id", "number", "people", "kinds", "words", "consulted", "consulted_on", "consultation", "posted_on",
             "retention_months", "starts_on", "published_on")
    return {name: getattr(version, name) for name in names}


def end(version: ProgrammeVersion, *, last_day: dt.date, reason: str, today: dt.date) -> None:
    """Let a programme end with `last_day`; before its first day, so that it never comes to be.

    Raises:
        Refused: no reason, a day that has passed, or afterwards a programme above would store more about persons without
            a week's notice.
    """
    if not reason.strip():
        raise Refused("reason", refusal.NO_END_REASON)
    rules = queries.rules_of(version.unit.path)
    if version.ends_on is not None or queries.standing(version, rules, today) not in ("now", "coming"):
        raise Refused("last_day", refusal.NO_LONGER)
    if last_day < today:
        raise Refused("last_day", refusal.ENDS_BEFORE)
    _check_after(version, rules, last_day, today)
    starts_on = version.starts_on or last_day
    version.ends_on = min(last_day, starts_on - DAY) if today < starts_on else last_day
    version.ended_why = reason.strip()
    db.session.flush()
    record("programme ended", version, unit_id=version.unit_id, number=version.number, last_day=version.ends_on.isoformat(),
           reason=version.ended_why)
    settle(version.unit.path)


def _check_after(version: ProgrammeVersion, rules: Sequence[Rule], last_day: dt.date, today: dt.date) -> None:
    ended = [replace(rule, ends_on=last_day) if rule.id == version.id else rule for rule in rules]
    after = ruling(ended, version.unit.path, last_day + DAY)
    if not after or notice.WIDTH[after.people] <= notice.WIDTH[version.people]:
        return
    if version.starts_on and version.starts_on > today:
        raise Refused("last_day", refusal.NARROWED)
    earliest = today + dt.timedelta(days=notice.NOTICE_DAYS)
    if last_day + DAY < earliest:
        raise Refused("last_day", refusal.WIDER_AFTER, day=(earliest - DAY).isoformat())


def remove_names(unit: Unit, *, before: dt.date | None, reason: str) -> tuple[int, int]:
    """Take the names and badges off visits at and below `unit`, for good; their scores stay with the place.

    Coaching observations are no visits of the place: they stay between the two.

    Args:
        before: only visits before this day; None for all of them.
        reason: of HR, for the ledger.

    Returns:
        How many visits lost the name, and how many were left because an appeal about them is open.

    Raises:
        Refused: no reason.
    """
    if not reason.strip():
        raise Refused("reason", refusal.NO_REMOVAL_REASON)
    found = queries.named_visits(unit.path, before)
    free = [visit for visit in found if not visit.appeals_open]
    _forget(free)
    record("names removed from visits", unit, unit_id=unit.id, visits=len(free), kept=len(found) - len(free),
           before=before.isoformat() if before else None, reason=reason.strip())
    return len(free), len(found) - len(free)


def _forget(found: Sequence[Visit]) -> None:
    for visit in found:
        with recounted(visit):
            visit.employee_id, visit.identification, visit.grounds, visit.badge = None, "none", "", ""
            visit.people = "none"
    nameless = select(Visit.id).where(Visit.people == "none")
    db.session.execute(update(Appeal).where(Appeal.visit_id.in_(nameless)).values(employee_id=None))
    db.session.execute(delete(PersonRollup).where(PersonRollup.n == 0))


@daily("settle what is stored about people")
def settle_all(day: dt.date) -> None:
    """Let programmes that start or ended today show in what may be stored about persons."""
    settle()


def settle(path: str = "") -> int:
    """Set what may be stored about persons to what the programmes say today; return how many units changed.

    Args:
        path: of the unit with all below it; "" for the whole firm.
    """
    rules, changed = queries.rules_of(path), 0
    for unit in db.session.scalars(select(Unit).where(Unit.path.startswith(path, autoescape=True)).order_by(Unit.id)):
        if not any(unit.path.startswith(rule.path) for rule in rules):
            continue
        wanted = setting(rules, unit.path, today(unit.zone), unit.people)
        if wanted != unit.people:
            before, unit.people = unit.people, wanted
            record("storing of names set", unit, unit_id=unit.id, before=before, after=wanted)
            changed += 1
    db.session.flush()
    return changed
