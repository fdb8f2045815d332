"""Commands about people: admin, roster."""

import sys
from pathlib import Path

import click

from cxtrain.cli.base import AS_JSON, emit, in_app, main, read, read_settings

HERE = "http://127.0.0.1:8000"  # where the site is as long as nobody has said otherwise


@main.group()
def admin() -> None:
    """The first way in."""


@admin.command()
@click.argument("number")
@click.argument("name")
@click.option("--firm", default=None, help="the firm's name, where there is no unit yet")
@AS_JSON
@in_app
def invite(number: str, name: str, firm: str | None, as_json: bool) -> None:
    """Make NUMBER an admin and print a link that sets the password once (valid 30 minutes)."""
    from cxtrain.extensions import db as database
    from cxtrain.people.operations import NotInvited, invite_admin
    from cxtrain.people.roster.values import read_name, read_number
    try:
        number = read_number(number)
        token = invite_admin(number, read_name(name), firm or read_settings().firm)
    except (NotInvited, ValueError) as error:
        raise click.ClickException(str(error)) from error
    database.session.commit()
    link = f"{read_settings().public_url or HERE}/set-password/{token}"
    emit({"number": number, "link": link, "minutes": 30}, as_json, f"Open within 30 minutes, once: {link}")


@admin.command("reset-second-step")
@click.argument("number")
@AS_JSON
@in_app
def reset_second_step(number: str, as_json: bool) -> None:
    """Forget the lost phone and the recovery codes of NUMBER, where no colleague is left who could."""
    from cxtrain.extensions import db as database
    from cxtrain.people.operations import normalised_login
    from cxtrain.people.queries import account_by_login
    from cxtrain.people.second_step.operations import reset
    account = account_by_login(normalised_login(number))
    if account is None:
        raise click.ClickException(f"nobody at work has the staff number {number}")
    reset(account, actor_id=0)
    database.session.commit()
    emit({"number": number}, as_json, f"{number} signs in by password alone, and sets up a new phone.")


@main.group()
def roster() -> None:
    """The list of employees as other systems export it."""


@roster.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="compare only; change nothing")
@click.option("--create-units", is_flag=True, help="make the stores that the file names and nobody knows")
@click.option("--missing-left", is_flag=True, help="people who are missing from the file leave today")
@AS_JSON
@in_app
def roster_import(file: Path, dry_run: bool, create_units: bool, missing_left: bool, as_json: bool) -> None:
    """Import FILE (CSV or XLSX, - for standard input); with an error in any row nothing changes."""
    from cxtrain.extensions import db as database
    from cxtrain.people.roster.faults import RosterFault
    from cxtrain.people.roster.operations import import_roster
    from cxtrain.web.tables import TableError
    try:
        result = import_roster(read(file), file.name, dry_run=dry_run, create_units=create_units,
                               missing_left=missing_left)
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from error
    except (TableError, RosterFault) as error:
        raise click.ClickException(f"{file}: {error}") from error
    if result.imported:
        database.session.commit()
    emit(result.as_dict(), as_json, result.sentence)
    sys.exit(1 if result.plan.errors else 0)
