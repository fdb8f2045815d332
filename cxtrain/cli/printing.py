"""Papers from the command line: needs no running site and no worker."""

import datetime as dt
from pathlib import Path
from typing import Any

import click

from cxtrain.cli.base import AS_JSON, emit, in_app, main, read_settings
from cxtrain.cli.people import HERE

DAY = click.DateTime(["%Y-%m-%d"])


@main.group("print")
def print_() -> None:
    """Papers."""


@print_.command("certificates")
@click.option("--all", "everything", is_flag=True, help="all that are not revoked")
@click.option("--unit", default=None, help="code of a unit, with everything below it")
@click.option("--course", default=None, help="slug of a course")
@click.option("--since", type=DAY, default=None, help="issued on this day (2026-05-01) or later")
@click.option("--until", type=DAY, default=None, help="issued on this day or earlier")
@click.option("--expiring", type=click.IntRange(1, 3660), default=None, help="ending within so many days")
@click.option("--never-printed", "never", is_flag=True, help="only those that no print run has printed")
@click.option("--order", type=click.Choice(["pinyin", "number", "strokes"]), default="pinyin", help="see docs/decisions/0036")
@click.option("--two-up", is_flag=True, help="two on a sheet of A4, to be cut")
@click.option("--text-only", is_flag=True, help="for paper that bears the form already")
@click.option("--merged", "output_as", flag_value="merged", help="into one PDF")
@click.option("--zip", "output_as", flag_value="zip", help="a zip with one PDF for each person")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="the file to write")
@click.option("--base-url", default=None, help="what the QR codes begin with (default CXTRAIN_PUBLIC_URL)")
@AS_JSON
@in_app
def print_certificates(output: Path, base_url: str | None, as_json: bool, **asked: Any) -> None:
    """Print certificates into one PDF or a zip; the ledger keeps how many."""
    from cxtrain.certificates.print_runs.making.operations import print_to
    from cxtrain.certificates.print_runs.selection import Manner
    from cxtrain.extensions import db
    from cxtrain.web.fonts import MissingFont, MissingGlyphs
    from cxtrain.web.pdf import PrintFailed
    chosen, base = _selection(**asked), base_url or read_settings().public_url
    if not output.absolute().parent.is_dir():
        raise click.ClickException(f"{output}: there is no such folder")
    manner = Manner(asked["order"], "two" if asked["two_up"] else "one", not asked["text_only"], asked["output_as"] or "merged")
    if manner.fault:
        raise click.ClickException(manner.fault)
    try:
        count = print_to(output, chosen, manner, base_url=base or HERE, report=_told)
        db.session.commit()
    except (LookupError, MissingFont, MissingGlyphs, PrintFailed, OSError) as error:
        raise click.ClickException(str(error)) from error
    emit({"certificates": count, "file": str(output), "base_url": base or HERE}, as_json,
         f"\r{count} certificates are in {output}.")
    if not base:
        click.echo(f"Their QR codes lead to {HERE}, which nobody else can open: set CXTRAIN_PUBLIC_URL.", err=True)


def _told(done: int, total: int) -> None:
    click.echo(f"\r{done} of {total}", nl=False, err=True)


def _selection(*, everything: bool, unit: str | None, course: str | None, since: dt.datetime | None,
               until: dt.datetime | None, expiring: int | None, never: bool, **_rest: Any) -> Any:
    """Return the selection that the options name.

    Raises:
        click.ClickException: they name nothing, or a unit that is not there.
    """
    from sqlalchemy import select

    from cxtrain.certificates.print_runs.selection import Selection
    from cxtrain.extensions import db
    from cxtrain.people.models import Unit
    if not (everything or unit or course or since or until or expiring or never):
        raise click.ClickException("say which certificates: --all, or some of them by --unit, --course, --since and so on")
    unit_id = db.session.scalar(select(Unit.id).where(Unit.code == unit)) if unit else None
    if unit and unit_id is None:
        raise click.ClickException(f"there is no unit {unit}")
    days = [day.date() if day else None for day in (since, until)]
    return Selection(unit_id, course, *days, expiring, never)
