"""A draft as a shopper sees it: the rows of the scorecard itself."""

from tests.quality.instruments.conftest import FORM


def test_it_shows_the_rows_of_a_scorecard_for_every_kind_of_item(he, draft):
    for kind in ("yes_no", "number", "text", "photo"):
        page = he.press(FORM, f"{FORM}/add", value="arrive").location
        he.fill(page, shopper_zh="问", shopper_en=f"Asked as {kind}", kind=kind, unit="seconds")
    page = he.get(f"{FORM}/preview").text
    for words in ('name="s11"', "Asked as yes_no", "Asked as number", "Asked as text", "Asked as photo", "Did not notice"):
        assert words in page
    assert 'method="post"' not in page.split("<main")[1].split("</main")[0]


def test_a_draft_with_gaps_says_what_to_mend_first(he, draft):
    he.fill(f"{FORM}/items/s11", shopper_en="")
    assert "It can be shown once this is mended:" in he.get(f"{FORM}/preview").text
