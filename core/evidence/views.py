"""Evidence leaves the portal through one door, which asks who may see what it proves."""

import logging

from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from core.accounts.actor import Actor
from core.errors import DomainError
from core.evidence import registry
from core.evidence.models import Evidence, Photo
from core.evidence.photos import small_path

logger = logging.getLogger(__name__)


@login_required
@require_GET
def download(request, pk):
    """The file as an attachment, never shown within the portal's own pages."""
    # filtered first: visible_to then asks only about this row's kind of subject
    evidence = get_object_or_404(Evidence.objects.filter(pk=pk).visible_to(request.user))
    try:
        content = evidence.file.open()
    except FileNotFoundError:
        logger.error("the file of evidence %s is missing: %s", evidence.pk, evidence.file.name)
        raise DomainError("file_missing", _("“%(name)s”的文件不在存储里，请告诉系统管理员。") % {"name": evidence.name}) from None
    registry.tell_download(evidence, Actor.of(request.user))
    response = FileResponse(content, as_attachment=True, filename=evidence.name, content_type=evidence.media_type)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_safe
def photo(request, pk, small=False):
    """A photo that everybody may see; what was taken down is not found. Kept by browsers for an hour, so taking down works within one."""
    shown = get_object_or_404(Photo.objects.visible_to(request.user), pk=pk)
    path = small_path(shown.file.name) if small else shown.file.name
    if not default_storage.exists(path):
        logger.error("the file of photo %s is missing: %s", shown.pk, path)
        raise Http404
    response = FileResponse(default_storage.open(path), content_type="image/jpeg")
    response["Cache-Control"] = "public, max-age=3600"
    response["X-Content-Type-Options"] = "nosniff"
    return response
