import datetime as dt
import os

import pytest
from sqlalchemy import String, select, update

from cxtrain.clock import now
from cxtrain.extensions import db as database
from cxtrain.files.models import FileDigest, StoredFile
from cxtrain.files.operations import forget_unnamed, keep, keep_file, path_of, read, references
from cxtrain.jobs.models import Job
from cxtrain.jobs.operations import PERIODIC
from cxtrain.jobs.periodic import forget_files

LATER = dt.timedelta(days=2)
# Hashes of something else than a kept file. A new column called a digest belongs here or is a FileDigest.
OTHER_HASHES = set("""
    auditor_link.digest course_version.digest erased_number.digest gold_case.digest instrument_version.digest lesson_version.digest
    monthly_report.digest password_link.digest practical_sheet_version.digest programme_version.digest
    question_version.digest questionnaire_version.digest quiz_paper.digest quiz_version.digest recovery_code.digest
    response.receipt_digest response.repeat_digest scenario_version.digest stored_file.digest submission.digest
    survey_link.digest user_session.digest voice_intake.digest
    """.split())


def test_the_same_bytes_are_kept_once_whether_from_memory_or_from_a_file(app, db, tmp_path):
    (tmp_path / "big").write_bytes(b"PDF " * 50_000)
    digest = keep_file(tmp_path / "big", "application/pdf")
    assert keep(b"PDF " * 50_000, "application/pdf") == digest
    db.session.commit()
    row = database.session.get_one(StoredFile, digest)
    assert row.size == 200_000 and read(digest) == path_of(digest).read_bytes() == b"PDF " * 50_000


@pytest.mark.parametrize("wrong", ["", "x" * 64, "../" + "a" * 61, "a" * 64])
def test_what_is_not_kept_is_not_found(app, wrong):
    with pytest.raises(FileNotFoundError):
        read(wrong)


def job_of(digest, key):
    """Keep a job that made this file."""
    database.session.add(row := Job(kind="x", key=key, args={}, locale="en", made_at=now(), result=digest))
    database.session.commit()
    return row


def test_what_no_row_names_is_forgotten_after_a_day_and_what_one_of_two_still_names_is_not(app, db):
    digest = keep(b"a picture", "image/jpeg")
    first, second = job_of(digest, "first"), job_of(digest, "second")
    for row, left in ((first, True), (second, False)):
        db.session.delete(row)
        db.session.commit()
        assert forget_unnamed(now()) == 0 and read(digest), "a day has not passed"
        forget_unnamed(now() + LATER)
        db.session.commit()
        assert (db.session.get(StoredFile, digest) is not None) == left
    with pytest.raises(FileNotFoundError):
        read(digest)


def test_what_is_kept_again_in_an_open_transaction_stays(app, db):
    digest = keep(b"a picture", "image/jpeg")
    db.session.execute(update(StoredFile).values(kept_at=now() - LATER))
    os.utime(path_of(digest), (0, 0))
    db.session.commit()
    assert keep(b"a picture", "image/jpeg") == digest  # no row names it yet, and nothing is committed
    forget_unnamed(now())
    assert read(digest) == b"a picture" and db.session.scalar(select(StoredFile.digest)) == digest


def test_bytes_that_went_while_a_transaction_waited_for_its_turn_are_written_anew(app, db, monkeypatch):
    digest = keep(b"a picture", "image/jpeg")
    db.session.commit()
    monkeypatch.setattr("cxtrain.files.operations.now", lambda: path_of(digest).unlink() or now())
    assert keep(b"a picture", "image/jpeg") == digest and read(digest) == b"a picture"


def test_bytes_of_a_transaction_that_was_never_committed_go_too(app, db):
    digest = keep(b"never committed", "image/jpeg")
    db.session.rollback()
    forget_unnamed(now())
    assert read(digest), "it may still be open elsewhere"
    forget_unnamed(now() + LATER)
    with pytest.raises(FileNotFoundError):
        read(digest)


def test_a_worker_forgets_files_once_a_day(app):
    assert PERIODIC["forget files"] is forget_files


def test_every_column_that_names_a_file_is_known_by_its_type(app):
    hashes = {f"{table.name}.{column.name}" for table in database.metadata.sorted_tables for column in table.c
              if "digest" in column.name and isinstance(column.type, String) and not isinstance(column.type, FileDigest)}
    named = {f"{column.table.name}.{column.name}" for column in references()}
    assert {f"{column.table.name}.{column.name}" for table in database.metadata.sorted_tables for column in table.c
            if any(key.target_fullname == "stored_file.digest" for key in column.foreign_keys)} <= named
    assert hashes == OTHER_HASHES and "class_photo.digest" in named
