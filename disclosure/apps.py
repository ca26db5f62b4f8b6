from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def load_missing_reference(sender, **options):
    """The category tree is there as soon as its table is."""
    from disclosure.items.reference import load_categories

    load_categories()


class DisclosureConfig(AppConfig):
    name = "disclosure"
    verbose_name = _("信息公开")

    def ready(self):
        post_migrate.connect(load_missing_reference, sender=self)
