"""Facts to PDF: warm render processes behind one function. Equal facts give equal bytes.

    body = render("planning/plan.pdf.html", locale="zh_Hans", plan=plan)

The template is looked up under templates/, its style sheet is static/planning/plan.pdf.css. Facts are plain values:
text, numbers, days, lists, dicts, frozen records. Rendering takes 30 to 500 ms: do it outside a transaction.
"""

import atexit
import json
import os
import struct
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import lru_cache
from io import BytesIO
from itertools import accumulate
from pathlib import Path
from queue import Empty, LifoQueue
from threading import Event, Timer
from typing import Any

from cxtrain.config import Settings
from cxtrain.web.fonts import MissingFont, MissingGlyphs
from cxtrain.web.paper import Art, Own, plain

Owner = Callable[[Any], Own]
START_SECONDS = 30  # A cold start takes 1 to 2 s; a busy machine may need ten times that.
RECYCLE_AFTER = 500  # Documents; the process's memory creeps up slowly.
CHUNK = 50  # Records laid out together: larger takes more memory, smaller repeats the fonts.
CHUNK_APART = 25  # The same where each gets a file of its own, fonts and all.


class PrintFailed(Exception):
    """A document could not be made; the text says why."""


class PrintTimedOut(PrintFailed):
    """A document took too long, and its render process was ended."""


class PrintBusy(PrintFailed):
    """All render processes were busy for as long as the caller would wait."""


def render(
    template: str, *, locale: str, art: Art | None = None, tagged: bool = True, seconds: float = 20, **facts: Any
) -> bytes:
    """Return the PDF (PDF/UA-1 while `tagged`) of `template` with `facts`, in the language of `locale`.

    Raises:
        MissingFont, MissingGlyphs: characters would be printed as empty boxes.
        PrintTimedOut: it took longer than `seconds`.
        PrintBusy: no render process came free within `seconds`.
        PrintFailed: the template or the renderer is at fault.
        ValueError, TypeError: a fact is too long or not plain.
    """
    return _pool().print(_request(template, locale, facts, tagged=tagged, seconds=seconds), [art], seconds)[0]


def render_many(
    template: str, *, locale: str, records: Sequence[Any], arts: Sequence[Art | None] = (), own: Owner | None = None,
    chunk: int = CHUNK, **facts: Any
) -> Iterator[bytes]:
    """Yield PDFs of up to `chunk` records each, in order, for a print run; join them with `merge`.

    Args:
        template: is given `records`.
        arts: what lies under each record, which then has exactly one page; one for all of them may stand alone.
        own: says of a record what its page has of its own; then each shape of page is laid out once (see `stamping`).

    Raises:
        As `render`, when the chunk concerned is reached.
    """
    how = {"own": own, "apart": False}
    yield from (bodies[0] for bodies in _chunks(template, locale, records, arts=arts, chunk=chunk, facts=facts, **how))


def render_each(
    template: str, *, locale: str, records: Sequence[Any], arts: Sequence[Art | None] = (), own: Owner | None = None,
    **facts: Any
) -> Iterator[bytes]:
    """Yield one PDF for each record, in order; a record has exactly one page. Arguments as of `render_many`.

    They are laid out together, and each file embeds the characters of its own record only, so that it may leave the house.

    Raises:
        As `render`, when the chunk concerned is reached.
    """
    how = {"own": own, "apart": True}
    for bodies in _chunks(template, locale, records, arts=arts, chunk=CHUNK_APART, facts=facts, **how):
        yield from bodies


def _chunks(
    template: str, locale: str, records: Sequence[Any], *, arts: Sequence[Art | None], chunk: int, facts: dict[str, Any],
    own: Owner | None, apart: bool
) -> Iterator[list[bytes]]:
    """Yield the PDFs of each chunk, made on as many processors as there are, two at most."""
    starts = range(0, len(records), chunk)
    pool = _pool() if len(starts) < 3 else Pool(min(2, os.cpu_count() or 1))

    def made(start: int) -> list[bytes]:
        some = list(records[start : start + chunk])
        request = _request(template, locale, {**facts, "records": some}, tagged=False, seconds=60)
        how = {"apart": apart, "own": [plain(own(record)) for record in some] if own else []}
        return pool.print({**request, **how}, arts if len(arts) < 2 else arts[start : start + chunk], 60)

    try:
        with ThreadPoolExecutor(max_workers=pool.size) as helpers:
            yield from helpers.map(made, starts)
    finally:
        if pool is not _pool():
            pool.end()


def _request(template: str, locale: str, facts: Mapping[str, Any], *, tagged: bool, seconds: float) -> dict[str, Any]:
    return {"template": template, "locale": locale, "facts": plain(facts), "tagged": tagged, "seconds": seconds,
            "apart": False, "own": []}


def merge(parts: Iterable[bytes], target: Path) -> int:
    """Join PDFs into the file `target`, keeping a shared drawing once; return the number of pages.

    The file appears whole or not at all: it is written beside its place and then moved.
    """
    import pikepdf  # 22 MB that only print runs need.

    whole, drawings = pikepdf.new(), {}
    for part in parts:
        with pikepdf.open(BytesIO(part)) as pdf:
            first = len(whole.pages)
            whole.pages.extend(pdf.pages)
        for page in whole.pages[first:]:
            named: Any = page.obj.Resources.get("/XObject", {})
            for name in [name for name in named.keys() if name.startswith("/Art")]:
                named[name] = drawings.setdefault(name, named[name])
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    whole.save(unfinished, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    unfinished.replace(target)
    return len(whole.pages)


def _with(
    request: Mapping[str, Any], under: Sequence[str | None], arts: Mapping[str, Art], *, known: Iterable[str]
) -> dict[str, Any]:
    """Return the request with its drawings: whole, or by their digests where they are `known`."""
    sent = [{"digest": digest, "template": art.template} | ({} if digest in known else {"facts": art.facts})
            for digest, art in arts.items()]
    return {**request, "arts": sent, "under": list(under)}


class Press:
    """One render process, seen from outside."""

    def __init__(self) -> None:
        """Start it; the first answer says that it is warm."""
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "cxtrain.web.press"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_environment(),
            start_new_session=True,  # Ctrl-C at a terminal is for the server; the press ends with its input.
        )
        self.printed = 0
        self._known: set[str] = set()
        self._exchange(None, START_SECONDS)

    def print(self, request: Mapping[str, Any], arts: Sequence[Art | None], seconds: float) -> list[bytes]:
        """Return the PDFs that `request` asks for; a drawing's facts travel when the process does not have them."""
        under = [art.digest if art else None for art in arts]
        distinct = {art.digest: art for art in arts if art}
        header, body = self._exchange(_with(request, under, distinct, known=self._known), seconds)
        if "forgotten" in header:
            header, body = self._exchange(_with(request, under, distinct, known=()), seconds)
        self.printed += 1
        if "glyphs" in header:
            raise MissingGlyphs(header["glyphs"])
        if "font" in header:
            raise MissingFont(header["font"])
        if not header["ok"]:
            raise PrintFailed(header["fault"])
        self._known |= distinct.keys()
        ends = list(accumulate(header["sizes"]))
        return [body[end - size : end] for size, end in zip(header["sizes"], ends, strict=True)]

    def _exchange(self, request: Mapping[str, Any] | None, seconds: float) -> tuple[dict[str, Any], bytes]:
        """Send a request (or just listen) and return the answer; the process is ended when it takes too long."""
        late = Event()
        watch = Timer(seconds, self._expire, [late])
        watch.daemon = True
        watch.start()
        try:
            if request is not None:
                text = json.dumps(request).encode()
                self._process.stdin.write(struct.pack(">I", len(text)) + text)  # type: ignore[union-attr]
                self._process.stdin.flush()  # type: ignore[union-attr]
            header = json.loads(self._take(struct.unpack(">I", self._take(4))[0]))
            return header, self._take(sum(header.get("sizes", ())))
        except OSError as error:
            self.end()
            if late.is_set():
                raise PrintTimedOut(f"the document was not done after {seconds:g} seconds") from error
            if request is None:
                raise PrintFailed("the render process did not start: run cxtrain doctor") from error
            raise PrintFailed("the render process ended: the document needs too much memory or time") from error
        finally:
            watch.cancel()

    def _expire(self, late: Event) -> None:
        late.set()
        self._process.kill()

    def _take(self, size: int) -> bytes:
        data = self._process.stdout.read(size)  # type: ignore[union-attr]
        if len(data) < size:
            raise BrokenPipeError
        return data

    @property
    def usable(self) -> bool:
        """Whether it may print another document."""
        return self._process.poll() is None and self.printed < RECYCLE_AFTER

    def end(self) -> None:
        """End the process and let go of its pipes."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with suppress(BrokenPipeError):
                    pipe.close()


class Pool:
    """A few render processes, each started when first needed."""

    def __init__(self, size: int) -> None:
        """Prepare for `size` processes."""
        self.size = size
        self._free: LifoQueue[Press | None] = LifoQueue()
        for _ in range(size):
            self._free.put(None)

    def print(self, request: Mapping[str, Any], arts: Sequence[Art | None], seconds: float) -> list[bytes]:
        """Print on the next free process; one that has broken or printed enough makes room for a fresh one."""
        try:
            press = self._free.get(timeout=seconds)
        except Empty:
            raise PrintBusy(f"no render process came free within {seconds:g} seconds") from None
        try:
            press = press or Press()
            return press.print(request, arts, seconds)
        finally:
            if press and not press.usable:
                press.end()
                press = None
            self._free.put(press)

    def end(self) -> None:
        """End the processes that are free, which is all of them when nobody prints."""
        ended = 0
        with suppress(Empty):
            while True:
                press = self._free.get_nowait()
                ended += 1
                if press:
                    press.end()
        for _ in range(ended):
            self._free.put(None)


@lru_cache(maxsize=1)
def _pool_of(process: int) -> Pool:
    pool = Pool(max(1, Settings().render_processes))
    atexit.register(pool.end)
    return pool


def _pool() -> Pool:
    """Return this process's pool; a forked child gets its own."""
    return _pool_of(os.getpid())


def _environment() -> dict[str, str]:
    """Return what a render process may know: where the code and the libraries lie, and nothing secret."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LD_LIBRARY_PATH", "TMPDIR") if name in os.environ}
    package_root = str(Path(__file__).resolve().parents[2])
    libraries = os.environ.get("DYLD_FALLBACK_LIBRARY_PATH", "/opt/homebrew/lib:/usr/local/lib")
    return kept | {
        "PYTHONPATH": package_root,
        "PYTHONHASHSEED": "0",
        "LANG": "C.UTF-8",
        "DYLD_FALLBACK_LIBRARY_PATH": libraries,
    }
