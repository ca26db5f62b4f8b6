from django.utils.translation import gettext_lazy as _

from core import wing


class PortalConfig(wing.Wing):
    name = "portal"
    verbose_name = _("门户")

    def ready(self):
        super().ready()
        from core.accounts.actor import Actor
        from core.accounts.models import Role
        from core.pages.context import provide
        from portal.demo.cast import PASSWORD
        from portal.work.context import waiting
        from portal.work.pulse import pulse

        provide("heartbeats", pulse)
        provide("waiting", waiting)
        provide("has_dashboard", lambda request: Actor.of(request.user).has(Role.CREDIT_OFFICE))
        provide("demo_password", lambda request: PASSWORD)  # the sign-in page shows it beside the demo accounts only
