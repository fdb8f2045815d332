"""A page of a PDF of ours as a picture, for phones on which PDFs download badly."""

from io import BytesIO


def picture_of(body: bytes, width: int) -> bytes:
    """Return the first page of a PDF as a PNG, `width` pixels wide, with as few colours as lines and letters need.

    Source: PDFium through pypdfium2; it draws what our own render processes made, never a file from outside.
    """
    import pypdfium2  # 8 MB that few requests need.
    from PIL import Image

    with pypdfium2.PdfDocument(body) as document:
        page = document[0]
        picture = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
    kept = BytesIO()
    # Without dithering lines stay clean; level 9 would take ten times as long for a twentieth of the size.
    few = picture.quantize(64, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(kept, "PNG", compress_level=6)
    return kept.getvalue()
