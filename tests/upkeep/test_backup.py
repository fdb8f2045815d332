"""A backup holds what was committed, is looked at before it gets its name, and leaves earlier ones alone."""

import hashlib
import os
import resource
import sqlite3
import subprocess
import sys
import tarfile

import pytest

from cxtrain.files.operations import keep, path_of
from cxtrain.people.models import Unit
from cxtrain.upkeep import archive, backup
from cxtrain.upkeep.faults import UpkeepFault
from cxtrain.upkeep.restore import inspect

LIMIT = 300_000  # bytes that a file may have on the disk that is full; the database alone is larger


@pytest.fixture
def on_sqlite(db):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("the file of SQLite")


def test_it_holds_every_row_and_file_and_the_keys(site, db):
    digest = keep(b"a photo", "image/png")
    db.session.commit()
    (site.instance / "secret_key").write_text("s" * 40)
    path = site.backup()
    found = inspect(path)
    assert (found.rows["unit"], found.rows["employee"], found.lost) == (4, 8, [])
    assert {part.name for part in found.parts} == {"database", "secret_key", f"files/{digest[:2]}/{digest}"}
    assert os.stat(path).st_mode & 0o077 == 0


def test_it_holds_what_stands_in_the_log_only_which_a_plain_copy_lacks(site, db, cast, on_sqlite, tmp_path):
    other = sqlite3.connect(site.instance / "cxtrain.db")
    other.execute("select count(*) from unit").fetchall()
    db.session.get_one(Unit, cast.jingan).name = "静安新店"
    db.session.commit()  # stays in the log as long as the other connection is open
    made = backup.make_backup(site.settings, tmp_path / "kept.tar")
    plain = tmp_path / "plain.db"
    plain.write_bytes((site.instance / "cxtrain.db").read_bytes())
    with tarfile.open(made.path) as tar:
        (tmp_path / "kept.db").write_bytes(tar.extractfile("database").read())
    names = [sqlite3.connect(path).execute("select name from unit where id = ?", [cast.jingan]).fetchone()[0]
             for path in (tmp_path / "kept.db", plain)]
    other.close()
    assert names == ["静安新店", "静安店"]


def test_a_file_that_is_missing_or_damaged_is_named(site, db):
    gone, changed = keep(b"gone", "image/png"), keep(b"changed", "image/png")
    db.session.commit()
    path_of(gone).unlink()
    path_of(changed).write_bytes(b"something else")
    told = site.run("backup")
    assert told["lost"] == sorted([gone, changed]) and told["files"] == 0


def test_of_a_damaged_database_none_is_made_and_the_earlier_one_stays(site, on_sqlite):
    path = site.backup()
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    with open(site.instance / "cxtrain.db", "r+b") as file:
        for page in range(40, 200):
            file.seek(page * 4096)
            file.write(b"\xff" * 64)
    assert "damaged" in site.run("backup", path, fails=True) or "malformed" in site.run("backup", path, fails=True)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_on_a_full_disk_the_earlier_one_stays_as_it_was_and_nothing_is_left_over(site):
    path = site.backup()
    before, there = path.read_bytes(), os.listdir(path.parent)

    def full():
        resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, LIMIT))
    done = subprocess.run([sys.executable, "-m", "cxtrain.cli", "backup", path], capture_output=True, text=True,
                          preexec_fn=full, check=False)
    assert done.returncode == 1 and done.stderr.startswith("Error: ") and "Traceback" not in done.stderr
    assert path.read_bytes() == before and os.listdir(path.parent) == there


def test_one_that_cannot_be_read_back_is_never_given_its_name(site, monkeypatch):
    written = archive.write

    def bad_disk(target, manifest, paths):
        written(target, manifest, paths)
        with open(target, "r+b") as file:
            file.seek(200_000)
            file.write(b"bits that rotted")
    monkeypatch.setattr(archive, "write", bad_disk)
    assert "damaged" in site.run("backup", site.instance / "kept" / "site.tar", fails=True)
    assert os.listdir(site.instance / "kept") == []


def test_the_newest_stay_and_other_files_are_never_removed(site, tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    names = [f"cxtrain-2026050{day}-020000.tar" for day in range(1, 6)]
    for name in [*names, "cxtrain-before-the-move.tar", "letters.txt"]:
        (folder / name).touch()
    told = site.run("backup", folder, "--keep", 3)
    assert told["removed"] == names[:3]
    assert {*names[3:], "cxtrain-before-the-move.tar", "letters.txt", os.path.basename(told["path"])} == set(os.listdir(folder))


def test_an_empty_database_is_said_to_hold_nothing(tmp_path, site, monkeypatch):
    monkeypatch.setenv("CXTRAIN_DATABASE_URL", "")
    monkeypatch.setenv("CXTRAIN_INSTANCE", str(tmp_path / "nowhere"))
    assert "nothing to keep" in site.run("backup", fails=True)
    monkeypatch.setenv("CXTRAIN_DATABASE_URL", "sqlite://")
    assert "in memory" in site.run("backup", fails=True)


@pytest.mark.parametrize(("body", "said"), [
    (b"", "no backup"), (b"letters" * 400, "no backup"), (b"SQLite format 3\0" + b"\0" * 5000, "plain copy"),
])
def test_what_is_no_backup_is_refused_with_a_sentence(tmp_path, body, said):
    (tmp_path / "file").write_bytes(body)
    with pytest.raises(UpkeepFault, match=said):
        inspect(tmp_path / "file")
