"""The staff doors of the rule sets: what they say, trying one out, and who approves it."""

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from core.accounts.models import Role
from core.pages.forms import PageForm, ReasonForm
from core.pages.parts import Action, Crumb, Fact, Mark
from core.pages.tables import Column, Sort
from core.pages.views import ActionPage, DetailPage, ListPage
from credit_records.ratings import queries, shown
from credit_records.ratings.content import hash_of
from credit_records.ratings.forms import ApproveForm
from credit_records.ratings.models import RatingRuleSet
from credit_records.ratings.models.rule_set import KEEPERS
from credit_records.ratings.services import asking, rule_sets
from credit_records.ratings.services.runs import check_may_try

MARKS = {"draft": "plain", "in_review": "warn", "approved": "done"}


def state_mark(rule_set):
    return Mark(MARKS[rule_set.state], rule_set.get_state_display())


class RuleSetList(ListPage):
    model, section = RatingRuleSet, "records"
    title = gettext_lazy("评价规则")
    lead = gettext_lazy("每一版评价规则都是数据：基准分、权重、分值、衰减、上限和等级。获批以后不能再改，只能另出一版。")
    sorts = {"newest": Sort(gettext_lazy("新的在前"), ("-number",)), "oldest": Sort(gettext_lazy("旧的在前"), ("number",))}
    unit = ngettext_lazy("版", "版")
    columns = (
        Column(gettext_lazy("规则集"), str, link=True),
        Column(gettext_lazy("启用"), "effective_from"),
        Column(gettext_lazy("停用"), "effective_to"),
        Column(gettext_lazy("核对情况"), lambda rule_set: rule_set.get_verification_display()),
        Column(gettext_lazy("状态"), state_mark),
    )
    empty_title = gettext_lazy("还没有获批的评价规则")


class RuleSetDetail(DetailPage):
    """All that a rule set says, its newest what-if, and what to do with it now."""

    model, section = RatingRuleSet, "records"
    template_name = "credit_records/ratings/rule_set.html"
    pages_of_steps = {"in_review": "rating_rule_set_submit", "approved": "rating_rule_set_approve", "draft": "rating_rule_set_send_back"}

    def queryset(self):
        return super().queryset().select_related("edited_by", "submitted_by", "approved_by")

    def crumbs(self):
        return [Crumb(_("评价规则"), reverse("rating_rule_sets")), Crumb(str(self.object))]

    def actions(self):
        """Before it is approved, it is tried out; who may, begins with that."""
        actions, rule_set, actor = super().actions(), self.object, self.actor()
        if rule_set.state != "approved" and actor.has(Role.CREDIT_OFFICE):
            actions.append(Action(_("试算"), reverse("rating_rule_set_try", args=[rule_set.pk]), not actions))
        if rule_set.state == "draft" and actor.has(Role.ADMINISTRATOR):
            actions.append(Action(_("修改"), reverse("admin:credit_records_ratingruleset_change", args=[rule_set.pk])))
        if rule_set.state == "approved" and actor.has(*KEEPERS):
            actions.append(Action(_("以此为底稿，起草新的一版"), reverse("rating_rule_set_copy", args=[rule_set.pk])))
        return actions

    def get_context_data(self, **kwargs):
        rule_set, run = self.object, queries.what_if_of(self.object)
        sees_runs = self.actor().oversees
        return super().get_context_data(
            kind=_("评价规则集"),
            state=state_mark(rule_set),
            facts=facts(rule_set),
            dimensions=rule_set.dimensions.all(),
            points=rule_set.points.select_related("type").order_by(F("type__name").asc(nulls_last=True), "polarity", "-points"),
            decay=decay_words(rule_set),
            grades=grade_words(rule_set),
            what_if=run if sees_runs else None,
            is_current=bool(run) and run.content_hash == hash_of(rule_set),
            **kwargs,
        )


def facts(rule_set):
    return [
        Fact(_("启用"), rule_set.effective_from, _("到停用为止") if rule_set.effective_to is None else ""),
        Fact(_("停用"), rule_set.effective_to or _("未定")),
        Fact(_("依据"), rule_set.basis, rule_set.get_verification_display()),
        Fact(_("批准"), rule_set.approved_by or _("还没有"), rule_set.approved_at or ""),
    ]


def decay_words(rule_set):
    """生效未满12个月，100%; …"""
    bands = list(rule_set.decay.all())
    words = []
    for band, following in zip(bands, [*bands[1:], None], strict=True):
        if following is None:
            when = _("生效满%(from)d个月以后") % {"from": band.from_month}
        elif band.from_month == 0:
            when = _("生效未满%(to)d个月") % {"to": following.from_month}
        else:
            when = _("生效满%(from)d个月、未满%(to)d个月") % {"from": band.from_month, "to": following.from_month}
        words.append((when, f"{band.percent}%"))
    return words


def grade_words(rule_set):
    """A: 90 and more; B: 80 and more, less than 90; …"""
    bands = list(rule_set.grades.order_by("-lowest"))
    words = []
    for above, band in zip([None, *bands[:-1]], bands, strict=True):
        lowest = shown.number(band.lowest)
        if above is None:
            words.append((band.grade, _("%(lowest)s分以上") % {"lowest": lowest}))
        else:
            words.append((band.grade, _("%(lowest)s分以上，不到%(above)s分") % {"lowest": lowest, "above": shown.number(above.lowest)}))
    return words


class RuleSetAction(ActionPage):
    model, object_argument, section = RatingRuleSet, "rule_set", "records"

    def crumbs(self):
        return [
            Crumb(_("评价规则"), reverse("rating_rule_sets")),
            Crumb(str(self.object), self.object.get_absolute_url()),
            Crumb(self.title),
        ]


class SubmitRuleSet(RuleSetAction):
    step = "in_review"
    title = submit_label = gettext_lazy("提交批准")
    hint = gettext_lazy("提交以后内容不能再改。批准的人不能是最后修改的人和提交的人。")
    service, success_message = rule_sets.submit_rule_set, gettext_lazy("已提交。请先试算，再由信用办的另一位同事批准。")


class SendBackRuleSet(RuleSetAction):
    step, form_class = "draft", ReasonForm
    title, submit_label = gettext_lazy("退回修改"), gettext_lazy("退回修改")
    hint = gettext_lazy("写明哪里要改、怎样改。")
    service, success_message = rule_sets.send_back_rule_set, gettext_lazy("已退回修改。")


class ApproveRuleSet(RuleSetAction):
    """The result of the what-if stands above the form: who approves has read it."""

    step, form_class = "approved", ApproveForm
    template_name = "credit_records/ratings/approve.html"
    title, submit_label = gettext_lazy("批准评价规则集"), gettext_lazy("批准启用")
    service, success_message = rule_sets.approve_rule_set, gettext_lazy("已批准。从启用之日起的评价按这一版计算。")

    def what_if(self):
        run = queries.what_if_of(self.object)
        return run if run and run.content_hash == hash_of(self.object) else None

    def get_initial(self):
        run = self.what_if()
        return super().get_initial() | {"what_if": run and run.pk}

    def get_context_data(self, **kwargs):
        run = self.what_if()
        compared = run and run.compared_with
        return super().get_context_data(
            what_if=run,
            moves=shown.move_figures(run, run.get_absolute_url()) if compared else [],
            chart=shown.moves_chart(run) if compared else None,
            grades=queries.grades_of(run) if compared else [],
            figures=shown.grade_figures(run, run.get_absolute_url()) if run and not compared else [],
            **kwargs,
        )


class CopyRuleSet(RuleSetAction):
    title, submit_label = gettext_lazy("起草新的一版"), gettext_lazy("以此为底稿起草")
    hint = gettext_lazy("新的一版先是草稿，由系统管理员在后台修改，试算、批准以后才启用。")
    service, success_message = rule_sets.copy_rule_set, gettext_lazy("草稿已经建好。")

    def get(self, request, *args, **kwargs):
        self.object  # noqa: B018  what may not be seen answers 404 before anybody is refused
        rule_sets.check_keeper(self.actor())
        return super().get(request, *args, **kwargs)


class TryRuleSet(RuleSetAction):
    """The what-if over all subjects."""

    form_class = PageForm
    title, submit_label = gettext_lazy("试算"), gettext_lazy("对全部主体试算")
    hint = gettext_lazy("按这一版和现行的一版，各算一遍全部主体到昨天日终的评价，比较谁升谁降。结果不公开，不影响正式评价。")
    service = asking.ask_what_if

    def get(self, request, *args, **kwargs):
        self.object  # noqa: B018  what may not be seen answers 404 before anybody is refused
        check_may_try(self.actor())
        return super().get(request, *args, **kwargs)
