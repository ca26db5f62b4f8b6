"""Photos for everybody: drawn anew from uploaded images, so that neither place nor owner of a camera goes out with them."""

import hashlib
from collections import defaultdict
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from core.errors import DomainError
from core.evidence.models import Photo
from core.evidence.services import attach, holds
from core.evidence.sniffing import media_type
from core.texts import checked_words

MOST_PHOTOS = 9
LARGE, SMALL = (1600, 1600), (480, 480)  # pixels
MOST_PIXELS = 50_000_000  # a small file may unpack to a huge picture
QUALITY = 82  # of JPEG
FOLDER = "photos"


@transaction.atomic
def publish_photos(*, subject, files, words, by):
    """Keep the uploaded images as evidence of `subject`, and a copy of each for everybody. `words`: what is to be seen on them.

    Returns the Photo rows. Raises what attach() raises, "too_many_photos", "bad_photo" and "words_missing", at the fields `photos` and `photo_words`.
    """
    if not files:
        return []
    if len(files) > MOST_PHOTOS:
        raise DomainError("too_many_photos", _("一次最多公开%(most)d张照片。") % {"most": MOST_PHOTOS}, field="photos")
    words = checked_words(words, field="photo_words", label=_("照片说明"), most=200)
    pictures = [opened(file) for file in files]
    kept = attach(subject=subject, files=files, by=by)
    return [publish(evidence, picture, words) for evidence, picture in zip(kept, pictures, strict=True)]


def opened(file):
    """The picture of an uploaded file, upright and no larger than it is shown. Raises DomainError("bad_photo")."""
    try:
        if not media_type(file).startswith("image/"):
            raise bad_photo(file)
        picture = Image.open(file)
        if picture.width * picture.height > MOST_PIXELS:
            raise bad_photo(file)
        picture.draft("RGB", LARGE)  # a JPEG is then decoded at a fraction of its size
        upright = ImageOps.exif_transpose(picture).convert("RGB")
        upright.thumbnail(LARGE)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise bad_photo(file) from None
    finally:
        file.seek(0)
    return upright


def bad_photo(file):
    words = _("“%(name)s”不是能打开的照片。请用JPG、PNG或者WebP格式，每张不超过5000万像素。")
    return DomainError("bad_photo", words % {"name": file.name}, field="photos")


def publish(evidence, picture, words):
    large, small = drawn(picture, LARGE), drawn(picture, SMALL)
    content = encoded(large)
    sha256 = digest(content)
    path = f"{FOLDER}/{sha256[:2]}/{sha256}.jpg"
    keep_file(path, content)
    keep_file(small_path(path), encoded(small))
    return Photo.objects.create(
        subject=evidence.subject,
        evidence=evidence,
        file=path,
        words=words,
        sha256=sha256,
        width=large.width,
        height=large.height,
    )


def digest(content):
    return hashlib.sha256(content).hexdigest()


def keep_file(path, content):
    """The same picture is kept once; half a file, of a server that died while it wrote, is written again."""
    if holds(path, digest(content)):
        return
    default_storage.delete(path)
    default_storage.save(path, ContentFile(content))


def small_path(path):
    return path.replace(".jpg", "-small.jpg")


def drawn(picture, size):
    """A new picture with nothing but the pixels."""
    copy = Image.new("RGB", picture.size)
    copy.paste(picture)
    copy.thumbnail(size)
    return copy


def encoded(picture):
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=QUALITY, optimize=True)
    return buffer.getvalue()


@transaction.atomic
def take_down(*, photo, reason, by):
    """Nobody sees the photo any more; that it was there and why it is gone stays. Who may, the caller has checked.

    Raises DomainError("taken_down", "words_missing").
    """
    photo = Photo.objects.select_for_update(no_key=True).get(pk=photo.pk)
    if photo.taken_down_at:
        raise DomainError("taken_down", _("这张照片已经撤下。"))
    photo.taken_down_reason = checked_words(reason, field="reason", label=_("理由"), most=300)
    photo.taken_down_at, photo.taken_down_by = timezone.now(), by.user
    photo.save(update_fields=["taken_down_at", "taken_down_reason", "taken_down_by"])
    return photo


def facts_of(subjects):
    """{primary key of the row: what the public is told of its photos}, of rows of one model, in one statement."""
    told = defaultdict(list)
    for photo in Photo.objects.of(subjects):
        told[photo.object_id].append(facts(photo))
    return told


def facts(photo):
    return {
        "id": photo.pk,
        "words": photo.words,
        "sha256": photo.sha256,
        "width": photo.width,
        "height": photo.height,
        "taken_down": photo.taken_down_reason,
    }
