"""kill -9 of the server, of its processes and of its job worker, under load: short form of tests/soak/kills.py."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest

from cxtrain.extensions import db
from tests.access.conftest import everything, world  # noqa: F401
from tests.faults.kills import under_fire
from tests.faults.load import everybody
from tests.faults.site import JOBS, killable
from tests.soak.table import tell

KILLS = 8


@pytest.fixture(scope="module")
def site(world, everything):  # noqa: F811
    """The real server on the world of the access tests, with a job worker."""
    with world[0].app_context(), killable(world[0], "--workers", "2", "--with-worker") as made:
        yield made


def test_what_was_acknowledged_is_there_once_however_often_processes_are_killed(app, site, everything):  # noqa: F811
    counted = under_fire(site, everybody(site, everything), KILLS)
    tell("kills", KILLS, counted.faults, db.engine.dialect.name)
    assert counted.faults == 0, counted
    assert counted.acknowledged > KILLS


def test_a_killed_job_worker_is_started_anew_and_nothing_outlives_a_killed_server(site):
    first = site.children()
    killed = next(pid for pid in first if JOBS in Path(f"/proc/{pid}/cmdline").read_bytes())
    os.kill(killed, signal.SIGKILL)
    until(lambda: len(site.children() - {killed}) == len(first), "the job worker is not started anew")
    others = site.children() - {killed}
    os.kill(site.process.pid, signal.SIGKILL)
    site.process.wait()
    until(lambda: not any(map(runs, others)), "processes outlive their server")
    site.ensure()  # its port is free again


def runs(pid):
    """Whether a process is there, and not only its name."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def until(holds, why, seconds=60):
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, why
        time.sleep(0.05)
