from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import import_module, module_has_submodule
from django.utils.translation import gettext_lazy as _


def load_missing_reference(sender, **options):
    """The rule catalogue and the work calendar are there as soon as their tables are."""
    from core.rules.reference import load_reference

    load_reference()


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("基础")

    def ready(self):
        post_migrate.connect(load_missing_reference, sender=self)
        if module_has_submodule(self.module, "handlers"):
            import_module("core.handlers")
