"""manage.py intake FILE [--json]: read a policy document; print what was read, or put it up for confirmation."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from commitments.intake.reading import as_json, read_document
from commitments.intake.services import take_in
from core.accounts.actor import Actor
from core.directory.models import Agency
from core.documents.extraction import extract_text
from core.errors import DomainError


def fill_directory(say):
    """Without agencies nothing can be taken in: at a first try the demo city comes first, anywhere else it is said."""
    if Agency.objects.exists():
        return
    if not settings.DEMO:
        raise CommandError(_("机构名录还是空的，请先在管理后台建立机构，或用 manage.py load_demo 装入演示城市。"))
    say.write(_("机构名录还是空的，先装入演示城市……"))
    call_command("load_demo", stdout=say)


class Command(BaseCommand):
    help = "Read a policy document (.txt, .docx, text .pdf) and put it up for confirmation; with --json only print what was read."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="only read, print the tasks as JSON, change nothing")
        parser.add_argument("--agency", default=settings.INTAKE_AGENCY, help="name or alias of the agency that takes the document in")

    def handle(self, *, file, agency, **options):
        try:
            text = extract_text(name=file.name, content=file.read_bytes())
            if options["json"]:
                self.stdout.write(json.dumps(as_json(read_document(text)), ensure_ascii=False, indent=1))
            else:
                self.take_in(file.name, text, agency)
        except OSError as error:
            raise CommandError(_("读不到文件%(path)s，请检查路径和权限。") % {"path": file}) from error
        except DomainError as error:
            raise CommandError(f"{file.name}：{error.message}") from error

    def take_in(self, name, text, agency_name):
        fill_directory(self.stderr)
        agency = Agency.objects.active().named(agency_name).first()
        if agency is None:
            raise CommandError(_("机构名录里没有“%(name)s”，请用 --agency 指定收文单位。") % {"name": agency_name})
        before = agency.intake_documents.count()
        document = take_in(text=text, file_name=name, agency=agency, by=Actor.system("intake"))
        if agency.intake_documents.count() == before:
            self.stdout.write(_("%(name)s 已经收过，没有重复登记。") % {"name": name})
        else:
            words = _("%(name)s：读出%(count)d项任务，待核对：%(path)s")
            self.stdout.write(words % {"name": name, "count": document.tasks.count(), "path": document.get_absolute_url()})
