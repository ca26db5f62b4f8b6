#!/usr/bin/env python
"""Every command works on its own: it borrows embedded servers where none are given, and finds a current schema."""

import os
import sys

import django
from django.core.management import execute_from_command_line

from config.embedded.faults import one_sentence
from config.embedded.given import check_given_servers
from config.embedded.services import servers

# commands that make the schema, or look only at the code
WITHOUT_SCHEMA = {
    "check",
    "collectstatic",
    "compilemessages",
    "help",
    "makemessages",
    "makemigrations",
    "migrate",
    "showmigrations",
    "spectacular",
    "sqlmigrate",
    "version",
}


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    needs_schema = not (command.startswith("-") or command in WITHOUT_SCHEMA)
    with one_sentence():
        if needs_schema:
            check_given_servers()
        with servers():
            if needs_schema:
                bring_schema_up_to_date()
            execute_from_command_line(sys.argv)


def bring_schema_up_to_date():
    django.setup()
    from config.embedded.schema import migrate_if_needed

    migrate_if_needed()


if __name__ == "__main__":
    main()
