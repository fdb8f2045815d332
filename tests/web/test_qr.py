import re

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from cxtrain.web.qr import qr_code


def drawn(code, zoom=4):
    """Draw the strokes of a code with its quiet zone, as a browser would."""
    picture = Image.new("L", ((code.side + 8) * zoom, (code.side + 8) * zoom), 255)
    pen = ImageDraw.Draw(picture)
    for x, y, run in re.findall(r"M(\d+) (\d+)\.5h(\d+)", code.path):
        left, top = (int(x) + 4) * zoom, (int(y) + 4) * zoom
        pen.rectangle((left, top, left + int(run) * zoom - 1, top + zoom - 1), fill=0)
    return picture


@settings(deadline=None)
@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=120))
def test_an_independent_reader_reads_what_was_written(text):
    found = zxingcpp.read_barcodes(drawn(qr_code(text)))
    assert [code.text for code in found] == [text]


@pytest.mark.parametrize("text", ["", "x" * 501, "验证", "a\nb"])
def test_it_refuses_what_it_cannot_hold(text):
    with pytest.raises(ValueError, match="1 to 500"):
        qr_code(text)
