"""Subscribing, confirming and leaving, for everybody, without an account."""

from django.http import Http404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView

from core.errors import DomainError
from core.pages.forms import is_key
from core.pages.parts import Crumb
from core.pages.views import ActionPage, Page
from core.papers import tries
from portal.subscriptions import queries, services
from portal.subscriptions.forms import SubscribeForm
from portal.subscriptions.models import Subscription
from portal.subscriptions.tokens import CONFIRM, LEAVE

MOST_ASKED = 10


class Subscribe(ActionPage):
    """`?commitment=12`, `?agency=3` or `?q=电梯&kind=item` say what to follow; from one address only so many within a quarter of an hour."""

    public = True
    title, submit_label = gettext_lazy("用邮箱订阅"), gettext_lazy("发确认邮件")
    form_class, service = SubscribeForm, services.subscribe
    template_name = "portal/subscriptions/new.html"

    @cached_property
    def target(self):
        asked = {name: self.request.GET.get(name, "").replace("\0", "").strip() for name in ("commitment", "agency", "q", "kind")}
        if any(asked[name] and not is_key(asked[name]) for name in ("commitment", "agency")):
            raise Http404
        words = asked.pop("q")
        found = queries.target_of(words=words, **asked)
        if found is None:
            raise Http404
        return found

    @property
    def subscription(self):
        """What it would be, for its words; nothing is written before the form was sent."""
        return Subscription(**self.target)

    def crumbs(self):
        return [Crumb(_("首页"), reverse("home")), Crumb(self.subscription.about, self.cancel_url()), Crumb(self.title)]

    def get_context_data(self, **kwargs):
        """The name of what is followed stands above the title."""
        return super().get_context_data(**kwargs) | {"object": self.subscription.about}

    @property
    def hint(self):
        if "entry" in self.target:
            return _("报告进展、期限变动、逾期、兑现没有兑现，当时就发邮件。")
        return _("有变化的那一天发一封邮件，没有变化不发。")

    def cancel_url(self):
        return queries.page_of(self.subscription)

    def form_valid(self, form):
        if tries.too_many("subscription", self.request, MOST_ASKED):
            return self.refused(form, DomainError("too_many", _("这一会儿订阅得太多了，请过一刻钟再试。")))
        return super().form_valid(form)

    def arguments(self, form):
        return {"target": self.target, "language": get_language(), **form.cleaned_data}

    def next_url(self, result):
        tries.count("subscription", self.request)
        return reverse("subscription_asked")


class Asked(Page, TemplateView):
    """The same for every address, known or not."""

    public = True
    title, template_name = gettext_lazy("请到邮箱里确认"), "portal/subscriptions/asked.html"


class OfToken(Page, TemplateView):
    """What the link of a mail leads to: a page with one button; nothing happens by opening it, since programs open links, too."""

    public = True
    purpose, gone_title, done_title, service = "", "", "", None

    @cached_property
    def subscription(self):
        return queries.of_token(self.purpose, self.kwargs["token"])

    def page_title(self):
        return self.title if self.subscription else self.gone_title

    def post(self, request, *args, **kwargs):
        subscription = self.subscription
        if subscription is None:
            return self.get(request, *args, **kwargs)
        type(self).service(subscription=subscription, by=self.actor())
        return self.render_to_response(self.get_context_data(done=True) | {"title": self.done_title})

    def get_context_data(self, **kwargs):
        page = queries.page_of(self.subscription) if self.subscription else reverse("home")
        return super().get_context_data(subscription=self.subscription, page=page, **kwargs)


@method_decorator(never_cache, name="dispatch")
class Confirm(OfToken):
    purpose, service = CONFIRM, services.confirm
    title, done_title = gettext_lazy("确认订阅"), gettext_lazy("已经订阅")
    gone_title = gettext_lazy("这个确认链接不能用了")
    template_name = "portal/subscriptions/confirm.html"


@method_decorator([never_cache, csrf_exempt], name="dispatch")
class Leave(OfToken):
    """One click in the mail program (RFC 8058) or on the page. The token is what allows it, so no other one is asked for."""

    purpose, service = LEAVE, services.leave
    title, done_title = gettext_lazy("退订"), gettext_lazy("已经退订")
    gone_title = gettext_lazy("已经退订")
    template_name = "portal/subscriptions/leave.html"
