"""The staff doors: measures in force, and credit checks (信用审查)."""

import django_filters
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext, pgettext_lazy

from core.pages.parts import Crumb
from core.pages.tables import Column, PageFilter, Sort
from core.pages.views import ActionPage, ListPage
from credit_records.measures import queries, services, shown
from credit_records.measures.forms import QuestionForm
from credit_records.measures.models import EligibilityAnswer, EligibilityQuestion, Measure, MeasureType
from credit_records.records.models import FileLook, staff_agencies
from credit_records.records.views.looking import ExportLeavesLooks, LeavesLook


class MeasureFilter(PageFilter):
    effect = django_filters.ChoiceFilter(label=gettext_lazy("效力"), field_name="type__effect", choices=MeasureType.Effect.choices)
    type = django_filters.ModelChoiceFilter(label=gettext_lazy("措施"), queryset=MeasureType.objects.effective())
    when = django_filters.ChoiceFilter(
        label=gettext_lazy("时间"),
        method="at_time",
        choices=[("now", gettext_lazy("正在执行")), ("over", gettext_lazy("已经结束"))],
        empty_label=gettext_lazy("全部"),
    )

    def at_time(self, rows, name, value):
        running = rows.in_force().values("pk")
        return rows.filter(pk__in=running) if value == "now" else rows.exclude(pk__in=running)


class MeasureList(ExportLeavesLooks, ListPage):
    model, section, record_path = Measure, "records", "record"
    title = gettext_lazy("惩戒和激励措施")
    filter_class = MeasureFilter
    search_fields, search_label = (
        ("record__number", "file__agency__name", "file__civil_servant__name"),
        gettext_lazy("记录编号、单位或者姓名"),
    )
    sorts = {"newest": Sort(gettext_lazy("最近开始的在前"), ("-pk",)), "oldest": Sort(gettext_lazy("最早开始的在前"), ("pk",))}
    columns = (
        Column(gettext_lazy("措施"), "type.name", note="type.legal_basis", note_label=gettext_lazy("依据"), link=True),
        Column(gettext_lazy("对象"), "file.subject"),
        Column(gettext_lazy("记录"), "record.number", note="record.type.name", note_label=gettext_lazy("记录类型")),
        Column(gettext_lazy("开始"), "started_on", note=shown.until, note_label=gettext_lazy("结束")),
        Column(gettext_lazy("效力"), shown.effect_mark, note="end_reason", note_label=gettext_lazy("结束的原因")),
    )
    empty_title = gettext_lazy("没有可以看的措施")
    empty_text = gettext_lazy("记录生效后，按措施目录自动产生；记录失效，措施同时结束。")

    def queryset(self):
        return Measure.objects.select_related("type", "record__type", "file__agency", "file__civil_servant")


class QuestionList(ListPage):
    model, section = EligibilityQuestion, "records"
    title = pgettext_lazy("清单", "信用审查")
    template_name = "credit_records/measures/questions.html"
    search_fields, search_label = ("matter", "number"), gettext_lazy("事项、编号")
    sorts = {"newest": Sort(gettext_lazy("最近审查的在前"), ("-pk",)), "oldest": Sort(gettext_lazy("最早审查的在前"), ("pk",))}
    unit = ngettext_lazy("次", "次")
    columns = (
        Column(gettext_lazy("拟评拟任事项"), "matter", note="number", note_label=gettext_lazy("编号"), link=True),
        Column(gettext_lazy("审查事项"), "purpose.name"),
        Column(gettext_lazy("审查哪一天"), "on"),
        Column(gettext_lazy("审查单位"), "agency.short_name", note="asked_by", note_label=gettext_lazy("审查人")),
    )
    empty_title = gettext_lazy("还没有做过信用审查")
    empty_text = gettext_lazy("评优评先、晋升、录用之前，查一查有没有限制的措施。")

    def queryset(self):
        return EligibilityQuestion.objects.select_related("purpose", "agency", "asked_by")


class AskEligibility(ActionPage):
    section = "records"
    title, submit_label = gettext_lazy("做一次信用审查"), gettext_lazy("审查，出具结论")
    template_name = "credit_records/measures/ask.html"
    form_class, service = QuestionForm, services.ask_eligibility

    def get_form_kwargs(self):
        services.asking_agency_id(self.actor())  # nobody fills in a long form only to hear that it is not theirs
        return super().get_form_kwargs() | {"own_agency_ids": staff_agencies(self.actor())}

    def crumbs(self):
        return [Crumb(pgettext("清单", "信用审查"), reverse("eligibilities")), Crumb(self.title)]

    def cancel_url(self):
        return reverse("eligibilities")


class IssueLetter(ActionPage):
    model, object_argument, section = EligibilityQuestion, "question", "records"
    title, submit_label = gettext_lazy("出具信用审查结论书"), gettext_lazy("出具结论书")
    hint = gettext_lazy("结论书有文号和核验码，收到的人可以在网上核对真伪，看以后有没有变化。内容一样的不另编文号。")
    service = services.issue_letter
    success_message = gettext_lazy("结论书已出具")

    def queryset(self):
        return super().queryset().select_related("purpose", "agency")

    def crumbs(self):
        return [
            Crumb(_("信用审查"), reverse("eligibilities")),
            Crumb(self.object.number, self.object.get_absolute_url()),
            Crumb(self.title),
        ]


class AnswerFilter(PageFilter):
    outcome = django_filters.ChoiceFilter(label=gettext_lazy("结论"), choices=EligibilityAnswer.Outcome.choices)


class EligibilityAnswers(LeavesLook, ExportLeavesLooks, ListPage):
    """What was answered to one question: a conclusion a subject, with its grounds."""

    model, section = EligibilityAnswer, "records"
    template_name = "credit_records/measures/answers.html"
    filter_class = AnswerFilter
    search_fields, search_label = ("about__name", "civil_servant__name"), gettext_lazy("单位或者姓名")
    order = ("pk",)
    unit = ngettext_lazy("个", "个")
    page_size = 50
    conclusions = (
        Column(gettext_lazy("对象"), "subject", note=shown.subject_home, note_label=gettext_lazy("所在单位")),
        Column(gettext_lazy("结论"), shown.outcome_mark),
    )
    empty_title = gettext_lazy("没有符合的结论")
    look_under = FileLook.Under.CHECK

    @cached_property
    def question(self):
        seen = EligibilityQuestion.objects.visible_to(self.request.user).select_related("purpose", "agency", "asked_by")
        return get_object_or_404(seen, pk=self.kwargs["pk"])

    @property
    def columns(self):
        """What was found is kept whole; the reasons are told as far as this reader may see the records behind them."""
        return (*self.conclusions, Column(gettext_lazy("理由"), lambda answer: shown.grounds(answer, self.seen_records)))

    @cached_property
    def seen_records(self):
        return queries.records_behind(self.question.answers.all()).visible_to(self.request.user).in_bulk()

    @property
    def look_purpose(self):
        return self.question.matter

    def files_shown(self):
        return queries.files_answered_from(self.rows())

    def page_title(self):
        return self.question.matter

    def crumbs(self):
        return [Crumb(pgettext("清单", "信用审查"), reverse("eligibilities")), Crumb(self.question.number)]

    def queryset(self):
        return EligibilityAnswer.objects.filter(question=self.question).select_related("about", "civil_servant__agency")

    def get_context_data(self, **kwargs):
        kind = _("信用审查，%(number)s") % {"number": self.question.number}
        return super().get_context_data(
            question=self.question, kind=kind, facts=shown.facts(self.question), today=timezone.localdate(), **kwargs
        )
