from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import import_module, module_has_submodule
from django.utils.translation import gettext_lazy as _


def load_missing_kinds(sender, **options):
    """The kinds of commitment are there as soon as their table is."""
    from commitments.register.reference import load_kinds

    load_kinds()


class CommitmentsConfig(AppConfig):
    name = "commitments"
    verbose_name = _("承诺")

    def ready(self):
        post_migrate.connect(load_missing_kinds, sender=self)
        if module_has_submodule(self.module, "handlers"):
            import_module("commitments.handlers")
