"""Key projects (M11): a commitment of kind `key_project`, whose stages are its parts. Here are its leader and the problems that were raised."""

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commitments.register.models import Commitment
from core.accounts.actor import Actor
from core.accounts.models import Role
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.deadlines.models import Deadline
from core.directory.models import Agency, CivilServant
from core.evidence.models import Evidence
from core.history import tracked
from core.states.models import Stateful, state_field
from core.states.steps import Step, guarded

KIND = "key_project"


class ProjectLeadQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Whoever may see the project."""
        return self.filter(commitment__in=projects_visible_to(user).values("pk"))

    def present(self):
        return self.filter(ends_on=None)

    def of(self, user):
        """The projects that the user leads now."""
        return self.present().filter(civil_servant__user=user)


@tracked
class ProjectLead(Scoped):
    """牵头领导: who is responsible for a project from one day to another: a civil servant of the directory, or a post in words. The public
    reads the post alone."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="project_leads", verbose_name=_("重点项目"))
    civil_servant = models.ForeignKey(CivilServant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("公务员"))
    post = models.CharField(_("职务"), max_length=100)
    starts_on = models.DateField(_("起"))
    ends_on = models.DateField(_("止"), null=True, blank=True)
    reason = models.CharField(_("为什么由其牵头"), max_length=300)
    ended_because = models.CharField(_("为什么不再牵头"), max_length=300, blank=True)
    named_by = models.ForeignKey("core.User", models.PROTECT, related_name="+", verbose_name=_("登记人"))
    created_at = models.DateTimeField(_("登记时间"), default=timezone.now)

    deadlines = GenericRelation(Deadline)  # the limit for naming the next one, where this one left
    objects = ProjectLeadQuerySet.as_manager()

    class Meta:
        verbose_name = _("牵头领导")
        verbose_name_plural = _("牵头领导")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment"],
                condition=Q(ends_on=None),
                name="project_one_lead",
                violation_error_message=_("这个项目已经有牵头领导。"),
            ),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="project_lead_ends_after_it_starts"),
            models.CheckConstraint(condition=~Q(post=""), name="project_lead_has_a_post"),
            models.CheckConstraint(condition=Q(ends_on=None) | ~Q(ended_because=""), name="project_lead_ends_for_a_reason"),
        ]

    def __str__(self):
        return f"{self.post}{self.civil_servant or ''}"

    def get_absolute_url(self):
        return reverse("project", args=[self.commitment_id])


def projects_visible_to(user):
    """Key projects that the user may see as staff: whoever may see the commitment; the agencies of its stages; who has to solve or raised one
    of its problems; and the leader, whatever role that account has."""
    actor = Actor.of(user)
    projects = Commitment.objects.filter(kind__code=KIND, whole=None)
    if actor.oversees or not actor.is_person:
        return projects if actor.oversees else projects.none()
    own = actor.agency_ids
    seen = Q(pk__in=Commitment.objects.visible_to(user).values("pk")) | Q(pk__in=ProjectLead.objects.of(user).values("commitment"))
    seen |= Q(pk__in=Commitment.objects.filter(agency__in=own).exclude(whole=None).values("whole"))
    concerned = Q(agency__in=own) | Q(solver__in=own) | Q(returned_by_ids__overlap=list(own))
    return projects.filter(seen | Q(pk__in=Problem.objects.filter(concerned).values("commitment")))


class ProblemQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Whoever may see the project."""
        return self.filter(commitment__in=projects_visible_to(user).values("pk"))

    def unsolved(self):
        return self.filter(state__in=Problem.OPEN)

    def overdue(self):
        """Those whose limit for solving was missed and still runs."""
        return self.filter(Exists(limits(OuterRef("pk")).filter(state=Deadline.State.OVERDUE)))


def limits(key):
    """The limits for solving the problem `key`."""
    about = Q(content_type__app_label="commitments", content_type__model="problem")
    return Deadline.objects.filter(about, object_id=key, purpose=Problem.SOLVE)


@guarded
@tracked
class Problem(Scoped, Stateful):
    """问题: what keeps a key project from going on. An agency is told to solve it by a day; who raised it says whether it is solved."""

    class State(models.TextChoices):
        RAISED = "raised", _("待分派")
        ASSIGNED = "assigned", _("解决中")
        SOLVED = "solved", _("待确认")
        CLOSED = "closed", _("已解决")
        WITHDRAWN = "withdrawn", _("已撤回")

    class Level(models.TextChoices):
        AGENCY = "agency", _("由解决单位自己解决")
        LEADER = "leader", _("由牵头领导协调")
        GROUP = "group", _("报领导小组")

    SOLVE, ASSIGN, CONFIRM = "problem", "problem_assign", "problem_confirm"  # purposes of its limits
    OPEN = ("raised", "assigned", "solved")
    INITIAL = ("raised",)
    ASSIGNERS = (Role.SUPERVISOR,)
    RAISERS = (Role.CLERK, Role.AGENCY_REVIEWER, Role.SUPERVISOR)
    STEPS = [
        Step("raised", "assigned", _("分派解决单位"), who=ASSIGNERS),
        Step("assigned", "raised", _("退回，不属于本单位"), who=(Role.CLERK, Role.AGENCY_REVIEWER), needs=("reason",)),
        Step("assigned", "solved", _("登记已经解决"), who=(Role.CLERK,)),
        Step("solved", "closed", _("确认已经解决"), who=RAISERS, maker_is_not_checker=True),
        Step("solved", "assigned", _("没有解决，退回"), who=RAISERS, needs=("reason",)),
        Step("raised", "withdrawn", _("撤回问题"), who=RAISERS, needs=("reason",)),
        Step("assigned", "withdrawn", _("撤回问题"), who=RAISERS, needs=("reason",)),
        Step("solved", "withdrawn", _("项目已经结束"), needs=("reason",)),
    ]
    OF_THE_SOLVER = (("assigned", "raised"), ("assigned", "solved"))

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="problems", verbose_name=_("重点项目"))
    stage = models.ForeignKey(
        Commitment, models.PROTECT, null=True, blank=True, related_name="problems_of_stage", verbose_name=_("哪个阶段")
    )
    title = models.CharField(_("问题"), max_length=100)  # public
    text = models.TextField(_("具体情况"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("提出单位"))
    raised_by = models.ForeignKey("core.User", models.PROTECT, related_name="+", verbose_name=_("提出人"))
    raised_at = models.DateTimeField(_("提出时间"), default=timezone.now)
    solver = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("解决单位"))
    level = models.CharField(_("由谁协调"), max_length=10, choices=Level.choices, blank=True)
    returned_by_ids = ArrayField(models.BigIntegerField(), verbose_name=_("退回过的单位"), default=list, blank=True)
    solution = models.TextField(_("怎样解决的"), blank=True)
    solved_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("解决登记人"))
    solved_on = models.DateField(_("解决日期"), null=True, blank=True)
    closed_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("确认人"))
    state = state_field(State)

    deadlines = GenericRelation(Deadline)
    evidence = GenericRelation(Evidence)
    objects = ProblemQuerySet.as_manager()

    class Meta:
        verbose_name = _("项目问题")
        verbose_name_plural = _("项目问题")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["solver", "-id"], name="problem_of_solver"),
            models.Index(fields=["commitment"], name="problem_open", condition=Q(state__in=("raised", "assigned", "solved"))),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="problem_says_what_it_is"),
            models.CheckConstraint(
                condition=~Q(state__in=("assigned", "solved", "closed")) | Q(solver__isnull=False) & ~Q(level=""),
                name="problem_has_its_solver",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("solved", "closed")) | ~Q(solution="") & Q(solved_by__isnull=False, solved_on__isnull=False),
                name="problem_solved_in_words",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_by__isnull=False) & ~Q(closed_by=F("solved_by")),
                name="problem_closed_by_another",
                violation_error_message=_("解决和确认不能是同一人。"),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("problem", args=[self.pk])

    def limit(self, purpose=SOLVE):
        """The newest limit of this purpose; None where none was started. Uses prefetched rows."""
        return max((one for one in self.deadlines.all() if one.purpose == purpose), key=lambda one: one.pk, default=None)

    @cached_property
    def led_by(self):
        """Primary key of the account of the project's leader; None where the leader has none."""
        return self.commitment.project_leads.present().values_list("civil_servant__user", flat=True).first()

    def acting_agency_id(self, step):
        return self.solver_id if (step.source, step.target) in self.OF_THE_SOLVER else self.agency_id

    def makers(self, step):
        return {self.solved_by_id}

    def refusal(self, step, actor):
        """The leader assigns, confirms and takes back as the supervision office does; nobody confirms what the own agency solved for itself."""
        if (step.source, step.target) in self.OF_THE_SOLVER:
            again = step.target == "raised" and self.solver_id in self.returned_by_ids
            return _now("本单位已经退回过一次，再次分派的由本单位解决。") if again else super().refusal(step, actor)
        if step.who and self.is_led_by(actor) and actor.user.pk != self.solved_by_id:
            return ""
        if step.source == "solved" and self.agency_id == self.solver_id and actor.is_person and not actor.has(Role.SUPERVISOR):
            return _now("提出和解决是同一个单位，由督查人员或者牵头领导确认。")
        return super().refusal(step, actor)

    def is_led_by(self, actor):
        return actor.is_person and self.led_by == actor.user.pk
