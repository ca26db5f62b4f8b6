"""The long work of this room: rating a period that is over, trying a rule set out, computing a past run again."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.accounts.models import Role
from core.jobs.registry import job
from core.jobs.services import enqueue
from credit_records.ratings.models import RatingRuleSet, RatingRun
from credit_records.ratings.periods import due_periods
from credit_records.ratings.services.asking import DUE, RECOMPUTE, WHAT_IF
from credit_records.ratings.services.runs import differing, rate_period, try_rule_set

READERS = (Role.CREDIT_OFFICE,)


def run_url(job):
    return reverse("rating_run", args=[job.result["run"]]) if job.result else ""


def rated_words(job):
    if not job.result:
        return _("没有到期未评价的月份和年度。")
    return _("%(name)s，共%(count)s个主体。") % {"name": job.result["name"], "count": f"{job.result['rated']:,}"}


@job(DUE, label=gettext_lazy("正式评价"), readers=READERS, result_url=run_url, summary=rated_words)
def rate_due(job):
    """The first period that is due; a job after it takes the next, so that each is compared with the one before."""
    due = due_periods()
    if not due:
        return None
    if len(due) > 1:
        enqueue(DUE, by=job.by)
    return told(rate_period(period=due[0], by=job.by, tell=job.advance))


@job(WHAT_IF, label=gettext_lazy("评价规则试算"), readers=READERS, result_url=run_url, summary=rated_words)
def what_if(job):
    rule_set = RatingRuleSet.objects.get(pk=job.arguments["rule_set"])
    return told(try_rule_set(rule_set=rule_set, by=job.by, tell=job.advance))


def told(run):
    return {"run": run.pk, "name": str(run), "rated": run.rated}


def compared_words(job):
    count = job.result["count"]
    if not count:
        return _("重新计算了%(rated)s个主体，总分、等级和各维度得分全部一致。") % {"rated": f"{job.result['rated']:,}"}
    words = ngettext("有%(count)d个结果不一致：%(names)s。", "有%(count)d个结果不一致：%(names)s。", count)
    return words % {"count": count, "names": "、".join(job.result["names"])}


@job(RECOMPUTE, label=gettext_lazy("重新计算评价"), readers=READERS, result_url=run_url, summary=compared_words)
def recompute(job):
    run = RatingRun.objects.get(pk=job.arguments["run"])
    different = differing(run)
    return {"run": run.pk, "rated": run.rated, "count": len(different), "names": [str(rating.file) for rating in different[:10]]}
