from django.utils.translation import gettext_lazy as _

from core import wing


class CreditRecordsConfig(wing.Wing):
    name = "credit_records"
    verbose_name = _("信用记录")
    reference = "credit_records.reference.load_reference"

    def ready(self):
        super().ready()
        from core.pages.rooms import arrange
        from credit_records.rooms import GROUPS

        arrange(GROUPS)
