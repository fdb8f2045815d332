"""Writing announced checks and coaching observations of the supervisor whom visitors sign in as. The caller commits."""

import datetime as dt
from random import Random

from sqlalchemy import select

from cxtrain.demo.calendar import moment
from cxtrain.demo.chronicle import Chronicle
from cxtrain.demo.people.operations import Staff
from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.ledger.operations import WAITING
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor, Held, Role
from cxtrain.quality.answers import Answer
from cxtrain.quality.checks.operations import start_check
from cxtrain.quality.coaching.operations import say, share, start_coaching
from cxtrain.quality.decisions.operations import approve, release
from cxtrain.quality.instrument import FormItem, Instrument
from cxtrain.quality.models import Visit
from cxtrain.quality.operations import save_scorecard, submit
from cxtrain.quality.queries import answers_of, instrument_of
from cxtrain.quality.scoring import review
from cxtrain.quality.sheet import Sheet
from cxtrain.quality.timetable import Times

COACH, COACHED, REVIEWER = "0101", "0102", "0001"
HOUR = 15  # at which they are held; shared a quarter of an hour later
CHECKED = (70, 35, 6)  # days ago; the last one waits for its reviewer
HELD = ((40, 0), (19, 0), (12, 1), (2, 2))  # days ago, and which of the team
PRAISE = ("先问清客人是来开会还是度假,再推荐房型。", "客人话没说完时忍住了没插话。", "把送水的时间说准了,也做到了。", "换班前把客人的要求写进了交班本。")
NOTES = ("推荐时没说为什么合适。", "客人犹豫时没有再问一句。", "最后没有复述约好的时间。")
NEXT = ("明天早班先练“复述一遍再道别”,周五一起看。",)
REPLY = "谢谢,下次我先问一句“您更在意安静还是方便”。"
CLEAN = "台面、工牌和价目牌都在位,新来的同事也知道早餐时间。"


def write_openly(staff: Staff, chronicle: Chronicle, random: Random) -> None:
    """Write checks in the store of the example supervisor, and observations with some of the team."""
    desk = db.session.scalars(select(Touchpoint).where(Touchpoint.slug == "front-desk-check-in")).one()
    store = staff.company.by_number[COACH].unit_on(staff.company.year.today)
    unit = db.session.get_one(Unit, staff.units[store])
    actor = _actor(staff, COACH, Held(Role.SUPERVISOR, unit.id, unit.path))
    for days in CHECKED:
        _check(staff, actor, (unit, desk, _day(staff, days)), chronicle, random)
    team = [db.session.get_one(Employee, staff.employees[COACHED]), *db.session.scalars(select(Employee).where(
        Employee.unit_id == unit.id, Employee.status == "active",
        Employee.number.not_in((COACH, COACHED))).order_by(Employee.number))]
    for (days, who), praise in zip(HELD, PRAISE, strict=True):
        _coach(actor, start_coaching(actor, team[who], desk, _day(staff, days)), praise, random)
        _adopt(chronicle, moment(_day(staff, days), HOUR), actor)
    _answer(staff, team[0], chronicle)


def _day(staff: Staff, days: int) -> dt.date:
    return staff.company.year.today - dt.timedelta(days)


def _actor(staff: Staff, number: str, *held: Held) -> Actor:
    return Actor(staff.accounts[number], staff.employees[number], number, "", "", "zh_Hans", 0, "", "", "Asia/Shanghai", held)


def _adopt(chronicle: Chronicle, at: dt.datetime, actor: Actor) -> None:
    db.session.flush()
    chronicle.adopt(db.session().info.pop(WAITING, []), at, actor.employee_id)


def _check(staff: Staff, actor: Actor, where: tuple[Unit, Touchpoint, dt.date], chronicle: Chronicle, random: Random) -> None:
    visit, at = start_check(actor, *where), moment(where[2], HOUR)
    form = instrument_of(visit.instrument)
    answers = {item.id: _seen(form, item, random) for item in form.items}
    save_scorecard(visit, answers=answers, sheet=Sheet(Times("15:00", left="15:20"), CLEAN))
    submit(visit, answers, review(form, answers))
    visit.started_at, visit.saved_at, visit.submitted_at, visit.late = at, at, at + dt.timedelta(minutes=25), False
    _adopt(chronicle, at, actor)
    if where[2] == _day(staff, CHECKED[-1]):
        return
    reviewer, later = _actor(staff, REVIEWER), at + dt.timedelta(days=1)
    approve(reviewer, visit, employee_id=None, grounds="")
    release(reviewer, visit)
    visit.decided_at = visit.released_at = later
    _adopt(chronicle, later, reviewer)


def _seen(form: Instrument, item: FormItem, random: Random) -> Answer:
    """Mostly as it should be."""
    fine = item.photo_below is not None or random.random() < 0.85  # there are no photos to show
    if item.kind == "yes_no":
        return Answer(int(fine == (item.good == "yes")), note="" if fine else "15:10 看到的。")
    if item.kind == "number" and item.limits:
        return Answer(item.limits.at_most or item.limits.at_least or 1)
    if item.kind == "rating":
        return Answer(form.scale_of(item).max if fine else form.scale_of(item).max - 1)
    return Answer(missing="unnoticed")


def _coach(actor: Actor, visit: Visit, praise: str, random: Random) -> None:
    form = instrument_of(visit.instrument)
    words = iter((praise, *NEXT))
    answers = {item.id: Answer(form.scale_of(item).max) if item.kind == "rating" else Answer(note=next(words, ""))
               for item in form.items}
    weak = random.choice([item.id for item in form.items if item.kind == "rating"])
    answers[weak] = Answer(form.scale.min, note=random.choice(NOTES))
    save_scorecard(visit, answers=answers, sheet=Sheet(praise=praise))
    share(visit, answers_of(visit.id), review(form, answers))
    at = moment(visit.visited_on, HOUR)
    visit.started_at, visit.saved_at = at, at + dt.timedelta(minutes=12)
    visit.submitted_at = visit.released_at = at + dt.timedelta(minutes=15)


def _answer(staff: Staff, employee: Employee, chronicle: Chronicle) -> None:
    visit = db.session.scalars(select(Visit).where(
        Visit.kind == "coaching", Visit.employee_id == employee.id).order_by(Visit.visited_on.desc())).first()
    if visit is None:
        return
    me, at = _actor(staff, COACHED), moment(visit.visited_on, HOUR) + dt.timedelta(hours=2)
    say(me, visit, REPLY).written_at = at
    _adopt(chronicle, at, me)
