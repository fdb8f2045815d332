"""Pictures of a class: cleaned, with consent, for who may look at the class."""

import io

from PIL import Image

from cxtrain.training.classes.models import ClassPhoto
from tests.training.classes.conftest import planned


def picture():
    """Return a JPEG that says where it was taken."""
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "A phone"
    Image.new("RGB", (40, 30), (200, 180, 150)).save(out, "JPEG", exif=exif)
    out.seek(0)
    return out


def test_a_picture_is_kept_without_what_the_camera_knew(trainer, sign_in, cast, db):
    class_id = planned(cast, "wang")
    url = f"/training/classes/{class_id}/photos"
    answer = trainer.post(url, photo=(picture(), "a.jpg"), caption="下午练习", agreed="y")
    assert answer.status_code == 303
    photo = db.session.query(ClassPhoto.id).one()
    page = sign_in("wang").get(f"/training/classes/{class_id}").text
    assert "下午练习" in page and "Take out" not in page
    sent = sign_in("wang").get(f"{url}/{photo.id}")
    assert sent.mimetype == "image/jpeg" and not Image.open(io.BytesIO(sent.data)).getexif()
    assert sign_in("zhao").get(f"{url}/{photo.id}").status_code == 404
    assert trainer.get(f"/training/classes/{planned(cast)}/photos/{photo.id}").status_code == 404


def test_it_asks_for_consent_and_for_a_picture_that_can_be_read(trainer, cast, db):
    url = f"/training/classes/{planned(cast)}/photos"
    assert "take a picture without faces" in trainer.post(url, photo=(picture(), "a.jpg")).text
    assert "Choose a picture." in trainer.post(url, agreed="y").text
    assert "cannot be read" in trainer.post(url, photo=(io.BytesIO(b"no picture"), "a.jpg"), agreed="y").text or (
        "This is not a picture that can be read" in trainer.post(url, photo=(io.BytesIO(b"no"), "a.jpg"), agreed="y").text)
    assert db.session.query(ClassPhoto).all() == []


def test_a_picture_is_taken_out_by_who_runs_the_class(trainer, sign_in, cast, db):
    class_id = planned(cast, "wang")
    page = f"/training/classes/{class_id}"
    trainer.post(f"{page}/photos", photo=(picture(), "a.jpg"), agreed="y")
    photo = db.session.query(ClassPhoto.id).one()
    assert sign_in("wang").post(f"{page}/photos/{photo.id}/remove", page=page).status_code == 404
    assert trainer.post(f"{page}/photos/{photo.id}/remove", page=page).status_code == 303
    assert db.session.query(ClassPhoto).all() == []
