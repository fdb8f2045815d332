"""Two pages on one sheet of A4, to be cut in the middle: the upper halves of the pile come first, then the lower ones."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MM = 72 / 25.4  # points
A4 = (210 * MM, 297 * MM)
MARK = 6 * MM  # length of the line at each edge where the sheet is cut


def two_up(source: Path, target: Path) -> int:
    """Write the pages of the PDF `source` to `target`, two on a sheet, each at 71 % of its size; return the sheets.

    Pages across go above one another on a sheet upright, upright ones side by side on a sheet across. Of n pages the first
    half stands in the first place of each sheet: cut through the pile and lay the second half beneath, and the order stays.
    """
    import pikepdf  # 22 MB that only print runs need.

    with pikepdf.open(source) as pdf:
        whole = pikepdf.new()
        for pages in _alike(list(pdf.pages)):
            half = (len(pages) + 1) // 2
            for place in range(half):
                _sheet(whole, [whole.copy_foreign(page.as_form_xobject()) for page in pages[place::half]], pages[place])
        unfinished = target.with_name(f".{target.name}.{os.getpid()}")
        whole.save(unfinished, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        unfinished.replace(target)
        return len(whole.pages)


def _across(page: Any) -> bool:
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    return right - left > top - bottom


def _alike(pages: list[Any]) -> Iterator[list[Any]]:
    """Yield those across, then those upright; each kind makes sheets of its own."""
    for across in (True, False):
        chosen = [page for page in pages if _across(page) == across]
        if chosen:
            yield chosen


def _sheet(whole: Any, forms: list[Any], like: Any) -> None:
    """Add a sheet that shows one or two pages, given as drawings."""
    import pikepdf

    across = _across(like)
    width, height = A4 if across else (A4[1], A4[0])
    size = (width, height / 2) if across else (width / 2, height)
    drawn = ["q 0.3 w 0.6 G", *_marks(width, height, across=across), "S Q"]
    for number, form in enumerate(forms):
        left, bottom, right, top = (float(edge) for edge in form.BBox)
        scale = min(size[0] / (right - left), size[1] / (top - bottom))
        x, y = (0.0, (1 - number) * size[1]) if across else (number * size[0], 0.0)
        drawn.append(f"q {scale:.6f} 0 0 {scale:.6f} {x - left * scale:.4f} {y - bottom * scale:.4f} cm /P{number} Do Q")
    whole.add_blank_page(page_size=(width, height))
    page = whole.pages[-1]
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary({f"/P{n}": form for n, form in enumerate(forms)}))
    page.obj.Contents = whole.make_stream(" ".join(drawn).encode())


def _marks(width: float, height: float, *, across: bool) -> list[str]:
    """Return short lines at both edges where the cut goes; they leave the pages themselves clean."""
    if across:
        middle = f"{height / 2:.3f}"
        return [f"0 {middle} m {MARK:.3f} {middle} l", f"{width - MARK:.3f} {middle} m {width:.3f} {middle} l"]
    middle = f"{width / 2:.3f}"
    return [f"{middle} 0 m {middle} {MARK:.3f} l", f"{middle} {height - MARK:.3f} m {middle} {height:.3f} l"]
