"""A picture that is sent, and what is kept of it."""

import io

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from PIL import Image, ImageOps
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, Length

from cxtrain.web.forms import PageForm

LONGEST_SIDE = 2000  # pixels
MOST_PIXELS = 50_000_000  # more would be a bomb
MOST_BYTES = 1_300_000  # so that it fits a data: address on paper


class NoPicture(ValueError):
    """These bytes are no picture that can be kept."""


def clean_picture(raw: bytes) -> tuple[bytes, int, int]:
    """Return the picture alone, drawn anew as PNG (or as JPEG where it has no clear parts), its width and its height.

    Raises:
        NoPicture: it is no JPEG or PNG, is damaged, or has more than 50 million pixels.
    """
    try:
        with Image.open(io.BytesIO(raw), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise NoPicture
            clear = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
            upright = ImageOps.exif_transpose(picture).convert("RGBA" if clear else "RGB")
    except Exception as error:  # A damaged file makes Pillow fail in many ways, some of them in struct.
        raise NoPicture from error
    upright.info.clear()  # A JPEG's comment and a colour profile would be written out again.
    for side in (LONGEST_SIDE, 1400, 1000, 700):
        upright.thumbnail((side, side))
        body = _encoded(upright)
        if len(body) <= MOST_BYTES:
            return body, upright.width, upright.height
    raise NoPicture


def _encoded(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    if picture.mode == "RGBA":
        picture.save(out, "PNG", optimize=True)
    else:
        picture.save(out, "JPEG", quality=90, optimize=True)
    return out.getvalue()


class SealForm(PageForm):
    """One picture with a name by which people know it."""

    label = StringField(_l("Name of the picture"), validators=[InputRequired(_l("Fill this in.")), Length(max=60)])
    picture = FileField(_l("Picture"), description=_l("PNG or JPEG. A signature looks best as a PNG with a clear ground."),
                        validators=[FileRequired(_l("Choose a file."))], render_kw={"accept": "image/png,image/jpeg"})


class PictureForm(SealForm):
    """A picture that forms may show."""

    kind = RadioField(_l("What it is"), default="signature", choices=[("signature", _l("Signature")), ("logo", _l("Logo"))])
