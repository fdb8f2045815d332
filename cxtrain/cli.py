"""Every command, thin."""

import click
from flask.cli import FlaskGroup

from cxtrain.app import create_app

main = FlaskGroup(create_app=create_app, name="cxtrain", add_default_commands=False)


@main.command("version")
def version() -> None:
    """Print the version."""
    from importlib.metadata import version as installed
    click.echo(installed("cxtrain"))
