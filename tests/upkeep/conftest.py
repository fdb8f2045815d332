"""A site whose database knows its revision, as migrations leave it, and the commands on it."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from cxtrain.app import create_app
from cxtrain.cli import main
from cxtrain.extensions import db as database
from cxtrain.web.health import head_revision
from tests.conftest import Browser, forget_versions


class Site:
    """The test's database, closed between commands as between processes."""

    def __init__(self, app):
        self.app, self.settings = app, app.config["CX"]
        self.instance = self.settings.instance

    def run(self, *words, fails=False):
        """Run a command in a process's stead and return its JSON, or what it said where it fails."""
        self.close()
        result = CliRunner().invoke(main, [*map(str, words), *([] if fails else ["--json"])])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert (result.exit_code != 0) == fails, result.output
        return result.output if fails else json.loads(result.stdout)

    def close(self):
        """Let go of the database."""
        database.session.remove()
        database.engine.dispose()

    def backup(self):
        """Return the path of a new backup."""
        return Path(self.run("backup", self.instance / "kept" / "site.tar")["path"])

    def begun_anew(self):
        """Return the application as a process makes it that starts after a restore."""
        forget_versions()
        return create_app(self.settings)


@pytest.fixture
def site(app, db, monkeypatch):
    """The site of the test, at the newest revision."""
    for name in [name for name in os.environ if name.startswith("CXTRAIN_")]:
        monkeypatch.delenv(name)
    found = Site(app)
    monkeypatch.setenv("CXTRAIN_INSTANCE", str(found.instance))
    monkeypatch.setenv("CXTRAIN_DATABASE_URL", found.settings.database_url)
    monkeypatch.setenv("CXTRAIN_SECRET_KEY", "k" * 40)
    db.session.execute(db.text("create table alembic_version (version_num varchar(32) primary key)"))
    db.session.execute(db.text("insert into alembic_version values (:head)"), {"head": head_revision()})
    db.session.commit()
    return found


@pytest.fixture
def anew(site):
    """A function that opens the restored site: its application's context is pushed until the test ends."""
    contexts = []

    def opened():
        site.close()
        contexts.append(site.begun_anew().app_context())
        contexts[-1].push()
        return Browser(contexts[-1].app)
    yield opened
    for context in reversed(contexts):
        site.close()
        context.pop()
