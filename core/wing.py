"""What the five apps do when Django starts: handlers are registered, shipped reference data is there as soon as its tables are."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import import_module, import_string, module_has_submodule


class Wing(AppConfig):
    """`reference` is the dotted path of a function that inserts the shipped rows that are missing."""

    reference = ""

    def ready(self):
        if self.reference:
            post_migrate.connect(self.load_reference, sender=self)
        if module_has_submodule(self.module, "handlers"):
            import_module(f"{self.name}.handlers")

    def load_reference(self, **options):
        import_string(self.reference)()
