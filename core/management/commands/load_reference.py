from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from core.rules.reference import load_reference


class Command(BaseCommand):
    help = _("载入随项目提供的规则目录和工作日历；已有的行不改动。")

    def handle(self, **options):
        self.stdout.write(_("新增规则%(rules)d条、日历年度%(years)d个。") % load_reference())
