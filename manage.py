#!/usr/bin/env python
"""Every command works on its own: it borrows embedded servers where none are given, and finds a current schema."""

import os
import sys

import django
from django.core.management import execute_from_command_line

from config.embedded.faults import one_sentence
from config.embedded.given import check_given_servers
from config.embedded.services import servers

LOOK_ONLY_AT_THE_CODE = {"check", "collectstatic", "compilemessages", "help", "makemessages", "makemigrations", "spectacular", "version"}
MAKE_THE_SCHEMA = {"migrate", "showmigrations", "sqlmigrate"}


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    needs_database = not (command.startswith("-") or command in LOOK_ONLY_AT_THE_CODE)
    with one_sentence():
        if needs_database:
            check_given_servers()
        with servers():
            if needs_database and command not in MAKE_THE_SCHEMA:
                bring_schema_up_to_date()
            execute_from_command_line(sys.argv)


def bring_schema_up_to_date():
    django.setup()
    from config.embedded.schema import migrate_if_needed

    migrate_if_needed()


if __name__ == "__main__":
    main()
