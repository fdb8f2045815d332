"""What the commands share: the group, the application, JSON output."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from importlib.metadata import version as installed_version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:  # nothing that takes long to import, so that every command starts quickly
    from flask import Flask

    from cxtrain.config import Settings


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


def read_settings(**overrides: Any) -> "Settings":
    """Return the settings of the environment."""
    from cxtrain.config import Settings
    return Settings(**overrides)


def application() -> "Flask":
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


def read(path: Path) -> bytes:
    """Return the bytes of a file, or of standard input where it is named -."""
    return sys.stdin.buffer.read() if path == STDIN else path.read_bytes()


@contextmanager
def in_files(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """Yield `paths`, with a file of the name - that holds standard input in the place of each -.

    Raises:
        click.ClickException: one of them is not there, or standard input is named twice.
    """
    if paths.count(STDIN) > 1:
        raise click.ClickException("-: standard input can be read only once")
    for path in paths:
        if path != STDIN and not path.exists():
            raise click.ClickException(f"{path}: there is no such file or folder")
    with TemporaryDirectory() as folder:
        kept = Path(folder) / STDIN
        if STDIN in paths:
            kept.write_bytes(read(STDIN))
        yield [kept if path == STDIN else path for path in paths]


def as_named(path: Path) -> Path:
    """Return `path` as the command line named it: - for what `in_files` kept of standard input."""
    return STDIN if path.name == STDIN.name else path


STDIN = Path("-")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="print JSON")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(installed_version("cxtrain"), prog_name="cxtrain")
def main() -> None:
    """Train frontline staff in moments of truth, and measure fairly how they serve."""
