"""Commands that bring scenarios in from other tools' files and write them out: content import, export, template."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cxtrain.cli.base import AS_JSON, emit, read
from cxtrain.cli.content import content

if TYPE_CHECKING:
    from cxtrain.roleplay.formats.results import Result

OUT = click.option("-o", "--out", type=click.Path(path_type=Path, dir_okay=False), help="the file to write")
FILE = click.Path(path_type=Path, dir_okay=False)


@content.command("import")
@click.argument("file", type=FILE)
@OUT
@AS_JSON
def content_import(file: Path, out: Path | None, as_json: bool) -> None:
    """Make a scenario of FILE: a table (XLSX, CSV), Twee 3, Twine's HTML, or an H5P Branching Scenario.

    What is missing, such as the second language, makes a draft whose gaps are listed. All that was not taken over is
    named with its reason. Without -o the draft goes to standard output.
    """
    from cxtrain.roleplay.formats.reading import import_file
    result = import_file(read(file), file.name)
    if result.text is not None and out:
        out.write_text(result.text, encoding="utf-8")
    if as_json:
        emit(_facts(result, out), as_json, "")
    else:
        if result.text is not None and not out:
            click.echo(result.text, nl=False)
        click.echo("\n".join(_report(result, out)), err=True)
    if result.text is None:
        raise click.ClickException(f"{file}: nothing was imported")


def _facts(result: "Result", out: Path | None) -> dict[str, Any]:
    return {
        "ok": result.text is not None, "format": result.format, "complete": result.is_complete,
        "out": str(out) if out else None, "draft": None if out else result.text,
        "held": dict(result.held), "imported": dict(result.imported),
        "gaps": [{"line": gap.line, "column": gap.column, "message": gap.sentence} for gap in result.gaps],
        "refused": [{"kind": each.kind, "place": each.place, "count": each.count, "message": each.sentence}
                    for each in result.refused],
    }


def _report(result: "Result", out: Path | None) -> list[str]:
    """Return what a person should know: every refusal, the sums, and what is left to do."""
    lines = [f"not taken over: {each.place}: {each.sentence}" + (f" ({each.count})" if each.count > 1 else "")
             for each in result.refused]
    counts = ", ".join(f"{result.imported.get(kind, 0)} of {count} {kind}" for kind, count in result.held.items())
    lines.append(f"Imported ({result.format}): {counts}.")
    if result.text is None:
        return lines
    if result.is_complete:
        return [*lines, "The scenario is complete."]
    where = f"; cxtrain content check {out} names them" if out else ""
    return [*lines, f"It is a draft with {len(result.gaps)} gaps, listed at its head{where}."]


@content.command("export")
@click.argument("file", type=FILE)
@click.option("--to", "form", type=click.Choice(["twee"]), required=True, help="the format to write")
@OUT
@AS_JSON
def content_export(file: Path, form: str, out: Path | None, as_json: bool) -> None:
    """Write the scenario FILE in another tool's format; import brings the same scenario back."""
    from cxtrain.roleplay.formats.twee_export import export_twee
    from cxtrain.roleplay.scenario import parse
    parsed = parse(read(file))
    if parsed.scenario is None or parsed.tree is None or not isinstance(parsed.tree.data, dict):
        faults = [asdict(fault) | {"message": fault.sentence} for fault in parsed.errors]
        if as_json:
            emit({"ok": False, "findings": faults}, as_json, "")
        else:
            click.echo("\n".join(f"{file}:{fault.line}:{fault.column}: {fault.sentence}" for fault in parsed.errors), err=True)
        raise click.ClickException("nothing was exported: correct the faults first")
    text = export_twee(parsed.tree.data)
    if out:
        out.write_text(text, encoding="utf-8")
    told = f"{out} is written." if out else text
    emit({"ok": True, "format": form, "out": str(out) if out else None, "text": None if out else text}, as_json, told)


@content.command("template")
@click.option("-o", "--out", type=FILE, required=True, help="the XLSX file to write")
@AS_JSON
def content_template(out: Path, as_json: bool) -> None:
    """Write the table for trainers to fill in, with a short example that can be imported as it stands."""
    from cxtrain.roleplay.formats.table_template import template
    out.write_bytes(template())
    emit({"ok": True, "out": str(out)}, as_json, f"{out} is written.")
