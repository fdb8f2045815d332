"""Every command in docs/operating.md, and in its Chinese, is one that this program has, with options that it knows."""

import re
import shlex
from pathlib import Path

import click
import pytest

from cxtrain.cli import main

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
ENGLISH, CHINESE = ((DOCS / name).read_text() for name in ("operating.md", "operating.zh-CN.md"))
TEXT = ENGLISH + CHINESE
WRITTEN = re.findall(r"(?:^\s*|ExecStart=\S*/|`)(cxtrain (?!is\b)[a-z][^`\n]*)", TEXT, re.M)


def parsed(line):
    """Go down to the command that `line` names and let it read its words, without running it; files need not exist."""
    command, words = main, shlex.split(line)[1:]
    while isinstance(command, click.Group):
        found = command.get_command(click.Context(command), words[0])
        assert found, f"there is no {words[0]} in: {line}"
        command, words = found, words[1:]
    for parameter in command.params:
        if isinstance(parameter.type, click.Path):
            parameter.type.exists, kept = False, parameter.type.exists
            parameter.kept = kept
    try:
        command.make_context(command.name, words)
    finally:
        for parameter in command.params:
            if isinstance(parameter.type, click.Path):
                parameter.type.exists = parameter.kept


@pytest.mark.parametrize("line", sorted(set(WRITTEN)))
def test_each_command_is_read_without_a_fault(line):
    parsed(line)


def test_both_languages_show_the_same_blocks_of_commands():
    blocks = [re.findall(r"^\s*(cxtrain [a-z-]+(?: [a-z-]+)?)", text, re.M) for text in (ENGLISH, CHINESE)]
    assert blocks[0] == blocks[1] and len(blocks[0]) >= 10


def test_the_page_names_what_there_is_to_run():
    names = {shlex.split(line)[1] for line in WRITTEN}
    assert {"serve", "work", "backup", "restore", "confirm-restore", "db", "doctor", "ledger", "certificates"} <= names


def test_a_command_that_is_not_there_is_noticed():
    with pytest.raises(AssertionError):
        parsed("cxtrain backups")
    with pytest.raises(click.UsageError):
        parsed("cxtrain backup --retain 3")


def test_each_setting_it_names_is_one():
    from cxtrain.config import Settings
    named = set(re.findall(r"CXTRAIN_([A-Z_]+)", TEXT))
    assert named and named <= {name.upper() for name in Settings.model_fields}
