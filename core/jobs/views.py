"""The pages of long work: one's jobs, and one job that shows how far it is."""

import django_filters
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from core.evidence.shown import files_of
from core.jobs import shown
from core.jobs.models import Job
from core.pages.parts import Action, Crumb
from core.pages.tables import Column, PageFilter, Sort
from core.pages.views import DetailPage, ListPage


class JobFilter(PageFilter):
    state = django_filters.ChoiceFilter(label=gettext_lazy("状态"), choices=Job.State.choices)


class JobList(ListPage):
    model, title = Job, gettext_lazy("任务")
    lead = gettext_lazy("导入、核对、导出这些费时的事在后台办，办完会有消息。")
    filter_class = JobFilter
    sorts = {"newest": Sort(gettext_lazy("最近发起的在前"), ("-pk",)), "oldest": Sort(gettext_lazy("最早发起的在前"), ("pk",))}
    unit = ngettext_lazy("个", "个")
    columns = (
        Column(gettext_lazy("任务"), str, note=lambda job: job.summary or job.error, note_label=gettext_lazy("结果"), link=True),
        Column(gettext_lazy("发起人"), "asked_by"),
        Column(gettext_lazy("发起时间"), "created_at"),
        Column(gettext_lazy("状态"), shown.mark),
    )
    empty_title = gettext_lazy("没有任务")

    def queryset(self):
        return super().queryset().select_related("asked_by")


class JobDetail(DetailPage):
    """Asks for itself every second while the job goes on; without script a link does."""

    model, template_name = Job, "core/jobs/detail.html"

    def queryset(self):
        return super().queryset().select_related("asked_by")

    def crumbs(self):
        return [Crumb(_("任务"), reverse("jobs")), Crumb(str(self.object))]

    def actions(self):
        return [Action(_("查看结果"), self.object.result_url, primary=True)] if self.object.result_url else []

    def others_steps(self):
        return []

    def get_context_data(self, **kwargs):
        job = self.object
        return super().get_context_data(
            job=job,
            kind=_("第%(number)d号任务") % {"number": job.pk},
            state=shown.mark(job),
            facts=shown.facts(job),
            progress_words=shown.progress_words(job),
            files=files_of(job),
            **kwargs,
        )
