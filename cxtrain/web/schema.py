"""Bringing the schema up and down, by the migrations that the package carries."""

from flask_migrate import downgrade as flask_downgrade
from flask_migrate import upgrade as flask_upgrade

from cxtrain.extensions import db
from cxtrain.paths import resource_dir
from cxtrain.web.health import schema_revision
from cxtrain.web.transactions import reading


def upgrade(revision: str = "head") -> str | None:
    """Bring the schema up to `revision` and return where it stands."""
    flask_upgrade(str(resource_dir("migrations")), revision)
    return stands_at()


def downgrade(revision: str) -> str | None:
    """Take the schema back to `revision` and return where it stands."""
    flask_downgrade(str(resource_dir("migrations")), revision)
    return stands_at()


def stands_at() -> str | None:
    """Return the revision at which the schema stands; None for an empty database."""
    db.session.remove()
    with reading():
        revision = schema_revision()
    db.session.remove()
    return revision
