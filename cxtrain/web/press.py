"""The render process: a template and its facts in, PDF bytes out. No network, few files, limited memory and time.

Started by `pdf` as `python -P -m cxtrain.web.press`. Frames on stdin and stdout: four bytes of length, then JSON; the
answer {"ok": true, "size": n} is followed by n bytes of PDF. WeasyPrint is loaded here and nowhere else.
"""

import json
import os
import resource
import struct
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, BinaryIO

from markupsafe import escape

from cxtrain.paths import resource_dir
from cxtrain.web import fonts
from cxtrain.web.paper import facts_from, paper_environment
from cxtrain.web.underlay import Form, form_of, lay_under

MEMORY = 1024 * 1024 * 1024  # Bytes of address space; a warm process has 240 MB.
FORBIDDEN = frozenset({
    "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "subprocess.Popen", "os.system", "os.exec",
    "os.posix_spawn", "os.fork", "os.forkpty", "os.remove", "os.rename", "os.rmdir", "shutil.rmtree",
})  # fmt: skip
REPORT_FACES = (fonts.HEI, fonts.HEI_MAC, fonts.KAI)


Sheet = tuple[str, list[Any]]
Finisher = Callable[[Any, Any], None]


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
        self.arts: dict[str, Form] = {}

    def document(self, html: str, template: str, *, tagged: bool, finisher: Finisher | None = None) -> bytes:
        """Return the PDF of `html`, dressed in the template's own style sheet."""
        page = self.weasyprint.HTML(string=html, base_url="asset:", url_fetcher=self.fetcher)
        options = {"pdf_variant": "pdf/ua-1"} if tagged else {}
        sheets = self.sheet(template)[1]
        return bytes(page.write_pdf(stylesheets=sheets, font_config=self.font_config, finisher=finisher, **options))

    def sheet(self, template: str) -> Sheet:
        """Return the text and the parsed form of the template's style sheet, which lies under static/ as x.pdf.css."""
        if template not in self.sheets:
            path = resource_dir("static") / template.replace(".html", ".css")
            text = path.read_text() if path.is_file() else ""
            make = self.weasyprint.CSS
            parsed = [make(string=text, font_config=self.font_config, url_fetcher=self.fetcher)] if text else []
            self.sheets[template] = (text, parsed)
        return self.sheets[template]

    def underlay(self, art: dict[str, Any], locale: str) -> Form:
        """Return the drawing `art`, drawn when first asked for."""
        if art["digest"] not in self.arts:
            html = paper_environment(locale).get_template(art["template"]).render(facts_from(art["facts"]))
            kept: list[Form] = []
            self.document(html, art["template"], tagged=False, finisher=lambda _, pdf: kept.append(form_of(pdf)))
            self.arts[art["digest"]] = kept[0]
        return self.arts[art["digest"]]


def print_one(engine: Engine, request: dict[str, Any]) -> bytes:
    """Return the PDF that `request` asks for.

    Raises:
        MissingFont, MissingGlyphs: characters would be printed as empty boxes.
    """
    template, locale = request["template"], request["locale"]
    art = engine.underlay(request["art"], locale) if request["art"] else None
    html = paper_environment(locale).get_template(template).render(facts_from(request["facts"]))
    look = engine.sheet(template)[0] + html
    named = tuple(face for face in fonts.FACES if face.family in look)
    fonts.require(html, named or REPORT_FACES)
    under = partial(lay_under, art) if art else None
    return engine.document(html, template, tagged=request["tagged"], finisher=under)


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
        body = print_one(engine, request)
    except fonts.MissingGlyphs as error:
        return {"ok": False, "glyphs": error.characters}, b""
    except fonts.MissingFont as error:
        return {"ok": False, "font": error.family}, b""
    except Exception as error:  # The parent must hear of every fault, and a broken document must not end the process.
        return {"ok": False, "fault": f"{type(error).__name__}: {error}"[:500]}, b""
    return {"ok": True, "size": len(body)}, body


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
            engine.document(f'<p style="font-family:{face.family}">暖机 Warm</p>', "", tagged=True)
            fonts.glyphs(face)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):  # macOS knows the limit and refuses to set it.
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    readable()
    sys.addaudithook(guard)
    send(sink, {"ok": True, "size": 0})
    serve(sys.stdin.buffer, sink, engine)


if __name__ == "__main__":
    main()
