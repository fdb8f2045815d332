"""An upgrade that is killed at any statement leaves a schema that stands at a revision; the next run completes it."""

import pytest
from click.testing import CliRunner

from cxtrain.cli import base, main
from cxtrain.extensions import db as database
from cxtrain.web import health
from tests.migrations.killing import kill_everywhere
from tests.migrations.test_migrations import REVISIONS


def test_the_latest_migrations_killed_at_each_statement_are_completed_by_the_next_run(empty):
    assert kill_everywhere(REVISIONS[-3], REVISIONS[-1]) >= 4


@pytest.mark.parametrize(("revision", "command"), [
    ("9999", "install the version of cxtrain that made it"), ("0001", "run cxtrain db upgrade"), ("", "run cxtrain db upgrade"),
])
def test_a_schema_that_this_program_does_not_know_is_refused_with_what_to_run(empty, revision, command, monkeypatch):
    database.session.execute(database.text("create table alembic_version (version_num varchar(32) not null)"))
    if revision:
        database.session.execute(database.text("insert into alembic_version values (:at)"), {"at": revision})
    database.session.commit()
    assert command in health.migrations()
    database.session.rollback()
    monkeypatch.setattr(base, "application", lambda: empty)
    told = CliRunner().invoke(main, ["work", "--until-empty"])
    assert told.exit_code == 1 and "the database is not ready" in told.output and command in told.output
