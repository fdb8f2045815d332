import pytest

from cxtrain.extensions import db as database
from cxtrain.files.models import StoredFile
from cxtrain.files.operations import keep, keep_file, path_of, read


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
