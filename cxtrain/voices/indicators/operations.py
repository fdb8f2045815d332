"""Entering indicators, correcting them with their history kept, setting targets and assumptions; the caller commits."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select, update

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor
from cxtrain.voices.indicators import queries
from cxtrain.voices.indicators.definition import Definition
from cxtrain.voices.indicators.figures import lost_too_many
from cxtrain.voices.indicators.models import Indicator, IndicatorEntry, IndicatorTarget, WorthAssumption
from cxtrain.voices.indicators.numbers import Number
from cxtrain.web.bilingual import N_

LOST_TOO_MANY = N_("More customers were lost than there were at the start.")
REASON_MISSING = N_("Say why a number that was entered before is changed.")
TAKEN = N_("Another indicator has this short name.")


class Refused(Exception):
    """The change is not made; `message` is a sentence for the catalogue, `field` where it belongs ("" to the form)."""

    def __init__(self, message: str, field: str = "") -> None:
        """Keep the sentence and its place."""
        super().__init__(message)
        self.message, self.field = message, field


class Outdated(Exception):
    """Somebody else has changed a number since the form was made."""


@dataclass(frozen=True)
class Entered:
    """What one submit or one file says about a unit and month; `seen` are the ids of the entries that were on the page."""

    unit_id: int
    month: str
    numbers: Mapping[str, Number | None]  # by slug; None: take out
    seen: Mapping[str, int] | None = None  # None: not checked


def enter(entered: Entered, *, actor: Actor, reason: str = "", source: str = "form") -> int:
    """Enter the numbers that differ from what stands, as new rows; return how many differ.

    Raises:
        Outdated: a number was changed since `seen`.
        Refused: more customers would be lost than there were, or a correction lacks its reason.
    """
    queries.hold(entered.unit_id)
    standing = {slug: kept for (_, _, slug), kept in queries.kept_of([entered.unit_id], [entered.month]).items()}
    if entered.seen is not None and any(
            (standing[slug].entry_id if slug in standing else 0) != seen for slug, seen in entered.seen.items()):
        raise Outdated
    before = {slug: kept.number for slug, kept in standing.items() if kept.number}
    changed = {slug: number for slug, number in entered.numbers.items() if before.get(slug) != number}
    if not changed:
        return 0
    if not reason.strip() and any(slug in standing for slug in changed):
        raise Refused(REASON_MISSING, "reason")
    if lost_too_many({slug: number for slug, number in {**before, **changed}.items() if number}):
        raise Refused(LOST_TOO_MANY)
    _write(entered, changed, actor=actor, reason=reason.strip(), source=source,
           replaced=[standing[slug].entry_id for slug in changed if slug in standing])
    record("indicators entered", ("unit", entered.unit_id), unit_id=entered.unit_id, month=entered.month, source=source,
           numbers={slug: {"before": _fact(before.get(slug)), "after": _fact(number)} for slug, number in changed.items()})
    return len(changed)


def _fact(number: Number | None) -> list[float | None] | None:
    return [number.value, number.whole] if number else None


def _write(entered: Entered, changed: Mapping[str, Number | None], *, actor: Actor, reason: str, source: str,
           replaced: list[int]) -> None:
    at = now()
    if replaced:
        db.session.execute(update(IndicatorEntry).where(IndicatorEntry.id.in_(replaced)).values(replaced_at=at))
    db.session.add_all([
        IndicatorEntry(unit_id=entered.unit_id, month=entered.month, slug=slug, value=number.value if number else None,
                       whole=number.whole if number else None, source=source,
                       reason=reason[:200] if replaced or source == "import" else "",
                       entered_by=actor.employee_id, entered_at=at) for slug, number in changed.items()])
    db.session.flush()


def set_targets(unit: Unit, year: int, values: Mapping[str, float | None], *, actor: Actor) -> int:
    """Set the targets of a year that differ from what stands; None ends one. Return how many differ."""
    queries.hold(unit.id)
    before = {slug: value for (_, slug), value in queries.targets_of(unit.id, [year]).items()}
    changed = {slug: value for slug, value in values.items() if before.get(slug) != value}
    if not changed:
        return 0
    at = now()
    db.session.execute(update(IndicatorTarget).where(
        IndicatorTarget.unit_id == unit.id, IndicatorTarget.year == year, IndicatorTarget.slug.in_(list(changed)),
        IndicatorTarget.replaced_at.is_(None)).values(replaced_at=at))
    db.session.add_all([IndicatorTarget(unit_id=unit.id, year=year, slug=slug, value=value, set_by=actor.employee_id, set_at=at)
                        for slug, value in changed.items()])
    db.session.flush()
    record("indicator targets set", unit, unit_id=unit.id, year=year, before={slug: before.get(slug) for slug in changed},
           after=changed)
    return len(changed)


def add_indicator(definition: Definition, *, actor: Actor) -> Indicator:
    """Keep an indicator of the firm's own, or one made from a template.

    Raises:
        Refused: another has its short name.
    """
    if definition.slug in queries.definitions(ended=True):
        raise Refused(TAKEN, "slug")
    row = Indicator(slug=definition.slug, form=definition.form, made_by=actor.employee_id, made_at=now(), **_words(definition))
    db.session.add(row)
    db.session.flush()
    record("indicator added", row, unit_id=None, slug=row.slug, form=row.form, **_words(definition))
    return row


def edit_indicator(row: Indicator, definition: Definition) -> None:
    """Change its words, direction or decimals; its form and short name stay, because what was entered hangs on them."""
    wanted = _words(definition)
    before = {name: getattr(row, name) for name in wanted if getattr(row, name) != wanted[name]}
    if not before:
        return
    for name, value in wanted.items():
        setattr(row, name, value)
    db.session.flush()
    record("indicator edited", row, unit_id=None, before=before, after={name: wanted[name] for name in before})


def end_indicator(row: Indicator, *, ended: bool) -> None:
    """Take it off the forms, or put it back; what was entered stays."""
    row.ended_at = now() if ended else None
    db.session.flush()
    record("indicator ended" if ended else "indicator taken up again", row, unit_id=None, slug=row.slug)


def _words(definition: Definition) -> dict[str, Any]:
    return {"title": definition.title.as_dict(), "unit": definition.unit.as_dict(), "part": definition.part.as_dict(),
            "whole": definition.whole.as_dict(), "direction": definition.direction, "digits": definition.digits}


@dataclass(frozen=True)
class Assumed:
    """What a customer's value is computed with; shares as 0..1, the discount per year, money in the firm's currency."""

    margin: float
    discount: float
    timing: str = "end"
    acquisition: float = 0.0
    months: int | None = None
    reason: str = ""


def assume(unit: Unit, assumed: Assumed, *, actor: Actor) -> WorthAssumption:
    """Say what a customer's value is computed with from now on, in a unit and those below it that say nothing themselves."""
    newest = db.session.scalars(select(WorthAssumption).where(WorthAssumption.unit_id == unit.id).order_by(
        WorthAssumption.id.desc()).limit(1)).first()
    if newest is not None and all(getattr(newest, name) == value for name, value in asdict(assumed).items()):
        return newest
    row = WorthAssumption(unit_id=unit.id, set_by=actor.employee_id, set_at=now(), **asdict(assumed))
    db.session.add(row)
    db.session.flush()
    record("customer value assumed", row, unit_id=unit.id, **asdict(assumed))
    return row
