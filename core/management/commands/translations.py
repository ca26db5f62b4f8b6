"""manage.py translations: bring the English catalogue up to date with the code."""

from django.core.management.base import BaseCommand

from config.messages import CATALOGUE, update_catalogue


class Command(BaseCommand):
    help = "Writes new messages into the English catalogue, without translation, and drops those that nothing uses any more."

    def handle(self, **options):
        new, dropped, missing = update_catalogue()
        self.stdout.write(f"{CATALOGUE.name}: {new} new, {dropped} dropped, {missing} to be translated")
