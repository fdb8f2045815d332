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
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")  # batch operations copy tables
            connection.commit()
        context.configure(connection=connection, target_metadata=db.metadata, render_as_batch=True,
                          compare_type=True, transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")


run()
