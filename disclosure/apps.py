from django.utils.translation import gettext_lazy as _

from core import wing


class DisclosureConfig(wing.Wing):
    name = "disclosure"
    verbose_name = _("信息公开")
    reference = "disclosure.items.reference.load_categories"
