"""The form field for evidence: several files at once."""

from django import forms
from django.utils.translation import gettext_lazy as _

PHOTOS_HINT = _("会公开，最多9张。照片里的拍摄地点、设备信息会自动去掉。不要拍到人脸、车牌和门牌。")
PHOTO_WORDS_HINT = _("有照片就要写，给看不见照片的人读。")


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class PhotosInput(FilesInput):
    def __init__(self, attrs=None):
        super().__init__({"accept": "image/jpeg,image/png,image/webp", **(attrs or {})})


class EvidenceField(forms.FileField):
    """Cleans to a list of uploaded files, empty where none was chosen; attach() checks what they are."""

    widget = FilesInput

    def clean(self, data, initial=None):
        files = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not files:
            super().clean(None, initial)  # raises where a file is required
        return list(files)


class PhotosField(EvidenceField):
    """Photos that go out to everybody; publish_photos() checks what they are."""

    widget = PhotosInput
