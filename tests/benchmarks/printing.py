"""What printing costs, beside three other ways in the same run, with the same names, words, border and QR codes.

    python -m tests.benchmarks.printing [--count 1000] [--naive 60]

Ours: one certificate on request, a merged print run, as many separate files, a plan of five pages, and the memory at its
peak. The others: WeasyPrint used as its manual begins (one `HTML(...).write_pdf()` for each person), headless Chromium
printing one page of HTML, and typst in as many processes as we use. Starting up is left out everywhere and told apart.
"""

import argparse
import datetime as dt
import json
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import psutil

from cxtrain.certificates.form.own import own_of
from cxtrain.certificates.form.sheet import HOUSE, TEMPLATE, art_of
from cxtrain.certificates.wording import CertificateFacts, Wording, wording
from cxtrain.web import fonts, pdf
from cxtrain.web.bilingual import Bilingual
from cxtrain.web.paper import paper_environment, plain
from cxtrain.web.qr import qr_code
from tests.planning.documents.samples import around_person, sheet

FAMILIES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰萍毅浩宇轩梓涵欣怡墨诗雨晨曦喆淼翀玥"
AIMS = {"one": 0.060, "merged": 5.0, "separate": 10.0, "plan": 0.45}  # seconds, of 1,000 where there are many
PROCESSES = 2


def people(count: int) -> list[Wording]:
    """Return the words of `count` certificates of different people."""
    chance = random.Random(20260522)
    names: dict[str, None] = {}
    while len(names) < count:
        names[chance.choice(FAMILIES) + "".join(chance.choices(GIVEN, k=2))] = None
    first = CertificateFacts(
        number="", name="", name_en="", staff_number="", unit="静安店", post="前台", course=Bilingual("关键时刻", "Moments of truth"),
        title=Bilingual("培训合格证书", "Certificate of training"), class_hours=16,
        firm=Bilingual("鹤鸣酒店管理有限公司", "Heming Hotel Management Co., Ltd."), started_on=dt.date(2026, 5, 12),
        finished_on=dt.date(2026, 5, 19), issued_on=dt.date(2026, 5, 19), valid_until=dt.date(2028, 5, 18), assessed=("written",))
    made = []
    for running, name in enumerate(names, 1):
        code = "".join(chance.choices("0123456789ABCDEFGHJKMNPQRSTVWXYZ", k=26))
        facts = replace(first, number=f"HM-MOT-2026-{running:04d}", name=name, staff_number=str(10000 + running))
        made.append(wording(facts, f"https://train.example.cn/verify/{code}", code))
    return made


class Warm(pdf.Pool):
    """A pool that has started, and that nobody ends."""

    def end(self) -> None:
        """Stay."""

    def peak(self) -> int:
        """Return the bytes that its processes held at the most, together."""
        return sum(peak_of(press._process.pid) for press in self._free.queue if press)


def peak_of(pid: int) -> int:
    """Return the most bytes that a process has held."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the seconds that `work` took, and what it returned."""
    begun = time.perf_counter()
    found = work()
    return time.perf_counter() - begun, found


def on_paper(records: list[Wording]) -> str:
    """Return the HTML of certificates with their border on each, as those print it who know no forms."""
    env = paper_environment("zh_Hans")
    border = env.get_template("certificates/border.html").render(art_of(HOUSE).facts)
    html = env.get_template(TEMPLATE).render(records=plain(records))
    css = (Path("static/certificates/sheet.css").read_text()
           + Path("static/certificates/certificate.pdf.css").read_text().replace('@import "asset:certificates/sheet.css";', ""))
    beneath = f'<div style="position:absolute;left:0;top:0;z-index:-1">{border}</div>'
    codes = iter(records)
    html = re.sub(r'<a class="qr"[^>]*></a>', lambda _: svg_code(next(codes).url).replace("<svg ", '<svg class="qr" '), html)
    return re.sub(r'(<section [^>]*>)', lambda found: found[1] + beneath, html.replace("</head>", f"<style>{css}</style></head>"))


def naive(records: list[Wording]) -> int:
    """Print each with a document of its own; return the bytes."""
    import weasyprint

    return sum(len(weasyprint.HTML(string=on_paper([record])).write_pdf()) for record in records)


TYPST = """
#set page(width: 297mm, height: 210mm, margin: 0mm)
#set text(font: "LXGW WenKai", fill: rgb("#1d2b2a"))
#let grey = rgb("#55625f")
#for (n, c) in json("people.json").enumerate() {
  if n > 0 { pagebreak() }
  place(image("border.svg", width: 297mm))
  place(top + center, dy: 33mm, text(16mm, tracking: .22em, fill: rgb("#0b4f49"), c.title))
  place(top + center, dy: 54.5mm, text(4.6mm, tracking: .16em, fill: rgb("#85652a"), c.title_en))
  place(top + center, dy: 77mm, text(15mm, tracking: .18em, c.name))
  place(top + center, dy: 98mm, text(4.4mm, fill: grey, c.staff))
  place(top + center, dy: 107mm, block(width: 225mm, align(center, text(5.4mm, c.zh))))
  place(top + center, dy: 130mm, block(width: 205mm, align(center, text(4.1mm, fill: grey, c.en))))
  place(top + left, dx: 33mm, dy: 151mm, image(bytes(c.qr), format: "svg", width: 24mm))
  place(top + left, dx: 61mm, dy: 152mm, block(width: 60mm)[#text(4.4mm, c.number) \\
    #text(3.2mm, fill: grey)[证书编号 Certificate no. \\ #c.valid \\ #c.valid_en \\ 扫码核验 Scan to verify]])
  place(top + left, dx: 33mm, dy: 177mm, text(2.9mm, fill: grey)[核验码 Code #c.code])
  place(top + left, dx: 156mm, dy: 170mm, text(3.4mm, fill: grey)[签发人 Signature])
  place(top + left, dx: 200mm, dy: 149mm, block(width: 64mm, align(center)[#text(5.2mm, c.firm) \\
    #text(3mm, fill: grey, c.firm_en) \\ #text(5.2mm, c.day) \\ #text(3mm, fill: grey, c.day_en)]))
}
"""


def typst_part(folder: Path, records: list[Wording], part: int) -> bytes:
    """Return the PDF of some of the certificates, typeset by typst."""
    import typst

    place = folder / f"part{part}"
    place.mkdir(exist_ok=True)
    said = lambda line: "".join(run.text for run in line)  # noqa: E731
    (place / "people.json").write_text(json.dumps([{
        "title": c.title.zh, "title_en": c.title.en, "name": c.name, "staff": c.staff, "zh": "\n".join(map(said, c.lines_zh)),
        "en": " ".join(map(said, c.lines_en)), "number": c.number, "code": c.code, "valid": c.valid.zh if c.valid else "",
        "valid_en": c.valid.en if c.valid else "", "firm": c.firm[0], "firm_en": c.firm_en[0], "day": c.day.zh,
        "day_en": c.day.en, "qr": svg_code(c.url)} for c in records], ensure_ascii=False))
    (place / "border.svg").write_text(paper_environment("zh_Hans").get_template("certificates/border.html").render(
        art_of(HOUSE).facts))
    (place / "main.typ").write_text(TYPST)
    font = fonts.font_file(fonts.KAI)
    return bytes(typst.compile(place / "main.typ", root=place, font_paths=[font.parent], ignore_system_fonts=True))


def svg_code(address: str) -> str:
    """Return a QR code as a picture of its own."""
    code = qr_code(address)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {code.side} {code.side}">'
            f'<path stroke="#1d2b2a" d="{code.path}"/></svg>')


def typst(records: list[Wording], folder: Path, workers: ProcessPoolExecutor) -> int:
    """Print all into one file, in as many processes as we use; return its bytes."""
    half = -(-len(records) // PROCESSES)
    parts = workers.map(typst_part, [folder] * PROCESSES, [records[n * half : (n + 1) * half] for n in range(PROCESSES)],
                        range(PROCESSES))
    pdf.merge(parts, folder / "typst.pdf")
    return (folder / "typst.pdf").stat().st_size


def chromium(records: list[Wording]) -> tuple[float, float, int]:
    """Return the seconds to start, those to print all into one file, and its bytes."""
    from playwright.sync_api import sync_playwright

    html = on_paper(records)
    with sync_playwright() as driver:
        start, browser = timed(partial(driver.chromium.launch, executable_path="/usr/bin/chromium", args=["--no-sandbox"]))
        page = browser.new_page()

        def printed() -> bytes:
            page.set_content(html, timeout=600_000)
            return page.pdf(prefer_css_page_size=True, print_background=True)

        seconds, body = timed(printed)
        browser.close()
    return start, seconds, len(body)


def ours(records: list[Wording], folder: Path, pool: Warm) -> dict[str, tuple[float, int]]:
    """Return seconds and bytes of our ways."""
    art = art_of(HOUSE)
    many = {"locale": "zh_Hans", "records": records, "arts": [art], "own": own_of}
    single = partial(pdf.render, TEMPLATE, locale="zh_Hans", art=art)
    single(records=records[:1])
    one = statistics.median(timed(partial(single, records=[record]))[0] for record in records[:40])
    run = folder / "run.pdf"
    merged, pages = timed(lambda: pdf.merge(pdf.render_many(TEMPLATE, **many), run))
    separate, sizes = timed(lambda: [len(body) for body in pdf.render_each(TEMPLATE, **many)])
    assert pages == len(sizes) == len(records)
    with pikepdf.open(run) as whole:
        assert len(whole.pages) == len(records)
    body = single(records=records[:1])
    return {"one": (one, len(body)), "merged": (merged, run.stat().st_size), "separate": (separate, sum(sizes)), **plan()}


def plan() -> dict[str, tuple[float, int]]:
    """Return the median seconds and the bytes of a plan with everything on it."""
    printed = partial(pdf.render, "planning/plan.pdf.html", locale="both", plan=sheet(), around=around_person("both"))
    printed()
    times = [timed(printed) for _ in range(7)]
    with pikepdf.open(BytesIO(times[0][1])) as document:
        print(f"the plan has {len(document.pages)} pages")
    return {"plan": (statistics.median(seconds for seconds, _ in times), len(times[0][1]))}


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--count", type=int, default=1000)
    asked.add_argument("--naive", type=int, default=60)
    options = asked.parse_args()
    records = people(options.count)
    share = 1000 / options.count
    with tempfile.TemporaryDirectory() as name, ProcessPoolExecutor(PROCESSES) as workers:
        folder = Path(name)
        pool = Warm(PROCESSES)
        pdf.Pool = lambda size: pool  # type: ignore[misc,assignment]
        list(pdf.render_many(TEMPLATE, locale="zh_Hans", records=records[:150], arts=[art_of(HOUSE)], own=own_of))  # warm
        typst(records[:4], folder, workers)
        found = ours(records, folder, pool)
        memory = peak_of(psutil.Process().pid) + pool.peak()
        rival = {"typst": timed(partial(typst, records, folder, workers))}
        slow, size = timed(partial(naive, records[: options.naive]))
        start, chrome, chrome_size = chromium(records)
    report(found, memory, rival, (slow / options.naive, size), (start, chrome, chrome_size), share=share)


def report(found, memory, rival, plain_way, browser, *, share: float) -> None:
    """Print seconds per 1,000, megabytes, and ratios to the naive loop."""
    base = plain_way[0] * 1000
    rows = [("naive WeasyPrint loop, 1 process (computed from its mean)", base, None),
            ("typst, merged, 2 processes", rival["typst"][0] * share, rival["typst"][1] * share),
            (f"Chromium, merged (start {browser[0]:.2f} s apart)", browser[1] * share, browser[2] * share),
            ("ours, merged, 2 processes", found["merged"][0] * share, found["merged"][1] * share),
            ("ours, separate files with fonts of their own", found["separate"][0] * share, found["separate"][1] * share)]
    print(f"{'per 1,000 certificates':62} {'s':>7} {'MB':>7} {'of naive':>9}")
    for words, seconds, size in rows:
        print(f"{words:62} {seconds:7.2f} {size / 1e6 if size else 0:7.2f} {seconds / base:9.3f}")
    print(f"one certificate on request (tagged): {1000 * found['one'][0]:.0f} ms, aim 60; naive {base:.0f} ms")
    print(f"plan of five pages: {found['plan'][0]:.2f} s, aim {AIMS['plan']}")
    print(f"memory at the peak, all processes of a print run: {memory / 1e6:.0f} MB, aim 400")
    print(f"merged {'meets' if rows[3][1] <= AIMS['merged'] else 'misses'} the aim of {AIMS['merged']} s; "
          f"it takes {rows[3][1] / rows[1][1]:.2f} of typst's time")


if __name__ == "__main__":
    main()
