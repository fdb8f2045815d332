"""What the start of a class costs: 200 people sign in within ten seconds, beside the floor's save in the same run (see run.py).

Each comes at their own moment, spread evenly over the ten seconds, on a phone of their own that is signed in: they scan the
code that stands on the screen just then, get the page with the button, and press it. Nobody waits for anybody else but for
the server. The floor's save of 21 rows is sent on the same clock. In the end every one of them must be there, present, once.
"""

import argparse
import datetime as dt
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import func, select

from cxtrain.app import create_app
from cxtrain.clock import now
from cxtrain.config import Settings
from cxtrain.extensions import db
from cxtrain.people.models import Account, Employee, Membership
from cxtrain.people.operations import hasher
from cxtrain.training.classes.attendance.codes import code_of, step_at
from cxtrain.training.classes.models import Attendance, ClassMember
from tests.benchmarks import journeys
from tests.benchmarks.client import Client, Measured, hidden
from tests.benchmarks.run import floor
from tests.conftest import make_cast
from tests.site import command, served
from tests.training.attendance.room import Room, make_class
from tests.training.conftest import publish_all

PEOPLE, SECONDS = 200, 10.0
PASSWORD = "a long enough sentence"


def room(folder: Path) -> Room:
    """Write a class that begins now with everybody on its roster."""
    with create_app(Settings(instance=folder, argon2_memory=8)).app_context():
        cast = make_cast()
        publish_all()
        hashed, day = hasher().hash(PASSWORD), dt.date(2025, 1, 6)
        made = make_class(cast, people=(), unit="firm")
        for number in range(PEOPLE):
            person = Employee(number=f"B{number:04d}", name=f"学员{number}", name_en="", sort_key=f"b{number:04d}", post="前台",
                              unit_id=cast.jingan, joined_on=day)
            db.session.add(person)
            db.session.flush()
            db.session.add_all([
                Account(employee_id=person.id, login=person.number.lower(), password_hash=hashed),
                Membership(employee_id=person.id, unit_id=cast.jingan, start_on=day),
                ClassMember(class_id=made.id, employee_id=person.id, unit_id=cast.jingan, added_by=cast.lin, added_at=now())])
        db.session.commit()
        return made


def phones(port: int) -> list[Client]:
    """Return everybody's phone, signed in."""
    found = []
    for number in range(PEOPLE):
        client = Client(port)
        client.headers = {"X-Forwarded-For": f"10.0.{number // 250}.{number % 250}"}
        fields = hidden(client.get("/sign-in").text)
        client.post("/sign-in", {**fields, "login": f"b{number:04d}", "password": PASSWORD})
        found.append(client)
    return found


def arrive(made: Room, client: Client) -> Callable[[], float]:
    """Return what somebody does; it gives the seconds of the press alone."""
    def sign_in() -> float:
        session = made.sessions[0]
        place = client.get(f"/here/{session}/{code_of(made.secret, session, step_at(now()))}").location
        fields = hidden(client.get(place).text)
        start = time.perf_counter()
        client.post(place, fields)
        return time.perf_counter() - start
    return sign_in


def floor_save(client: Client) -> Callable[[], float]:
    """Return a save of the floor, timed."""
    step = journeys.floor_save(client)

    def save() -> float:
        start = time.perf_counter()
        step() if callable(step) else next(step)
        return time.perf_counter() - start
    return save


def on_the_clock(name: str, tasks: list[Callable[[], float]], against: Measured | None = None) -> Measured:
    """Begin each task at its own moment within SECONDS, print the line of their times, and return it; none may fail."""
    times: list[float] = []
    failures: list[BaseException] = []
    begin = time.perf_counter() + 0.5

    def run(at: int, task: Callable[[], float]) -> None:
        time.sleep(max(0.0, begin + SECONDS * at / len(tasks) - time.perf_counter()))
        try:
            times.append(task())
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(tasks)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    took = time.perf_counter() - begin
    if failures:
        raise failures[0]
    every = sorted(times)
    at = lambda share: 1000 * every[min(len(every) - 1, int(share * len(every)))]  # noqa: E731
    found = Measured(len(every) / took, at(0.5), at(0.95), at(0.99))
    ratio = f"{found.p95 / against.p95:8.2f}" if against else "   floor"
    print(f"{name:<34}{len(every):6d} in {took:4.1f} s {found.p50:8.1f} {found.p95:8.1f} {found.p99:8.1f} ms {ratio}", flush=True)
    return found


def checked(folder: Path) -> None:
    """Fail unless everybody is there, present, once, and nobody is doubted."""
    with create_app(Settings(instance=folder)).app_context():
        kept = db.session.execute(select(func.count(), func.count(Attendance.device.distinct())).where(
            Attendance.state == "present", Attendance.doubted.is_(False))).one()
        assert tuple(kept) == (PEOPLE, PEOPLE), kept
        print(f"{kept[0]} signed in, none lost, none doubted")


def run(workers: int) -> None:
    """Measure the floor's save and the start of a class."""
    folder = Path(tempfile.mkdtemp(prefix="cxtrain-bench-"))
    command(folder, "db", "upgrade")
    made = room(folder)
    print(f"{PEOPLE} people in {SECONDS:.0f} s, {workers} processes\n{'':34}{'':>16} {'p50':>8} {'p95':>8} {'p99':>8}    "
          f"{'to floor':>8}")
    with floor(folder, workers) as port:
        clients = [Client(port) for _ in range(PEOPLE)]
        [client.get(f"/sign-in/{number % 8 + 1}") for number, client in enumerate(clients)]
        save = on_the_clock("floor: save of 21 rows", [floor_save(client) for client in clients])
    with served(folder, "--workers", str(workers), CXTRAIN_PROXIES="1", CXTRAIN_ARGON2_MEMORY="8") as address:
        people = phones(int(address.rsplit(":", 1)[1]))
        on_the_clock("signing in to a class", [arrive(made, client) for client in people], save)
    checked(folder)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--workers", type=int, default=2)
    run(parser.parse_args().workers)
