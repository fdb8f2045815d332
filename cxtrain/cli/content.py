"""Commands about content and what it leads to: content, rollups, plays, demo."""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from cxtrain.cli.base import AS_JSON, as_named, emit, in_app, in_files, main

if TYPE_CHECKING:
    from cxtrain.roleplay.packs import Finding, Read


@main.group()
def content() -> None:
    """Scenarios, quizzes, lessons, courses, instruments: files and packs."""


PATHS = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))


@content.command("check")
@PATHS
@click.option("--published", is_flag=True, help="also name texts of which one language changed since they were published here")
@click.option("--reading", is_flag=True, help="also say how long each scene takes to read")
@AS_JSON
def content_check(paths: tuple[Path, ...], published: bool, reading: bool, as_json: bool) -> None:
    """Name every fault in PATHS as FILE:LINE:COLUMN; exit 1 where one forbids publication.

    A PATH of - is standard input: one file, of the kind that its text tells. Reading times are at 250 Chinese characters
    a minute (our assumption) and 238 English words (Brysbaert 2019), for all choices and what follows upon one.
    """
    from cxtrain import content
    with in_files(paths) as files:
        drifted = _drifted(files) if published else []
        findings = _as_named([*(finding for path in files for finding in content.check(path)), *drifted])
        times = [replace(one, path=as_named(one.path)) for path in files if reading for one in content.reading(path)]
    wrong = any(finding.is_error for finding in findings)
    lines = [*map(str, findings), *map(str, times), "" if wrong else f"{len(findings)} warnings, no errors."]
    facts = {"ok": not wrong, "findings": _facts(findings)} | ({"reading": _times(times)} if reading else {})
    emit(facts, as_json, "\n".join(line for line in lines if line))
    sys.exit(1 if wrong else 0)


@in_app
def _drifted(files: list[Path]) -> list["Finding"]:
    """Return where one language changed since the scenario was published on this site."""
    from cxtrain.content import check_languages
    from cxtrain.web.transactions import reading
    with reading():
        return [finding for path in files for finding in check_languages(path)]


def _times(times: Iterable["Read"]) -> list[dict[str, Any]]:
    return [{"file": str(one.path), "line": one.line, "column": one.column, "scene": one.scene,
             "seconds_zh": round(one.time.zh), "seconds_en": round(one.time.en)} for one in times]


def _as_named(findings: Iterable["Finding"]) -> list["Finding"]:
    return [replace(finding, path=as_named(finding.path)) for finding in findings]


def _facts(findings: list["Finding"]) -> list[dict[str, Any]]:
    return [{"file": str(f.path), "line": f.fault.line, "column": f.fault.column, "level": f.fault.level,
             "message": f.fault.sentence} for f in findings]


@content.command("publish")
@PATHS
@AS_JSON
@in_app
def content_publish(paths: tuple[Path, ...], as_json: bool) -> None:
    """Put packs or files on the site; those who have begun keep what they began with.

    A PATH of - is standard input: one file, of the kind that its text tells.
    """
    from cxtrain.content import Refusal, publish
    from cxtrain.extensions import db as database
    try:
        with in_files(paths) as there:
            files = [file for path in there for file in publish(path)]
    except Refusal as refusal:
        database.session.rollback()
        _refuse(_as_named(refusal.findings), as_json)
    if not files:
        raise click.ClickException("there is nothing to publish: no content file lies there")
    database.session.commit()
    emit({"ok": True, "files": [str(as_named(file)) for file in files]}, as_json, f"{len(files)} files are published.")


def _refuse(findings: list["Finding"], as_json: bool) -> NoReturn:
    """End the command with what keeps the files from being published."""
    if as_json:
        emit({"ok": False, "findings": _facts(findings)}, as_json, "")
    else:
        click.echo("\n".join(map(str, findings)), err=True)
    raise click.ClickException("nothing was published")


SCHEMAS = {"scenario": "roleplay.schema", "quiz": "quizzes.quiz", "course": "training.course",
           "practical": "training.practicals.sheet"}


@content.command("schema")
@click.option("--of", "kind", type=click.Choice([*SCHEMAS]), default="scenario", show_default=True)
def content_schema(kind: str) -> None:
    """Print the JSON Schema of a kind of content files, for editors."""
    schema = import_module(f"cxtrain.{SCHEMAS[kind]}").json_schema()
    click.echo(json.dumps(schema, ensure_ascii=False, indent=2))


@main.group()
def rollups() -> None:
    """The sums behind the Team and Employee pages, and the counts behind quizzes' item analysis and customers' scores."""


@rollups.command("verify")
@AS_JSON
@in_app
def rollups_verify(as_json: bool) -> None:
    """Recompute every sum from the ratings behind it and every count from the answers; hold records against corrections."""
    from cxtrain.people.corrections.queries import verify_corrections
    from cxtrain.quality.sums.queries import verify_rollups
    from cxtrain.quizzes.statistics.queries import verify_counts
    from cxtrain.voices.sums.queries import verify_counts as verify_voices
    from cxtrain.web.transactions import reading
    with reading():
        (sums, wrong), (counts, off), (voices, apart) = verify_rollups(), verify_counts(), verify_voices()
        unlike = verify_corrections()[1]
    differences = [*map(str, wrong), *map(str, off), *(f"{key}: {both}" for key, both in apart.items()), *unlike]
    counts += voices
    said = f"{sums} sums and {counts} counts equal what the ratings and answers give."
    emit({"rows": sums + counts, "ok": not differences, "differences": differences}, as_json,
         "\n".join(f"differs: {each}" for each in differences) or said)
    sys.exit(1 if differences else 0)


@rollups.command("rebuild")
@AS_JSON
@in_app
def rollups_rebuild(as_json: bool) -> None:
    """Compute every sum and every count anew: for repair, and after attempts or visits came in by another way."""
    from cxtrain.extensions import db as database
    from cxtrain.quality.sums.operations import rebuild_rollups
    from cxtrain.quizzes.statistics.operations import rebuild
    from cxtrain.voices.sums.operations import rebuild_counts
    rows = rebuild_rollups() + rebuild() + rebuild_counts()
    database.session.commit()
    emit({"rows": rows}, as_json, f"{rows} sums and counts were computed anew.")


@main.group()
def plays() -> None:
    """What people played."""


@plays.command("verify")
@AS_JSON
@in_app
def plays_verify(as_json: bool) -> None:
    """Replay every stored play; its outcome, score and result must be exactly what its choices give."""
    from cxtrain.roleplay.audit.queries import verify_plays
    from cxtrain.web.transactions import reading
    with reading():
        count, wrong = verify_plays()
    emit({"plays": count, "ok": not wrong, "mismatches": [asdict(each) for each in wrong]}, as_json,
         f"{count} plays equal what their choices give." if not wrong else "\n".join(map(str, wrong)))
    sys.exit(1 if wrong else 0)


@main.command()
@click.option("--profile", type=click.Choice(["typical", "dense"]), default="typical", show_default=True)
@click.option("--seed", default=2026, show_default=True)
@click.option("--unless-there", is_flag=True, help="do nothing where there are units already, and leave the logins to serve")
@AS_JSON
@in_app
def demo(profile: str, seed: int, unless_there: bool, as_json: bool) -> None:
    """Build the demo company on an empty database (migrated first)."""
    from cxtrain.demo.logins import LOGINS, PASSWORD, shown
    from cxtrain.demo.operations import NotEmpty, build, is_there
    from cxtrain.extensions import db as database
    from cxtrain.web.schema import upgrade as run
    run("head")
    if unless_there and is_there():
        if as_json:
            emit({"built": False}, as_json, "")
        return
    try:
        summary = build(profile, seed)
    except NotEmpty as error:
        raise click.ClickException(str(error)) from error
    database.session.commit()
    logins = [{"role": role, "number": number, "password": PASSWORD} for role, number, _ in LOGINS]
    emit({"built": True, **asdict(summary), "logins": logins}, as_json,
         str(summary) if unless_there else f"{summary}\n{shown()}")
