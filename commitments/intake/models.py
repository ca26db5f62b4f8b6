"""Documents taken in (M2): the text, what was read in it, and what a person made of it. Nothing is registered before a person confirms."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from commitments.intake.reading import DOUBTS
from commitments.register.models import Commitment
from core.accounts.actor import Actor
from core.accounts.models import Role
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.directory.models import Agency
from core.history import tracked
from core.states.models import Stateful, state_field
from core.states.steps import Step, guarded


class IntakeDocumentQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """The staff of the agency that took it in, and those who look across agencies."""
        actor = Actor.of(user)
        return self if actor.oversees else self.filter(agency_id__in=actor.agency_ids)


@guarded
@tracked
class IntakeDocument(Scoped, Stateful):
    """收文: a policy document as taken in. The same text is one document, however often it comes."""

    class State(models.TextChoices):
        OPEN = "open", _("待核对")
        DONE = "done", _("已核对")

    INITIAL = ("open",)
    STEPS = [
        Step("open", "done", _("登记选中的任务"), who=(Role.CLERK,)),
        Step("done", "open", _("恢复核对"), who=(Role.CLERK,)),
    ]

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="intake_documents", verbose_name=_("收文单位"))
    file_name = models.CharField(_("文件名"), max_length=200, blank=True)  # empty where the text was pasted
    text = models.TextField(_("原文"))
    sha256 = models.CharField(_("原文摘要"), max_length=64, unique=True)
    title = models.CharField(_("标题"), max_length=300)
    number = models.CharField(_("文号"), max_length=60, blank=True)
    issuer = models.CharField(_("发文机关"), max_length=100, blank=True)
    written_on = models.DateField(_("成文日期"), null=True, blank=True)
    published_on = models.DateField(_("发布日期"), null=True, blank=True)
    created_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("收文人"))
    created_at = models.DateTimeField(_("收文时间"), default=timezone.now)
    state = state_field(State)

    objects = IntakeDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("收文")
        verbose_name_plural = _("收文")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                condition=~Q(number=""),
                name="intake_number_once",
                violation_error_message=_("这个文号已经收过一份内容不同的文件。"),
            )
        ]

    def __str__(self):
        return self.number or self.title

    def get_absolute_url(self):
        return reverse("intake_document", args=[self.pk])

    @property
    def basis(self):
        """The words under which a commitment cites the document."""
        return f"《{self.title}》（{self.number}）" if self.number else f"《{self.title}》"

    @property
    def promised_on(self):
        """The day on which the promise was made: signed, else published, else taken in."""
        taken_in = timezone.localdate(self.created_at)
        return min(self.written_on or self.published_on or taken_in, taken_in)


class DraftTaskQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Whoever sees the document sees its tasks."""
        return self.filter(document__in=IntakeDocument.objects.visible_to(user))


@tracked
class DraftTask(Scoped):
    """读出的任务: one task as read, edited, split or merged by a person until it is registered or dropped."""

    class Kind(models.TextChoices):
        DATE = "date", _("指定日期")
        PERIODIC = "periodic", _("定期办理")
        CONTINUOUS = "continuous", _("长期坚持")
        NONE = "none", _("原文没有写期限")

    document = models.ForeignKey(IntakeDocument, models.CASCADE, related_name="tasks", verbose_name=_("收文"))
    position = models.PositiveIntegerField(_("次序"))
    ordinal = models.CharField(_("原文序号"), max_length=60, blank=True)
    title = models.CharField(_("任务"), max_length=200)
    text = models.TextField(_("任务原文"))
    start = models.PositiveIntegerField(_("起"))  # the place in the document's text: text[start:end]
    end = models.PositiveIntegerField(_("止"))
    limit_kind = models.CharField(_("期限"), max_length=12, choices=Kind.choices, default=Kind.NONE)
    due_on = models.DateField(_("完成日期"), null=True, blank=True)
    frequency = models.CharField(_("报告周期"), max_length=20, choices=Commitment.Frequency.choices, blank=True)
    limit_words = models.CharField(_("原文的期限"), max_length=200, blank=True)
    limit_start = models.PositiveIntegerField(null=True, blank=True)
    limit_end = models.PositiveIntegerField(null=True, blank=True)
    criterion = models.TextField(_("怎样检验"), blank=True)
    doubts = models.JSONField(_("疑问"), default=list, blank=True)
    dropped = models.BooleanField(_("不登记"), default=False)
    commitments = models.ManyToManyField(Commitment, related_name="drafts", verbose_name=_("登记为"), blank=True)
    registered = models.BooleanField(_("已登记"), default=False)

    objects = DraftTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("读出的任务")
        verbose_name_plural = _("读出的任务")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="draft_task_span"),
            models.CheckConstraint(condition=~Q(dropped=True, registered=True), name="draft_task_dropped_or_registered"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"{self.document.get_absolute_url()}#t{self.pk}"

    @property
    def is_pending(self):
        return not (self.dropped or self.registered)

    @cached_property
    def leads(self):
        return [unit for unit in self.units.all() if unit.role == DraftUnit.Part.LEAD]

    @cached_property
    def cooperating(self):
        return [unit for unit in self.units.all() if unit.role == DraftUnit.Part.COOPERATING]

    @property
    def open_questions(self):
        """What a person must settle before the task can be registered, as sentences."""
        unknown = _("“%(name)s”不在机构名录里，请指定是哪个单位。")
        return list(
            dict.fromkeys([*(str(unknown % {"name": unit.words}) for unit in self.units.all() if unit.is_open), *self.own_questions])
        )

    @property
    def own_questions(self):
        """The same without the units that the directory doesn't know: these are marked, and can be settled, where they stand."""
        questions = [str(DOUBTS[doubt]) for doubt in self.doubts if doubt in DOUBTS]
        if not any(unit.agency_id for unit in self.leads):
            questions.append(str(_("请指定由哪个单位牵头。")))
        if self.limit_kind == self.Kind.NONE or (self.limit_kind == self.Kind.DATE and not self.due_on):
            questions.append(str(_("请补上期限，或者写明是长期职责。")))
        return questions


@tracked
class DraftUnit(models.Model):
    """读出的单位: a unit as the document names it, and the agency that it is. A group (各区县) stays words."""

    class Part(models.TextChoices):
        LEAD = "lead", _("牵头单位")
        COOPERATING = "cooperating", _("配合单位")

    task = models.ForeignKey(DraftTask, models.CASCADE, related_name="units", verbose_name=_("任务"))
    role = models.CharField(_("分工"), max_length=12, choices=Part.choices)
    words = models.CharField(_("原文的名称"), max_length=100)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("对应机构"))
    settled = models.BooleanField(_("已确认"), default=False)  # one agency bears the name, or a person decided

    class Meta:
        verbose_name = _("读出的单位")
        verbose_name_plural = _("读出的单位")
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(agency=None) | Q(settled=True), name="draft_unit_agency_is_settled")]

    def __str__(self):
        return self.words

    @property
    def is_open(self):
        return not self.settled
