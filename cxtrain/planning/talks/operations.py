"""Talking about a plan; each function makes one change and one ledger entry, and the caller commits."""

from sqlalchemy import select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.planning.history.operations import keep
from cxtrain.planning.lifecycle import IllegalMove, Move
from cxtrain.planning.models import Plan
from cxtrain.planning.operations import check_move, move
from cxtrain.planning.talks.models import PlanOption, PlanTalk
from cxtrain.planning.talks.sheet import TalkFacts
from cxtrain.planning.wording import plain, reworded


def share_plan(plan: Plan, *, actor: Actor) -> None:
    """Let the employee read the draft before the talk, to bring own ideas.

    Raises:
        IllegalMove: it is no draft about a person, can be read already, or is not the actor's to show.
    """
    move(plan, Move.SHARE, actor)
    plan.shared_at = now()
    record("plan shown to the employee", plan, unit_id=plan.unit_id)
    keep(plan, "shared", actor)


def hold_talk(plan: Plan, facts: TalkFacts, *, actor: Actor, locale: str) -> PlanTalk:
    """Write down a talk that `actor` led; from now on the employee may read the plan.

    Raises:
        IllegalMove: the plan has ended, or is about the actor.
    """
    move(plan, Move.TALK, actor)
    talk = PlanTalk(led_by=actor.employee_id)
    plan.talks.append(talk)
    _write(plan, talk, facts, actor=actor, locale=locale)
    if plan.is_coaching and plan.shared_at is None:
        plan.shared_at = now()
    db.session.flush()
    record("plan talk noted", talk, unit_id=plan.unit_id, plan=plan.id, held_on=talk.held_on.isoformat())
    keep(plan, "talked", actor)
    return talk


def edit_talk(plan: Plan, talk: PlanTalk, facts: TalkFacts, *, actor: Actor, locale: str) -> None:
    """Correct what was written down of a talk; what stood there before stays in the plan's history.

    Raises:
        IllegalMove: the plan has ended, or somebody else led the talk.
    """
    if talk.led_by != actor.employee_id:
        raise IllegalMove("only who led a talk corrects its notes")
    move(plan, Move.TALK, actor)
    _write(plan, talk, facts, actor=actor, locale=locale)
    record("plan talk corrected", talk, unit_id=plan.unit_id, plan=plan.id)
    keep(plan, "talked", actor)


def add_option(plan: Plan, words: str, *, actor: Actor, locale: str) -> PlanOption:
    """Add one's own option: the employee's, or a supervisor's.

    Raises:
        IllegalMove: the plan has ended, or `actor` may not read it yet.
    """
    # The plan's row stays as it is, so that this clashes with nobody who is typing; locked, it cannot end meanwhile.
    _lock(plan)
    check_move(plan, Move.OPTION, actor)
    option = _option(words, "employee" if plan.employee_id == actor.employee_id else "supervisor", actor, locale)
    plan.options.append(option)
    db.session.flush()
    record("plan option added", option, unit_id=plan.unit_id, plan=plan.id, source=option.source)
    keep(plan, "option", actor)
    return option


def drop_option(plan: Plan, option: PlanOption, *, actor: Actor) -> None:
    """Take back an option that one has written oneself, as long as the plan is a draft.

    Raises:
        IllegalMove: it is chosen, somebody else's, or the plan is no draft any more.
    """
    if not may_drop(plan, option, actor):
        raise IllegalMove("only one's own option that is not chosen can be taken back")
    _lock(plan)
    check_move(plan, Move.OPTION, actor)
    record("plan option taken back", option, unit_id=plan.unit_id, plan=plan.id)
    plan.options.remove(option)
    keep(plan, "dropped", actor)


def may_drop(plan: Plan, option: PlanOption, actor: Actor) -> bool:
    """Whether `actor` may take the option back."""
    return plan.state == "draft" and not option.chosen and option.author_id == actor.employee_id


def _lock(plan: Plan) -> None:
    db.session.flush()
    db.session.execute(select(Plan.id).where(Plan.id == plan.id).with_for_update())
    db.session.refresh(plan)


def _write(plan: Plan, talk: PlanTalk, facts: TalkFacts, *, actor: Actor, locale: str) -> None:
    for name in ("held_on", "forward_id", "forward_on", "next_on"):
        setattr(talk, name, getattr(facts, name))
    for name in ("goal", "reality", "gap", "motivation", "forward", "support", "place"):
        setattr(talk, name, plain(getattr(facts, name)))
    talk.written_at = now()
    for option in plan.options:
        option.chosen = option.id in facts.chosen
    for row in facts.options:
        option = _option(row.what, row.source, actor, locale)
        option.chosen = row.chosen
        plan.options.append(option)


def _option(words: str, source: str, actor: Actor, locale: str) -> PlanOption:
    return PlanOption(what=reworded({}, words, locale), source=source, author_id=actor.employee_id, added_at=now())
