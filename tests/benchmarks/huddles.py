"""What thirty telephones in a huddle cost one server process (see run.py for the floor).

As in a room: each looks every two seconds and chooses once in each scene, within five seconds of its coming up; the screen asks
for the counts, and the trainer goes on. Then the same looks as fast as eight clients can, beside the floor's page.
"""

import argparse
import os
import random
import re
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select

from cxtrain.app import create_app
from cxtrain.config import Settings
from cxtrain.extensions import db
from cxtrain.journey.operations import publish_touchpoints
from cxtrain.paths import resource_dir
from cxtrain.roleplay.operations import publish_scenario
from cxtrain.training.huddles.models import HuddleCount
from tests.benchmarks import journeys
from tests.benchmarks.client import Client, hidden
from tests.benchmarks.run import CLIENTS, floor, measured
from tests.conftest import PASSWORD, make_cast
from tests.site import command, served

PHONES, LOOK, SCENES = 30, 2.0, 3
HOTEL = resource_dir("scenarios") / "hotel"
BUTTON = re.compile(r'name="choice" value="(\w+)"')


@dataclass
class Times:
    """How long requests took, in milliseconds, by what they were."""

    looks: list[float] = field(default_factory=list)
    votes: list[float] = field(default_factory=list)

    @staticmethod
    def percentile(times: list[float], share: float) -> float:
        """Return a percentile."""
        return sorted(times)[min(len(times) - 1, int(share * len(times)))]


class Phone:
    """A telephone that has joined."""

    def __init__(self, port: int, code: str):
        self.client, self.tag = Client(port), ""
        answer = self.client.post("/h", {**hidden(self.client.get(f"/h/{code}").text), "code": code})
        self.path = answer.location

    def look(self) -> str:
        """Look once; return the page, "" where nothing has changed."""
        self.client.headers = {"If-None-Match": self.tag} if self.tag else {}
        answer = self.client.get(self.path)
        self.tag = answer.tag
        return answer.text

    def vote(self, token: str) -> None:
        """Choose."""
        answer = self.client.post(self.path, {"choice": token})
        assert answer.status == 303, answer.status


class Room:
    """Thirty telephones, each in a thread of its own, through some scenes."""

    def __init__(self, port: int, code: str):
        self.phones = [Phone(port, code) for _ in range(PHONES)]
        self.times, self.going, self.failures = Times(), True, []

    def run(self, phone: Phone) -> None:
        """Look every two seconds, and choose once where there is something to choose."""
        chance, voted = random.Random(phone.path), ""
        try:
            while self.going:
                time.sleep(LOOK * (0.9 + 0.2 * chance.random()))
                page = timed(phone.look, self.times.looks)
                tokens = BUTTON.findall(page)
                if tokens and tokens[0] != voted and 'aria-pressed="true"' not in page:
                    voted = tokens[0]
                    time.sleep(3 * chance.random())
                    token = chance.choice(tokens)
                    timed(lambda token=token: phone.vote(token), self.times.votes)
        except BaseException as error:
            self.failures.append(error)


def timed(task, into: list[float]):  # type: ignore[no-untyped-def]
    """Do something and note how long it took."""
    start = time.perf_counter()
    answer = task()
    into.append(1000 * (time.perf_counter() - start))
    return answer


def cpu_seconds(port: int) -> float:
    """Return the processor time of the server on this port, with its children, in seconds."""
    parents, ours = {}, set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words, line = (folder / "stat").read_text().rpartition(")")[2].split(), (folder / "cmdline").read_bytes()
        except OSError:
            continue
        parents[int(folder.name)] = (int(words[1]), int(words[11]) + int(words[12]))
        if str(port).encode() in line:
            ours.add(int(folder.name))
    while more := {pid for pid, (parent, _) in parents.items() if parent in ours} - ours:
        ours |= more
    return sum(parents[pid][1] for pid in ours) / os.sysconf("SC_CLK_TCK")


def played(port: int, boss: Client) -> tuple[str, Times, float]:
    """Play some scenes with thirty telephones; return the huddle's path, the times, and the server's share of a core."""
    start = {**hidden(boss.get("/huddles/new").text), "scenario": "late-check-in", "unit": "3"}
    path = boss.post("/huddles/new", start).location
    room = Room(port, re.search(r'class="code">(\w+)<', boss.get(path).text)[1])
    threads = [threading.Thread(target=room.run, args=(phone,)) for phone in room.phones]
    before, began = cpu_seconds(port), time.perf_counter()
    [thread.start() for thread in threads]
    move(boss, path, "begin")
    for _ in range(SCENES):
        end = time.perf_counter() + 8
        while time.perf_counter() < end:
            boss.get(f"{path}/state")
            time.sleep(1.5)
        move(boss, path, "count")
        move(boss, path, "play", re.search(r'name="choice" value="(\w+)"', boss.get(path).text)[1])
        move(boss, path, "on")
    share = (cpu_seconds(port) - before) / (time.perf_counter() - began)
    room.going = False
    [thread.join() for thread in threads]
    if room.failures:
        raise room.failures[0]
    return path, room.times, share


def move(boss: Client, path: str, what: str, choice: str = "") -> None:
    """Press a button of the big screen."""
    boss.post(f"{path}/move", {**hidden(boss.get(path).text), "move": what, "choice": choice})


def checked(folder: Path, path: str, votes: int) -> None:
    """Fail unless every vote that was sent in the played scenes has been counted."""
    with create_app(Settings(instance=folder)).app_context():
        kept = db.session.scalar(select(func.sum(HuddleCount.phones)).where(HuddleCount.huddle_id == int(path.split("/")[-1])))
        assert PHONES * SCENES <= kept <= votes, (kept, votes)
        print(f"{kept} votes counted of {PHONES} telephones in {SCENES} scenes; none lost")


def run(seconds: float) -> None:
    """Measure the room, and looks against the floor's page."""
    folder = Path(tempfile.mkdtemp(prefix="cxtrain-bench-"))
    command(folder, "db", "upgrade")
    with create_app(Settings(instance=folder)).app_context():
        make_cast()
        publish_touchpoints((HOTEL / "touchpoints.yaml").read_bytes(), pack="hotel")
        assert publish_scenario((HOTEL / "scenarios" / "late-check-in.yaml").read_text()).scenario
        db.session.commit()
    with floor(folder, 1) as port:
        clients = [Client(port) for _ in range(CLIENTS)]
        [client.get(f"/sign-in/{number}") for number, client in enumerate(clients, 1)]
        page = measured("floor: page", [journeys.floor_page(c) for c in clients], seconds)
    with served(folder, "--workers", "1", CXTRAIN_LOG_LEVEL="WARNING") as address:
        port = int(address.rsplit(":", 1)[1])
        boss = journeys.signed_in(port, "s0101", PASSWORD)
        path, times, share = played(port, boss)
        for name, some in (("look", times.looks), ("vote", times.votes)):
            print(f"huddle of {PHONES}: {name:<8}{len(some):6} p50 {times.percentile(some, 0.5):6.1f} "
                  f"p95 {times.percentile(some, 0.95):6.1f} p99 {times.percentile(some, 0.99):6.1f} ms", flush=True)
        print(f"the server took {100 * share:.0f} % of one core")
        code = re.search(r'strip-code.*?<b>(\w+)</b>', boss.get(path).text, re.S)[1]
        phones = [Phone(port, code) for _ in range(CLIENTS)]
        measured("look that finds nothing new", [phone.look for phone in phones], seconds, page)
    checked(folder, path, len(times.votes))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=5)
    run(parser.parse_args().seconds)
