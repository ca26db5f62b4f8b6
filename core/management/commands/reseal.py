from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from core.directory.services import reseal


class Command(BaseCommand):
    help = _("更换密钥后，用SEALING_KEYS的第一把密钥重新加密身份证号，并按LOOKUP_KEY重建查找索引。")

    def handle(self, **options):
        self.stdout.write(_("已重新加密%(count)d个身份证号。") % {"count": reseal()})
