"""manage.py demo_accounts: one account per role of the demo city, for whoever just started it."""

from django.core.management.base import BaseCommand

from core.accounts.models import User
from portal.demo.cast import PASSWORD, PEOPLE


class Command(BaseCommand):
    help = "List the accounts of the demo city."

    def handle(self, **options):
        present = set(User.objects.filter(username__in=PEOPLE).values_list("username", flat=True))
        for username, (name, agency, role) in PEOPLE.items():
            if username in present:
                self.stdout.write(f"  {username:<8}{PASSWORD}  {name}  {agency} {role.label}")
