"""The schema goes up and down, step by step, and ends where the models are; on SQLite, and with --postgresql there."""

import datetime as dt
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, MetaData, Table, inspect, select

from cxtrain.extensions import db as database
from cxtrain.quizzes.models import QuestionVersion, QuizAttempt
from cxtrain.quizzes.operations import publish_quiz
from cxtrain.quizzes.queries import questions_of, result_of
from cxtrain.web import health, schema

AT = dt.datetime(2026, 11, 1, 8, 0)
ROOT = Path(__file__).resolve().parent.parent.parent
REVISIONS = sorted(path.name[:4] for path in (ROOT / "migrations" / "versions").glob("[0-9]*.py"))


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


def test_the_migrated_schema_has_the_checks_of_the_models(empty):
    # What `compare_metadata` leaves out. PostgreSQL writes a check anew, so only the names can be compared there.
    schema.upgrade()
    found, on_sqlite = inspect(database.engine), database.engine.dialect.name == "sqlite"
    for name, table in database.metadata.tables.items():
        wanted = {each.name: str(each.sqltext) for each in table.constraints if isinstance(each, CheckConstraint) and each.name}
        there = {each["name"]: each["sqltext"] for each in found.get_check_constraints(name)}
        assert there.keys() == wanted.keys(), name
        assert not on_sqlite or {key: " ".join(text.split()) for key, text in there.items()} == wanted, name


QUIZ = """\
format: 1
slug: desk
title: {zh: 前台, en: Desk}
brief: {zh: 一道题, en: One question}
questions:
  - id: q1
    kind: single
    text: {zh: 谁？, en: Who?}
    options:
      - {id: a, text: {zh: 甲, en: A}, correct: true}
      - {id: b, text: {zh: 乙, en: B}, correct: false}
"""


def put(connection, table, **values):
    """Write a row as the schema stands now, not as the models say."""
    connection.execute(Table(table, MetaData(), autoload_with=connection).insert().values(**values))


def test_attempts_from_before_the_bank_keep_their_questions_and_their_score(empty):
    schema.upgrade("0017")
    with database.engine.begin() as connection:
        put(connection, "unit", id=1, code="U", name="店", name_en="Store", kind="store", path="/1/", zone="UTC",
            people="development", version=1)
        put(connection, "employee", id=1, number="1", name="王喆", name_en="Wang Zhe", sort_key="wang", post="前台",
            employment="full_time", mobile="", status="active", unit_id=1, supervisor_number="", version=1, time_allowance=100)
        put(connection, "quiz_version", slug="desk", digest="d", source=QUIZ, title={}, published_at=AT)
        put(connection, "quiz", slug="desk", current_id=1)
        put(connection, "quiz_attempt", id=1, employee_id=1, quiz_id=1, version_id=1, number=1, seed=7, started_at=AT,
            submitted_at=AT, score=100.0, passed=True)
        put(connection, "quiz_answer", attempt_id=1, question_id="q1", given=["a"], saved_at=AT)
    schema.upgrade()
    attempt = database.session.get(QuizAttempt, 1)
    result = result_of(attempt)
    assert [question.id for question in questions_of(attempt)] == ["q1"]
    assert (attempt.score, attempt.passed) == (result.score, result.passed) == (100.0, True)
    # Publishing the same text finds the questions that the migration made, and makes no second version of them.
    publish_quiz(QUIZ)
    assert database.session.scalars(select(QuestionVersion.number)).all() == [1]
