from django.utils.translation import gettext_lazy as _

from core import wing


class AccountabilityConfig(wing.Wing):
    name = "accountability"
    verbose_name = _("问责")
    reference = "accountability.cases.reference.load_catalogues"
