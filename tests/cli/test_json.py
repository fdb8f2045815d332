"""Commands that report something report it as JSON, too: only that on standard output, sentences on standard error."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from cxtrain.cli import main
from cxtrain.demo import operations as demo
from cxtrain.demo.operations import Summary
from cxtrain.web import schema
from cxtrain.web.health import head_revision
from tests.certificates.conftest import Office
from tests.training.conftest import publish_all

TOUCHPOINTS = Path(__file__).parents[2] / "scenarios" / "hotel" / "touchpoints.yaml"
SILENT = {"serve", "content schema"}  # the one never ends, the other prints JSON anyway


def commands(group, above=""):
    """Yield (words, command) for every command below a group."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{above}{name} ")
        else:
            yield f"{above}{name}", command


@pytest.mark.parametrize(("words", "command"), list(commands(main)), ids=lambda each: each if isinstance(each, str) else "")
def test_every_command_that_reports_something_has_json(words, command):
    assert words in SILENT or any("--json" in option.opts for option in command.params)


def test_what_is_published_is_named(run):
    told = run("content", "publish", TOUCHPOINTS, "--json")
    assert told.exit_code == 0
    assert json.loads(told.stdout) == {"ok": True, "files": [str(TOUCHPOINTS)]}


def test_what_keeps_a_file_from_being_published_is_named_as_check_names_it(run, tmp_path):
    file = tmp_path / "touchpoints.yaml"
    file.write_text(TOUCHPOINTS.read_text().replace("stage: ", "stage: nowhere-", 1))
    told, checked = (run("content", command, file, "--json") for command in ("publish", "check"))
    assert told.exit_code == checked.exit_code == 1
    assert json.loads(told.stdout) == json.loads(checked.stdout) and json.loads(told.stdout)["findings"]
    assert told.stderr == "Error: nothing was published\n"


def test_an_invitation_is_a_link_for_a_number(run, cast):
    told = json.loads(run("admin", "invite", "A001", "何静秋", "--json").stdout)
    assert (told["number"], told["minutes"]) == ("A001", 30)
    assert told["link"].startswith("http://127.0.0.1:8000/set-password/")


def test_the_schema_says_where_it_stands(run, monkeypatch):
    for way in ("upgrade", "downgrade"):
        monkeypatch.setattr(schema, way, lambda revision: "0007")
        assert json.loads(run("db", way, "0007", "--json").stdout) == {"revision": "0007"}


def test_the_demo_is_counted_and_comes_with_its_logins(run, monkeypatch):
    made = Summary("typical", units=9, employees=60, visits=300, attempts=200, plans=5, certificates=40, ledger_entries=900)
    monkeypatch.setattr(schema, "upgrade", lambda revision: "0007")
    monkeypatch.setattr(demo, "build", lambda profile, seed: made)
    told = json.loads(run("demo", "--json").stdout)
    assert told["built"] and told["logins"][0]["number"] == "0102"
    assert {name: told[name] for name in asdict(made)} == asdict(made)


def test_a_demo_that_is_there_is_not_built(run, cast, monkeypatch):
    monkeypatch.setattr(schema, "upgrade", lambda revision: "0007")
    assert json.loads(run("demo", "--unless-there", "--json").stdout) == {"built": False}
    assert run("demo", "--unless-there").output == ""
    refused = run("demo", "--json")
    assert (refused.exit_code, refused.stdout) == (1, "") and "holds units already" in refused.stderr


def test_printing_says_how_many_and_where(run, cast, db, tmp_path):
    Office(publish_all()).award(cast.wang)
    file = tmp_path / "all.pdf"
    told = run("print", "certificates", "--all", "--merged", "-o", file, "--base-url", "https://cx.example", "--json")
    assert told.exit_code == 0 and file.read_bytes().startswith(b"%PDF")
    assert json.loads(told.stdout) == {"certificates": 1, "file": str(file), "base_url": "https://cx.example"}


def test_a_worker_that_ends_says_how_many_jobs_it_did(run, db):
    db.session.execute(db.text("create table alembic_version (version_num varchar(32) not null)"))
    db.session.execute(db.text("insert into alembic_version values (:at)"), {"at": head_revision()})
    db.session.commit()
    assert json.loads(run("work", "--until-empty", "--json").stdout) == {"jobs": 0}
    assert run("work", "--until-empty").output == ""
