"""The three kinds of page. Each begins with the rows that the reader may see, so that a room's page is three lines.

A page names its `model` (or overrides `queryset()`); its rows always come from `visible_to(request.user)`. What somebody
may not see does not exist for them: 404.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from django.views.generic.base import ContextMixin

from core.accounts.actor import Actor
from core.errors import DomainError
from core.history import version_of
from core.pages.forms import DecidingForm, PageForm
from core.pages.once import decided_alone, led_to_before, sending
from core.pages.parts import Action, Crumb
from core.pages.tables import ListMixin
from core.states.services import find_step

UNPROCESSABLE = 422


def not_kept(response):
    """No browser and no cache keeps what was shown: at a window the next person sits at the same machine."""
    response.headers.setdefault("Cache-Control", "private, no-store")
    return response


class Page(ContextMixin):
    """What all pages share. Staff pages ask for a login, show the white masthead and are not kept; `public = True` does none of it."""

    public = False
    model: Any = None
    title: Any = ""

    def dispatch(self, request, *args, **kwargs):
        if self.public:
            return super().dispatch(request, *args, **kwargs)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return not_kept(super().dispatch(request, *args, **kwargs))

    def queryset(self):
        """Rows to start from, before scoping: the place for select_related and annotations."""
        return self.model._default_manager.all()

    def visible(self):
        """The rows that this reader may see. Everything else on the page is a part of these."""
        return self.queryset().visible_to(self.request.user)

    def actor(self) -> Actor:
        return Actor.of(self.request.user)

    def page_title(self) -> str:
        return self.title

    def crumbs(self) -> list[Crumb]:
        """The way here; it ends with the page itself, which has no url."""
        return []

    def get_context_data(self, **kwargs):
        shared = {
            "base_template": "base.html" if self.public else "staff.html",
            "title": self.page_title(),
            "crumbs": self.crumbs(),
        }
        return super().get_context_data(**shared, **kwargs)


class ListPage(ListMixin, Page, TemplateView):
    """A scoped list: filters and search in the URL, sort, bounded count, keyset pages, export of exactly what is shown."""

    template_name = "pages/list.html"


class ObjectMixin:
    """Finds the page's object among the visible rows: by pk, or by the field that `lookup` names."""

    lookup = "pk"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self._object = None

    @property
    def object(self):
        if self._object is None:
            self._object = get_object_or_404(self.visible(), **{self.lookup: self.kwargs[self.lookup]})
        return self._object


class DetailPage(ObjectMixin, Page, TemplateView):
    """One object, what the reader can do with it now, and who can do the rest.

    `pages_of_steps` maps the state that a step leads to, to the URL name of the page where the step is taken.
    """

    template_name = "pages/detail.html"
    pages_of_steps: dict[str, str] = {}

    def page_title(self) -> str:
        return self.title or str(self.object)

    def actions(self) -> list[Action]:
        """Links for the steps that this reader can take and that have a page; the first is the filled button."""
        steps = [step for step in self.own_steps() if step.target in self.pages_of_steps]
        return [self.action(step, primary=position == 0) for position, step in enumerate(steps)]

    def action(self, step, primary: bool) -> Action:
        return Action(step.label, reverse(self.pages_of_steps[step.target], args=[self.kwargs[self.lookup]]), primary)

    def own_steps(self) -> list:
        return self.object.steps_for(self.actor()) if self.has_steps() else []

    def others_steps(self) -> list[tuple]:
        """Pairs of a step that others can take and why this reader can't."""
        return self.object.steps_for_others(self.actor()) if self.has_steps() else []

    def missing(self) -> list[str]:
        """What the reader's own steps still need, each sentence once."""
        return list(dict.fromkeys(str(words) for step in self.own_steps() for words in self.object.missing(step)))

    def deciding(self, form_class):
        """The form of a decision that is taken on this page."""
        return form_class(initial={"seen": version_of(self.object)})

    def has_steps(self) -> bool:
        return self.request.user.is_authenticated and hasattr(self.object, "steps_for")

    def get_context_data(self, **kwargs):
        shared = {
            "object": self.object,
            "next_steps": self.own_steps(),
            "actions": self.actions(),
            "missing": self.missing(),
            "others_steps": self.others_steps(),
        }
        return super().get_context_data(**shared, **kwargs)


class ActionPage(ObjectMixin, Page, FormView):
    """Parses one form and calls one service with `by` and what the form holds; a refusal is shown at the form.

    With `object_argument = ""` the page makes something new and looks up no object. What the service returns is shown next.
    `step` names the state that the action leads to: who may not take that step is told why instead of being shown the form. So is who does not
    pass `check(object, actor)`, for what is no step of the table; where nothing is looked up it is `check(actor)`.
    """

    template_name = "pages/action.html"
    form_class: type[PageForm] = PageForm
    service: Callable
    object_argument = ""
    step = ""
    check: Callable | None = None
    success_message: Any = ""
    submit_label: Any = _("保存")
    hint: Any = ""

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except DomainError:
            if self._object or not self.object_argument:
                request.way_back = self.cancel_url()  # for the page that says why
            raise

    def get_context_data(self, **kwargs):
        shared = {
            "object": self.object if self.object_argument else None,
            "submit_label": self.submit_label,
            "hint": self.hint,
            "cancel_url": self.cancel_url(),
        }
        return super().get_context_data(**shared, **kwargs)

    def get(self, request, *args, **kwargs):
        if check := type(self).check:
            check(*([self.object] if self.object_argument else []), self.actor())
        if self.step and (why := self.object.refusal(find_step(self.object, self.step), self.actor())):
            raise DomainError("refused", why)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if earlier := led_to_before(request):  # also where the first sending took the object away
            return redirect(earlier)
        if self.object_argument:
            self.object  # noqa: B018  what may not be seen answers 404, whatever the form holds
        return super().post(request, *args, **kwargs)

    def get_initial(self):
        return super().get_initial() | ({"seen": self.version()} if issubclass(self.get_form_class(), DecidingForm) else {})

    def arguments(self, form) -> dict:
        """What the service is called with, besides `by`."""
        found = {self.object_argument: self.object} if self.object_argument else {}
        return found | form.cleaned_data

    def form_valid(self, form):
        with sending(self.request) as sent:
            if sent.earlier:
                return redirect(sent.earlier)
            error = self.carried_out(form, sent)
        if error:
            return self.refused(form, error)
        if self.success_message:
            messages.success(self.request, self.success_message)
        return redirect(self.led_to)

    def carried_out(self, form, sent) -> DomainError | None:
        """Call the service; the rule that refused it, if one did."""
        if self.changed_since(form.cleaned_data.pop("seen", "")):
            form.data = form.data.copy()
            form.data["seen"] = self.version()  # the next answer is to what stands there now
            return DomainError("changed", _now("你打开页面以后，这一事项有了改动。请重新看过再决定。"))
        try:
            result = type(self).service(by=self.actor(), **self.arguments(form))
        except DomainError as error:
            return error
        self.led_to = self.next_url(result)
        sent.led_to(self.led_to)
        return None

    def changed_since(self, seen: str) -> bool:
        """Whether the object is another version than the one that was read; who says nothing of it is not asked."""
        if not seen:
            return False
        decided_alone(self.object)
        return seen != self.version()

    def version(self) -> str:
        """What a DecidingForm's decision rests on, as text: the object's row; more where it rests on more."""
        return version_of(self.object)

    def form_invalid(self, form):
        """What was valid a moment ago is not any more once it was done: a double click leads to where the first click led."""
        with sending(self.request) as sent:
            if sent.earlier:
                return redirect(sent.earlier)
        return self.shown_again(form)

    def shown_again(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=UNPROCESSABLE)

    def refused(self, form, error: DomainError):
        """The service said no: its words stand at the field that `error.data["field"]` names, or above the form."""
        field = error.data.get("field")
        form.add_error(field if field in form.fields else None, error.message)
        return self.shown_again(form)

    def next_url(self, result) -> str:
        shown = result if hasattr(result, "get_absolute_url") else self.object
        return shown.get_absolute_url()

    def cancel_url(self) -> str:
        return self.object.get_absolute_url() if self.object_argument else ""
