"""A run of 1,000 certificates whose worker is killed twenty times: the file is complete once. Prints what was checked."""

import sys
import tempfile
import time
from pathlib import Path

from cxtrain.app import create_app
from cxtrain.extensions import db
from cxtrain.people.permissions import Role
from tests.certificates.conftest import PASSED_AT
from tests.certificates.print_runs.proof import ask, check, hire_and_certify, read_codes, survive
from tests.conftest import make_cast, settings_in
from tests.quality.conftest import actor
from tests.training.conftest import publish_all

PEOPLE, KILLS, PART = 1_000, 20, 10


def main() -> int:
    """Print a line for each thing that held; an assertion says what did not."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings_in(Path(folder)))
        with app.app_context():
            db.create_all()
            cast = make_cast()
            names = hire_and_certify(cast, publish_all(), PEOPLE, PASSED_AT)
            run_id, begun = ask(actor(db, cast.he, Role.HR)), time.perf_counter()
            seen = survive(app, run_id, kills=KILLS, part=PART, seed=2026)
            print(f"{KILLS} workers killed, the run ended after {time.perf_counter() - begun:.0f} s; "
                  f"{len(seen)} of {PEOPLE // PART} parts were seen at a kill, none was made twice", flush=True)
            rows, body = check(run_id, names)
            print(f"{len(rows):,} pages, numbers all different and in order, every name in its page's text; "
                  f"{len(body) / 1e6:.1f} MB; only our fonts, embedded; no fault in the file's syntax", flush=True)
            for first in range(1, PEOPLE + 1, 100):
                read_codes(body, rows, first, first + 99)
            print(f"{len(rows):,} QR codes read back from the printed pages, each its own", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
