"""`cxtrain certificates verify` and `skip-numbers`."""

import json

from sqlalchemy import delete

from cxtrain.certificates.models import Certificate
from cxtrain.extensions import db as database
from tests.certificates.conftest import certificate, office  # noqa: F401 - a fixture


def test_verify_says_that_every_number_is_accounted_for(office, cast, run):  # noqa: F811
    office.award(cast.wang)
    told = run("certificates", "verify")
    assert told.exit_code == 0 and "Numbers given out: 1, in series: 1; every one is accounted for." in told.stdout


def test_a_restore_skips_numbers_with_a_reason_and_they_still_add_up(office, cast, run):  # noqa: F811
    office.award(cast.wang)
    told = run("certificates", "skip-numbers", "--count", 50, "--since", 2026, "--reason", "restored the backup of 18 May")
    assert "HM-MOT-2026: 2 to 51 are left out." in told.stdout and run("certificates", "verify").exit_code == 0
    assert certificate(office.award(cast.sun)).number == "HM-MOT-2026-0052"
    assert run("certificates", "skip-numbers", "--count", 5, "--reason", " ").exit_code == 1


def test_verify_names_what_is_missing(office, cast, run):  # noqa: F811
    first = office.award(cast.wang)
    office.award(cast.sun)
    database.session.execute(delete(Certificate).where(Certificate.id == first))
    database.session.commit()
    told = run("certificates", "verify", "--json")
    assert told.exit_code == 1 and json.loads(told.stdout)["series"][0]["missing"] == [[1, 1]]
    assert "do not add up in HM-MOT-2026" in run("certificates", "verify").stdout
