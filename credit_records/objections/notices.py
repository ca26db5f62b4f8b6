"""Who is told what about objections: the office what to do, the source unit what to check, who objected what came out of it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from core.accounts.models import Role
from core.events import names
from core.notices.about import drafts, rows_about
from core.notices.recipients import Holders
from core.notices.registry import notifies
from core.notices.services import LetterDraft
from core.pages.words import day
from credit_records.objections.models import Objection
from credit_records.records.models import AGENCY_STAFF
from credit_records.records.public import masks_of


def office(objection, holders):
    return holders.anywhere(Role.CREDIT_OFFICE)


def deciders(objection, holders):
    makers = {objection.proposed_by_id, objection.record.confirmed_by_id}
    return [user for user in office(objection, holders) if user not in makers]


def source(objection, holders):
    return holders.at(objection.source_id, *AGENCY_STAFF)


def objector_and_source(objection, holders):
    filed_by = holders.at(objection.agency_id, *AGENCY_STAFF) if objection.agency_id else [objection.created_by_id]
    return [*filed_by, *(source(objection, holders) if objection.asked_at else [])]


DECIDED = gettext_lazy("异议已有决定（%(state)s）：%(record)s")
# the state that was reached: title, and who is told; who did it is not
TOLD = {
    "asked": (gettext_lazy("请核查异议：%(record)s"), source),
    "answered": (gettext_lazy("异议可以提出处理意见了：%(record)s"), office),
    "proposed": (gettext_lazy("请决定异议：%(record)s"), deciders),
    "upheld": (DECIDED, objector_and_source),
    "corrected": (DECIDED, objector_and_source),
    "revoked": (DECIDED, objector_and_source),
    "refused": (gettext_lazy("异议不予受理：%(record)s"), objector_and_source),
    "withdrawn": (gettext_lazy("异议已撤回：%(record)s"), office),
}


@notifies(names.STATE_CHANGED, names.OBJECTION_DECIDED)
def told_of_objections(events):
    objections = rows_about(events, Objection.objects.select_related("record__file__agency", "record__file__civil_servant"))
    holders = Holders({key for _event, one in objections for key in (one.agency_id, one.source_id) if key})
    return drafts(objections, lambda event, one: TOLD[event.payload["target"]][1](one, holders), title)


def title(event, objection):
    state = Objection.State(event.payload["target"])
    return TOLD[state][0] % {"record": objection.record, "state": state.label}


@notifies(names.OBJECTION_FILED)
def told_of_new_objections(events):
    office = Holders(set()).anywhere(Role.CREDIT_OFFICE)
    return drafts(
        rows_about(events, Objection.objects.select_related("record")),
        lambda event, one: office,
        lambda event, one: _("有新的异议：%(record)s") % {"record": one.record},
        lambda event, one: one.text,
    )


@notifies(names.OBJECTION_FILED, names.OBJECTION_DECIDED, names.STATE_CHANGED)
def citizens_are_told(events):
    """By mail, where they gave an address: that it was received, and what was decided. Names are masked as on the public page; the receipt code,
    which lets one in, is never written."""
    ended = [event for event in events if event.name != names.STATE_CHANGED or is_last(event)]
    told = rows_about(ended, Objection.objects.exclude(email_sealed="").select_related("record__file__agency", "limit"))
    masks = masks_of([one.record for _event, one in told])
    return [letter(event, one, masks[one.record.file.agency_id]) for event, one in told]


def is_last(event):
    return event.payload["target"] in ("refused", "withdrawn")


def letter(event, objection, masked):
    with override(objection.language):
        words = {"record": masked(objection.record.title), "number": objection.record.number, "state": objection.get_state_display()}
        if event.name == names.OBJECTION_FILED:
            words["day"] = day(objection.limit.due_on)
            title = _("异议已收到：%(record)s")
            body = _(
                "你对“%(record)s”（%(number)s）提出的异议已经收到，应当在%(day)s前办结。查办理情况请打开下面的网址，填写提交时给你的回执码。"
            )
        else:
            words["reason"] = masked(objection.decision) or _("无")
            title = _("异议已办结（%(state)s）：%(record)s")
            body = _("你对“%(record)s”（%(number)s）提出的异议已经办结：%(state)s。理由：%(reason)s")
        return LetterDraft(objection.email_sealed, event.pk, title % words, body % words, reverse("objection_follow"))
