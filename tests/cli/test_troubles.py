"""What keeps a command from working ends it with exit code 1 and a sentence, never a traceback."""

import os
import socket

import pytest
from click.testing import CliRunner

from cxtrain.cli import main
from cxtrain.cli.troubles import sentence_of


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Return a function that runs a command on an instance of its own and returns (exit code, what it said)."""
    for name in [name for name in os.environ if name.startswith("CXTRAIN_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("CXTRAIN_INSTANCE", str(tmp_path / "instance"))

    def runs(*words, **settings):
        for name, value in settings.items():
            monkeypatch.setenv(f"CXTRAIN_{name.upper()}", value)
        result = CliRunner().invoke(main, list(words))
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result.exit_code, result.output
    return runs


@pytest.mark.parametrize("words", [
    ("ledger", "verify"), ("rollups", "verify"), ("plays", "verify"), ("admin", "invite", "0001", "何静"), ("work", "--until-empty"),
    ("print", "certificates", "--all", "--merged", "-o", "all.pdf")])
def test_an_empty_database_is_said_to_need_its_schema(run, words):
    code, said = run(*words)
    assert code == 1 and "run cxtrain db upgrade" in said and said.startswith("Error: ")


@pytest.mark.parametrize(("settings", "word"), [
    ({"debug": "perhaps"}, "CXTRAIN_DEBUG"),
    ({"idle_minutes": "long"}, "CXTRAIN_IDLE_MINUTES"),
    ({"trusted_hosts": "a.example"}, "trusted_hosts"),
    ({"secret_key": "short"}, "CXTRAIN_SECRET_KEY"),
    ({"database_url": "nonsense"}, "CXTRAIN_DATABASE_URL"),
    ({"database_url": "oracle9://x"}, "CXTRAIN_DATABASE_URL"),
    ({"database_url": "mysql://x"}, "CXTRAIN_DATABASE_URL"),
    ({"database_url": "postgresql+psycopg://nobody@127.0.0.1:1/x"}, "The database cannot be used"),
    ({"instance": "/dev/null/x"}, "/dev/null"),
])
def test_a_setting_that_cannot_be_used_is_named(run, settings, word):
    code, said = run("db", "upgrade", **settings)
    assert code == 1 and word in said


def test_a_file_that_is_no_database_is_said_to_be_none(run, tmp_path):
    file = tmp_path / "letters.db"
    file.write_text("nothing but letters here" * 50)
    file.chmod(0o600)
    code, said = run("ledger", "verify", database_url=f"sqlite:///{file}")
    assert code == 1 and "The database cannot be used" in said


def test_a_port_on_which_somebody_listens_is_refused(run):
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        code, said = run("serve", "--port", str(other.getsockname()[1]))
    assert code == 1 and "choose another with --port" in said


@pytest.mark.parametrize("words", [("--port", "0"), ("--port", "99999"), ("--workers", "0")])
def test_a_number_out_of_range_is_refused(run, words):
    assert run("serve", *words)[0] == 2


def test_a_certificate_without_its_key_is_refused(run, tmp_path):
    (tmp_path / "cert.pem").touch()
    code, said = run("serve", "--tls-cert", str(tmp_path / "cert.pem"))
    assert code == 1 and "--tls-key" in said


def test_an_empty_folder_holds_nothing_to_publish(run, tmp_path):
    (tmp_path / "pack").mkdir()
    code, said = run("content", "publish", str(tmp_path / "pack"))
    assert code == 1 and "nothing to publish" in said


def test_a_file_that_is_not_there_is_named(run):
    for words in (("roster", "import", "nowhere.csv"), ("content", "check", "nowhere.yaml")):
        code, said = run(*words)
        assert code == 1 and "nowhere" in said


def test_a_folder_that_is_not_there_is_named_before_anything_is_printed(run, tmp_path):
    code, said = run("print", "certificates", "--all", "--merged", "-o", str(tmp_path / "nowhere" / "all.pdf"))
    assert code == 1 and "there is no such folder" in said and " of " not in said


def test_a_missing_driver_is_named_and_a_missing_part_of_this_program_is_no_setting():
    assert "needs the Python package psycopg" in sentence_of(ModuleNotFoundError(name="psycopg"))
    assert sentence_of(ModuleNotFoundError(name="cxtrain.quizzes.views")) is None


def test_plain_http_beyond_this_machine_needs_to_be_asked_for(run):
    code, said = run("serve", "--host", "0.0.0.0", "--port", "18999")  # noqa: S104
    assert code == 1 and "--allow-plain-http" in said
    code, said = run("serve", "--host", "0.0.0.0", "--port", "18999", "--allow-plain-http")  # noqa: S104
    assert code == 1 and "run cxtrain db upgrade" in said  # it got as far as the empty database
