from django.utils.translation import gettext_lazy as _

from core import wing


class CreditRecordsConfig(wing.Wing):
    name = "credit_records"
    verbose_name = _("信用记录")
    reference = "credit_records.reference.load_reference"
