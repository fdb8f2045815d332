"""Writing plans by the operations of planning, each move with the moment at which it was made. The caller commits."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from random import Random

from sqlalchemy import select

from cxtrain.demo.calendar import moment
from cxtrain.demo.chronicle import Chronicle
from cxtrain.demo.company import Person
from cxtrain.demo.people.operations import Staff
from cxtrain.demo.phrases import ACTION_NOTES, OWN_WORDS, REVIEWS
from cxtrain.demo.places import STORES
from cxtrain.demo.plans.stories import PERSONAL, TEAM, Story, known_on
from cxtrain.demo.plans.talks import TALKS
from cxtrain.demo.plans.texts import PERSON_WORDS, SPOKEN_OF, TEAM_WORDS, HandWritten
from cxtrain.extensions import db
from cxtrain.ledger.operations import WAITING
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor
from cxtrain.planning import operations
from cxtrain.planning.contents import ActionFacts, PlanFacts
from cxtrain.planning.doing import operations as doing
from cxtrain.planning.findings import SETTLED, find
from cxtrain.planning.history.models import PlanVersion
from cxtrain.planning.history.operations import contents_of
from cxtrain.planning.models import Plan
from cxtrain.planning.picture import Found
from cxtrain.planning.proposals import operations as drafting
from cxtrain.planning.proposals import queries as proposals
from cxtrain.planning.remedies.queries import course_for
from cxtrain.planning.reviews import operations as reviews
from cxtrain.planning.reviews import queries as reviewed
from cxtrain.planning.talks import operations as talks
from cxtrain.planning.talks.sheet import OptionFacts, TalkFacts
from cxtrain.training.models import Assignment, Course

KIND, LOCALE = "mystery_shop", "zh_Hans"
BY_HAND_DAYS = 42  # from the draft of a plan written by hand to its review
DAY = dt.timedelta(days=1)


@dataclass
class Desk:
    """Where plans are written: the company, the ledger, and what has been planned for already."""

    staff: Staff
    chronicle: Chronicle
    random: Random
    touchpoints: dict[str, int]  # ids by slug
    taken: set[object] = field(default_factory=set)

    def day(self, days_ago: int) -> dt.date:
        """Return the day that lies so many days back."""
        return self.staff.company.year.before(days_ago)

    def done(self, at: dt.datetime, actor: Actor) -> dt.datetime:
        """Give the moment and the actor of what an operation has just recorded to the ledger."""
        db.session.flush()
        self.chronicle.adopt(db.session().info.pop(WAITING, []), at, actor.employee_id)
        return at

    def noted(self, plan: Plan, at: dt.datetime, actor: Actor) -> dt.datetime:
        """Give the moment to a plan and its versions since the last, which the demo tells in both languages."""
        plan.changed_at = self.done(at, actor)
        for version in db.session.scalars(select(PlanVersion).where(PlanVersion.plan_id == plan.id, PlanVersion.at > at)):
            version.at, version.contents = at, contents_of(plan)
        return at

    def leader(self, unit: str) -> Actor:
        """Return who leads a store or a region."""
        return self.staff.actor(next(person.number for person in self.staff.company.supervisors
                                     if person.role and person.role[1] == unit))


def write_plans(staff: Staff, touchpoints: dict[str, int], chronicle: Chronicle, random: Random) -> None:
    """Write the plans of stores and of people."""
    desk = Desk(staff, chronicle, random, touchpoints)
    for story in TEAM:
        _write_team(desk, story)
    for number, story in enumerate(PERSONAL):
        _write_personal(desk, story, number)


def _write_team(desk: Desk, story: Story) -> None:
    """Write a plan that answers a finding as it stood then, or, where no store has one, a plan by hand."""
    day = desk.day(story.days_ago)
    stores = [store.code for store in STORES if story.store in ("", store.code)]
    desk.random.shuffle(stores)
    for code in stores:
        unit = db.session.get_one(Unit, desk.staff.units[code])
        found = proposals.find_for_unit(unit.id, KIND, known_on(day))
        chosen = next(_to_plan(desk, unit.id, found), None)
        if chosen:
            author = desk.leader(code)
            plan = drafting.draft_plan(chosen, found, actor=author, unit=unit, employee=None, today=day)
            break
    else:
        code, author = stores[0], desk.leader(stores[0])
        place = _place_to_plan(desk, code)
        unit = db.session.get_one(Unit, desk.staff.units[code])
        plan = _by_hand(desk, TEAM_WORDS[place], unit, None, place=place, author=author, day=day)
    plan.drafted_at = desk.noted(plan, moment(day, 10, 20), author)
    _lead_on(desk, plan, story, author=author, approver=desk.leader(code[0]))


def _place_to_plan(desk: Desk, code: str) -> str:
    """Return a touchpoint for which the store has no plan by hand yet, its main one first, and remember it."""
    main = next(store.main for store in STORES if store.code == code)
    places = sorted(TEAM_WORDS, key=lambda place: place != main)
    place = next((place for place in places if (code, place) not in desk.taken), places[0])
    desk.taken.add((code, place))
    return place


def _to_plan(desk: Desk, subject: int, found: Iterable[Found]) -> Iterator[Found]:
    """Yield the findings that a plan may rest on and that no plan has answered, and remember the one that is taken."""
    for each in found:
        key = (subject, each.finding.cell.subject, each.place.id, each.dimension)
        if each.finding.allows_plan and each.plan_id is None and key not in desk.taken:
            desk.taken.add(key)
            yield each


def _write_personal(desk: Desk, story: Story, number: int) -> None:
    person = _person_for(desk, story)
    desk.taken.add(person.number)
    day, unit = desk.day(story.days_ago), db.session.get_one(Unit, desk.staff.units[person.unit])
    employee, author = db.session.get_one(Employee, desk.staff.employees[person.number]), desk.leader(person.unit)
    found = [] if story.number else proposals.find_for_person(employee.id, KIND, known_on(day))
    chosen = next(_to_plan(desk, employee.id, found), None)
    if chosen:
        plan = drafting.draft_plan(chosen, found, actor=author, unit=unit, employee=employee, today=day)
    else:
        place = person.touchpoints[0]
        words = SPOKEN_OF if story.number else PERSON_WORDS[place][number % len(PERSON_WORDS[place])]
        plan = _by_hand(desk, words, unit, employee, place=place, author=author, day=day)
    plan.drafted_at = desk.noted(plan, moment(day, 15, 10), author)
    _lead_on(desk, plan, story, author=author, approver=author)


def _person_for(desk: Desk, story: Story) -> Person:
    """Return whom the story is about: who is named, else somebody whose visits ask for a plan, else anybody at work."""
    people = [person for person in desk.staff.company.frontline if person.status == "active" and len(person.stays) == 1
              and person.number not in desk.taken and story.store in ("", person.unit)
              and person.joined_on < desk.day(story.days_ago + 30)]
    if story.number:
        return desk.staff.company.by_number[story.number]
    people = [person for person in people if person.number not in {each.number for each in PERSONAL}]
    desk.random.shuffle(people)
    cells = proposals.people_cells(KIND, known_on(desk.day(story.days_ago)))
    ids, seen_enough = desk.staff.employees, {cell.subject_id for cell in cells if cell.sums.n >= SETTLED}
    asking = (person for person in people if ids[person.number] in seen_enough
              and any(each.allows_plan for each in find(cells, subject_id=ids[person.number])))
    return next(asking, people[0])


def _by_hand(desk: Desk, words: HandWritten, unit: Unit, employee: Employee | None, *, place: str, author: Actor,
             day: dt.date) -> Plan:
    due_on = day + dt.timedelta(BY_HAND_DAYS)
    plan = operations.start_plan(
        actor=author, unit=unit, employee=employee, touchpoint_id=desk.touchpoints[place], reason=words.reason["zh"],
        goal=words.goal["zh"], due_on=due_on, locale=LOCALE)
    actions = tuple(
        ActionFacts(what["zh"], kind, None, employee.id if employee and kind == "train" else author.employee_id,
                    day + dt.timedelta(21 + 7 * at)) for at, (kind, what) in enumerate(words.actions))
    facts = PlanFacts(words.reason["zh"], words.cause["zh"], words.goal["zh"], due_on, actions)
    operations.edit_plan(plan, facts, actor=author, locale=LOCALE)
    plan.finding, plan.cause, plan.goal = words.reason, words.cause, words.goal  # the demo is read in both languages
    for action, (_kind, what) in zip(plan.actions, words.actions, strict=True):
        action.what = what
    return plan


def _lead_on(desk: Desk, plan: Plan, story: Story, *, author: Actor, approver: Actor) -> None:
    """Take a draft as far as its story goes."""
    drafted = desk.day(story.days_ago)
    if story.stage == "withdrawn":
        operations.withdraw_plan(plan, actor=author)
        desk.noted(plan, moment(drafted + 3 * DAY, 11), author)
    if plan.employee and story.stage != "withdrawn":
        _talk(desk, plan, story, author)
    if not story.is_approved:
        return
    operations.approve_plan(plan, actor=approver)
    plan.approved_at = desk.noted(plan, moment(drafted + 2 * DAY, 16, 40), approver)
    if plan.employee and plan.origin == "hand" and story.stage != "closed":
        _begin(desk, plan, approver)
    if plan.employee and story.stage != "approved":
        reader = desk.staff.actor(plan.employee.number)
        operations.answer_plan(plan, desk.random.choice(OWN_WORDS), actor=reader)
        plan.answered_at = desk.noted(plan, moment(drafted + 3 * DAY, 12, 15), reader)
    if story.is_begun:
        _do_actions(desk, plan, story)
    if story.stage == "closed":
        _close(desk, plan, story, desk.leader(plan.unit.code[0]))  # who does none of its actions


def _begin(desk: Desk, plan: Plan, approver: Actor) -> None:
    """Let a colleague's plan set going what is still to come: the course they have to do, and a meeting the day after tomorrow."""
    slug = course_for(plan.touchpoint.slug) if plan.touchpoint else None
    course = db.session.scalar(select(Course.slug).join(Assignment, Assignment.course_id == Course.id).where(
        Course.slug == slug, Assignment.employee_id == plan.employee_id, Assignment.done_at.is_(None),
        Assignment.withdrawn_at.is_(None)))
    ahead = [action.due_on > desk.day(-2) for action in plan.actions]
    doing.offer_courses(plan, [course if early else None for early in ahead])
    doing.begin_work(plan, actor=approver)
    for action in [action for action, early in zip(plan.actions, ahead, strict=True) if early and action.kind == "coach"][:1]:
        doing.arrange(plan, action, doing.Arrangement(meets_at=moment(desk.day(-2), 14, 30)), actor=approver)
    desk.done(plan.approved_at, approver)


def _talk(desk: Desk, plan: Plan, story: Story, author: Actor) -> None:
    """Show the draft, let the colleague bring an idea, and note the talk; of a draft, the talk is still to come."""
    day, talk = desk.day(story.days_ago), TALKS[plan.id % len(TALKS)]
    reader = desk.staff.actor(plan.employee.number)  # type: ignore[union-attr]
    talks.share_plan(plan, actor=author)
    plan.shared_at = desk.noted(plan, moment(day, 16, 5), author)
    if day + DAY > desk.day(1):
        return
    own = talks.add_option(plan, talk.own_idea["zh"], actor=reader, locale=LOCALE)
    own.what = talk.own_idea
    own.added_at = desk.noted(plan, moment(day + DAY, 12, 20), reader)
    if not story.is_approved:
        return
    held = talks.hold_talk(plan, TalkFacts(
        day + DAY, plan.goal["zh"], talk.reality, talk.gap, talk.motivation, talk.forward, reader.employee_id, plan.due_on,
        talk.support, None, frozenset({own.id}), (OptionFacts(talk.other_idea["zh"], "supervisor", chosen=False),)),
        actor=author, locale=LOCALE)
    plan.options[-1].what = talk.other_idea
    held.written_at = plan.options[-1].added_at = desk.noted(plan, moment(day + DAY, 15, 40), author)


def _do_actions(desk: Desk, plan: Plan, story: Story) -> None:
    """Let the owners do their actions: the first of them in a plan in progress, all in one that is to be reviewed."""
    yesterday, by_id = desk.day(1), {key: number for number, key in desk.staff.employees.items()}
    todo = plan.actions[:1] if story.stage == "progress" else plan.actions
    for place, action in enumerate(todo):
        owner = desk.staff.actor(by_id[action.owner_id])
        day = min(action.due_on - DAY * desk.random.randint(0, 6), yesterday)
        doing.finish_action(plan, action, desk.random.choice(ACTION_NOTES[action.kind]), actor=owner)
        action.done_at = desk.noted(plan, moment(day, 14, 5 + place), owner)


def _close(desk: Desk, plan: Plan, story: Story, reviewer: Actor) -> None:
    day = min(plan.due_on + 2 * DAY, desk.day(1))
    compared = reviewed.compare_since_approval(plan, day)
    reviews.close_plan(plan, actor=reviewer, outcome=story.outcome, review=REVIEWS[story.outcome], compared=compared)
    plan.closed_at = desk.noted(plan, moment(day, 17, 30), reviewer)
