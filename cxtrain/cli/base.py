"""What the commands share: the group, the application, JSON output."""

import json
from collections.abc import Callable
from functools import wraps
from importlib.metadata import version as installed_version
from typing import Any

import click
from flask import Flask


class Commands(click.Group):
    """The commands; an application is made only for those that need one."""

    def invoke(self, context: click.Context) -> Any:
        """Run a command; what keeps it from working ends it with a sentence."""
        try:
            return super().invoke(context)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            from cxtrain.cli.troubles import sentence_of
            sentence = sentence_of(error)
            if sentence is None:
                raise
            raise click.ClickException(sentence) from error


def application() -> Flask:
    """Return the application, made when a command first needs it: it takes a second to import."""
    from cxtrain.app import create_app
    return create_app()


def emit(facts: dict[str, Any], as_json: bool, sentence: str) -> None:
    """Print `facts` as JSON, or the sentence."""
    click.echo(json.dumps(facts, ensure_ascii=False, indent=2, default=str) if as_json else sentence)


def in_app(function: Callable[..., Any]) -> Callable[..., Any]:
    """Run a command within an application's context."""
    @wraps(function)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        with application().app_context():
            return function(*args, **kwargs)
    return wrapped


AS_JSON = click.option("--json", "as_json", is_flag=True, help="print JSON")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(installed_version("cxtrain"), prog_name="cxtrain")
def main() -> None:
    """Train frontline staff in moments of truth, and measure fairly how they serve."""
