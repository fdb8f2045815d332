"""Commands about content and what it leads to: content, rollups, demo."""

import json
import sys
from pathlib import Path

import click

from cxtrain.cli.base import AS_JSON, emit, in_app, main


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
    if not files:
        raise click.ClickException("there is nothing to publish: no content file lies there")
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
@click.option("--unless-there", is_flag=True, help="do nothing where there are units already, and leave the logins to serve")
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
    click.echo(str(summary) if unless_there else f"{summary}\n{shown()}")
