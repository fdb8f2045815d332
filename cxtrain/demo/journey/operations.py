"""Writing departments, owners and obstacles as people write them. The caller commits."""

import datetime as dt
from random import Random

from sqlalchemy import update

from cxtrain.demo.calendar import moment
from cxtrain.demo.chronicle import Chronicle
from cxtrain.demo.company import Person
from cxtrain.demo.people.operations import Staff
from cxtrain.extensions import db
from cxtrain.journey.departments.operations import add_department
from cxtrain.journey.models import Touchpoint
from cxtrain.ledger.operations import WAITING
from cxtrain.voices.obstacles.models import Obstacle
from cxtrain.voices.obstacles.operations import answer, tell

DEPARTMENTS = (  # Chinese, English, touchpoints
    ("前厅部", "Front office", ("front-desk-check-in", "check-out")),
    ("客房部", "Housekeeping", ("room",)),
    ("餐饮部", "Food and beverage", ("breakfast",)),
    ("预订中心", "Reservations", ("online-booking",)),
    ("质量部", "Quality", ("complaint-desk",)),
)
TELLINGS = (  # touchpoint, kind, words, how often of a hundred
    ("front-desk-check-in", "system", "读卡器要刷两三次", 22), ("front-desk-check-in", "hands", "下午三点只有一个人", 20),
    ("breakfast", "stock", "九点以后没有热牛奶", 14), ("breakfast", "hands", "", 10), ("room", "wait", "送物要等客房部二十分钟", 12),
    ("check-out", "system", "发票系统卡住", 10), ("online-booking", "rule", "改期规则两处写得不一样", 7),
    ("complaint-desk", "rule", "补偿要等店长签字", 5),
)
TOLD, DAYS = 60, 80
ANSWERS = (("solved", "已换新读卡器,谢谢提醒。"), ("taken", "正在和客房部商量,周五给答复。"), ("left", "本月编制不变,高峰期我来顶班。"))


def write_journey(staff: Staff, touchpoints: dict[str, int], chronicle: Chronicle, random: Random) -> None:
    """Write departments led by supervisors, and what was told in the last weeks."""
    year = staff.company.year
    leads = [staff.employees[person.number] for person in staff.company.supervisors]
    for number, (zh, en, slugs) in enumerate(DEPARTMENTS):
        made = add_department({"zh": zh, "en": en}, leads[number % len(leads)])
        db.session.execute(update(Touchpoint.__table__).where(Touchpoint.__table__.c.slug.in_(slugs)).values(owner_id=made.id))
    chronicle.adopt(db.session().info.pop(WAITING, []), moment(year.start, 10), staff.employees["0001"])
    for _ in range(TOLD):
        day = year.today - dt.timedelta(days=random.randrange(2, DAYS))
        _told(staff, touchpoints, random.choice(staff.company.frontline), day, chronicle, random)


def _told(staff: Staff, touchpoints: dict[str, int], person: Person, day: dt.date, chronicle: Chronicle, random: Random) -> None:
    slug, kind, words, _ = random.choices(TELLINGS, [each[-1] for each in TELLINGS])[0]
    at = moment(day, random.randrange(9, 20))
    made = tell(staff.actor(person.number), touchpoints[slug], kind, words if random.random() < .6 else "")
    made.at = at
    chronicle.adopt(db.session().info.pop(WAITING, []), at, 0)
    if random.random() < .75:
        _answered(staff, made, person, day + dt.timedelta(days=1), chronicle, random)
    db.session.flush()


def _answered(staff: Staff, made: Obstacle, person: Person, day: dt.date, chronicle: Chronicle, random: Random) -> None:
    boss = next(each for each in staff.company.supervisors if each.unit == person.unit)
    answer(staff.actor(boss.number), made, *random.choice(ANSWERS))
    made.answered_at = moment(day, 9)
    chronicle.adopt(db.session().info.pop(WAITING, []), moment(day, 9), staff.employees[boss.number])
