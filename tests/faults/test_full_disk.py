"""A full disk: nothing is half written, what was typed comes back, reading works, and all goes on as soon as there is room."""

import errno
import os
from contextlib import contextmanager

import pytest
from sqlalchemy import event, func, select, text

from cxtrain.certificates.print_runs.parts import Parts
from cxtrain.extensions import db
from cxtrain.files.operations import keep, read
from cxtrain.upkeep.backup import make_backup
from cxtrain.upkeep.faults import UpkeepFault
from cxtrain.voices.feedback.models import Feedback
from tests.faults.complaint import typed_in
from tests.faults.invariants import contents, violations
from tests.faults.site import tell_revision
from tests.faults.sweep import NOT_OURS


@pytest.fixture
def form(app, cast):
    """A browser of 王喆, and a complaint that is typed in."""
    return typed_in(app, cast.wang)[0]


def full(*_, **__):
    """Find no room."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@contextmanager
def no_room():
    """Nothing that is written to a file gets to the disk."""
    with pytest.MonkeyPatch.context() as patch, pytest.raises((OSError, UpkeepFault), match="No space"):
        patch.setattr(os, "fsync", full)
        yield


def left_in(folder):
    """Every file below a folder."""
    return {path for path in folder.rglob("*") if path.is_file()}


def test_a_database_that_cannot_grow_refuses_whole_submits_and_takes_them_when_it_can(app, form):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL's disk is another machine's; what it says is in the next test")
    browser, address, fields = form
    fields = {**fields, "words": "cold " * 190}
    size, done = db.session.scalar(text("pragma page_count")), 0

    def cramped(raw, entry):
        raw.execute(f"pragma max_page_count = {size}")

    db.session.remove()
    db.engine.dispose()
    event.listen(db.engine, "connect", cramped)
    while True:  # pages that are there still have room for some
        before = contents(NOT_OURS)
        answer = browser._open("POST", address, data={**fields, "submission_key": f"key-{done}"})
        if answer.status_code != 303:
            break
        done += 1
    assert answer.status_code == 507 and fields["words"].strip() in answer.text
    assert contents(NOT_OURS) == before and violations() == []
    assert browser.get("/feedback/tell").status_code == 200
    event.remove(db.engine, "connect", cramped)
    db.session.remove()
    db.engine.dispose()  # there is room again; nobody started anything anew
    answer = browser._open("POST", address, data={**fields, "submission_key": f"key-{done}"})
    assert answer.status_code == 303
    assert db.session.scalar(select(func.count()).select_from(Feedback)) == done + 1 and violations() == []


def test_a_page_that_keeps_a_file_says_that_the_disk_is_full(app, form, monkeypatch):
    browser, address, fields = form

    monkeypatch.setattr("cxtrain.voices.feedback.views.operations.tell", full)
    answer = browser._open("POST", address, data=fields)
    assert answer.status_code == 507 and fields["words"] in answer.text
    monkeypatch.undo()
    assert browser._open("POST", address, data=fields).status_code == 303


def test_a_kept_file_is_there_whole_or_not_at_all(app):
    folder = app.config["CX"].instance / "files"
    before = left_in(folder)
    with no_room():
        keep(b"a picture", "image/jpeg")
    assert left_in(folder) == before
    assert read(keep(b"a picture", "image/jpeg")) == b"a picture"


def test_parts_of_a_print_run_that_are_there_stay(tmp_path):
    Parts(tmp_path).keep(b"ten certificates", 10)
    kept = left_in(tmp_path)
    with no_room():
        Parts(tmp_path).keep(b"ten more", 10)
    assert left_in(tmp_path) == kept and Parts(tmp_path).count == 10
    Parts(tmp_path).keep(b"ten more", 10)
    assert Parts(tmp_path).count == 20


def test_a_backup_leaves_the_earlier_one_as_it_was(app, tmp_path):
    tell_revision()
    folder = tmp_path / "kept"
    folder.mkdir()
    (folder / "site.tar").write_bytes(b"the backup of yesterday")
    db.session.remove()
    with no_room():
        make_backup(app.config["CX"], folder / "site.tar")
    assert left_in(folder) == {folder / "site.tar"} and (folder / "site.tar").read_bytes() == b"the backup of yesterday"
