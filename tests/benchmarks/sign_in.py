"""How long a wrong password takes for a known and for an unknown staff number: medians of 200 each. Exit 1 beyond 5 %."""

import statistics
import sys
import time
from tempfile import TemporaryDirectory
from unittest.mock import patch

from cxtrain.app import create_app
from cxtrain.config import Settings
from cxtrain.extensions import db
from tests.conftest import Browser, make_cast

TRIES, MOST = 200, 0.05


def seconds(browser: Browser, fields: dict[str, str], login: str) -> float:
    """Return how long the site takes to refuse."""
    began = time.perf_counter()
    answer = browser._open("POST", "/sign-in", data={**fields, "login": login, "password": "not it"})
    assert answer.status_code == 400
    return time.perf_counter() - began


def main() -> int:
    """Print both medians, measured by turns so that the machine's moods hit both, and how far they are apart."""
    taken: dict[str, list[float]] = {"S0102": [], "S9999": []}
    with TemporaryDirectory() as folder, patch("cxtrain.people.views.PER_ACCOUNT", 10**6), \
            patch("cxtrain.people.views.PER_ACCOUNT_CROWDED", 10**6):
        app = create_app(Settings(instance=folder, secret_key="k" * 40))
        with app.app_context():
            db.create_all()
            make_cast()
            browser = Browser(app)
            fields = browser.hidden("/sign-in")
            fields.pop("submission_key", None)
            for login in list(taken) * (TRIES + 5):
                taken[login].append(seconds(browser, fields, login))
    known, unknown = (statistics.median(each[5:]) for each in taken.values())
    apart = abs(known / unknown - 1)
    print(f"known {known * 1000:.1f} ms, unknown {unknown * 1000:.1f} ms, {apart:.1%} apart (at most {MOST:.0%})")
    return int(apart > MOST)


if __name__ == "__main__":
    sys.exit(main())
