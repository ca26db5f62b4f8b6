from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("门户")

    def ready(self):
        from core.pages.context import provide
        from portal.work.context import waiting
        from portal.work.pulse import pulse

        provide("heartbeats", pulse)
        provide("waiting", waiting)
