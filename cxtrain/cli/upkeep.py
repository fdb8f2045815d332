"""Commands that keep the site: backup, restore, confirm-restore."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cxtrain.cli.base import AS_JSON, emit, in_app, main, read_settings

if TYPE_CHECKING:
    from cxtrain.certificates.models import SeriesGap
    from cxtrain.upkeep.restore import Restore


@main.command()
@click.argument("target", required=False, type=click.Path(path_type=Path))
@click.option("--keep", type=click.IntRange(1, 10_000), default=None, help="remove older ones there: the newest KEEP stay")
@AS_JSON
def backup(target: Path | None, keep: int | None, as_json: bool) -> None:
    """Keep database, files and keys in one file, TARGET or in the folder TARGET (default: backups in the instance folder).

    The site may run. The backup is opened and looked at before it gets its name; whoever has it can read everything.
    """
    from cxtrain.upkeep.backup import make_backup
    made = make_backup(read_settings(), target, keep=keep or 0)
    rows, lost = sum(made.manifest.rows.values()), made.manifest.lost
    files = len(made.manifest.parts) - 1
    said = [f"{made.path}: {rows} rows, {files} files, {made.size / 1e6:.1f} MB; opened and found whole."]
    said += [f"{len(lost)} files that the database names are missing or damaged, the first is {lost[0]}."] if lost else []
    said += [f"Older ones removed: {', '.join(made.removed)}."] if made.removed else []
    emit({"path": str(made.path), "bytes": made.size, "rows": rows, "files": files, "lost": lost,
          "removed": made.removed, "revision": made.manifest.revision}, as_json, "\n".join(said))


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="put it in the place of what is there, which stays beside it under another name")
@click.option("--skip", type=click.IntRange(1, 100_000), default=1000, show_default=True,
              help="how many numbers of each series of certificates may have been given out since")
@click.option("--dry-run", is_flag=True, help="hold FILE against its digests only; change nothing")
@AS_JSON
def restore(file: Path, replace: bool, skip: int, dry_run: bool, as_json: bool) -> None:
    """Put the backup FILE in place: built beside, then swapped in one step. Server and worker must be stopped."""
    from cxtrain.upkeep.restore import inspect, restoring
    found = inspect(file)
    rows, made = sum(found.rows.values()), f"{found.made_at:%Y-%m-%d %H:%M} UTC"
    facts = {"made_at": found.made_at, "rows": rows, "revision": found.revision}
    if dry_run:
        emit(facts, as_json, f"{file}: whole; made {made}, {rows} rows, schema {found.revision}.")
        return
    with restoring(file, found, read_settings(), replace=replace) as begun:
        gaps = _finished(begun, skip)
    left = [f"{gap.prefix}-{gap.year}: {gap.first} to {gap.last}" for gap in gaps]
    emit({**facts, "left_out": left, "kept": begun.kept}, as_json, "\n".join([
        f"Restored the backup of {made}, {rows} rows. Everybody signs in again.",
        *(f"Numbers left out: {line}." for line in left), *(f"What was there before: {name}." for name in begun.kept),
        "Start the server; an admin then opens /restore, which says what to look at."]))


def _finished(begun: "Restore", skip: int) -> list["SeriesGap"]:
    """Bring the database that is being restored up to date, and make it safe, before it takes its place."""
    from cxtrain.app import create_app
    from cxtrain.extensions import db as database
    from cxtrain.upkeep.operations import begin_anew, count_anew
    from cxtrain.web.schema import upgrade
    with create_app(begun.settings).app_context():
        upgrade()
        count_anew()
        gaps = begin_anew(begun.manifest, skip=skip)
        database.session.commit()
        database.session.remove()
        database.engine.dispose()
    return gaps


@main.command("confirm-restore")
@AS_JSON
@in_app
def confirm_restore(as_json: bool) -> None:
    """Say that what a restore lost was looked at: the note on the pages ends."""
    from cxtrain.extensions import db as database
    from cxtrain.upkeep.operations import confirm
    from cxtrain.upkeep.queries import unconfirmed
    found = unconfirmed()
    if found is None:
        raise click.ClickException("there is nothing to confirm: no backup was restored here since somebody did")
    confirm(found, None)
    database.session.commit()
    emit({"confirmed": True}, as_json, "Confirmed.")
