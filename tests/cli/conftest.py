"""Running a command on the test's own database."""

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
