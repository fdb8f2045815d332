"""Commands for files of questions: questions convert, questions template."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cxtrain.cli.base import AS_JSON, STDIN, emit, main, read

if TYPE_CHECKING:
    from cxtrain.quizzes.formats.results import Read, Taken, Written

FILE = click.Path(path_type=Path, dir_okay=False)
READ, WRITTEN = ["text", "xlsx", "gift", "aiken", "moodle-xml", "yaml"], ["yaml", "text", "gift", "moodle-xml"]
VERDICTS = {"clean": "will import", "warning": "import with warning", "duplicate": "duplicate"}


@main.group()
def questions() -> None:
    """Bring questions in from other tools' files, and write them out."""


@questions.command("convert")
@click.argument("file", metavar="IN", type=FILE)
@click.option("--from", "source", type=click.Choice(READ), required=True, help="the format of IN; text is what people paste")
@click.option("--to", "target", type=click.Choice(WRITTEN), default="yaml", show_default=True, help="the format to write")
@click.option("-o", "--out", type=FILE, help="the file to write; otherwise standard output")
@click.option("--lang", "language", type=click.Choice(["zh", "en"]),
              help="the language of a file in one language, and the one to write; otherwise the letters of each question say")
@AS_JSON
def questions_convert(
    file: Path, source: str, target: str, *, out: Path | None, language: str | None, as_json: bool) -> None:
    """Convert the questions in IN (- is standard input).

    Every question is listed on standard error as what will be imported, imported with a warning, a duplicate, or refused
    with its line and the reason. With --json the report goes to standard output instead of the questions.
    """
    from cxtrain.quizzes.formats.reading import read_questions
    from cxtrain.quizzes.formats.writing import write_questions
    if file != STDIN and not file.exists():
        raise click.ClickException(f"{file}: there is no such file or folder")
    found = read_questions(read(file), source, language)
    written = write_questions(found.questions, target, language)
    if out and found.taken:
        out.write_text(written.text, encoding="utf-8")
    if as_json:
        emit(found.report(), as_json, "")
    else:
        if found.taken and not out:
            click.echo(written.text, nl=False)
        click.echo("\n".join(_report(found, written)), err=True)
    if not found.taken:
        raise click.ClickException(f"{file}: no question was read")


def _report(found: "Read", written: "Written") -> list[str]:
    """Return a line for each question of the file and for each warning, and the sums."""
    lines = [(note.line, 0, f"line {note.line}: {note.sentence}") for note in found.notes]
    lines += [(each.line, 1, _told(each)) for each in found.taken]
    lines += [(each.line, 1, f"line {each.line}: refused: {each.sentence}") for each in found.refused]
    counts = ", ".join(f"{count} {kind}" for kind, count in found.counts.items())
    marked = [sum(each.verdict == verdict for each in found.taken) for verdict in ("warning", "duplicate")]
    return [
        *(line for _, _, line in sorted(lines)), *(f"not written: {note.sentence}" for note in written.notes),
        f"{len(found.taken)} of {found.held} questions were read ({counts or 'none'}); {marked[0]} with a warning, "
        f"{marked[1]} duplicates, {len(found.refused)} refused."]


def _told(taken: "Taken") -> str:
    from cxtrain.quizzes.formats.listing import listed
    name = listed(taken.question, has_stem=taken.has_stem)["name"]
    warnings = "".join(f"\n    {note.sentence}" for note in taken.warnings)
    return f"line {taken.line}: {VERDICTS[taken.verdict]}: {taken.question.kind}: {name}{warnings}"


@questions.command("template")
@click.option("-o", "--out", type=FILE, required=True, help="the XLSX file to write")
@AS_JSON
def questions_template(out: Path, as_json: bool) -> None:
    """Write the spreadsheet to fill in, with an example of each kind and instructions in Chinese and English."""
    from cxtrain.quizzes.formats.sheet_template import template
    out.write_bytes(template())
    emit({"ok": True, "out": str(out)}, as_json, f"{out} is written.")
