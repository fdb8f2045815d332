"""Short form of tests/soak/print_run.py: kill -9 in the middle of a run."""

from cxtrain.extensions import db as database
from cxtrain.people.permissions import Role
from tests.certificates.conftest import PASSED_AT
from tests.certificates.print_runs.proof import ask, check, hire_and_certify, read_codes, survive
from tests.quality.conftest import actor


def test_a_run_whose_worker_is_killed_again_and_again_is_complete_once(app, office, cast):
    names = hire_and_certify(cast, office.course_id, 60, PASSED_AT)
    run_id = ask(actor(database, cast.he, Role.HR))
    seen = survive(app, run_id, kills=3, part=5, seed=8)
    assert len(seen) >= 3
    rows, body = check(run_id, names)
    read_codes(body, rows, 1, 12)
