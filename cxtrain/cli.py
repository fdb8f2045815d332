"""Every command, thin. Each ends with exit code 1 and a sentence on bad input."""

import json
import sys
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

import click
from flask import Flask

from cxtrain.config import Settings, UnsafeSetting


class Commands(click.Group):
    """The commands; an application is made only for those that need one."""

    def invoke(self, context: click.Context) -> Any:
        """Run a command; settings that are unsafe end it with their sentence."""
        try:
            return super().invoke(context)
        except UnsafeSetting as error:
            raise click.ClickException(str(error)) from error


def application() -> Flask:
    """Return the application, made when a command first needs it: it takes a second to import."""
    from cxtrain.app import create_app
    return create_app()


def emit(facts: dict[str, Any], as_json: bool, sentence: str) -> None:
    """Print `facts` as JSON, or the sentence."""
    click.echo(json.dumps(facts, ensure_ascii=False, indent=2, default=str) if as_json else sentence)


def in_app(function):  # type: ignore[no-untyped-def]
    """Run a command within an application's context."""
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        with application().app_context():
            return function(*args, **kwargs)
    wrapped.__name__, wrapped.__doc__ = function.__name__, function.__doc__
    wrapped.__click_params__ = getattr(function, "__click_params__", [])  # type: ignore[attr-defined]
    return wrapped


AS_JSON = click.option("--json", "as_json", is_flag=True, help="print JSON")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(installed_version("cxtrain"), prog_name="cxtrain")
def main() -> None:
    """Train frontline staff in moments of truth, and measure fairly how they serve."""


@main.command()
@click.option("--host", default=None, help="address to listen on (default 127.0.0.1)")
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True, help="web processes")
@click.option("--with-worker", is_flag=True, help="run a job worker beside it")
@click.option("--tls-cert", type=click.Path(exists=True, path_type=Path))
@click.option("--tls-key", type=click.Path(exists=True, path_type=Path))
@click.option("--logins", is_flag=True, help="print the demo's logins")
def serve(host: str | None, port: int, workers: int, with_worker: bool, tls_cert: Path | None,  # noqa: PLR0913
          tls_key: Path | None, logins: bool) -> None:
    """Serve the site."""
    from cxtrain.config import refuse_unsafe
    from cxtrain.server import serve as run
    settings = Settings(**({"host": host} if host else {}))
    tls = (tls_cert, tls_key) if tls_cert and tls_key else None
    if tls:
        settings.tls = True
    refuse_unsafe(settings)
    with application().app_context():
        from cxtrain.web.health import migrations
        state = migrations()
    if state != "ok":
        raise click.ClickException(f"the database is not ready: {state}")
    click.echo(f"cxtrain is at {'https' if tls else 'http'}://{settings.host}:{port}/sign-in  (Ctrl-C stops it)")
    if not settings.on_loopback and not settings.tls:
        click.echo("Plain HTTP beyond this machine: passwords travel in the clear on this network.", err=True)
    if logins:
        from cxtrain.demo.logins import shown
        click.echo(shown())
    run(settings, port=port, workers=workers, with_worker=with_worker, tls=tls)


@main.command()
@click.option("--until-empty", is_flag=True, help="stop when no job waits")
def work(until_empty: bool) -> None:
    """Do jobs: print runs, periodic tasks."""
    from cxtrain.jobs.work import work as run
    try:
        run(application(), until_empty=until_empty)
    except KeyboardInterrupt:
        sys.exit(0)


@main.group()
def db() -> None:
    """The database's schema."""


@db.command()
@click.argument("revision", default="head")
@in_app
def upgrade(revision: str) -> None:
    """Bring the schema up to date."""
    from cxtrain.web.schema import upgrade as run
    click.echo(f"The schema is at {run(revision)}.")


@db.command()
@click.argument("revision")
@in_app
def downgrade(revision: str) -> None:
    """Take the schema back to an earlier revision."""
    from cxtrain.web.schema import downgrade as run
    click.echo(f"The schema is at {run(revision)}.")


@main.command()
@AS_JSON
def doctor(as_json: bool) -> None:
    """Name whatever is missing on this machine, and how to get it."""
    from cxtrain.doctor import examine
    checks = list(examine(Settings()))
    lines = [f"{'ok     ' if c.fine else 'missing'} {c.name}" + ("" if c.fine else f"\n        {c.advice}") for c in checks]
    emit({"ok": all(c.fine for c in checks), "checks": [vars(c) for c in checks]}, as_json, "\n".join(lines))
    sys.exit(0 if all(c.fine or c.name == "worker" for c in checks) else 1)


@main.group()
def ledger() -> None:
    """The append-only record of changes."""


@ledger.command()
@AS_JSON
@in_app
def verify(as_json: bool) -> None:
    """Check every chain and every daily seal."""
    from cxtrain.ledger.queries import verify as run
    from cxtrain.web.transactions import reading
    with reading():
        checked, found = run()
    facts = {"entries": checked, "ok": found is None, "break": vars(found) if found else None}
    emit(facts, as_json, f"{checked} entries, every chain holds." if not found else
         f"chain {found.chain}: {found.reason}")
    sys.exit(1 if found else 0)


@main.group()
def content() -> None:
    """Scenarios, quizzes, lessons, courses, instruments: files and packs."""


PATHS = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))


@content.command("check")
@PATHS
@AS_JSON
def content_check(paths: tuple[Path, ...], as_json: bool) -> None:
    """Name every fault in PATHS as FILE:LINE:COLUMN; exit 1 where one forbids publication."""
    from cxtrain.content import check
    findings = [finding for path in paths for finding in check(_there(path))]
    facts = [{"file": str(f.path), "line": f.fault.line, "column": f.fault.column, "level": f.fault.level,
              "message": f.fault.sentence} for f in findings]
    wrong = any(finding.is_error for finding in findings)
    lines = [*map(str, findings), "" if wrong else f"{len(findings)} warnings, no errors."]
    emit({"ok": not wrong, "findings": facts}, as_json, "\n".join(line for line in lines if line))
    sys.exit(1 if wrong else 0)


def _there(path: Path) -> Path:
    if not path.exists():
        raise click.ClickException(f"{path}: there is no such file or folder")
    return path


@content.command("publish")
@PATHS
@in_app
def content_publish(paths: tuple[Path, ...]) -> None:
    """Put packs or files on the site; those who have begun keep what they began with."""
    from cxtrain.content import Refusal, publish
    from cxtrain.extensions import db as database
    try:
        files = [file for path in paths for file in publish(_there(path))]
    except Refusal as refusal:
        database.session.rollback()
        click.echo("\n".join(map(str, refusal.findings)), err=True)
        raise click.ClickException("nothing was published") from refusal
    database.session.commit()
    click.echo(f"{len(files)} files are published.")


@content.command("schema")
def content_schema() -> None:
    """Print the JSON Schema of scenario files, for editors."""
    from cxtrain.roleplay.schema import json_schema
    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))


@main.group()
def rollups() -> None:
    """The sums behind the Team and Employee pages."""


@rollups.command("verify")
@AS_JSON
@in_app
def rollups_verify(as_json: bool) -> None:
    """Recompute every sum from the ratings behind it."""
    from cxtrain.quality.queries import verify_rollups
    from cxtrain.web.transactions import reading
    with reading():
        rows, wrong = verify_rollups()
    emit({"rows": rows, "ok": not wrong, "differences": [str(key) for key in wrong]}, as_json,
         f"{rows} sums equal what the ratings give." if not wrong else "\n".join(f"differs: {key}" for key in wrong))
    sys.exit(1 if wrong else 0)


@main.command()
@click.option("--profile", type=click.Choice(["typical", "dense"]), default="typical", show_default=True)
@click.option("--seed", default=2026, show_default=True)
@click.option("--unless-there", is_flag=True, help="do nothing where there are units already")
@in_app
def demo(profile: str, seed: int, unless_there: bool) -> None:
    """Build the demo company on an empty database (migrated first)."""
    from cxtrain.demo.logins import shown
    from cxtrain.demo.operations import NotEmpty, build, is_there
    from cxtrain.extensions import db as database
    from cxtrain.web.schema import upgrade as run
    run("head")
    if unless_there and is_there():
        return
    try:
        summary = build(profile, seed)
    except NotEmpty as error:
        raise click.ClickException(str(error)) from error
    database.session.commit()
    click.echo(f"{summary}\n{shown()}")


@main.group()
def admin() -> None:
    """The first way in."""


@admin.command()
@click.argument("number")
@click.argument("name")
@click.option("--firm", default=None, help="the firm's name, where there is no unit yet")
@in_app
def invite(number: str, name: str, firm: str | None) -> None:
    """Make NUMBER an admin and print a link that sets the password once (valid 30 minutes)."""
    from cxtrain.extensions import db as database
    from cxtrain.people.operations import invite_admin
    token = invite_admin(number, name, firm or Settings().firm)
    database.session.commit()
    base = Settings().public_url or "http://127.0.0.1:8000"
    click.echo(f"Open within 30 minutes, once: {base}/set-password/{token}")


if __name__ == "__main__":
    main()
