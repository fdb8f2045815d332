"""Pages of a PDF as pictures, to be read by a scanner."""

import io
import subprocess

import pikepdf
from PIL import Image


def pictures(body: bytes) -> list[Image.Image]:
    """Return the pages at 150 dots an inch."""
    with pikepdf.open(io.BytesIO(body)) as pdf:
        pages = len(pdf.pages)
    return [Image.open(io.BytesIO(subprocess.run(
        ["pdftoppm", "-r", "150", "-f", str(page), "-l", str(page), "-png", "-"], input=body, capture_output=True,
        check=True).stdout)) for page in range(1, pages + 1)]
