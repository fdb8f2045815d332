"""/healthz says that the process answers; /readyz that what it needs is there."""

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, Response, jsonify
from sqlalchemy import text

from cxtrain.extensions import db
from cxtrain.paths import resource_dir

bp = Blueprint("health", __name__)
CHECKS = {}


@bp.route("/healthz")
def healthz() -> Response:
    """Say that the process answers."""
    return jsonify(status="ok")


@bp.route("/readyz")
def readyz() -> tuple[Response, int]:
    """Say what is there and what is missing; 503 where something is."""
    facts = {name: _tried(check) for name, check in CHECKS.items()}
    ready = all(value == "ok" for name, value in facts.items() if name != "worker")
    return jsonify(status="ok" if ready else "not ready", **facts), 200 if ready else 503


for _view in (healthz, readyz):
    _view.public = True  # type: ignore[attr-defined]


def check(name):  # type: ignore[no-untyped-def]
    """Register a function that returns "ok" or a sentence that says what is missing."""
    def register(function):  # type: ignore[no-untyped-def]
        CHECKS[name] = function
        return function
    return register


def _tried(function) -> str:  # type: ignore[no-untyped-def]
    try:
        return str(function())
    except Exception as error:
        db.session.rollback()
        return f"{type(error).__name__}: {str(error).splitlines()[0]}"


@check("database")
def database() -> str:
    """Whether the database answers."""
    db.session.execute(text("select 1"))
    return "ok"


@check("migrations")
def migrations() -> str:
    """Whether the schema is the one that this code knows."""
    here, head = schema_revision(), head_revision()
    if here == head:
        return "ok"
    if here and here not in known_revisions():
        return (f"schema is at {here}, newer than this program ({head}): install the version of cxtrain that made it, or "
                "restore an earlier backup with cxtrain restore FILE --replace")
    return f"schema is at {here or 'nothing'}, code at {head}: run cxtrain db upgrade"


def head_revision() -> str | None:
    """Return the newest migration that this code brings."""
    return _scripts().get_current_head()


def known_revisions() -> set[str]:
    """Return every migration that this code brings."""
    return {script.revision for script in _scripts().walk_revisions()}


def _scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(resource_dir("migrations")))
    return ScriptDirectory.from_config(config)


def schema_revision() -> str | None:
    """Return the migration at which the database stands; None for an empty one."""
    return MigrationContext.configure(db.session.connection()).get_current_revision()


@check("fonts")
def fonts() -> str:
    """Whether documents can be printed."""
    from cxtrain.web.fonts import lacks
    stops = [lack.what for lack in lacks() if lack.stops_printing]
    return f"{', '.join(stops)} missing: run cxtrain doctor" if stops else "ok"
