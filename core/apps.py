from django.utils.translation import gettext_lazy as _

from core import wing


class CoreConfig(wing.Wing):
    name = "core"
    verbose_name = _("基础")
    reference = "core.rules.reference.load_reference"

    def ready(self):
        super().ready()
        from core.ledger import schema  # noqa: F401  registers its check
