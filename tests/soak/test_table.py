"""The table of `make soak`: what is told is there, added up; outside a soak nothing is kept."""

import json

import pytest

from tests.soak import table


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setenv("CXTRAIN_SOAK", str(tmp_path / "soak.jsonl"))
    monkeypatch.setattr("sys.argv", ["table"])
    return tmp_path / "soak.jsonl"


def test_lines_of_one_kind_are_added_up(file, capsys):
    for kind in table.KINDS:
        table.tell(kind, 10, 0, "sqlite")
    table.tell("kills", 1_000, 0, "postgresql")
    assert table.main() == 0
    line = next(each for each in capsys.readouterr().out.splitlines() if each.startswith("kills"))
    assert line.split() == ["kills", "1,010", "0", "found", "or", "lost", "sqlite,", "postgresql"]


@pytest.mark.parametrize("lines", [[(kind, 10, 1 if kind == "pairs" else 0) for kind in table.KINDS],
                                   [(kind, 10, 0) for kind in table.KINDS if kind != "kills"]], ids=["wrong", "missing"])
def test_something_wrong_or_missing_is_no_success(file, lines):
    file.write_text("".join(json.dumps([*line, ""]) + "\n" for line in lines))
    assert table.main() == 1


def test_outside_a_soak_nothing_is_kept(file, monkeypatch):
    monkeypatch.delenv("CXTRAIN_SOAK")
    table.tell("kills", 1)
    assert not file.exists()
