from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import import_module
from django.utils.translation import gettext_lazy as _


def load_missing_types(sender, **options):
    """The catalogue of record types is there as soon as its table is."""
    from credit_records.records.reference import load_record_types

    load_record_types()


class CreditRecordsConfig(AppConfig):
    name = "credit_records"
    verbose_name = _("信用记录")

    def ready(self):
        post_migrate.connect(load_missing_types, sender=self)
        import_module("credit_records.handlers")
