"""Taking in a document, and settling beside the source what was read in it (M2)."""

import django_filters
from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy
from django.views.generic import View

from commitments.intake import services
from commitments.intake.forms import SplitForm, TakeInForm, TaskForm
from commitments.intake.matching import Directory
from commitments.intake.models import DraftTask, DraftUnit, IntakeDocument
from commitments.intake.source import paragraphs
from core.accounts.models import Role
from core.directory.models import Agency
from core.errors import DomainError
from core.pages.forms import is_key
from core.pages.parts import Crumb, Fact, Mark
from core.pages.tables import Column, PageFilter
from core.pages.views import ActionPage, DetailPage, ListPage, ObjectMixin, Page


class IntakeFilter(PageFilter):
    state = django_filters.ChoiceFilter(label=gettext_lazy("状态"), choices=IntakeDocument.State.choices, empty_label=gettext_lazy("全部"))


class IntakeList(ListPage):
    model = IntakeDocument
    title = gettext_lazy("收文")
    lead = gettext_lazy("文件进来，任务出来；确认以后登记为承诺，开始计时。")
    template_name = "commitments/intake/list.html"
    filter_class = IntakeFilter
    search_fields = ("title", "number", "issuer")
    search_label = gettext_lazy("标题、文号或发文机关")
    order = ("-id",)
    unit = ngettext_lazy("份", "份")
    columns = (
        Column(gettext_lazy("文件"), "title", note="number", note_label=gettext_lazy("文号"), link=True),
        Column(gettext_lazy("发文机关"), "issuer"),
        Column(gettext_lazy("成文日期"), "written_on"),
        Column(gettext_lazy("任务"), "task_count", numeric=True),
        Column(gettext_lazy("已登记"), "registered_count", numeric=True),
        Column(gettext_lazy("状态"), lambda row: Mark("done" if row.state == "done" else "plain", row.get_state_display())),
    )
    empty_title = gettext_lazy("还没有收文")
    empty_text = gettext_lazy("上传或者粘贴一份布置任务的文件。")

    @property
    def empty_action(self):
        return _("收一份文件"), reverse("intake_new")

    def queryset(self):
        registered = Count("tasks", filter=Q(tasks__registered=True))
        return IntakeDocument.objects.annotate(task_count=Count("tasks"), registered_count=registered)


def take_in_upload(*, by, file, text):
    """A file wins over pasted words; what is wrong with it is said beside it."""
    agency = own_agency(by)
    if not file:
        return services.take_in(text=text, agency=agency, by=by)
    try:
        return services.take_in_file(name=file.name, content=file.read(), agency=agency, by=by)
    except DomainError as error:
        error.data["field"] = "file"
        raise


def own_agency(by):
    """The agency for which the actor takes documents in. Raises DomainError("refused") for one who is clerk nowhere."""
    clerk_at = sorted(agency for role, agency in by.memberships if role == Role.CLERK)
    if not clerk_at:
        raise DomainError("refused", _("收文由经办人办理。请用经办人账号登录。"))
    return Agency.objects.get(pk=clerk_at[0])


class TakeIn(ActionPage):
    """Upload or paste. The same document leads to where it is already."""

    model = IntakeDocument
    title = gettext_lazy("收一份文件")
    template_name = "commitments/intake/new.html"
    form_class = TakeInForm
    service = take_in_upload
    submit_label = gettext_lazy("读出任务，下一步核对")
    hint = gettext_lazy("系统读出文号、日期和每项任务的单位、期限，由你核对。核对以前什么都不会登记。")

    def get(self, request, *args, **kwargs):
        # who is clerk nowhere is told before typing anything; a visitor never comes here
        own_agency(self.actor())
        return super().get(request, *args, **kwargs)

    def cancel_url(self):
        return reverse("intake")

    def crumbs(self):
        return [Crumb(_("收文"), reverse("intake")), Crumb(_("收一份文件"))]

    def next_url(self, result):
        return result.get_absolute_url()


class IntakeDocumentPage(DetailPage):
    """The source on the left, what was read on the right; the same number on both sides links both ways."""

    model = IntakeDocument
    template_name = "commitments/intake/document.html"

    def queryset(self):
        return IntakeDocument.objects.select_related("agency")

    def crumbs(self):
        return [Crumb(_("收文"), reverse("intake")), Crumb(str(self.object))]

    def page_title(self):
        return self.object.title

    def get_context_data(self, **kwargs):
        document = self.object
        tasks = list(document.tasks.prefetch_related("units__agency", "commitments"))
        pending = [task for task in tasks if task.is_pending]
        ready = [task for task in pending if not task.open_questions]
        may_settle = self.actor().has(Role.CLERK, agency=document.agency)
        return super().get_context_data(
            kind=_("收文，核对任务") if document.state == "open" else _("收文"),
            state=Mark("done" if document.state == "done" else "plain", document.get_state_display()),
            lead=_("左边是原文，右边是读出来的任务，点编号可以对照。确认以前，什么都不会登记。") if pending else "",
            facts=facts(document, tasks, pending, ready),
            paragraphs=paragraphs(document.text, tasks),
            drafts=drafts(tasks, may_settle),
            pending=pending,
            ready=ready,
            may_settle=may_settle,
            **kwargs,
        )


def facts(document, tasks, pending, ready):
    units = [unit for task in tasks for unit in task.units.all()]
    matched = sum(1 for unit in units if unit.agency_id)
    read = _("%(ready)d项齐全，%(open)d项要补") % {"ready": len(ready), "open": len(pending) - len(ready)} if pending else _("全部核对完")
    return [
        Fact(_("文号"), document.number or _("没有")),
        Fact(_("发文机关"), document.issuer or _("没有写明")),
        Fact(_("成文日期"), document.written_on or document.published_on or _("没有写明")),
        Fact(_("识别结果"), read, note=_("单位%(all)d处，%(matched)d处对上名录") % {"all": len(units), "matched": matched}),
    ]


def drafts(tasks, may_settle):
    """What the page shows of each task; suggestions only where a unit is still open."""
    directory = Directory() if any(unit.is_open for task in tasks for unit in task.units.all()) else None
    return [draft(number, task, directory if may_settle else None) for number, task in enumerate(tasks, start=1)]


def draft(number, task, directory):
    questions = task.open_questions if task.is_pending else []
    return {
        "n": number,
        "task": task,
        "rows": [
            (_("牵头单位"), [unit_mark(unit) for unit in task.leads]),
            (_("配合单位"), [unit_mark(unit) for unit in task.cooperating]),
        ],
        "limit": limit_words(task),
        "limit_source": task.limit_words,
        "questions": task.own_questions if questions else [],
        "fixes": [(unit, directory.suggestions(unit.words)) for unit in task.units.all() if directory and task.is_pending and unit.is_open],
        "may_lead": [unit.agency for unit in task.cooperating if unit.agency] if lacks_lead(task) else [],
        "chosen": not questions,
    }


def lacks_lead(task):
    """Whether a unit that was named still has to be told to lead."""
    return task.is_pending and not any(unit.agency_id for unit in task.leads)


def unit_mark(unit):
    if unit.agency:
        return Mark("done", unit.agency.short_name)
    return Mark("plain", unit.words) if unit.settled else Mark("bad", _("%(words)s，名录里没有") % {"words": unit.words})


def limit_words(task):
    if task.due_on:
        return task.due_on
    if task.limit_kind == "periodic":
        return task.get_frequency_display()
    return _("长期坚持") if task.limit_kind == "continuous" else Mark("bad", _("没有期限"))


class PostOnly(ObjectMixin, Page, View):
    """A button on the document's page: one service; a refusal is said on the page that one comes back to."""

    http_method_names = ["post"]

    def post(self, request, pk):
        subject = self.object
        try:
            self.act(subject)
        except DomainError as error:
            messages.error(request, error.message)
        return redirect(self.back_to(subject))

    def back_to(self, subject):
        return subject.get_absolute_url()


class ConfirmTasks(PostOnly):
    model = IntakeDocument

    def act(self, document):
        chosen = [int(key) for key in self.request.POST.getlist("chosen") if is_key(key)]
        tasks = document.tasks.filter(pk__in=chosen)
        made = services.confirm_tasks(document=document, tasks=list(tasks), by=self.actor())
        words = ngettext("已登记%(count)d项承诺，开始计时。", "已登记%(count)d项承诺，开始计时。", len(made))
        messages.success(self.request, words % {"count": len(made)})


class SettleUnit(PostOnly):
    """The chosen agency, or "words": the unit is outside the directory and its words stay."""

    model = DraftUnit

    def visible(self):
        return DraftUnit.objects.filter(task__in=DraftTask.objects.visible_to(self.request.user)).select_related("task__document")

    def act(self, unit):
        choice = self.request.POST.get(f"unit_{unit.pk}", "")
        agency = Agency.objects.active().filter(pk=choice).first() if is_key(choice) else None
        if agency is None and choice != "words":
            raise DomainError("bad_choice", _("请先选择“%(words)s”是哪个单位。") % {"words": unit.words})
        services.settle_unit(unit=unit, agency=agency, by=self.actor())

    def back_to(self, unit):
        return unit.task.get_absolute_url()


class TaskPost(PostOnly):
    model = DraftTask

    def queryset(self):
        return DraftTask.objects.select_related("document")

    def back_to(self, task):
        return task.get_absolute_url()


class DropTask(TaskPost):
    def act(self, task):
        services.drop_task(task=task, by=self.actor())


class RestoreTask(TaskPost):
    def act(self, task):
        services.restore_task(task=task, by=self.actor())


class MergeTask(TaskPost):
    def act(self, task):
        services.merge_task(task=task, by=self.actor())


class TaskPage(ActionPage):
    model = DraftTask
    object_argument = "task"
    template_name = "commitments/intake/task.html"

    def queryset(self):
        return DraftTask.objects.select_related("document").prefetch_related("units__agency")

    def crumbs(self):
        document = self.object.document
        return [Crumb(_("收文"), reverse("intake")), Crumb(str(document), document.get_absolute_url()), Crumb(str(self.page_title()))]


class NameLead(TaskPost):
    def act(self, task):
        choice = self.request.POST.get(f"lead_{task.pk}", "")
        agency = Agency.objects.active().filter(pk=choice).first() if is_key(choice) else None
        services.name_lead(task=task, agency=agency, by=self.actor())


class EditTask(TaskPage):
    title = gettext_lazy("核对任务")
    form_class = TaskForm
    service = services.edit_task
    submit_label = gettext_lazy("保存，回到核对页")

    def get_initial(self):
        task = self.object
        known = [("leads", task.leads), ("cooperating", task.cooperating)]
        chosen = {name: [unit.agency for unit in units if unit.agency] for name, units in known}
        return chosen | {name: getattr(task, name) for name in ("title", "limit_kind", "due_on", "frequency", "criterion")}


class SplitTask(TaskPage):
    title = gettext_lazy("分成两项任务")
    form_class = SplitForm
    service = services.split_task
    submit_label = gettext_lazy("从这一句起分开")
    hint = gettext_lazy("单位和期限两项都保留，分开以后可以分别修改。")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"task": self.object}
