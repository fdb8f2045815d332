"""A database without a schema, for what brings it one."""

import pytest

from cxtrain.app import create_app
from cxtrain.extensions import db as database
from tests.conftest import forget_versions, settings_in


@pytest.fixture
def empty(request, tmp_path):
    """An application on an empty database."""
    url = ""
    if request.config.getoption("--postgresql"):
        template = request.getfixturevalue("template")
        template.run("create database empty_one")
        url = template.address("empty_one")
    app = create_app(settings_in(tmp_path, database_url=url))
    forget_versions()
    with app.app_context():
        yield app
        database.session.remove()
        database.engine.dispose()
    if url:
        template.run("drop database empty_one with (force)")
