"""Writing this month's plan: what was visited, two visits that were missed, what is still to be made; two shoppers
from outside; and what two stores ask. The caller commits.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from random import Random

from sqlalchemy import func, insert, select

from cxtrain.demo.calendar import moment
from cxtrain.demo.calibration.operations import MONTH as ROUND_MONTH
from cxtrain.demo.calibration.operations import write_trial
from cxtrain.demo.chronicle import Chronicle
from cxtrain.demo.people.operations import Staff
from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.ledger.operations import WAITING
from cxtrain.people.employment import OUTSIDE
from cxtrain.people.models import Account, Employee, RoleGrant, Unit
from cxtrain.people.names import sort_key
from cxtrain.people.permissions import Role
from cxtrain.quality.calibration.models import Trial
from cxtrain.quality.models import Visit
from cxtrain.quality.schedule import operations as schedule
from cxtrain.quality.schedule.briefs.brief import StoreWords
from cxtrain.quality.schedule.briefs.operations import write_words
from cxtrain.quality.schedule.draw import Quota, Slot, days_of, draw
from cxtrain.quality.schedule.models import PlannedVisit, VisitPlan
from cxtrain.quality.schedule.operations import LETTERS, send_everybody

SEED = 2026
OUTSIDERS = (("MS-001", "秋叶"), ("MS-002", "远山"))
MISSED, AHEAD = 2, 10  # visits
WORDS = {
    "front-desk-check-in": StoreWords(
        facts="早餐 6:30–10:00，二楼；延迟退房到 14:00，会员免费，其他客人 80 元。无线网不用密码。", ask="办理入住，要一间安静的房间。",
        promise="请前台打听周末早餐会不会排队，约好几点给您回话。", difficulty="进房后打电话说枕头太软，想换一个。",
        question1="最晚几点退房？", answer1="14:00；会员免费，其他客人加 80 元。", question2="早餐几点结束？", answer2="10:00。"),
    "breakfast": StoreWords(
        facts="6:30–10:00，现做的面和煎蛋到 9:45；过敏原牌在每道菜前。", promise="请做好送到座位，问清大概几分钟。",
        question1="现做的最晚几点可以点？", answer1="9:45。"),
}


def write_outings(staff: Staff, chronicle: Chronicle, random: Random, *, password_hash: str) -> None:
    """Write the plan of the month in which today lies, for the whole firm."""
    accounts = [_outsider(staff, chronicle, *one, random=random, password_hash=password_hash) for one in OUTSIDERS]
    today, firm = staff.company.year.today, db.session.get_one(Unit, staff.units["HM"])
    month, opened = f"{today:%Y-%m}", moment(today.replace(day=1), 9)
    plan = VisitPlan(unit_id=firm.id, unit=firm, month=month, seed=SEED, state="published", published_at=opened)
    db.session.add(plan)
    db.session.flush()
    made = _visited(plan, month)
    missed = [_planned(plan, line, today - dt.timedelta(days=3 + at), accounts[at % 2], state="missed")
              for at, line in enumerate(made[:MISSED])] if today.day > MISSED + 3 else []
    ahead = _ahead(plan, today, random)
    ahead[0].day, ahead[0].account_id = today, accounts[0]  # so that whoever signs in as one can begin
    wanted = Counter((line.unit_id, line.touchpoint_id) for line in [*made, *missed, *ahead])
    schedule.put_quotas(plan, [Quota(*place, n) for place, n in wanted.items()])
    chronicle.note(opened, "visit plan published", ("visit_plan", plan.id), unit_id=firm.id,
                   actor_id=staff.employees["0001"], month=month, seed=SEED, visits=wanted.total())
    _briefs(staff)
    send_everybody(plan)
    chronicle.adopt(db.session().info.pop(WAITING, []), opened + dt.timedelta(minutes=20), staff.employees["0001"])


def _outsider(staff: Staff, chronicle: Chronicle, number: str, name: str, *, random: Random, password_hash: str) -> int:
    """Return the account of a shopper from outside who agreed with the key; ids follow on those of the staff."""
    ids = (db.session.scalar(select(func.max(Account.id))) or 0) + 1, (db.session.scalar(select(func.max(Employee.id))) or 0) + 1
    firm = staff.units["HM"]
    db.session.execute(insert(Employee), [{"id": ids[1], "number": number, "name": name, "sort_key": sort_key(name, ""),
                                           "employment": OUTSIDE, "unit_id": firm, "version": 1}])
    db.session.execute(insert(Account), [{"id": ids[0], "employee_id": ids[1], "login": number.lower(),
                                          "password_hash": password_hash}])
    db.session.execute(insert(RoleGrant), [{"account_id": ids[0], "role": Role.SHOPPER.value, "unit_id": firm}])
    opened = staff.company.year.first_day(ROUND_MONTH)
    chronicle.note(moment(opened, 9), "shopper added", ("account", ids[0]), unit_id=firm, actor_id=staff.employees["0001"])
    last = db.session.scalar(select(func.max(Trial.id)))
    if last:
        write_trial(last + 1, (ids[0], ids[1]), opened, chronicle, random=random)
    return ids[0]


def _planned(plan: VisitPlan, place: PlannedVisit, day: dt.date, account_id: int | None, *, state: str = "planned",
             hour: int = 10) -> PlannedVisit:
    made = PlannedVisit(plan_id=plan.id, unit_id=place.unit_id, touchpoint_id=place.touchpoint_id, day=day, from_hour=hour,
                        until_hour=hour + 2, code=_code(plan, place), account_id=account_id, state=state)
    db.session.add(made)
    db.session.flush()
    return made


def _code(plan: VisitPlan, place: PlannedVisit | Slot) -> str:
    """Return a code that the same seed gives again; in the field nobody can guess one."""
    random = Random(f"{SEED}:{plan.month}:{place.unit_id}:{place.touchpoint_id}:{db.session.scalar(select(func.count(PlannedVisit.id)))}")
    return "".join(random.choice(LETTERS) for _ in range(8))


def _visited(plan: VisitPlan, month: str) -> Sequence[PlannedVisit]:
    """Return a planned visit for each that was made this month, begun or further."""
    first = dt.date.fromisoformat(f"{month}-01")
    made = []
    for visit in db.session.scalars(select(Visit).where(
            Visit.visited_on >= first, Visit.kind == "mystery_shop", Visit.observed_by.is_not(None)).order_by(Visit.id)):
        hour = min(max(int(str(visit.times.get("arrived", "10:00"))[:2]), 9), 19)
        place = PlannedVisit(unit_id=visit.unit_id, touchpoint_id=visit.touchpoint_id)
        made.append(_planned(plan, place, visit.visited_on, visit.observed_by, hour=hour))
        visit.planned_id = made[-1].id
    db.session.flush()
    return made


def _ahead(plan: VisitPlan, today: dt.date, random: Random) -> list[PlannedVisit]:
    """Return visits of today and of the days that are left, drawn as a plan's are."""
    stores = schedule.queries.stores_below(plan)
    places = [place.id for place in schedule.queries.places()][:3]
    quotas = [Quota(unit.id, random.choice(places), 1) for unit in random.sample(stores, min(AHEAD, len(stores)))]
    slots = draw(quotas, days_of(plan.month, since=today), schedule.queries.hours_of(plan), SEED)
    made = [PlannedVisit(plan_id=plan.id, unit_id=slot.unit_id, touchpoint_id=slot.touchpoint_id, day=slot.day,
                         from_hour=slot.from_hour, until_hour=slot.until_hour, code=_code(plan, slot)) for slot in slots]
    db.session.add_all(made)
    db.session.flush()
    return made


def _briefs(staff: Staff) -> None:
    for place in db.session.scalars(select(Touchpoint).where(Touchpoint.slug.in_(WORDS)).order_by(Touchpoint.id)):
        for code in ("E01", "E02"):
            write_words(db.session.get_one(Unit, staff.units[code]), place, WORDS[place.slug])
