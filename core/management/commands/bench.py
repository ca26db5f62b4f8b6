"""manage.py bench: measure the speed that the portal promises."""

from django.conf import settings
from django.core.management.base import BaseCommand

REPORT = settings.BASE_DIR / "docs" / "benchmarks.md"


class Command(BaseCommand):
    help = "Measures sweep, ratings, imports, files, public lists, search, commitments and intake as ratios, prints a table and writes docs/benchmarks.md."

    def add_arguments(self, parser):
        from config.bench.run import PARTS

        parser.add_argument("--scale", type=float, default=1.0, help="part of the full number of rows; below 1 nothing is written")
        parser.add_argument("--part", choices=PARTS, help="measure only this; nothing is written")

    def handle(self, *, scale, part, **options):
        from config.bench.run import PARTS, measure_all, report

        figures = measure_all(scale, say=self.stderr.write, parts=[part] if part else PARTS)
        text = report(figures)
        self.stdout.write(text)
        if scale >= 1 and not part:
            REPORT.write_text(text)
