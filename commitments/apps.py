from django.utils.translation import gettext_lazy as _

from core import wing


class CommitmentsConfig(wing.Wing):
    name = "commitments"
    verbose_name = _("承诺")
    reference = "commitments.reference.load_reference"

    def ready(self):
        super().ready()
        from commitments.rooms import GROUPS
        from core.pages.rooms import arrange

        arrange(GROUPS)
