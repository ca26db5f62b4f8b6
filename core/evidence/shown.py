"""Evidence as pages list it."""

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from core.evidence.models import Evidence
from core.pages.parts import File, Picture


def files_of(subject):
    """The subject's evidence for components/files.html, oldest first. The page has checked that its reader may see the subject."""
    return [as_file(evidence) for evidence in Evidence.objects.of(subject)]


def as_file(evidence):
    return File(evidence.name, reverse("evidence", args=[evidence.pk]), filesizeformat(evidence.size), evidence.sha256)


def as_picture(facts, take_down_url=""):
    """From what photos.facts() told of a photo, today or when it was published."""
    urls = [reverse(name, args=[facts["id"]]) for name in ("photo", "photo_small")]
    return Picture(*urls, facts["words"], facts["taken_down"], take_down_url)
