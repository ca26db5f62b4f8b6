"""Queries and looks as pages show them. The file's page includes `latest_looks`."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.pages.parts import Fact, Mark
from credit_records.access.models import FileQuery
from credit_records.records.models import FileLook
from credit_records.records.services import is_subject

LATEST = 5


def state_mark(query):
    return Mark(query.mark, query.state_words)


def facts(query):
    until = query.grant.expires_at if query.grant else query.wanted_until
    return [
        Fact(_("查谁的档案"), query.file.subject, query.file.civil_servant.agency.name if query.file.civil_servant else ""),
        Fact(_("申请人"), query.created_by, query.agency.short_name),
        Fact(_("用途"), query.get_purpose_display(), query.purpose_words),
        Fact(_("授权到") if query.grant else _("需要查到"), until),
    ]


def authorised(file, actor):
    """Pairs of a query that lets somebody look at the file now and its last day, first to end first: all for those who may know of each look, and one's own for everybody."""
    rows = FileQuery.objects.open().filter(file=file).select_related("created_by", "agency", "grant").order_by("grant__expires_at", "pk")
    rows = rows if actor.oversees or is_subject(file, actor) else rows.filter(created_by=actor.user)
    return [(query, timezone.localdate(query.grant.expires_at - timedelta(seconds=1))) for query in rows]


def latest_looks(file, user):
    """For templates/credit_records/access/_looks.html: 谁看过我的档案, newest first, with the address of all of them."""
    rows = FileLook.objects.visible_to(user).filter(file=file).select_related("user", "agency").order_by("-looked_at", "-id")
    return {"looks": list(rows[:LATEST]), "all_looks": reverse("file_looks", args=[file.pk])}
