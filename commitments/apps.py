from django.apps import AppConfig
from django.utils.module_loading import import_module, module_has_submodule
from django.utils.translation import gettext_lazy as _


class CommitmentsConfig(AppConfig):
    name = "commitments"
    verbose_name = _("承诺")

    def ready(self):
        if module_has_submodule(self.module, "handlers"):
            import_module("commitments.handlers")
