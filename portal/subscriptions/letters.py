"""The mails of subscriptions, each in its subscriber's language. Every one that tells something carries the link by which one leaves."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from commitments.register.public import moment
from core.notices.services import LetterDraft
from portal.subscriptions.queries import MOST_SHOWN, page_of
from portal.subscriptions.tokens import CONFIRM, LEAVE, token_to


def beginning(key):
    """How the keys of all letters of a subscription begin."""
    return f"subscription:{key}:"


def letter(subscription, what, title, paragraphs, leaves=True):
    headers = {}
    if leaves:
        url = address("subscription_leave", token_to(LEAVE, subscription))
        paragraphs = [*paragraphs, _("不想再收到，打开下面的网址退订：\n%(url)s") % {"url": url}]
        headers = {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    key = f"{beginning(subscription.pk)}{what}"
    return LetterDraft(subscription.address_sealed, None, title, "\n\n".join(paragraphs), key=key, headers=headers)


def address(name, token):
    return f"{settings.SITE_URL}{reverse(name, args=[token])}"


def please_confirm(subscription):
    with override(subscription.language):
        url = address("subscription_confirm", token_to(CONFIRM, subscription))
        words = {"about": subscription.about, "hours": settings.SUBSCRIPTION_CONFIRMATION_HOURS, "url": url}
        paragraphs = [
            _("有人用这个邮箱订阅了“%(about)s”。确认是你本人要订，请在%(hours)d小时内打开下面的网址：\n%(url)s") % words,
            _("不是你订的，不用理会，以后不会再收到。"),
        ]
        title = _("请确认订阅：%(about)s") % words
        return letter(subscription, f"confirm:{subscription.asked_at:%Y%m%dT%H%M%S%f}", title, paragraphs, leaves=False)


def already_there(subscription):
    with override(subscription.language):
        words = {"about": subscription.about}
        title = _("你已经订阅：%(about)s") % words
        paragraphs = [_("这个邮箱已经订阅了“%(about)s”，不用再订。有了变化会发邮件告诉你。") % words]
        return letter(subscription, f"again:{subscription.asked_at:%Y%m%dT%H%M%S%f}", title, paragraphs)


def words_of(event):
    """Whether the public is told anything of an event."""
    return moment(event) is not None


def happened(subscription, event):
    """One event of a commitment, in the words of its public page."""
    with override(subscription.language):
        entry, told = subscription.entry, moment(event)
        title = _("%(event)s：%(title)s") % {"event": told["title"], "title": entry.title}
        paragraphs = [told["text"], f"{entry.title}\n{settings.SITE_URL}{entry.path}"]
        return letter(subscription, f"event:{event.pk}", title, [part for part in paragraphs if part])


def digest(subscription, entries, until):
    """What has changed since the last one; `entries` are one more than are shown where there are more."""
    with override(subscription.language):
        shown = entries[:MOST_SHOWN]
        count = ngettext("%(count)d件有变化", "%(count)d件有变化", len(shown)) % {"count": len(shown)}
        title = _("%(about)s：%(count)s") % {"about": subscription.about, "count": count}
        paragraphs = [line_of(entry) for entry in shown]
        if len(entries) > MOST_SHOWN:
            paragraphs.append(_("还有更多，请到网站上看：\n%(url)s") % {"url": f"{settings.SITE_URL}{page_of(subscription)}"})
        return letter(subscription, f"digest:{until:%Y%m%dT%H%M%S}", title, paragraphs)


def line_of(entry):
    words = {"title": entry.title, "state": entry.state_words or entry.get_kind_display()}
    return f"{_('%(title)s（%(state)s）') % words}\n{settings.SITE_URL}{entry.path}"
