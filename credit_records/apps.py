from django.apps import AppConfig
from django.utils.module_loading import import_module, module_has_submodule
from django.utils.translation import gettext_lazy as _


class CreditRecordsConfig(AppConfig):
    name = "credit_records"
    verbose_name = _("信用记录")

    def ready(self):
        if module_has_submodule(self.module, "handlers"):
            import_module("credit_records.handlers")
