"""The render process: a template and its facts in, PDF bytes out. No network, few files, limited memory and time.

Started by `pdf` as `python -P -m cxtrain.web.press`. Frames on stdin and stdout: four bytes of length, then JSON; the
answer {"ok": true, "sizes": [n, …]} is followed by the PDFs, n bytes each. WeasyPrint is loaded here and nowhere else.
"""

import gc
import json
import os
import resource
import struct
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, BinaryIO

from markupsafe import escape

from cxtrain.paths import resource_dir
from cxtrain.web import fonts
from cxtrain.web.finishing import Form, finish, form_of
from cxtrain.web.paper import facts_from, paper_environment
from cxtrain.web.stamping import Mould

MEMORY = 1024 * 1024 * 1024  # Bytes of address space; a warm process has 240 MB.
FORBIDDEN = frozenset({
    "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "subprocess.Popen", "os.system", "os.exec",
    "os.posix_spawn", "os.fork", "os.forkpty", "os.remove", "os.rename", "os.rmdir", "shutil.rmtree",
})  # fmt: skip
VARIANT = {"pdf_variant": "pdf/ua-1"}
FORMS_KEPT = 24  # Drawings; one with pictures may have megabytes.
REPORT_FACES = (fonts.HEI, fonts.HEI_MAC, fonts.KAI)


Sheet = tuple[str, list[Any]]


class Engine:
    """WeasyPrint with what it keeps between documents: font set-up, style sheets, and drawings laid under pages."""

    def __init__(self) -> None:
        """Load WeasyPrint; needs FONTCONFIG_FILE to be set."""
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration

        from cxtrain.web.fetcher import PaperFetcher

        self.weasyprint = weasyprint
        self.font_config = FontConfiguration()
        self.fetcher = PaperFetcher()
        self.sheets: dict[str, Sheet] = {}
        self.forms: dict[str, Form] = {}
        self.moulds: dict[str, Cast | None] = {}

    def documents(
        self, laid: Any, *, tagged: bool = False, forms: Sequence[Sequence[Form]] = (), apart: bool = False
    ) -> list[bytes]:
        """Return the PDF of laid out pages; one for each page where they go `apart`.

        Args:
            forms: what lies under each page; where there are fewer, the last page's go on.
        """
        options = VARIANT if tagged else {}
        if not apart:
            return [laid.write_pdf(finisher=partial(finish, forms), **options)]
        each = [*forms, *[forms[-1] if forms else ()] * (len(laid.pages) - len(forms))]
        # A copy of one page embeds the characters of that page only: nobody's file tells other names.
        return [laid.copy([page]).write_pdf(finisher=partial(finish, [under]), **options)
                for page, under in zip(laid.pages, each, strict=True)]

    def laid(self, html: str, template: str, *, tagged: bool) -> Any:
        """Return the pages of `html` before they are painted."""
        page = self.weasyprint.HTML(string=html, base_url="asset:", url_fetcher=self.fetcher)
        return page.render(stylesheets=self.sheet(template)[1], font_config=self.font_config,
                           **(VARIANT if tagged else {}))

    def sheet(self, template: str) -> Sheet:
        """Return the text and the parsed form of the template's style sheet, which lies under static/ as x.pdf.css."""
        if template not in self.sheets:
            path = resource_dir("static") / template.replace(".html", ".css")
            text = path.read_text() if path.is_file() else ""
            make = self.weasyprint.CSS
            parsed = [make(string=text, font_config=self.font_config, url_fetcher=self.fetcher)] if text else []
            self.sheets[template] = (text, parsed)
        return self.sheets[template]

    def form(self, art: dict[str, Any], locale: str) -> Form:
        """Return the drawing `art`, drawn when first asked for.

        Raises:
            Forgotten: its facts did not come along, and it is not kept any more.
        """
        digest = art["digest"]
        if digest not in self.forms:
            if "facts" not in art:
                raise Forgotten
            html = paper_environment(locale).get_template(art["template"]).render(facts_from(art["facts"]))
            fonts.require(html, fonts.installed())
            _keep(self.forms, digest, drawn(self.laid(html, art["template"], tagged=False), digest))
        return self.forms[digest]

    def mould(self, key: str, template: str, html: Callable[[], str], texts: Sequence[str]) -> "Cast | None":
        """Return the mould of pages of the shape `key`, made of `html` when first asked for; None where it makes none."""
        if key not in self.moulds:
            laid = self.laid(html(), template, tagged=False)
            mould = Mould(laid.pages[0])
            fits = len(laid.pages) == 1 and mould.holds(texts)
            _keep(self.moulds, key, Cast(mould, drawn(laid.copy([mould.emptied()]), key), laid) if fits else None)
        return self.moulds[key]


@dataclass(frozen=True)
class Cast:
    """A mould, the drawing of what its pages share, and the document that they come from."""

    mould: Mould
    shared: Form
    laid: Any


def drawn(laid: Any, digest: str) -> Form:
    """Return the first of the laid out pages as a drawing."""
    kept: list[Form] = []
    laid.write_pdf(finisher=lambda _, pdf: kept.append(form_of(pdf, f"Art{digest[:12]}")))
    return kept[0]


def _keep(store: dict[str, Any], key: str, value: Any) -> None:
    while len(store) >= FORMS_KEPT:
        store.pop(next(iter(store)))
    store[key] = value


class Forgotten(LookupError):
    """A drawing is asked for by its digest and is not kept any more: send it whole."""


def print_all(engine: Engine, request: dict[str, Any]) -> list[bytes]:
    """Return the PDFs that `request` asks for: one, or one for each page.

    Raises:
        MissingFont, MissingGlyphs: characters would be printed as empty boxes.
    """
    drawings = {art["digest"]: engine.form(art, request["locale"]) for art in request["arts"]}
    forms = [(drawings[digest],) if digest else () for digest in request["under"]]
    if request["own"] and (bodies := stamped(engine, request, forms)):
        return bodies
    html = written(engine, request, request["facts"])
    laid = engine.laid(html, request["template"], tagged=request["tagged"])
    return engine.documents(laid, tagged=request["tagged"], forms=forms, apart=request["apart"])


def written(engine: Engine, request: dict[str, Any], facts: dict[str, Any]) -> str:
    """Return the HTML of a document, all of whose characters can be printed.

    Raises:
        MissingFont, MissingGlyphs: some cannot.
    """
    template = request["template"]
    html = paper_environment(request["locale"]).get_template(template).render(facts_from(facts))
    fonts.require(html, faces(engine.sheet(template)[0] + html))
    return html


def faces(look: str) -> tuple[fonts.Face, ...]:
    """Return the typefaces that a style sheet or a document names."""
    return tuple(face for face in fonts.FACES if face.family in look) or REPORT_FACES


def stamped(engine: Engine, request: dict[str, Any], forms: list[tuple[Form, ...]]) -> list[bytes]:
    """Return the PDFs of records whose pages are painted with words of their own; none where a shape makes no mould.

    Raises:
        MissingFont, MissingGlyphs: characters would be printed as empty boxes.
    """
    records, pages, under = request["facts"]["records"], [], []
    words = "".join(text for own in request["own"] for text in own["texts"])
    fonts.require(words, faces(engine.sheet(request["template"])[0]))
    for number, own in enumerate(request["own"]):
        facts = {**request["facts"], "records": [records[number]], "plain": True}
        cast = engine.mould(own["shape"], request["template"], partial(written, engine, request, facts), own["texts"])
        if cast is None:
            return []
        pages.append(cast.mould.filled(own["texts"], own["link"]))
        under.append((*(forms[min(number, len(forms) - 1)] if forms else ()), cast.shared))
    return engine.documents(cast.laid.copy(pages), forms=under, apart=request["apart"])


def font_set(folder: Path) -> Path:
    """Write a fontconfig file that knows our typefaces only, so that every machine chooses alike; return its path."""
    files = [fonts.font_file(face) for face in fonts.installed()]
    lines = sorted({f"<dir>{escape(str(path.parent))}</dir>" for path in files if path})
    cache = '<cachedir>/var/cache/fontconfig</cachedir><cachedir prefix="xdg">fontconfig</cachedir>'
    path = folder / "fonts.conf"
    path.write_text(f'<?xml version="1.0"?><fontconfig>{"".join(lines)}{cache}</fontconfig>')
    return path


@lru_cache(maxsize=1)
def readable() -> tuple[str, ...]:
    """Return the folders that a render process may read: the code, the templates and the fonts."""
    folders = [Path(sys.prefix), Path(sys.base_prefix), Path(__file__).parents[1], Path("/usr/share/zoneinfo")]
    folders += [resource_dir("templates"), resource_dir("static")]
    folders += [path.parent for path in map(fonts.font_file, fonts.FACES) if path]
    return tuple(f"{folder.resolve()}/" for folder in folders)


def guard(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse what a render process has no business doing (an audit hook; it cannot be taken off again).

    Raises:
        PermissionError: the event would reach the network, start a program, or touch a file elsewhere.
    """
    if event in FORBIDDEN:
        raise PermissionError(f"a render process may not: {event}")
    if event == "open" and not isinstance(arguments[0], int):
        path, _, flags = arguments
        writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if writes or not os.path.realpath(os.fsdecode(path)).startswith(readable()):
            raise PermissionError("a render process may read its own code, templates and fonts only")


def limit_processor(seconds: float) -> None:
    """Let the next document use at most `seconds` of processor time; the kernel ends the process beyond that."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def answer(engine: Engine, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Return the header and body that answer `request`; a fault of any kind becomes a header."""
    limit_processor(request["seconds"])
    try:
        bodies = print_all(engine, request)
    except fonts.MissingGlyphs as error:
        return {"ok": False, "glyphs": error.characters}, b""
    except Forgotten:
        return {"ok": False, "forgotten": True}, b""
    except fonts.MissingFont as error:
        return {"ok": False, "font": error.family}, b""
    except Exception as error:  # The parent must hear of every fault, and a broken document must not end the process.
        return {"ok": False, "fault": f"{type(error).__name__}: {error}"[:500]}, b""
    return {"ok": True, "sizes": [len(body) for body in bodies]}, b"".join(bodies)


def serve(source: BinaryIO, sink: BinaryIO, engine: Engine) -> None:
    """Answer requests from `source` on `sink` until it ends."""
    while head := source.read(4):
        send(sink, *answer(engine, json.loads(source.read(struct.unpack(">I", head)[0]))))


def send(sink: BinaryIO, header: dict[str, Any], body: bytes = b"") -> None:
    """Write one answer."""
    text = json.dumps(header).encode()
    sink.write(struct.pack(">I", len(text)) + text + body)
    sink.flush()


def main() -> None:
    """Warm up, close the doors, and serve."""
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # What a library prints must not mix with the answers.
    sys.dont_write_bytecode = True
    with tempfile.TemporaryDirectory(prefix="cxtrain-press-") as folder:
        os.environ["FONTCONFIG_FILE"] = str(font_set(Path(folder)))
        engine = Engine()
        for face in fonts.installed():
            engine.documents(engine.laid(f'<p style="font-family:{face.family}">暖机 Warm</p>', "", tagged=True), tagged=True)
            fonts.glyphs(face)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):  # macOS knows the limit and refuses to set it.
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    readable()
    gc.collect()
    gc.freeze()  # What is loaded stays: to look through it for garbage cost a tenth of a long document's time.
    sys.addaudithook(guard)
    send(sink, {"ok": True, "sizes": []})
    serve(sys.stdin.buffer, sink, engine)


if __name__ == "__main__":
    main()
