"""What an answer of a customer costs, beside the floor application's save in the same run (see run.py).

Eight closed-loop clients send whole pages of a survey: every page was given out before, comes from an address and a telephone
of its own, is the first from there, and counts: four numbers and words, for a store, its region and the firm.
"""

import argparse
import datetime as dt
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import func, select

from cxtrain.app import create_app
from cxtrain.clock import now, today
from cxtrain.config import Settings
from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.journey.operations import publish_touchpoints
from cxtrain.paths import resource_dir
from cxtrain.voices.answering.forms import LEAST, Pass
from cxtrain.voices.models import Campaign, Response, SurveyPlace
from cxtrain.voices.operations import keep_questionnaire
from cxtrain.voices.sums.queries import verify_counts
from tests.benchmarks import journeys
from tests.benchmarks.client import Client
from tests.benchmarks.run import CLIENTS, floor, measured
from tests.conftest import make_cast
from tests.site import command, served
from tests.voices.conftest import DESK

PAGES = 8000  # given out to each client


def poster(folder: Path) -> tuple[str, list[list[str]]]:
    """Write a store with a poster into the instance; return its address and the signed passes of the pages, by client."""
    app = create_app(Settings(instance=folder))
    with app.app_context():
        cast = make_cast()
        publish_touchpoints((resource_dir("scenarios") / "hotel" / "touchpoints.yaml").read_bytes(), pack="hotel")
        desk = db.session.scalar(select(Touchpoint.id).where(Touchpoint.slug == "front-desk-check-in"))
        campaign = Campaign(title="bench", unit_id=cast.firm, touchpoint_id=desk, questionnaire_id=keep_questionnaire(DESK).id,
                            purpose={"zh": "测速", "en": "to measure"}, state="open", opens_on=today("UTC") - dt.timedelta(days=9),
                            made_by=cast.he, made_at=now())
        db.session.add(campaign)
        db.session.flush()
        place = SurveyPlace(campaign_id=campaign.id, unit_id=cast.jingan, token=uuid.uuid4().hex)
        db.session.add(place)
        db.session.commit()
        given = now() - LEAST
        return f"/s/{place.token}", [[Pass(place.id, 0, uuid.uuid4().hex, given).signed() for _ in range(PAGES)]
                                     for _ in range(CLIENTS)]


def answers(client: Client, path: str, number: int, passes: list[str]) -> Iterator[None]:
    """Send page after page, each by another customer."""
    for count, own in enumerate(passes):
        client.headers = {"X-Forwarded-For": f"10.{number}.{count >> 8}.{count & 255}", "User-Agent": f"Telephone {count}"}
        client.post(path, {"pass": own, "lang": "en", "q-satisfied": str(count % 5 + 1), "q-recommend": str(count % 11),
                           "q-easy": str(count % 7 + 1), "q-words": f"What customer {count} wanted to say, in one sentence."})
        yield


def checked(folder: Path, sent: int) -> None:
    """Fail unless every answer is there, counted, and counted once."""
    with create_app(Settings(instance=folder)).app_context():
        kept = db.session.scalar(select(func.count()).select_from(Response).where(Response.counted))
        _, different = verify_counts()
        assert kept >= sent and db.session.scalar(select(Campaign.received)) == kept and not different, (kept, sent, different)
        print(f"{kept} answers kept, each counted once")


def run(seconds: float, workers: int) -> None:
    """Measure the floor's save and the survey's post."""
    folder = Path(tempfile.mkdtemp(prefix="cxtrain-bench-"))
    command(folder, "db", "upgrade")
    path, piles = poster(folder)
    print(f"{CLIENTS} clients, {workers} processes, {seconds:.0f} s each\n{'':34}{'rate':>11} {'p50':>8} {'p95':>8} {'p99':>8}    "
          f"{'to floor':>8}")
    with floor(folder, workers) as port:
        clients = [Client(port) for _ in range(CLIENTS)]
        [client.get(f"/sign-in/{number}") for number, client in enumerate(clients, 1)]
        page = measured("floor: page", [journeys.floor_page(c) for c in clients], seconds)
        save = measured("floor: save of 21 rows", [journeys.floor_save(c) for c in clients], seconds)
    with served(folder, "--workers", str(workers), CXTRAIN_PROXIES="1") as address:
        port = int(address.rsplit(":", 1)[1])
        measured("survey page", [journeys.page(Client(port), path) for _ in range(CLIENTS)], seconds, page)
        tasks = [answers(Client(port), path, number, pile) for number, pile in enumerate(piles)]
        posted = measured("survey post", tasks, seconds, save)
    checked(folder, int(posted.rate * seconds * 0.9))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    run(options.seconds, options.workers)
