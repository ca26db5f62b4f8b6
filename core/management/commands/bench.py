"""manage.py bench: measure the speed that the portal promises."""

from django.conf import settings
from django.core.management.base import BaseCommand

REPORT = settings.BASE_DIR / "docs" / "benchmarks.md"


class Command(BaseCommand):
    help = "Measures sweep, ratings, public lists, search and intake as ratios, prints a table and writes docs/benchmarks.md."

    def add_arguments(self, parser):
        parser.add_argument("--scale", type=float, default=1.0, help="part of the full number of rows; below 1 nothing is written")

    def handle(self, *, scale, **options):
        from config.bench.run import measure_all, report

        figures = measure_all(scale, say=self.stderr.write)
        text = report(figures)
        self.stdout.write(text)
        if scale >= 1:
            REPORT.write_text(text)
