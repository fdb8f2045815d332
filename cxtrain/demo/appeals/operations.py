"""Writing appeals in each state, a rejected and a void scorecard, and what reviewers asked. The caller commits."""

import datetime as dt

from sqlalchemy import Select, case, select

from cxtrain.clock import now
from cxtrain.demo.chronicle import Chronicle
from cxtrain.demo.people.operations import Staff
from cxtrain.extensions import db
from cxtrain.ledger.operations import WAITING
from cxtrain.people.permissions import Actor
from cxtrain.quality.answers import Answer
from cxtrain.quality.appeals.models import Appeal
from cxtrain.quality.appeals.operations import Verdict, decide
from cxtrain.quality.decisions.models import VisitQuestion
from cxtrain.quality.decisions.operations import reject, void
from cxtrain.quality.models import Rating, Visit
from cxtrain.quality.queries import instrument_of
from cxtrain.quality.sums.operations import recounted
from cxtrain.quality.timetable import decision_due

SHOWN_TO = "0102"  # the staff login
DECIDERS = ("0001", "0007", "0008")
DAY = dt.timedelta(days=1)
OPEN = "我当时问过客人需不需要叫车,前台的通话记录里有。"
SLIP = "小票上的时间是 10:05,我 10:03 就开始接待了。"
ROTA = "那天下午我在后台,接待的不是我说的这一段。"
UPHELD = "核对了小票和排班:接待在三分钟内开始,这一项已更正。"
DECLINED = "看过小票和当班记录,与评分单所写一致,所以维持原样。"
REJECTED = "写的是另一家门店的柜台,时间也对不上。"
VOID = "小票号码属于另一天的暗访,这一次不再计入。"


def write_appeals(staff: Staff, chronicle: Chronicle) -> None:
    """Let an appeal be open where a visit of the last days can be appealed, one be upheld and one not; end two visits."""
    for visit in db.session.scalars(select(Visit).where(Visit.state == "returned")):
        db.session.add(VisitQuestion(visit_id=visit.id, question=visit.reason, asked_by=visit.decided_by,
                                     asked_at=visit.decided_at))
    moment = now()
    for fresh in _disputable(staff, moment - 6 * DAY, moment - DAY)[:1]:
        _opened(fresh, OPEN, fresh.released_at + dt.timedelta(hours=20), chronicle)
    older = _disputable(staff, moment - 90 * DAY, moment - 12 * DAY)
    for visit, reason, answer, upheld in ((older[0], SLIP, UPHELD, True), (older[1], ROTA, DECLINED, False)):
        appeal = _opened(visit, reason, visit.released_at + 2 * DAY, chronicle)
        _decided(staff, appeal, chronicle, answer=answer, upheld=upheld)
    _ended(staff, older[2], chronicle)
    db.session.flush()


def _visits(staff: Staff, since: dt.datetime, until: dt.datetime) -> Select[tuple[Visit]]:
    """Return released visits of persons with a middling line about them, those of the staff login first, the latest first."""
    low = select(Rating.visit_id).where(Rating.value.between(2, 4))
    return select(Visit).where(
        Visit.state == "released", Visit.employee_id.is_not(None), Visit.id.in_(low), Visit.kind == "mystery_shop",
        Visit.released_at.between(since, until)).order_by(
        case((Visit.employee_id == staff.employees[SHOWN_TO], 0), else_=1), Visit.released_at.desc(), Visit.id)


def _disputable(staff: Staff, since: dt.datetime, until: dt.datetime) -> list[Visit]:
    return [visit for visit in db.session.scalars(_visits(staff, since, until).limit(20)) if _line(visit)]


def _line(visit: Visit) -> str:
    """Return the first line about the person that was rated 2 to 4, or ""."""
    rated = dict(db.session.execute(select(Rating.item, Rating.value).where(
        Rating.visit_id == visit.id, Rating.value.between(2, 4))).tuples().all())
    return next((item.id for item in instrument_of(visit.instrument).items
                 if item.of == "person" and item.kind == "rating" and item.id in rated), "")


def _opened(visit: Visit, reason: str, at: dt.datetime, chronicle: Chronicle) -> Appeal:
    rating = db.session.get_one(Rating, (visit.id, _line(visit)))
    appeal = Appeal(visit_id=visit.id, item=rating.item, entered_by=visit.entered_by, observed_by=visit.observed_by,
                    employee_id=visit.employee_id, appealed_by=visit.employee_id, reason=reason, opened_at=at,
                    due_at=decision_due(at), as_value=rating.value, as_missing=rating.missing)  # accounts equal employees here
    with recounted(visit):
        visit.appeals_open += 1
        visit.read_at = visit.read_at or at
        db.session.add(appeal)
    chronicle.note(at, "appeal opened", ("appeal", appeal.id), unit_id=visit.unit_id, actor_id=visit.employee_id or 0,
                   visit=visit.id, item=appeal.item)
    return appeal


def _decider(staff: Staff, visit: Visit) -> Actor:
    behind = {visit.entered_by, visit.observed_by, visit.employee_id, visit.decided_by}
    number = next(each for each in DECIDERS if staff.employees[each] not in behind)
    return Actor(staff.accounts[number], staff.employees[number], number, "", "", "zh_Hans", 0, "", "", "Asia/Shanghai")


def _decided(staff: Staff, appeal: Appeal, chronicle: Chronicle, *, answer: str, upheld: bool) -> None:
    at, actor = appeal.opened_at + 3 * DAY, _decider(staff, appeal.visit)
    decide(actor, appeal, Verdict(answer, Answer(6) if upheld else None))
    appeal.closed_at = at
    _adopt(chronicle, at, actor)


def _ended(staff: Staff, visit: Visit, chronicle: Chronicle) -> None:
    """Make a released visit void and reject the oldest submitted one."""
    at, actor = visit.released_at + 4 * DAY, _decider(staff, visit)
    void(actor, visit, VOID)
    visit.decided_at = at
    _adopt(chronicle, at, actor)
    waiting = db.session.scalars(select(Visit).where(Visit.state == "submitted").order_by(Visit.submitted_at)).first()
    if waiting is not None and waiting.submitted_at is not None:
        actor, at = _decider(staff, waiting), min(waiting.submitted_at + dt.timedelta(hours=1), now())
        reject(actor, waiting, REJECTED)
        waiting.decided_at = at
        _adopt(chronicle, at, actor)


def _adopt(chronicle: Chronicle, at: dt.datetime, actor: Actor) -> None:
    chronicle.adopt(db.session().info.pop(WAITING, []), at, actor.employee_id)
