"""`cxtrain rollups verify` and `rebuild`, and what `cxtrain db upgrade` does where attempts came before the counts."""

import json

import pytest

from cxtrain.ledger.models import LedgerEntry
from cxtrain.quality.models import ItemRollup, UnitRollup
from cxtrain.quality.sums.queries import items_are_summed, verify_rollups
from cxtrain.quizzes.statistics.models import ItemCount, TotalCount
from cxtrain.quizzes.statistics.queries import is_complete, verify_counts
from cxtrain.upkeep.operations import count_anew
from cxtrain.voices.models import VoiceCount
from tests.quality.conftest import desk, hotel  # noqa: F401 - fixtures
from tests.quizzes.conftest import quiz  # noqa: F401 - a fixture
from tests.quizzes.statistics.conftest import crowd, taken  # noqa: F401
from tests.voices.conftest import answer, asked  # noqa: F401


@pytest.fixture
def damaged(taken, db):  # noqa: F811
    """Counts of which one is wrong and some are missing."""
    db.session.execute(ItemCount.__table__.update().where(ItemCount.__table__.c.rest == 0).values(n=99))
    db.session.execute(TotalCount.__table__.delete())
    db.session.commit()


def test_verify_says_that_all_is_as_the_answers_give(taken, run):  # noqa: F811
    told = run("rollups", "verify", "--json")
    assert (told.exit_code, json.loads(told.stdout)["ok"]) == (0, True)
    assert "counts equal what the ratings and answers give" in run("rollups", "verify").stdout


def test_verify_names_what_differs_and_rebuild_mends_it(damaged, db, run):
    told = run("rollups", "verify")
    assert told.exit_code == 1 and "differs: Difference(row=Item(" in told.stdout and "kept=99" in told.stdout
    assert len(json.loads(run("rollups", "verify", "--json").stdout)["differences"]) > 3
    assert "computed anew" in run("rollups", "rebuild").stdout
    db.session.rollback()
    assert verify_counts()[1] == () and run("rollups", "verify").exit_code == 0


def test_the_upgrade_to_the_newest_schema_counts_attempts_from_before(damaged, db):
    assert not is_complete()
    count_anew()
    assert is_complete() and verify_counts()[1] == ()


def test_the_upgrade_sums_items_of_visits_from_before(desk, db):  # noqa: F811
    desk.released()
    db.session.execute(ItemRollup.__table__.delete())
    db.session.execute(UnitRollup.__table__.delete().where(UnitRollup.__table__.c.dimension == "overall"))
    db.session.commit()
    assert not items_are_summed()
    count_anew()
    assert items_are_summed() and verify_rollups()[1] == {}
    known = db.session.query(LedgerEntry).count()
    count_anew()
    assert db.session.query(LedgerEntry).count() == known


def test_verify_and_rebuild_know_rows_of_items_and_rows_of_nothing(desk, db, run):  # noqa: F811
    visit = desk.released()
    db.session.execute(ItemRollup.__table__.update().where(ItemRollup.__table__.c.item == "s5").values(na=3))
    stray = {"unit_id": visit.unit_id, "touchpoint_id": visit.touchpoint_id, "dimension": "empathy", "month": "2020-01"}
    db.session.execute(UnitRollup.__table__.insert().values(**stray, kind="mystery_shop", n=1, total=5.0, squares=25.0))
    db.session.commit()
    told = run("rollups", "verify")
    assert told.exit_code == 1 and told.stdout.count("differs:") == 2 and "ItemKey(" in told.stdout
    run("rollups", "rebuild")
    db.session.rollback()
    assert verify_rollups()[1] == {}


def test_verify_and_rebuild_know_the_counts_of_customers_answers(answer, db, run):  # noqa: F811
    answer(csat=5, nps=9)
    answer(csat=2)
    assert run("rollups", "verify").exit_code == 0
    db.session.execute(VoiceCount.__table__.update().where(VoiceCount.__table__.c.measure == "nps").values(n=7))
    db.session.commit()
    told = run("rollups", "verify")
    assert told.exit_code == 1 and "measure='nps'" in told.stdout and "(7, 1)" in told.stdout
    run("rollups", "rebuild")
    assert run("rollups", "verify").exit_code == 0
