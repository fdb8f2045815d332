"""The schema goes up and down, step by step, and ends where the models are; on SQLite, and with --postgresql there."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from cxtrain.app import create_app
from cxtrain.extensions import db as database
from cxtrain.web import health, schema
from tests.conftest import settings_in

ROOT = Path(__file__).resolve().parent.parent.parent
REVISIONS = sorted(path.name[:4] for path in (ROOT / "migrations" / "versions").glob("[0-9]*.py"))


@pytest.fixture
def empty(request, tmp_path):
    """An application on an empty database."""
    url = ""
    if request.config.getoption("--postgresql"):
        template = request.getfixturevalue("template")
        template.run("create database empty_one")
        url = template.address("empty_one")
    app = create_app(settings_in(tmp_path, database_url=url))
    with app.app_context():
        yield app
        database.session.remove()
        database.engine.dispose()
    if url:
        template.run("drop database empty_one with (force)")


def test_migrations_are_numbered_without_gaps_and_the_head_is_written_down():
    assert REVISIONS == [f"{number:04d}" for number in range(1, len(REVISIONS) + 1)]
    assert (ROOT / "migrations" / "HEAD").read_text().strip() == REVISIONS[-1] == health.head_revision()


def test_the_migrated_schema_is_the_one_of_the_models(empty):
    schema.upgrade()
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, database.metadata) == []


def test_each_step_goes_down_and_up_again(empty):
    schema.upgrade()
    for revision in reversed(["base", *REVISIONS[:-1]]):
        schema.downgrade(revision)
    assert set(inspect(database.engine).get_table_names()) <= {"alembic_version"}
    assert schema.upgrade() == REVISIONS[-1]


def test_readiness_names_the_command_where_the_schema_is_old(empty):
    schema.upgrade(REVISIONS[0])
    answer = empty.test_client().get("/readyz")
    assert answer.status_code == 503 and "cxtrain db upgrade" in answer.json["migrations"]
    schema.upgrade()
    assert empty.test_client().get("/readyz").json["migrations"] == "ok"


def test_the_ledger_of_a_migrated_database_is_append_only(empty):
    from cxtrain.ledger.operations import record
    schema.upgrade()
    record("thing done", ("thing", 1), unit_id=1)
    database.session.commit()
    with pytest.raises(Exception, match="append-only"):
        database.session.execute(database.text("delete from ledger_entry"))
    database.session.rollback()
