"""Running a command on the test's own database, and a measuring command on a table."""

import json

import pytest
from click.testing import CliRunner

from cxtrain.cli import base, main


@pytest.fixture
def run(app, db, monkeypatch):
    """A function that runs a command and returns click's result: exit_code, stdout, stderr, output."""
    monkeypatch.setattr(base, "application", lambda: app)

    def runs(*words, stdin=None):
        result = CliRunner().invoke(main, [str(word) for word in words], input=stdin)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        db.session.remove()
        return result
    return runs


@pytest.fixture
def measured(tmp_path):
    """Return what writes rows to a CSV file and gives the JSON of `cxtrain measure`, or with text=True what is printed."""
    def run(header, rows, *words, text=False, fails=False):
        path = tmp_path / "answers.csv"
        lines = [header, *(",".join("" if cell is None else str(cell) for cell in row) for row in rows)]
        path.write_text("\n".join(lines) + "\n")
        options = [str(word) for word in words[1:]]
        done = CliRunner().invoke(main, ["measure", words[0], str(path), *options, *([] if text or fails else ["--json"])])
        assert (done.exit_code != 0) == fails, done.output
        return done.output if text or fails else json.loads(done.output)
    return run
