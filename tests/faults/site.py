"""The real server on a world of the tests, in a process group of its own, so that it can be killed as a machine kills."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from sqlalchemy import text

from cxtrain.extensions import db
from cxtrain.web.health import head_revision
from tests.access.conftest import made
from tests.conftest import SqliteTemplate, a_world, filled_server
from tests.site import environment, free_port

JOBS = b"spawn_main"  # in the command line of the job worker
SETTLED = 6  # seconds: granian's own limit is 5.5


def tell_revision():
    """Let the database know its revision: it was made from the models, and migrations have tests of their own."""
    with db.engine.begin() as connection:
        connection.execute(text("create table if not exists alembic_version (version_num varchar(32) primary key)"))
        connection.execute(text("delete from alembic_version"))
        connection.execute(text("insert into alembic_version values (:head)"), {"head": head_revision()})


class Site:
    """`cxtrain serve` on the database and the instance of an application, started anew whenever it has died."""

    def __init__(self, app, *options):
        self.app, self.options, self.port = app, options, free_port()
        self.process = None
        tell_revision()

    def start(self):
        """Start the server and wait until it answers."""
        settings = self.app.config["CX"]
        told = {"CXTRAIN_DATABASE_URL": settings.database, "CXTRAIN_SECRET_KEY": settings.secret_key,
                "CXTRAIN_ARGON2_MEMORY": str(settings.argon2_memory)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "cxtrain.cli", "serve", "--port", str(self.port), *self.options],
            env={**environment(settings.instance), **told}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True)
        self.wait()
        self.first, self.seen = self.children(), {}

    def wait(self, seconds=120):
        """Wait until a page answers."""
        end = time.monotonic() + seconds
        while True:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5).read()
                return
            assert self.process.poll() is None, f"the server ended with {self.process.poll()} as it began"
            assert time.monotonic() < end, "the server does not come up"
            time.sleep(0.02)

    def children(self):
        """Return the ids of the processes that serve, and of the job worker."""
        words = {}
        for thread in Path(f"/proc/{self.process.pid}/task").glob("*/children"):
            with contextlib.suppress(OSError):  # it ended while we looked
                words |= {int(pid): Path(f"/proc/{pid}/cmdline").read_bytes() for pid in thread.read_text().split()}
        return {pid for pid, line in words.items() if b"worker-" in line or JOBS in line}

    def kill_one(self, chance):
        """Kill one process that serves, or the job worker, with SIGKILL; the rest goes on. False where none is old enough.

        A server gives up, rightly, where processes that it has just started die within seconds.
        """
        now, alive = time.monotonic(), self.children()
        for pid in alive - set(self.seen):
            self.seen[pid] = now
        able = sorted(pid for pid in alive if pid in self.first or now - self.seen[pid] > SETTLED)
        if able:
            os.kill(chance.choice(able), signal.SIGKILL)
        return bool(able)

    def kill(self):
        """Kill all of it at once with SIGKILL, as a machine does that loses its power."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def ensure(self):
        """Start it anew where it has died; return whether it had."""
        if self.process.poll() is None:
            return False
        self.kill()  # what it left behind
        self.start()
        return True


@contextlib.contextmanager
def killable(app, *options):
    """Serve an application's world; in the end nothing of it is left."""
    site = Site(app, *options)
    try:
        site.start()
        yield site
    finally:
        site.kill()


@contextlib.contextmanager
def a_place(*, postgresql):
    """Make the world of the access tests outside of pytest; yield (application, everything) in the application's context."""
    with tempfile.TemporaryDirectory() as place:
        folders = [Path(place) / name for name in ("template", "world", "bytecode")]
        [folder.mkdir() for folder in folders]
        template = filled_server(folders[0]) if postgresql else SqliteTemplate(folders[0])
        worlds = a_world(template, folders[1], FileSystemBytecodeCache(str(folders[2])))
        app, cast = next(worlds)
        with app.app_context():
            everything = made(app, db, cast)
            db.session.remove()
            yield app, everything
        next(worlds, None)
        if postgresql:
            template.stop()
