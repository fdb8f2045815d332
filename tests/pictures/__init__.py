"""What every page of every document looks like: small pictures beside this file, compared by eye-like distances.

    looks_like(pdf_bytes, "plan_zh")

compares page 1 with plan_zh-1.png, and so on. `CXTRAIN_PICTURES=write` writes the pictures that are missing, `=rewrite`
all of them; whoever does so looks at each. What differs is left in the folder of the test run, old and new side by side.
"""

import io
import os
import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter, ImageStat

FOLDER = Path(__file__).parent
DOTS = 40  # per inch: lines of text are grey bars, tables and drawings have their shapes
SHADES = 16
BLOCK = 16  # dots: a word, a cell, a stamp
MOST, MOST_IN_BLOCK = 0.006, 0.10  # of the whole range from black to white; on average, and within one block


def pages(body: bytes, dots: int = DOTS) -> list[Image.Image]:
    """Return the pages of a PDF as grey pictures."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", str(dots), "-gray", "-", f"{folder}/page"], input=body, check=True)
        return [Image.open(io.BytesIO(path.read_bytes())) for path in sorted(Path(folder).iterdir())]


def distance(one: Image.Image, other: Image.Image) -> tuple[float, float]:
    """Return how far two pictures are apart, on average and in the worst block, 0..1; blurred, as an eye from afar."""
    if one.size != other.size:
        return 1.0, 1.0
    soft = [picture.convert("L").filter(ImageFilter.GaussianBlur(1.5)) for picture in (one, other)]
    apart = ImageChops.difference(*soft)
    blocks = apart.resize((max(1, one.width // BLOCK), max(1, one.height // BLOCK)), Image.Resampling.BOX)
    return ImageStat.Stat(apart).mean[0] / 255, blocks.getextrema()[1] / 255


def is_sound(body: bytes) -> None:
    """Fail where qpdf, which shares no code with the maker of the PDF, finds anything in it to complain of."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(body)
        file.flush()
        said = subprocess.run(["qpdf", "--check", file.name], capture_output=True, check=False)
    assert said.returncode == 0, (said.stdout + said.stderr).decode()


def looks_like(body: bytes, name: str) -> None:
    """Fail where a page of `body` does not look like its picture, a picture has no page, or the file is not sound.

    Raises:
        AssertionError: with the page, the distances, and where the new picture lies.
    """
    is_sound(body)
    found = pages(body)
    wish = os.environ.get("CXTRAIN_PICTURES", "")
    for number, page in enumerate(found, 1):
        path = FOLDER / f"{name}-{number}.png"
        if wish == "rewrite" or wish == "write" and not path.exists():
            page.quantize(SHADES).save(path, optimize=True)
        assert path.exists(), f"{path.name} is missing: look at the page and run again with CXTRAIN_PICTURES=write"
        apart, worst = distance(page, Image.open(path))
        assert apart <= MOST and worst <= MOST_IN_BLOCK, _said(page, path, apart, worst)
    more = FOLDER / f"{name}-{len(found) + 1}.png"
    assert not more.exists(), f"{name} has {len(found)} pages, and {more.name} shows another"


def _said(page: Image.Image, path: Path, apart: float, worst: float) -> str:
    new = Path(tempfile.gettempdir()) / f"new-{path.name}"
    page.save(new)
    return f"{path.name} looks different: {apart:.4f} on average, {worst:.3f} in one block; the new one is {new}"
