"""Pages for people without an account who hold a code: what it opens, and the one answer that some codes allow. Wrong codes are counted."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView

from core.errors import DomainError
from core.pages.parts import Crumb
from core.pages.views import ActionPage, Page, not_kept
from core.papers import tries

MOST_WRONG_CODES = 20


class Coded:
    """`tried` names what is counted, `wrong` says what one reads after a wrong code, `look_up(code)` gives the row or None."""

    public = True
    tried = ""
    wrong = ""
    look_up = None

    def blocked(self):
        """Words for an address that has tried too many wrong codes; empty for all others."""
        return _("试错的次数太多了，请过一刻钟再试。") if tries.too_many(self.tried, self.request, MOST_WRONG_CODES) else ""

    def found_by(self, code):
        """The row, or None; then the try is counted, also where the code is missing: a guess is a guess."""
        if self.blocked():
            return None
        found = type(self).look_up(code)
        if found is None:
            tries.count(self.tried, self.request)
        return found


class FindByCode(Coded, Page, FormView):
    """A form for the code; then, on the same address, what it opens: `context_of(found, code)`."""

    def form_valid(self, form):
        words, code = self.blocked(), form.cleaned_data["code"]
        found = self.found_by(code)
        if found is None:
            form.add_error("code", words or self.wrong)
            return self.form_invalid(form)
        return not_kept(self.render_to_response(self.get_context_data(**self.context_of(found, code))))

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class AnswerByCode(Coded, ActionPage):
    """The answer of whoever holds the code, sent from the page at `find_url_name`; `facts_of(found)` stands above the form again."""

    find_url_name = ""

    def get(self, request, *args, **kwargs):
        return redirect(self.find_url_name)

    def crumbs(self):
        return [Crumb(_("首页"), reverse("home")), Crumb(self.title, reverse(self.find_url_name)), Crumb(_("答复"))]

    def cancel_url(self):
        return reverse(self.find_url_name)

    def next_url(self, result):
        return reverse(self.find_url_name)

    def get_context_data(self, **kwargs):
        found = self.found_by(self.request.POST.get("code", ""))
        return super().get_context_data(facts=self.facts_of(found) if found else [], **kwargs)

    def shown_again(self, form):
        """What the code opened stands above the form."""
        return not_kept(super().shown_again(form))

    def form_valid(self, form):
        if words := self.blocked():
            return self.refused(form, DomainError("too_many", words, field="code"))
        return super().form_valid(form)

    def refused(self, form, error):
        if error.code == "no_such_code":
            error = DomainError(error.code, error.message)  # its field is hidden: the words stand above the form
        return super().refused(form, error)
