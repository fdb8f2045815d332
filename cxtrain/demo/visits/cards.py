"""Scorecards as the shoppers of the demo company filled them in, and how far each has come since. Pure."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from cxtrain.demo.calendar import ZONE, moment
from cxtrain.demo.company import Company
from cxtrain.demo.phrases import GROUNDS, RETURNED, note_on, praise_for
from cxtrain.demo.schedule import SPOTLIGHT
from cxtrain.demo.truth import Encounter, Truth, rate
from cxtrain.quality.answers import Answer
from cxtrain.quality.instrument import Instrument
from cxtrain.quality.scoring import Review, review
from cxtrain.quality.sheet import Sheet
from cxtrain.quality.timetable import Times, is_late, moment_left

RECENT = ("draft", "draft", "draft", "submitted", "submitted", "submitted", "approved", "returned", "returned", "approved",
          "approved")  # states of the latest visits, the latest first; all others are released
REVIEWERS = ("0008", "0008", "0007", "0001")  # staff numbers; one does most
PRAISED = 0.7  # share of visits with something to praise
BUSY = "0101"  # staff number of a supervisor who shops elsewhere
LATE = 0.06  # share of scorecards that come after more than two hours
HOURS = {"breakfast": (8, 8), "front-desk-check-in": (14, 18), "check-out": (8, 11), "room": (15, 18),
         "complaint-desk": (10, 18), "online-booking": (10, 18)}  # first and last hour in which a visit begins


@dataclass(frozen=True)
class Moments:
    """When what happened to a scorecard; None: not yet."""

    started: dt.datetime
    submitted: dt.datetime | None = None
    decided: dt.datetime | None = None  # approved or returned
    released: dt.datetime | None = None


@dataclass(frozen=True)
class Card:
    """One scorecard."""

    encounter: Encounter
    instrument: Instrument
    answers: Mapping[str, Answer]
    sheet: Sheet
    state: str
    moments: Moments
    reviewer: str  # staff number
    grounds: str
    reason: str
    found: Review
    late: bool

    @property
    def employee(self) -> str | None:
        """Whom the reviewer has identified, if anybody."""
        return self.encounter.employee if self.grounds else None


def fill_in(
    company: Company, truth: Truth, encounters: Sequence[Encounter], forms: Mapping[str, Instrument], random: Random
) -> list[Card]:
    """Return the scorecards of the encounters, in their order; `forms` by touchpoint."""
    states = _states(encounters)
    return [_card(company, truth, _by_the_busy(each, states), forms[each.touchpoint],
                  state=states.get(each.number, "released"), random=random) for each in encounters]


def _states(encounters: Sequence[Encounter]) -> dict[int, str]:
    """Return the states of the latest encounters by their number; somebody's that is to be seen stays released."""
    latest = [each for each in reversed(encounters) if each.employee != SPOTLIGHT[0]]
    return {each.number: state for each, state in zip(latest, RECENT, strict=False)}


def _by_the_busy(encounter: Encounter, states: Mapping[int, str]) -> Encounter:
    """Let one person be the shopper of one draft and one returned scorecard, so that a login has them to do."""
    first = {state: number for number, state in sorted(states.items(), reverse=True)}
    mine = encounter.number in (first["draft"], first["returned"])
    return replace(encounter, shopper=BUSY) if mine else encounter


def _card(company: Company, truth: Truth, encounter: Encounter, form: Instrument, *, state: str, random: Random) -> Card:
    rated = rate(truth, encounter, form, random)
    answers = {item: _answer(item, value, encounter.touchpoint, form.note_below, random) for item, value in rated.items()}
    if state == "draft":
        answers = dict(list(answers.items())[: random.randint(4, 9)])
    sheet = _sheet(company, encounter, rated.get("s11"), random)
    moments = _moments(company.year.today, encounter, sheet.times, state=state, random=random)
    left = moment_left(encounter.day, sheet.times, ZONE)
    decided = state in ("approved", "released")
    return Card(
        encounter, form, answers, sheet, state, moments, reviewer=random.choice(REVIEWERS),
        grounds=random.choice(GROUNDS) if encounter.certain and decided else "",
        reason=random.choice(RETURNED) if state == "returned" else "", found=review(form, answers),
        late=bool(moments.submitted and is_late(moments.submitted, left)))


def _answer(item: str, value: int | None, touchpoint: str, note_below: int, random: Random) -> Answer:
    if value is None:
        return Answer(missing="na")
    return Answer(value, note=note_on(item, touchpoint, random) if value < note_below else "")


def _sheet(company: Company, encounter: Encounter, promptness: int | None, random: Random) -> Sheet:
    first, last = HOURS[encounter.touchpoint]
    wait = max(10, round(random.gauss(60 * (8 - (promptness or 6)) - 30, 25)))
    arrived = random.randint(first, last) * 60 + random.randint(0, 59)
    greeted = arrived + wait // 120
    served = arrived + wait // 60 + random.randint(0, 1)
    marks = (arrived, max(arrived, greeted), max(greeted, served), max(greeted, served) + random.randint(6, 28))
    clock = [f"{mark // 60:02d}:{mark % 60:02d}" for mark in marks]
    times = Times(arrived=clock[0], greeted=clock[1], served=clock[2], left=clock[3], waited=wait)
    praised = random.random() < PRAISED
    person = company.by_number[encounter.employee]
    return Sheet(
        times, praise=praise_for(encounter.touchpoint, random) if praised else "", nothing_to_praise=not praised,
        badge=random.choice((person.name, person.number)) if encounter.certain else "",
        receipt=f"{random.randint(0, 99999999):08d}" if random.random() < 0.5 else "")


def _moments(today: dt.date, encounter: Encounter, times: Times, *, state: str, random: Random) -> Moments:
    """Nothing happens today, so that nothing lies ahead of the clock at whatever hour the company is made."""
    left = moment_left(encounter.day, times, ZONE) or moment(encounter.day, 19)
    started = left + dt.timedelta(minutes=random.randint(5, 15))
    late = random.random() < LATE
    submitted = left + dt.timedelta(minutes=random.randint(130, 240) if late else random.randint(25, 110))
    if state == "draft":
        return Moments(started)
    if state == "submitted":
        return Moments(started, submitted)
    next_day = encounter.day + dt.timedelta(1)
    decided = moment(next_day, random.randint(9, 16), random.randint(0, 59))
    if next_day >= today:
        decided = submitted + dt.timedelta(minutes=15)
    if state != "released":
        return Moments(started, submitted, decided)
    last = (today - dt.timedelta(1) - decided.date()).days
    days = 2 if encounter.employee == SPOTLIGHT[0] and last <= 4 else random.randint(0, max(0, min(2, last)))
    released = decided + dt.timedelta(days=max(0, min(days, last)), minutes=random.randint(5, 20))
    return Moments(started, submitted, decided, released)
