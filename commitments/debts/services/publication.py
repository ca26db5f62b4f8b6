"""The yearly publication of what was not paid in time to small and medium firms (保障中小企业款项支付条例第十八条)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.debts import queries
from commitments.debts.models import WATCHERS, OverdueYear
from core.errors import DomainError


def check_may_publish(by):
    """Raises DomainError("refused")."""
    if not (by.is_system or by.has(*WATCHERS)):
        raise DomainError("refused", _("年度逾期款项由信用办或者督查人员公示。"))


@transaction.atomic
def publish_overdue(*, by, year=None):
    """Publish for each agency that keeps debts to small firms the papers not paid in time at the end of `year` (the last one) and the sum.

    An agency with none is published with none. What was published stays as it was. Raises DomainError("refused", "year_not_over",
    "published_before"). Returns the rows that are new.
    """
    check_may_publish(by)
    this_year = timezone.localdate().year
    year = this_year - 1 if year is None else year
    if year >= this_year:
        raise DomainError("year_not_over", _("这一年还没有过完，过完以后再公示。"), field="year")
    there = set(OverdueYear.objects.filter(year=year).values_list("agency", flat=True))
    rows = [
        OverdueYear(agency_id=row["agency"], year=year, count=row["count"], amount=row["amount"], published_by=by.user)
        for row in queries.overdue_at_the_end_of(year)
        if row["agency"] not in there
    ]
    if not rows:
        raise DomainError("published_before", _("%(year)d年度的已经公示，没有新的单位。") % {"year": year}, field="year")
    return OverdueYear.objects.bulk_create(rows)
