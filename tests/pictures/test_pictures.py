"""The comparison itself: it must see what a reader would see, and nothing else."""

from PIL import Image, ImageDraw

from tests.pictures import MOST, MOST_IN_BLOCK, distance


def page(word="证书 Certificate", at=(40, 60), shade=0):
    picture = Image.new("L", (330, 468), 255)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((20, 20, 310, 448), outline=120)
    for line in range(12):
        draw.text((40, 120 + 20 * line), "the same words on every page of this kind", fill=60)
    draw.text((at[0], at[1]), word.encode("ascii", "replace").decode(), fill=shade)
    return picture


def fine(one, other):
    apart, worst = distance(one, other)
    return apart <= MOST and worst <= MOST_IN_BLOCK


def test_equal_pages_are_equal():
    assert distance(page(), page()) == (0.0, 0.0)


def test_a_shade_more_or_less_is_nothing():
    assert fine(page(), page(shade=12))


def test_a_missing_line_a_moved_line_and_a_new_stamp_are_seen():
    moved, gone = page(at=(40, 90)), page(word="")
    stamped = page()
    ImageDraw.Draw(stamped).ellipse((200, 380, 240, 420), fill=90)
    assert not fine(page(), moved) and not fine(page(), gone) and not fine(page(), stamped)


def test_another_format_of_paper_is_seen():
    assert not fine(page(), page().resize((468, 330)))
