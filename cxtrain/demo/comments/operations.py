"""Reviews that HR took in from a file, and the words and tags of all comments. The caller commits."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from random import Random

from cxtrain.demo.calendar import Year, moment
from cxtrain.demo.chronicle import Chronicle
from cxtrain.demo.people.operations import Staff
from cxtrain.demo.places import STORES
from cxtrain.demo.voices.words import GOOD, POOR
from cxtrain.extensions import db
from cxtrain.ledger.operations import WAITING
from cxtrain.voices.comments import queries
from cxtrain.voices.comments.finding import found_in
from cxtrain.voices.comments.operations import keep_found
from cxtrain.voices.intake import operations
from cxtrain.voices.intake.models import VoiceIntake

WRITER, REVIEWS, DAYS, AGO = "0001", 60, 150, 3
HEAD = ("评价ID", "评价时间", "门店", "触点", "星级", "评价内容", "用户昵称")
STARS = {True: (4, 5, 5), False: (1, 2, 3)}


def write_comments(staff: Staff, touchpoints: Mapping[str, int], chronicle: Chronicle, random: Random) -> None:
    """Take in a file of reviews, one row of which cannot be read, and find the words of all comments.

    Args:
        staff: whose ids are used.
        touchpoints: ids by slug.
        chronicle: what the ledger says of the file.
        random: decides everything.
    """
    year, writer = staff.company.year, staff.employees[WRITER]
    at = moment(year.today - dt.timedelta(days=AGO), 10)
    rows = [HEAD, *(_row(number, year, random) for number in range(1, REVIEWS + 1))]
    body = json.dumps(rows, ensure_ascii=False)
    feed = operations.open_feed("大众点评", "review")
    intake = VoiceIntake(feed_id=feed.id, unit_id=staff.units["HM"], filename="大众点评导出.xlsx", rows=body, state="waiting",
                         digest=hashlib.sha256(body.encode()).hexdigest(), made_by=writer, made_at=at)
    db.session.add(intake)
    db.session.flush()
    operations.import_voices({"intake": intake.id, "columns": {}, "unit_id": None, "touchpoint_id": touchpoints["room"],
                              "audience": "supervisors", "keep_months": 24, "paths": ["/"]}, lambda n, total: None)
    keep_found(found_in(queries.unread(100_000), queries.known_tags()))
    chronicle.adopt(db.session().info.pop(WAITING, []), at, writer)


def _row(number: int, year: Year, random: Random) -> tuple[str, ...]:
    """Return one review: pleased guests write more often, and one wrote of a store that is none of ours."""
    pleased, slug = random.random() < 0.6, random.choice(sorted(GOOD))
    day = year.today - dt.timedelta(days=AGO + 1 + random.randrange(DAYS))
    store = "鹤鸣酒店(机场店)" if number == REVIEWS else random.choice(STORES).name
    return (f"DP{number:05}", f"{day} {random.randrange(8, 23):02}:{random.randrange(60):02}", store, slug,
            str(random.choice(STARS[pleased])), random.choice((GOOD if pleased else POOR)[slug]), "")
