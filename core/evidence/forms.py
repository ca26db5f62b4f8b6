"""The form field for evidence: several files at once."""

from django import forms


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class EvidenceField(forms.FileField):
    """Cleans to a list of uploaded files, empty where none was chosen; attach() checks what they are."""

    widget = FilesInput

    def clean(self, data, initial=None):
        files = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not files:
            super().clean(None, initial)  # raises where a file is required
        return list(files)
