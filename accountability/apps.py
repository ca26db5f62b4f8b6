from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import import_module
from django.utils.translation import gettext_lazy as _


def load_missing_reference(sender, **options):
    """The catalogues of grounds and measures are there as soon as their tables are."""
    from accountability.cases.reference import load_catalogues

    load_catalogues()


class AccountabilityConfig(AppConfig):
    name = "accountability"
    verbose_name = _("问责")

    def ready(self):
        post_migrate.connect(load_missing_reference, sender=self)
        import_module("accountability.handlers")
