"""Pages that are there already, with a strip laid over the top of each. Pure."""

from io import BytesIO

MILLIMETRE = 72 / 25.4
NAME = "/CopyFor"
SIDE, TOP = 18 * MILLIMETRE, 1 * MILLIMETRE  # free margins of our documents; the strip fits between them


def with_strip(body: bytes, strip: bytes) -> bytes:
    """Return the PDF `body` with the first page of `strip` at the top right of each page, within its margins.

    A strip that is wider than the room is made smaller. Equal arguments give equal bytes.
    """
    import pikepdf  # 22 MB that only few pages need.

    with pikepdf.open(BytesIO(body)) as document, pikepdf.open(BytesIO(strip)) as line:
        form = document.copy_foreign(line.pages[0].as_form_xobject())
        wide, high = (float(line.pages[0].mediabox[at]) for at in (2, 3))
        for page in document.pages:
            left, _bottom, right, top = (float(each) for each in page.mediabox)
            share = min(1, (right - left - 2 * SIDE) / wide)
            x, y = right - SIDE - wide * share, top - TOP - high * share
            page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name(NAME))
            page.contents_add(b"q\n", prepend=True)  # whatever the page sets for itself does not hold for the strip
            page.contents_add(f"\nQ /Artifact BMC q {share:.4f} 0 0 {share:.4f} {x:.2f} {y:.2f} cm {NAME} Do Q EMC".encode())
        whole = BytesIO()
        document.save(whole, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return whole.getvalue()
