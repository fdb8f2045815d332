"""The demo company, made once for each profile; tests only read it."""

import time

import pytest

from cxtrain.app import create_app
from cxtrain.demo.operations import build
from cxtrain.demo.schedule import Profile
from cxtrain.extensions import db as database
from tests.conftest import forget_versions, settings_in


class Demo:
    """An application whose database holds the demo company, and what its making said."""

    def __init__(self, app, profile):
        self.app, self.profile = app, profile
        with app.app_context():
            database.create_all()
            began = time.perf_counter()
            self.summary = build(profile)
            database.session.commit()
            print(f"\ndemo {profile}: {time.perf_counter() - began:.1f} s")
            database.session.remove()


@pytest.fixture(scope="session")
def made(request, template, tmp_path_factory):
    """A function that returns the Demo of a profile."""
    demos = {}

    def of(profile):
        forget_versions()
        if profile not in demos:
            url = ""
            if request.config.getoption("--postgresql"):
                template.run(f"create database demo_{profile}")
                url = template.address(f"demo_{profile}")
            app = create_app(settings_in(tmp_path_factory.mktemp(profile), database_url=url))
            demos[profile] = Demo(app, profile)
        return demos[profile]

    yield of
    for demo in demos.values():
        with demo.app.app_context():
            database.engine.dispose()


@pytest.fixture(params=[profile.value for profile in Profile])
def demo(request, made):
    """The demo company of each profile, within its application's context."""
    demo = made(request.param)
    with demo.app.app_context():
        yield demo
        database.session.rollback()
        database.session.remove()


@pytest.fixture
def typical(made):
    """The demo company that real firms resemble, within its application's context."""
    demo = made(Profile.TYPICAL.value)
    with demo.app.app_context():
        yield demo
        database.session.rollback()
        database.session.remove()
