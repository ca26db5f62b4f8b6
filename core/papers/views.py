"""Anybody's check of a paper by its code, and the register of issued papers."""

import django_filters
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.views.generic import TemplateView, View

from core.evidence.sniffing import DOCX
from core.pages.parts import Crumb, Fact
from core.pages.tables import Column, PageFilter
from core.pages.views import DetailPage, ListPage, Page, not_kept
from core.papers import registry, services, tries
from core.papers.models import IssuedPaper

MOST_WRONG_CODES = 20
TOO_MANY_REQUESTS = 429


class ByCode(Page):
    """Looks a paper up by its code; wrong codes are counted, and too many of them end the matter for a while."""

    public = True

    def is_blocked(self):
        return tries.too_many("code", self.request, MOST_WRONG_CODES)

    def found(self):
        """The paper, or None. The code is what lets one in: nothing else is asked."""
        issued = services.with_code(self.kwargs["code"])
        if issued is None:
            tries.count("code", self.request)
        return issued


class CheckPaper(ByCode, TemplateView):
    """Is it genuine, what did it say, and does it still hold."""

    title, section = gettext_lazy("文书核验"), "open_data"
    template_name = "core/papers/check.html"

    def crumbs(self):
        return [Crumb(_("核验"), reverse("verify")), Crumb(str(self.title))]

    def get(self, request, *args, **kwargs):
        blocked = self.is_blocked()
        issued = None if blocked else self.found()
        status = 200 if issued else TOO_MANY_REQUESTS if blocked else 404
        context = self.get_context_data(issued=issued, blocked=blocked, code=kwargs["code"], **(shown(issued) if issued else {}))
        response = not_kept(self.render_to_response(context, status=status))
        response["X-Robots-Tag"] = "noindex"  # the address is the code
        return response


def shown(issued):
    """What the page says of a genuine paper."""
    kind = registry.kind(issued.kind)
    facts = [
        Fact(_("文书"), kind.label),
        Fact(_("文号"), issued.number),
        Fact(_("签发时间"), issued.issued_at),
        Fact(_("反映情况截至"), issued.as_of),
        Fact(_("核验码"), issued.shown_code),
        *kind.certified(issued),
    ]
    return {"facts": facts, "changes": kind.changes(issued), "kind": kind}


class PaperAgain(ByCode, View):
    """The same paper once more, for the kinds that anybody may have."""

    def get(self, request, *args, **kwargs):
        issued = None if self.is_blocked() else self.found()
        if not issued or not registry.kind(issued.kind).is_public:
            raise Http404
        return pdf_response(issued)


class PaperFilter(PageFilter):
    kind = django_filters.ChoiceFilter(label=gettext_lazy("种类"), choices=lambda: [(kind.code, kind.label) for kind in registry.kinds()])


class Papers(ListPage):
    model, section = IssuedPaper, "records"
    title = gettext_lazy("签发的文书")
    filter_class = PaperFilter
    search_fields = ("number", "issued_to", "code")
    search_label = gettext_lazy("文号、出具给谁或者核验码")
    order = ("-issued_at",)
    unit = ngettext_lazy("份", "份")
    columns = (
        Column(gettext_lazy("文号"), "number", note="kind_label", note_label=gettext_lazy("种类"), link=True),
        Column(gettext_lazy("出具给"), "issued_to"),
        Column(gettext_lazy("截至日期"), "as_of"),
        Column(gettext_lazy("签发时间"), "issued_at"),
        Column(gettext_lazy("核验码"), "shown_code"),
    )
    empty_title = gettext_lazy("还没有签发过文书")


class Paper(DetailPage):
    """One paper of the register."""

    model, section = IssuedPaper, "records"
    template_name = "core/papers/detail.html"

    def crumbs(self):
        return [Crumb(_("签发的文书"), reverse("papers")), Crumb(self.object.number)]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**shown(self.object), **kwargs)


class PrintPaper(Page, View):
    def get(self, request, pk):
        issued = get_object_or_404(IssuedPaper.objects.visible_to(request.user), pk=pk)
        kind = registry.kind(issued.kind)
        self.check(kind)
        if kind.printed:
            kind.printed(issued, self.actor())
        return self.response(issued)

    def check(self, kind):
        """Every kind can be printed."""

    def response(self, issued):
        return pdf_response(issued)


class PaperAsWord(PrintPaper):
    """The same words to work on with, for the kinds that have it."""

    def check(self, kind):
        if not kind.has_word:
            raise Http404

    def response(self, issued):
        return word_response(issued)


def pdf_response(issued):
    return file_response(services.pdf_of(issued), "application/pdf", f'inline; filename="{issued.shown_code}.pdf"')


def word_response(issued):
    return file_response(services.word_of(issued), DOCX, f'attachment; filename="{issued.shown_code}.docx"')


def file_response(content, content_type, disposition):
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = disposition
    response["Cache-Control"] = "private, no-store"
    return response


def to_code(request):
    """Where the form leads: to the page of the code that was typed; None where none was."""
    code = request.GET.get("code", "").strip()
    return redirect("verify_code", code=code.replace("/", "")[:60] or "-") if code else None
