"""Pages on which a clerk makes something new for an agency of their own."""

from core.accounts.models import Role
from core.directory.models import Agency
from core.errors import DomainError


class ForOwnAgency:
    """For an ActionPage whose form takes `agencies` and has a field `agency`: offered are those whose clerk the reader is, the first is chosen.

    Who is no clerk reads `not_a_clerk` instead of the form.
    """

    not_a_clerk = ""

    def get(self, request, *args, **kwargs):
        if not self.actor().has(Role.CLERK):
            raise DomainError("refused", str(self.not_a_clerk))
        return super().get(request, *args, **kwargs)

    def own_keys(self):
        return [agency for role, agency in self.actor().memberships if role == Role.CLERK]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"agencies": Agency.objects.active().filter(pk__in=self.own_keys())}

    def get_initial(self):
        return super().get_initial() | {"agency": min(self.own_keys(), default=None)}
