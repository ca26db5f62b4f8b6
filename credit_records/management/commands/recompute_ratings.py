from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from credit_records.ratings.models import RatingRun
from credit_records.ratings.services.runs import differing


class Command(BaseCommand):
    help = _("按当天有效的记录重新计算一次正式评价，与留存的结果逐个比对；有不一致时返回1。")

    def add_arguments(self, parser):
        parser.add_argument("period", help=_("评价期，例如2026-10或者2026"))

    def handle(self, *, period, **options):
        run = RatingRun.objects.official().filter(period=period).first()
        if run is None:
            raise CommandError(_("没有%(period)s的正式评价。") % {"period": period})
        different = differing(run)
        for rating in different:
            self.stdout.write(f"{rating.file} {rating.score}")
        words = _("重新计算了%(rated)d个主体，%(count)d个不一致。")
        self.stdout.write(words % {"rated": run.rated, "count": len(different)})
        if different:
            raise SystemExit(1)
