"""What a creditor who left an address is told by mail. Never the code: a letter lies readable until it is sent, and who reads somebody's mail
must not be let in by it. The agency hands the code over, as it does with that of an application. Nor is the creditor named."""

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from commitments.debts.models import Debt, Instalment, Payment
from commitments.register.shown import public_page
from core.deadlines.models import Deadline
from core.events import names
from core.notices.about import rows_about
from core.notices.registry import notifies
from core.notices.services import LetterDraft
from core.pages.words import day


@notifies(names.STATE_CHANGED)
def confirmed(events):
    """Once, when the debt is confirmed: what will come, and where the code of a payment is typed."""
    events = [event for event in events if (event.payload["source"], event.payload["target"]) == ("draft", "confirmed")]
    debts = rows_about(events, Debt.objects.exclude(email_sealed="").select_related("agency"))
    return [about_debt(event, debt) for event, debt in debts]


def about_debt(event, debt):
    words = {"agency": debt.agency.name, "paper": debt.paper_name, "number": debt.number, "principal": f"{debt.principal:,}"}
    paragraphs = [
        _("%(agency)s已登记并确认欠你的款项（%(number)s，依据“%(paper)s”），本金%(principal)s元。") % words,
        _("以后每登记一笔付款，会发邮件告诉你，并由付款单位另外给你一个收款确认码。请在下面的网页填写确认码，确认收到，或者写明哪里不符。"),
        no_code(),
    ]
    return letter(event, debt, _("欠款已确认：%(number)s") % words, paragraphs, reverse("payment_find"))


@notifies(names.PAYMENT_ENTERED)
def paid(events):
    """At each payment, so that the creditor looks at the account; and when one is taken back, since the first letter is wrong then."""
    payments = rows_about(events, Payment.objects.exclude(debt__email_sealed="").select_related("debt__agency"))
    return [about_payment(event, payment) for event, payment in payments]


def about_payment(event, payment):
    debt = payment.debt
    words = {"agency": debt.agency.name, "number": debt.number, "amount": f"{abs(payment.amount):,}", "day": day(payment.paid_on)}
    if payment.reverses_id:
        text = _("%(agency)s冲销了%(day)s付款%(amount)s元的登记（%(number)s），那笔付款的收款确认码随之失效。") % words
        return letter(event, debt, _("付款的登记已冲销：%(number)s") % words, [text], "")
    paragraphs = [
        _("%(agency)s登记了一笔付款（%(number)s）：%(day)s付%(amount)s元。") % words,
        _("请核对是否收到，在下面的网页填写付款单位给你的收款确认码，确认收到，或者写明哪里不符。还没有拿到确认码的，请向付款单位索取。"),
        no_code(),
    ]
    return letter(event, debt, _("请确认收款：%(number)s") % words, paragraphs, reverse("payment_find"))


@notifies(names.DEADLINE_MISSED)
def missed(events):
    """When an instalment was not paid by its day; the page behind it is public and says how the day was counted."""
    limits = Deadline.objects.filter(content_type__model="commitment", purpose="fulfil").in_bulk({event.object_id for event in events})
    late = {event: limits[event.object_id] for event in events if event.object_id in limits}
    parts = Instalment.objects.filter(commitment__in=[one.object_id for one in late.values()], paid__lt=F("amount"))
    parts = parts.exclude(debt__email_sealed="").select_related("debt__agency")
    found = {part.commitment_id: part for part in parts}
    return [about_late(event, found[limit.object_id]) for event, limit in late.items() if limit.object_id in found]


def about_late(event, part):
    debt = part.debt
    words = {
        "agency": debt.agency.name,
        "number": debt.number,
        "position": part.position,
        "day": day(part.due_on),
        "owed": f"{part.owed:,}",
    }
    text = (
        _("%(agency)s应于%(day)s付清的第%(position)d期（%(number)s）还差%(owed)s元，已经逾期。期限和催办的情况在下面的网页公开。") % words
    )
    return letter(event, debt, _("到期没有付清：%(number)s第%(position)d期") % words, [text], public_page(part.commitment_id))


def no_code():
    return _("这封邮件里没有收款确认码，也不会向你索要账号和密码。")


def letter(event, debt, title, paragraphs, path):
    # under a key, since others may write letters of the same event
    return LetterDraft(debt.email_sealed, None, title, "\n\n".join(paragraphs), path, key=f"creditor:{event.pk}")
