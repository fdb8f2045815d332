"""Writing surveys that customers' scores do not show: of a department by others, a draft, and links. The caller commits."""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from random import Random

from sqlalchemy import select, update

from cxtrain.demo.calendar import Year, moment
from cxtrain.demo.chronicle import Chronicle
from cxtrain.demo.people.operations import Staff
from cxtrain.extensions import db
from cxtrain.journey.departments.queries import list_departments
from cxtrain.journey.models import Department
from cxtrain.ledger.operations import WAITING
from cxtrain.people.models import Unit
from cxtrain.voices.models import Campaign, QuestionnaireVersion, SurveyLink
from cxtrain.voices.operations import Arrived, receive
from cxtrain.voices.surveys import operations, queries
from cxtrain.voices.tally import Answer

HR, ABOUT, FEW = "0001", "Housekeeping", "Quality"
# Of a hundred answers, those of 1 to 5 on satisfaction: the front office waits for rooms, others are content.
SATISFIED = {"Front office": (10, 25, 30, 25, 10), "Food and beverage": (2, 6, 17, 45, 30), "Reservations": (5, 10, 25, 40, 20),
             FEW: (0, 10, 30, 40, 20)}
ANSWERED = {"Front office": 14, "Food and beverage": 9, "Reservations": 7, FEW: 3}
RECEIPTS, TARGET = 24, 40


def write_surveys(staff: Staff, touchpoints: Mapping[str, int], year: Year, chronicle: Chronicle, random: Random) -> None:
    """Write an internal survey with its answers, a draft with a target, and a file of links.

    Args:
        staff: whose ids are used.
        touchpoints: ids by slug.
        year: that lies behind.
        chronicle: what the ledger says of it.
        random: decides every answer.
    """
    begun = year.today - dt.timedelta(days=20)
    asked = _between(staff, touchpoints["room"], begun, random)
    draft = operations.new_campaign(staff.actor(HR), operations.Plan(
        "大堂满意度", staff.units["HM"], touchpoints["check-out"], _version("satisfaction"),
        {"zh": "了解退房是否顺利。", "en": "To learn whether check-out went well."}, year.today, target=400))
    asked.made_at = draft.made_at = moment(begun, 9)
    open_one = db.session.scalars(select(Campaign).where(Campaign.touchpoint_id == touchpoints["breakfast"])).first()
    if open_one is not None:
        links = operations.make_links(queries.places_of(open_one.id)[0], [f"R{begun:%m%d}-{n:03}" for n in range(1, RECEIPTS + 1)],
                                      year.today + dt.timedelta(days=40))
        db.session.execute(update(SurveyLink).where(SurveyLink.id.in_([link.id for link in links])).values(
            made_at=moment(begun, 9)))
    db.session.flush()
    chronicle.adopt(db.session().info.pop(WAITING, []), moment(begun, 10), staff.employees[HR])


def _version(slug: str) -> int:
    return db.session.scalars(select(QuestionnaireVersion.id).where(
        QuestionnaireVersion.slug == slug, QuestionnaireVersion.current)).one()


def _between(staff: Staff, touchpoint_id: int, begun: dt.date, random: Random) -> Campaign:
    departments = {each.title["en"]: each for each in list_departments()}
    campaign = operations.new_campaign(staff.actor(HR), operations.Plan(
        "各部门评价客房部", staff.units["HM"], touchpoint_id, _version("between-departments"),
        {"zh": "改进部门之间的配合。", "en": "To work better together."}, begun, department_id=departments[ABOUT].id,
        target=TARGET))
    firm = db.session.get_one(Unit, staff.units["HM"])
    operations.add_places(campaign, [firm], [departments[name].slug for name in ANSWERED])
    operations.open_campaign(campaign, begun)
    receive(list(_answers(campaign, firm, departments, random)))
    campaign.received = sum(ANSWERED.values())
    return campaign


def _answers(campaign: Campaign, firm: Unit, departments: Mapping[str, Department], random: Random) -> Iterator[Arrived]:
    places = {place.label: place.id for place in queries.places_of(campaign.id)}
    for name, n in ANSWERED.items():
        for _ in range(n):
            day = campaign.opens_on + dt.timedelta(days=random.randrange(1, 18))
            content = random.choices(range(1, 6), SATISFIED[name])[0]
            yield Arrived(
                key=str(uuid.UUID(int=random.getrandbits(128))), unit=firm, touchpoint_id=campaign.touchpoint_id, source="internal",
                at=moment(day, random.randrange(9, 19)).astimezone(dt.UTC), keep_until=day + dt.timedelta(days=730),
                campaign_id=campaign.id, place_id=places[departments[name].slug], department_id=departments[name].id,
                answers=tuple(_said(content, random)))


def _said(content: int, random: Random) -> Iterator[Answer]:
    yield Answer("satisfied", "csat", content)
    yield Answer("easy", "ces2", min(7, max(1, content + random.choice((0, 1, 1, 2)))))
    for question, dimension in (("kept", "reliability"), ("prompt", "responsiveness")):
        yield Answer(question, "servqual", min(7, max(1, content + random.choice((0, 1, 2)))), random.choice((5, 6, 6, 7)), dimension)
