"""Pictures to upload in tests."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

ORIENTATION, DEVICE, PLACE = 0x0112, 0x010F, 0x8825


def camera_photo(name="现场.jpg", size=(2000, 1000), colour=(20, 90, 160)):
    """A photo as a phone takes it: it lies on its side, and says with what and where it was taken."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[DEVICE] = 6, "云澜牌手机"
    exif.get_ifd(PLACE)[2] = (30.0, 24.0, 36.0)
    content = BytesIO()
    Image.new("RGB", size, colour).save(content, "JPEG", exif=exif, comment=b"owner")
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")
