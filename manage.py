#!/usr/bin/env python
"""Every command works on its own: it borrows embedded servers where none are given, and finds a current schema."""

import os
import sys

from config.embedded.faults import one_sentence
from config.embedded.services import check_given_servers, servers

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
    with one_sentence(), servers():
        command = sys.argv[1] if len(sys.argv) > 1 else "help"
        if not (command.startswith("-") or command in WITHOUT_SCHEMA):
            check_given_servers()
            bring_schema_up_to_date()
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)


def bring_schema_up_to_date():
    import django

    django.setup()
    from config.embedded.schema import migrate_if_needed

    migrate_if_needed()


if __name__ == "__main__":
    main()
