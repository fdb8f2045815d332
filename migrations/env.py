"""How migrations run: on the application's own engine, in one transaction, on SQLite and PostgreSQL alike."""

from alembic import context
from flask import current_app

from cxtrain.extensions import db


def run() -> None:
    """Run the migrations."""
    if context.is_offline_mode():
        raise SystemExit("cxtrain's migrations run against a database; there is no offline mode")
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection:
        on_sqlite = connection.dialect.name == "sqlite"
        if on_sqlite:  # outside a transaction, or it has no effect; batch operations copy tables
            connection.connection.execute("PRAGMA foreign_keys=OFF")
        context.configure(connection=connection, target_metadata=db.metadata, render_as_batch=True,
                          compare_type=True, transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
        if on_sqlite:
            connection.connection.execute("PRAGMA foreign_keys=ON")


run()
