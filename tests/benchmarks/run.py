"""`make bench`: rates and percentiles of what people do, beside a floor application in the same run.

Eight closed-loop clients, each with its own session, against the demo company (dense profile) served as `cxtrain serve`
serves it, and against the floor on the same server with the same number of processes.
"""

import argparse
import contextlib
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from cxtrain.demo.logins import PASSWORD
from tests.benchmarks import journeys
from tests.benchmarks.client import Client, Measured, closed_loop
from tests.site import command, free_port, served, wait_for

CLIENTS = 8
DRAFTS = 30  # scorecards prepared for each client, to be submitted
FLOOR = ("from granian import Granian; from granian.constants import Interfaces; Granian('tests.benchmarks.floor:create_floor', "
         "factory=True, port={port}, interface=Interfaces.WSGI, workers={workers}, blocking_threads=1, websockets=False, "
         "log_enabled=False).serve()")


@contextlib.contextmanager
def floor(folder: Path, workers: int):
    """Serve the floor application; yield its port."""
    port = free_port()
    environment = {**os.environ, "FLOOR_DATABASE_URL": f"sqlite:///{folder / 'floor.db'}"}
    process = subprocess.Popen([sys.executable, "-c", FLOOR.format(port=port, workers=workers)], env=environment)
    try:
        wait_for(f"http://127.0.0.1:{port}/sign-in/1")
        yield port
    finally:
        process.terminate()
        process.wait(20)


def quiz_of_twenty(folder: Path) -> Path:
    """Write a pack whose quiz has twenty questions on one page and any number of attempts."""
    options = [{"id": f"o{n}", "text": {"zh": f"选项{n}", "en": f"Option {n}"}, "feedback": {"zh": "因为", "en": "Because"},
                **({"correct": True} if n == 1 else {})} for n in range(4)]
    questions = [{"id": f"q{n}", "kind": "single", "touchpoint": "front-desk-check-in", "dimension": "empathy",
                  "text": {"zh": f"第{n}题：客人说房间太吵，您先说什么？", "en": f"{n}: The guest says it is noisy. What first?"},
                  "options": options, "explanation": {"zh": "先听。", "en": "Listen first."}} for n in range(20)]
    quiz = {"format": 1, "slug": "bench", "title": {"zh": "测速", "en": "Bench"}, "brief": {"zh": "二十题", "en": "Twenty"},
            "pass_mark": 80, "shuffle": True, "pages": "all_on_one", "questions": questions}
    path = folder / "bench.yaml"
    path.write_text(json.dumps(quiz, ensure_ascii=False))  # JSON is YAML
    return path


class People:
    """Who takes part, read from the demo company's database."""

    def __init__(self, database: Path):
        self._rows = sqlite3.connect(database).execute

    def staff(self) -> list[str]:
        """Return staff numbers of people without a role."""
        return [n for n, in self._rows("select e.number from employee e join account a on a.employee_id = e.id where "
                                       "e.status = 'active' and a.id not in (select account_id from role_grant) limit ?",
                                       (CLIENTS,))]

    def supervisors(self) -> list[tuple[str, int, int, int]]:
        """Return (staff number, own unit, another store, somebody of the own unit) of supervisors of stores."""
        found = self._rows("select e.number, u.id, (select min(id) from unit where kind = 'store' and id != u.id), "
                           "(select max(id) from employee where unit_id = u.id and status = 'active') from role_grant g "
                           "join account a on a.id = g.account_id join employee e on e.id = a.employee_id "
                           "join unit u on u.id = g.unit_id where g.role = 'supervisor' and u.kind = 'store' limit ?", (CLIENTS,))
        return list(found)

    def touchpoint(self) -> int:
        """Return the id of the front desk."""
        return int(self._rows("select id from touchpoint where slug = 'front-desk-check-in'").fetchone()[0])

    def today(self) -> str:
        """Return today's date as the database's machine has it."""
        return str(self._rows("select date('now')").fetchone()[0])


def measured(name: str, tasks: list, seconds: float, against: Measured | None = None, times: float = 1) -> Measured:
    """Run a loop, print its line, and return it."""
    found = closed_loop(tasks, seconds)
    ratio = f"{found.rate * times / against.rate:8.2f}" if against else "   floor"
    print(f"{name:<34}{found.rate:9.1f}/s {found.p50:8.1f} {found.p95:8.1f} {found.p99:8.1f} ms {ratio}", flush=True)
    return found


def run(seconds: float, workers: int) -> None:
    """Measure everything once."""
    folder = Path(tempfile.mkdtemp(prefix="cxtrain-bench-"))
    command(folder, "demo", "--profile", "dense")
    command(folder, "content", "publish", str(quiz_of_twenty(folder)))
    people = People(folder / "cxtrain.db")
    print(f"{CLIENTS} clients, {workers} processes, {seconds:.0f} s each\n{'':34}{'rate':>11} {'p50':>8} {'p95':>8} {'p99':>8}    "
          f"{'to floor':>8}")
    with floor(folder, workers) as port:
        clients = [Client(port) for _ in range(CLIENTS)]
        [client.get(f"/sign-in/{number}") for number, client in enumerate(clients, 1)]
        page = measured("floor: page", [journeys.floor_page(c) for c in clients], seconds)
        save = measured("floor: save of 21 rows", [journeys.floor_save(c) for c in clients], seconds)
    with served(folder, "--workers", str(workers)) as address:
        _measure_pages(int(address.rsplit(":", 1)[1]), people, seconds, page, save)


def _measure_pages(port: int, people: People, seconds: float, page: Measured, save: Measured) -> None:
    staff = [journeys.signed_in(port, number, PASSWORD) for number in people.staff()]
    bosses = [(journeys.signed_in(port, number, PASSWORD), *rest) for number, *rest in people.supervisors()]
    measured("sign-in page", [journeys.page(Client(port), "/sign-in") for _ in range(CLIENTS)], seconds, page)
    measured("Today, staff", [journeys.page(c, "/") for c in staff], seconds, page)
    measured("Today, supervisor", [journeys.page(c, "/") for c, *_ in bosses], seconds, page)
    measured("Team", [journeys.page(c, "/team") for c, *_ in bosses], seconds, page)
    measured("Employee", [journeys.page(c, f"/employees/{person}") for c, _, _, person in bosses], seconds, page)
    measured("whole role-play", [journeys.whole_roleplay(c, "late-check-in") for c in staff], seconds, page)
    measured("whole 20-question quiz attempt", [journeys.whole_quiz(c, "bench") for c in staff], seconds, page)
    where, day = people.touchpoint(), people.today()
    cards = [journeys.new_scorecard(c, other, where, day) for c, _, other, _ in bosses]
    measured("scorecard save", [journeys.scorecard_save(c, card) for (c, *_), card in zip(bosses, cards)], seconds, save)
    piles = [[journeys.new_scorecard(c, other, where, day) for _ in range(DRAFTS)] for c, _, other, _ in bosses]
    submits = [journeys.scorecard_submits(c, pile) for (c, *_), pile in zip(bosses, piles)]
    measured("scorecard submit", submits, seconds, save)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    run(options.seconds, options.workers)
