"""Every migration killed at its statements, from an empty database on: half of one must never stay. Prints what was done.

All statements take hours; --stride 25 takes every 25th, and --first and --last choose revisions.
"""

import argparse
import tempfile
import time
from pathlib import Path

from cxtrain.app import create_app
from cxtrain.web.health import head_revision
from tests.conftest import settings_in
from tests.migrations.killing import kill_everywhere


def main() -> None:
    """Kill, complete, compare; an assertion says what did not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stride", type=int, default=25)
    parser.add_argument("--first", default="0000", help="revision to begin above; 0000 for an empty database")
    parser.add_argument("--last", default=head_revision())
    parser.add_argument("--database", default="", help="address of an empty database of PostgreSQL; else SQLite")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        app, begun = create_app(settings_in(Path(folder), database_url=asked.database)), time.perf_counter()
        with app.app_context():
            killed = kill_everywhere(asked.first, asked.last, asked.stride)
    print(f"{killed} upgrades from {asked.first} to {asked.last} were killed; each left a whole revision and was completed "
          f"by the next run ({time.perf_counter() - begun:.0f} s)")


if __name__ == "__main__":
    main()
