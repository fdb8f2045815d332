"""Commands that run and check the site: serve, work, db, doctor, ledger."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cxtrain.cli import base
from cxtrain.cli.base import AS_JSON, emit, in_app, main, read_settings

if TYPE_CHECKING:
    from flask import Flask

    from cxtrain.config import Settings


@main.command()
@click.option("--host", default=None, help="address to listen on (default 127.0.0.1)")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="web processes")
@click.option("--with-worker", is_flag=True, help="run a job worker beside it")
@click.option("--tls-cert", type=click.Path(exists=True, path_type=Path))
@click.option("--tls-key", type=click.Path(exists=True, path_type=Path))
@click.option("--allow-plain-http", "plain", is_flag=True, help="serve a trusted network without TLS; a warning is printed")
@click.option("--logins", is_flag=True, help="print the demo's logins")
def serve(host: str | None, port: int, workers: int, with_worker: bool, tls_cert: Path | None,
          tls_key: Path | None, plain: bool, logins: bool) -> None:
    """Serve the site."""
    from cxtrain.server import serve as run
    from cxtrain.upkeep.running import running
    tls = (tls_cert, tls_key) if tls_cert and tls_key else None
    if bool(tls_cert) != bool(tls_key):
        raise click.ClickException("TLS needs both: --tls-cert and --tls-key")
    settings = _safe(host, port, tls=tls is not None, plain=plain)
    _refuse_other_schema(base.application())
    click.echo(f"cxtrain is at {'https' if tls else 'http'}://{settings.host}:{port}/sign-in  (Ctrl-C stops it)")
    if not settings.on_loopback and not settings.tls:
        click.echo("Plain HTTP beyond this machine: passwords travel in the clear on this network.", err=True)
    if logins:
        from cxtrain.demo.logins import shown
        click.echo(shown())
    with running(settings.instance):
        run(settings, port=port, workers=workers, with_worker=with_worker, tls=tls)


def _refuse_other_schema(app: "Flask") -> None:
    with app.app_context():
        from cxtrain.web.health import migrations
        state = migrations()
    if state != "ok":
        raise click.ClickException(f"the database is not ready: {state}")


def _safe(host: str | None, port: int, *, tls: bool, plain: bool) -> "Settings":
    from cxtrain.config import refuse_unsafe
    from cxtrain.server import refuse_taken
    settings = read_settings(**({"host": host} if host else {}))
    settings.tls, settings.allow_plain_http = settings.tls or tls, settings.allow_plain_http or plain
    refuse_unsafe(settings)
    refuse_taken(settings.host, port)
    return settings


@main.command()
@click.option("--until-empty", is_flag=True, help="stop when no job waits")
@AS_JSON
def work(until_empty: bool, as_json: bool) -> None:
    """Do jobs: print runs, periodic tasks. JSON says in the end how many, where --until-empty makes an end."""
    from cxtrain.jobs.work import work as run
    from cxtrain.upkeep.running import running
    app = base.application()
    _refuse_other_schema(app)
    try:
        with running(read_settings().instance):
            done = run(app, until_empty=until_empty)
    except KeyboardInterrupt:
        sys.exit(0)
    if as_json:
        emit({"jobs": done}, as_json, "")


@main.group()
def db() -> None:
    """The database's schema."""


@db.command()
@click.argument("revision", default="head")
@AS_JSON
@in_app
def upgrade(revision: str, as_json: bool) -> None:
    """Bring the schema up to date."""
    from cxtrain.web.schema import upgrade as run
    now_at = run(revision)
    _finish(now_at)
    emit({"revision": now_at}, as_json, f"The schema is at {now_at}.")


def _finish(revision: str | None) -> None:
    """Do what migrations cannot, once the schema is the newest."""
    from cxtrain.extensions import db as database
    from cxtrain.upkeep.operations import count_anew
    from cxtrain.web.health import head_revision
    if revision == head_revision():
        count_anew()
        database.session.commit()


@db.command()
@click.argument("revision")
@AS_JSON
@in_app
def downgrade(revision: str, as_json: bool) -> None:
    """Take the schema back to an earlier revision."""
    from cxtrain.web.schema import downgrade as run
    now_at = run(revision)
    emit({"revision": now_at}, as_json, f"The schema is at {now_at}.")


@main.command()
@AS_JSON
def doctor(as_json: bool) -> None:
    """Name whatever is missing on this machine, and how to get it."""
    from cxtrain.doctor import examine
    checks = list(examine(read_settings()))
    lines = [f"{'ok     ' if c.fine else 'missing'} {c.name}" + ("" if c.fine else f"\n        {c.advice}") for c in checks]
    emit({"ok": all(c.fine for c in checks), "checks": [vars(c) for c in checks]}, as_json, "\n".join(lines))
    sys.exit(0 if all(c.fine or c.name == "worker" for c in checks) else 1)


@main.group()
def ledger() -> None:
    """The append-only record of changes."""


@ledger.command()
@click.option("--seal", default=None, help="a seal that was printed or kept elsewhere: it must still be there")
@AS_JSON
@in_app
def verify(seal: str | None, as_json: bool) -> None:
    """Check every chain and every daily seal, and name the first entry that does not hold."""
    from cxtrain.ledger.chain import Break
    from cxtrain.ledger.queries import is_sealed
    from cxtrain.ledger.queries import verify as run
    from cxtrain.web.transactions import reading
    with reading():
        checked, found = run()
        if seal is not None and found is None and not is_sealed(seal):
            found = Break(0, 0, f"no day was sealed with {seal}: seals were taken away, or this is another ledger")
    facts = {"entries": checked, "ok": found is None, "break": vars(found) if found else None}
    emit(facts, as_json, f"{checked} entries, every chain holds." if not found else
         f"chain {found.chain}: {found.reason}")
    sys.exit(1 if found else 0)
