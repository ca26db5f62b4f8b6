from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.utils.translation import gettext as _

from core.ledger.models import ChainEntry
from core.search.models import PublicEntry
from core.search.verification import findings


class Command(BaseCommand):
    help = _("核对公开链，并逐条核对公开内容与最后一次公开时是否一致；发现问题时返回1。")

    def handle(self, **options):
        with transaction.atomic():
            see_one_moment()
            found = 0
            for finding in findings():
                found += 1
                self.stdout.write(in_words(finding))
            counts = {"entries": ChainEntry.objects.count(), "rows": PublicEntry.objects.count(), "found": found}
        if found:
            self.stdout.write(_("公开链%(entries)d条，公开条目%(rows)d条，发现%(found)d处问题。") % counts)
            raise SystemExit(1)
        self.stdout.write(_("公开链%(entries)d条，公开条目%(rows)d条，全部一致。") % counts)


def see_one_moment():
    """What is published while we read must not look like a fault. Within a transaction that has begun already it cannot be asked for."""
    if len(connection.savepoint_ids) == 0:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def in_words(finding):
    words = {
        "chain": _("公开链第%(sequence)s条（%(key)s）被改动，或与前一条接不上。"),
        "changed": _("公开条目 %(key)s“%(title)s”与最后一次公开的内容不一致。"),
        "withdrawn": _("公开条目 %(key)s“%(title)s”已撤下，公开链上没有撤下记录。"),
        "shown": _("公开条目 %(key)s“%(title)s”仍在公开，公开链上已撤下。"),
        "unchained": _("公开条目 %(key)s“%(title)s”不是通过公开程序写入的，公开链上没有它。"),
        "missing": _("公开条目 %(key)s 不见了，公开链上有它。"),
    }
    return words[finding.fault] % {"key": finding.key, "title": finding.title, "sequence": finding.sequence}
