import io

import pikepdf
import pytest

from cxtrain.web.two_up import two_up


def paper(path, *sizes):
    """Write a PDF of blank pages of these sizes; each page's number stands in its operators."""
    whole = pikepdf.new()
    for number, size in enumerate(sizes):
        whole.add_blank_page(page_size=size)
        whole.pages[-1].Contents = whole.make_stream(b"%% page %d" % number)
    whole.save(path)
    return path


def shown(path):
    """Return the sheets: (width, height) in points, and the numbers of the pages that each shows."""
    with pikepdf.open(path) as whole:
        assert whole.check_pdf_syntax() == []
        return [((round(float(page.mediabox[2])), round(float(page.mediabox[3]))),
                 [int(form.read_bytes().split()[-1]) for _, form in sorted(page.Resources.XObject.items())])
                for page in whole.pages]


ACROSS, UPRIGHT = (842, 595), (595, 842)


@pytest.mark.parametrize(("count", "sheets"), [(1, [[0]]), (2, [[0, 1]]), (5, [[0, 3], [1, 4], [2]])])
def test_the_pile_can_be_cut_and_stays_in_order(tmp_path, count, sheets):
    path = paper(tmp_path / "a.pdf", *[ACROSS] * count)
    assert two_up(path, path) == len(sheets)
    assert shown(path) == [(UPRIGHT, pages) for pages in sheets]


def test_upright_pages_go_side_by_side_on_sheets_of_their_own(tmp_path):
    path = paper(tmp_path / "a.pdf", ACROSS, UPRIGHT, ACROSS, UPRIGHT)
    assert two_up(path, tmp_path / "b.pdf") == 2
    assert shown(tmp_path / "b.pdf") == [(UPRIGHT, [0, 2]), (ACROSS, [1, 3])]


def test_equal_pages_give_equal_bytes(tmp_path):
    path = paper(tmp_path / "a.pdf", ACROSS, ACROSS)
    bodies = []
    for name in ("b.pdf", "c.pdf"):
        two_up(path, tmp_path / name)
        bodies.append(io.BytesIO((tmp_path / name).read_bytes()).getvalue())
    assert bodies[0] == bodies[1]
