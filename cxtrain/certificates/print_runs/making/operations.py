"""Carrying a print run out: part by part, each kept as soon as it is made, until the one file is whole.

No transaction is open while it prints: what is needed is read first, each report commits, and the rest is written last.
"""

import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import islice
from pathlib import Path

from flask import current_app

from cxtrain.certificates import operations as certificates
from cxtrain.certificates.form.own import own_of
from cxtrain.certificates.form.queries import current_seal, form_of
from cxtrain.certificates.form.sheet import TEMPLATE, art_of
from cxtrain.certificates.models import Certificate
from cxtrain.certificates.print_runs import operations, queries
from cxtrain.certificates.print_runs.arrangement import file_names
from cxtrain.certificates.print_runs.bundle import join, zipped
from cxtrain.certificates.print_runs.models import PrintRun
from cxtrain.certificates.print_runs.parts import Parts
from cxtrain.certificates.print_runs.selection import Manner, Selection, as_json
from cxtrain.certificates.wording import Wording
from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.files.operations import keep_file
from cxtrain.jobs.operations import JobStopped, enqueue
from cxtrain.ledger.operations import record
from cxtrain.web import pdf
from cxtrain.web.fonts import MissingGlyphs
from cxtrain.web.paper import Art
from cxtrain.web.transactions import reading
from cxtrain.web.two_up import two_up

LIST = "print_sign_list"
TYPES = {"merged": "application/pdf", "zip": "application/zip"}
PART = 50  # certificates in one part: what a crash costs at most
Report = Callable[[int, int], None]


@dataclass(frozen=True)
class Load:
    """All that is printed, in order: the lines of each certificate, what lies beneath, what its file is called."""

    lines: list[Wording]
    arts: list[Art | None]
    names: list[str]
    manner: Manner


def load(rows: Sequence[Certificate], manner: Manner, base_url: str, *, sealed: bool = False) -> Load:
    """Return what is printed of `rows`, with the picture of the firm's seal where it is `sealed`.

    Raises:
        LookupError: there are none, or no picture of a seal is kept.
        MissingGlyphs: a character of one of them is in no installed face of the form.
    """
    if not rows:
        raise LookupError("there is no certificate to print")
    for faulty in certificates.unprintable(rows):
        raise MissingGlyphs(faulty.characters, where=faulty.name)
    seal = current_seal() if sealed else None
    if sealed and seal is None:
        raise LookupError("no picture of the seal is kept any more")
    lines = [_as_drawn(certificates.worded(row, base_url), manner, sealed=sealed) for row in rows]
    arts = [art_of(form_of(row).sheet, seal) if manner.drawn else None for row in rows]
    return Load(lines, arts, file_names([queries.slip_of(row) for row in rows]), manner)


def _as_drawn(line: Wording, manner: Manner, *, sealed: bool) -> Wording:
    """Return the lines for the paper at hand: where it bears the form, the form's words are not printed once more."""
    return replace(line, stamped=sealed, palette=line.palette if manner.drawn else f"{line.palette} bare")


def carry_out(run_id: int, report: Report) -> str:
    """Make the file of a run and return its digest; what an earlier worker made of it is not made again.

    Raises:
        JobStopped: it was cancelled; what was made is gone.
        LookupError, MissingGlyphs, pdf.PrintFailed: as in `load` and `pdf.render`.
    """
    run = db.session.get_one(PrintRun, run_id)
    if run.digest:
        return run.digest
    parts = _sound_parts(run)
    try:
        digest = _printed(run, parts, report)
    except JobStopped:
        db.session.rollback()
        if db.session.get_one(PrintRun, run_id).cancelled_at:
            parts.clear()
        raise
    if digest is None:
        return carry_out(run_id, report)
    parts.clear()
    return digest


def _printed(run: PrintRun, parts: Parts, report: Report) -> str | None:
    """Make what is missing of the run, and its file; None where a certificate was revoked meanwhile."""
    run_id, whole = run.id, _take_up(run, parts.count, report)
    for body, count in made(whole, parts.count):
        parts.keep(body, count)
        report(parts.count, len(whole.lines))
    digest = _finish(run_id, parts, whole.manner)
    report(parts.count, len(whole.lines))
    return digest


def folder_of_runs() -> Path:
    """Return where the parts of unfinished runs lie, a folder run-<id> each."""
    return Path(current_app.config["CX"].instance).resolve() / "printing"


def _folder(run_id: int) -> Path:
    return folder_of_runs() / f"run-{run_id}"


def _sound_parts(run: PrintRun) -> Parts:
    """Return what earlier workers made of the run; nothing where one of its certificates is void by now."""
    parts = Parts(_folder(run.id))
    if operations.drop_revoked(run):
        parts.clear()
        parts = Parts(_folder(run.id))
    return parts


def _take_up(run: PrintRun, made_already: int, report: Report) -> Load:
    """Note that a worker begins, and return what the run prints; no transaction is open afterwards."""
    run.begun_at, run.begun_from = now(), made_already
    report(made_already, run.count)
    with reading():
        rows = queries.certificates_in(run.id)
        whole = load(rows, operations.manner_of(run), run.base_url, sealed=run.seal == "granted")
        db.session.rollback()
    return whole


def made(whole: Load, first: int) -> Iterator[tuple[bytes, int]]:
    """Yield the parts from certificate `first` on, each with how many are in it."""
    lines, arts = whole.lines[first:], whole.arts[first:]
    if whole.manner.output == "zip":
        sheets = pdf.render_each(TEMPLATE, locale="zh_Hans", records=lines, arts=arts, own=own_of)
        files = zip(whole.names[first:], sheets, strict=True)
        while some := list(islice(files, PART)):
            yield zipped(some), len(some)
        return
    for body in pdf.render_many(TEMPLATE, locale="zh_Hans", records=lines, arts=arts, own=own_of, chunk=PART):
        yield body, _pages(body)


def _pages(body: bytes) -> int:
    import pikepdf  # 22 MB that only print runs need.

    with pikepdf.open(BytesIO(body)) as document:
        return len(document.pages)


def put_together(bodies: Iterator[bytes], target: Path, manner: Manner) -> None:
    """Write the one file of all parts to `target`, whole or not at all."""
    if manner.output == "zip":
        join(bodies, target)
        return
    pdf.merge(bodies, target)
    if manner.paper == "two":
        two_up(target, target)


def _finish(run_id: int, parts: Parts, manner: Manner) -> str | None:
    """Keep the one file and note that it is printed; None where a certificate was revoked while it was made."""
    target = parts.folder / f"whole-{os.getpid()}"
    put_together(parts.bodies(), target, manner)
    digest = keep_file(target, TYPES[manner.output])
    run = db.session.get_one(PrintRun, run_id, with_for_update=True, populate_existing=True)
    if run.cancelled_at:
        raise JobStopped(run.job_id)
    if not run.digest and operations.drop_revoked(run):
        parts.clear()
        return None
    if not run.digest:
        run.digest, run.finished_at = digest, now()
        enqueue(LIST, f"print-list:{run_id}", {"run": run_id}, actor_id=run.asked_by)
        record("certificates printed", run, unit_id=None, actor_id=run.asked_by, count=run.count,
               again=queries.printed_again(run_id), reason=run.reason)
    return str(run.digest)


def sample(rows: Sequence[Certificate], manner: Manner, base_url: str) -> bytes:
    """Return the first sheet of a run as a PDF; of two on a sheet, both.

    Raises:
        As `load` and `pdf.render`.
    """
    few = load(rows[: 2 if manner.paper == "two" else 1], manner, base_url)
    db.session.rollback()  # Printing takes long; no transaction may be open for it.
    body = next(pdf.render_many(TEMPLATE, locale="zh_Hans", records=few.lines, arts=few.arts))
    if manner.paper == "one":
        return body
    target = folder_of_runs() / f"sample-{os.getpid()}-{secrets.token_hex(8)}"
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        put_together(iter([body]), target, manner)
        return target.read_bytes()
    finally:
        target.unlink(missing_ok=True)


def print_to(target: Path, chosen: Selection, manner: Manner, *, base_url: str, report: Report) -> int:
    """Print what `chosen` names into the file `target` and return how many that is; needs no worker. The caller commits.

    Args:
        report: called with (printed, of how many) after each part.

    Raises:
        LookupError: there is none to print.
        MissingGlyphs, pdf.PrintFailed: as in `load` and `pdf.render`.
        FileNotFoundError: by strokes, where their dictionary is not installed.
    """
    with reading():
        found = operations.in_order(queries.candidates(None, chosen, today("UTC")), manner.arranged)
        whole = load([each.certificate for each in found], manner, base_url)
        again = sum(each.again for each in found)
        db.session.rollback()  # Printing takes long; no transaction may be open for it.
    put_together(_counted(whole, report), target, manner)
    record("certificates printed by hand", ("print_run", 0), unit_id=None, count=len(found), again=again,
           chosen=as_json(chosen))
    return len(whole.lines)


def _counted(whole: Load, report: Report) -> Iterator[bytes]:
    done = 0
    report(done, len(whole.lines))
    for body, count in made(whole, 0):
        yield body
        done += count
        report(done, len(whole.lines))
