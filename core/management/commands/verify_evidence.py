from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from core.evidence.models import Evidence
from core.evidence.verification import damaged, orphans


class Command(BaseCommand):
    help = _("逐一核对证据材料的文件与登记的摘要；发现缺失或改动时返回1。")

    def add_arguments(self, parser):
        parser.add_argument("--remove-orphans", action="store_true", help=_("删除没有登记的文件"))

    def handle(self, *, remove_orphans, **options):
        words = {"missing": _("文件缺失"), "changed": _("内容被改动")}
        found = 0
        for evidence, fault in damaged():
            found += 1
            self.stdout.write(f"{words[fault]}: {evidence.pk} {evidence} {evidence.file.name}")
        for path in orphans():
            self.stdout.write(_("没有登记的文件：%(path)s") % {"path": path})
            if remove_orphans:
                default_storage.delete(path)
        self.stdout.write(_("共核对%(count)d份材料，%(found)d份有问题。") % {"count": Evidence.objects.count(), "found": found})
        if found:
            raise SystemExit(1)
