"""Photos for everybody: the pixels and nothing else; what should not have gone out is taken down, and the page says why."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from core.errors import DomainError
from core.evidence import photos
from core.evidence.models import Evidence, Photo
from core.evidence.verification import damaged, orphans
from tests.pictures import DEVICE, PLACE, camera_photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def publish(agencies, actor):
    """publish(file, …) puts pictures on 市人社局; any row will do."""
    return lambda *files, words="施工现场": photos.publish_photos(subject=agencies["市人社局"], files=files, words=words, by=actor("lin"))


def refusal(function, *arguments, **named):
    with pytest.raises(DomainError) as caught:
        function(*arguments, **named)
    return caught.value.code, caught.value.data.get("field")


def shown(photo, name="photo"):
    answer = Client().get(reverse(name, args=[photo.pk]))
    return answer, b"".join(answer.streaming_content) if answer.streaming else b""


def test_neither_place_nor_device_nor_owner_goes_out(publish):
    (photo,) = publish(camera_photo())
    answer, content = shown(photo)
    picture = Image.open(BytesIO(content))
    assert (answer.status_code, answer["Content-Type"], picture.format) == (200, "image/jpeg", "JPEG")
    assert dict(picture.getexif()) == {} and "comment" not in picture.info and "icc_profile" not in picture.info
    original = Image.open(Evidence.objects.get().file.open())
    assert original.getexif()[DEVICE] and original.getexif().get_ifd(PLACE)  # the original stays as it was taken, for those who check


def test_it_stands_upright_and_is_no_larger_than_a_page_needs(publish):
    (photo,) = publish(camera_photo(size=(2000, 1000)))  # on its side: 1000 wide, 2000 high
    assert (photo.width, photo.height) == (800, 1600)
    assert Image.open(BytesIO(shown(photo, "photo_small")[1])).size == (240, 480)


def test_only_pictures_with_words_are_taken(publish):
    text, empty = SimpleUploadedFile("a.jpg", "不是照片".encode()), camera_photo()
    broken = SimpleUploadedFile("b.jpg", camera_photo().read()[:300])
    assert refusal(publish, text) == ("bad_photo", "photos")
    assert refusal(publish, broken) == ("bad_photo", "photos")
    assert refusal(publish, empty, words=" ") == ("words_missing", "photo_words")
    assert refusal(publish, *(camera_photo(size=(9, 9)) for _ in range(10))) == ("too_many_photos", "photos")
    assert Photo.objects.count() == Evidence.objects.count() == 0


def test_a_small_file_that_unpacks_to_a_huge_picture_is_refused(publish, monkeypatch):
    monkeypatch.setattr(photos, "MOST_PIXELS", 99)
    assert refusal(publish, camera_photo(size=(10, 10))) == ("bad_photo", "photos")


def test_what_is_taken_down_nobody_sees_and_the_reason_stays(publish, actor):
    (photo,) = publish(camera_photo())
    photos.take_down(photo=photo, reason="拍到了行人的脸", by=actor("jiang"))
    assert [shown(photo, name)[0].status_code for name in ("photo", "photo_small")] == [404, 404]
    assert photos.facts(Photo.objects.get())["taken_down"] == "拍到了行人的脸"
    assert refusal(photos.take_down, photo=photo, reason="再撤一次", by=actor("jiang"))[0] == "taken_down"
    with pytest.raises(IntegrityError), transaction.atomic():
        Photo.objects.update(taken_down_at=timezone.now(), taken_down_reason="")


def test_half_a_file_is_written_again_and_a_changed_one_is_found(publish):
    (photo,) = publish(camera_photo())
    path = default_storage.path(photo.file.name)
    with open(path, "wb") as file:
        file.write(b"half")
    assert [(row, fault) for row, fault in damaged()] == [(photo, "changed")]
    publish(camera_photo())
    assert not list(damaged())


def test_files_of_photos_are_known(publish):
    publish(camera_photo())
    assert not list(orphans(timezone.now() + timedelta(hours=2)))
