from hypothesis import given
from hypothesis import strategies as st

from cxtrain.reports.class_archives.contents import in_order, photo_names, safe


@given(st.text(max_size=80))
def test_no_name_that_people_type_leads_out_of_its_folder_or_hides_anything(text):
    name = safe(text)
    assert name and len(name) <= 40 and not set(name) & set('/\\:*?"<>|\n\r\t\0\u202e') and name.strip(" .") == name


@given(st.lists(st.text(max_size=8), max_size=12))
def test_no_file_is_lost_where_two_have_one_name(captions):
    files = [(name[:6] + ".jpg", str(at).encode()) for at, name in enumerate(photo_names(captions))]
    kept = in_order(files)
    assert sorted(body for _, body in kept) == sorted(body for _, body in files)
    assert len({name for name, _ in kept}) == len(files) and [name for name, _ in kept] == sorted(name for name, _ in kept)


def test_photos_have_order_numbers_and_their_captions():
    assert photo_names(["分组/演练", " "]) == ["08 照片/01 分组 演练.jpg", "08 照片/02.jpg"]
