"""A batch as its pages show it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.evidence.shown import as_file
from core.pages.parts import Check, Fact, Figure, Mark, Moment
from core.pages.words import short_day
from credit_records.records.models import RecordBatch

MARKS = {
    RecordBatch.State.UPLOADED: "plain",
    RecordBatch.State.CHECKED: "plain",
    RecordBatch.State.IN_REVIEW: "warn",
    RecordBatch.State.CONFIRMED: "done",
    RecordBatch.State.REFUSED: "bad",
    RecordBatch.State.DISCARDED: "plain",
}


def mark(batch):
    return Mark(MARKS[batch.state], state_words(batch))


def state_words(batch):
    """While it is uploaded it is being checked, unless the check has stopped."""
    if batch.state == RecordBatch.State.UPLOADED and not batch.is_busy:
        return _("没有核对完")
    return batch.get_state_display()


def facts(batch):
    entered = _("%(agency)s，%(day)s") % {"agency": batch.agency.short_name, "day": short_day(batch.created_at)}
    rows = [Fact(_("录入"), batch.created_by, entered), Fact(_("表格"), batch.sheet.name, url=reverse("evidence", args=[batch.sheet_id]))]
    if batch.decided_by:
        rows.append(Fact(_("决定"), batch.decided_by, short_day(batch.decided_at)))
    return rows


def figures(batch):
    """What the check found; once entered, how many records there are."""
    rows = reverse("import_rows", args=[batch.pk])
    good = Figure(_("可以录入"), f"{batch.good:,}", _("条"))
    if batch.state in (RecordBatch.State.IN_REVIEW, RecordBatch.State.CONFIRMED, RecordBatch.State.REFUSED):
        good = Figure(_("录入的记录"), f"{batch.good:,}", _("条"), url=reverse("import_records", args=[batch.pk]))
    return [
        good,
        Figure(_("已有，不重复录"), f"{batch.known:,}", _("条"), url=f"{rows}?kind=known" if batch.known else ""),
        Figure(_("有误的行"), f"{batch.bad:,}", _("行"), url=f"{rows}?kind=bad" if batch.bad else "", mark="bad" if batch.bad else ""),
    ]


def checks(batch, papers):
    known = _("%(count)s条已有，不重复录") % {"count": f"{batch.known:,}"} if batch.known else ""
    return [
        Check(_("每一行都核对过，没有有误的"), not batch.bad, known),
        Check(_("有依据材料"), bool(papers), ngettext("%(count)d份", "%(count)d份", len(papers)) % {"count": len(papers)}),
    ]


def papers(batch):
    return [as_file(evidence) for evidence in batch.papers]


def moments(batch):
    """The timeline, newest first."""
    told = [Moment(batch.created_at, _("%(who)s上传表格") % {"who": batch.created_by}, batch.sheet.name)]
    if batch.entered_at:
        words = _("%(who)s录入全部%(count)s条，等信用办确认") % {"who": batch.entered_by, "count": f"{batch.good:,}"}
        told.append(Moment(batch.entered_at, words))
    if batch.decided_at:
        words = _("%(who)s整批确认") if batch.state == RecordBatch.State.CONFIRMED else _("%(who)s整批不予认定")
        told.append(Moment(batch.decided_at, words % {"who": batch.decided_by}, batch.reason))
    return told[::-1]
