"""All measurements, and the page that keeps them."""

from config.bench import commitments, files, imports, intake, public, rating, sweep
from config.bench.database import bench_database
from config.bench.figures import table
from config.embedded.static import collect_if_needed

REPORT = """# Benchmarks

Written by `make bench`. Every figure is a ratio of two things measured in the same run, so it holds on a slow machine as on a fast one.
The fastest of several runs counts; `over` would be more than the limit.

{table}

- **Sweep**: the due deadlines become overdue in chunks of 500, each with its history, event and deliveries. The raw SQL does the same
  in one statement and one transaction, with the same triggers; what it has done when it is killed is lost, what the sweep has done is not.
- **Public pages**: the bare view passes through the same middleware, runs the statements that the page ran, and fetches their rows.
  The number of statements must be the same among a tenth of the entries.
- **Commitments**: the work page of a clerk, and the public list, calendar and comparison, against a bare view like public pages. The roll-up with its locks
  against its one UPDATE, with the same triggers.
- **Rating**: in chunks of 20,000 subjects, each with the versions of its records, five dimensions, score, grade and change written to a table that has its
  constraints and indexes. The aggregate has the rule set's numbers written into it, looks at no version, and keeps nothing.
- **Import**: the job of a confirmed import reads and checks every row once more before it writes, in one COPY; the dry run before it reads and checks, too.
  COPY alone has the rows ready as text. Both write the same rows and files and their history, with the same triggers, indexes and constraints.
- **Files**: the page of a file in the credit office, with the log entry of the look. As of an earlier day one record in twenty read otherwise.
- **Reading**: a made-up document with one task in about 70 characters.
"""


PARTS = {
    "intake": intake,
    "public": public,
    "commitments": commitments,
    "imports": imports,
    "files": files,
    "rating": rating,
    "sweep": sweep,
}


def measure_all(scale, say, parts=PARTS):
    """Every Figure of these parts, with `scale` of the full number of rows; `say` is told what is being measured."""
    figures = []
    collect_if_needed()
    with bench_database():
        for part in map(PARTS.get, parts):
            say(f"{part.__doc__.splitlines()[0]} …")
            figures += part.measure(scale)
    return figures


def report(figures):
    return REPORT.format(table=table(figures))
