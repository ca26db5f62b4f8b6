"""manage.py load_demo: put the demo city in. Run again, it changes nothing."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from commitments.register.models import Commitment
from portal.demo.city import build


class Command(BaseCommand):
    help = _("装入演示城市云澜市。")

    def handle(self, **options):
        build()
        self.stdout.write(_("演示城市已就绪：%(count)d项承诺。") % {"count": Commitment.objects.count()})
