from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from core.sealed import reseal_all


class Command(BaseCommand):
    help = _("更换密钥后，用SEALING_KEYS的第一把密钥重新加密身份证号和联系方式，并按LOOKUP_KEY重建查找索引。")

    def handle(self, **options):
        self.stdout.write(_("已重新加密%(count)d项。") % {"count": reseal_all()})
