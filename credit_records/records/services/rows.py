"""What the services of this room share: the locked row, columns written before a step, files of subjects, who drafts for whom."""

from django.utils.translation import gettext as _

from core.accounts.models import Membership, Role
from core.directory.models import Agency
from core.errors import DomainError
from credit_records.records.models import DRAFTERS, CreditFile, CreditRecord


def locked(record):
    """The row as it stands now, locked; a service starts from this, not from what a page read earlier."""
    rows = CreditRecord.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("type", "file__agency", "file__civil_servant", "source_deadline__rule").get(pk=record.pk)


def write(row, **columns):
    """Columns that must be there before the state says so. A refused step rolls them back."""
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(update_fields=columns)


def open_file(subject):
    """The credit file of an Agency or a CivilServant; it is opened with the first record."""
    column = "agency" if isinstance(subject, Agency) else "civil_servant"
    return CreditFile.objects.get_or_create(**{column: subject})[0]


def open_files(agency_ids):
    """{agency id: file id}, opening the files that are missing."""
    # sorted, so that two callers who open the same files wait for each other in the same order
    CreditFile.objects.bulk_create([CreditFile(agency_id=key) for key in sorted(agency_ids)], ignore_conflicts=True)
    return dict(CreditFile.objects.filter(agency__in=agency_ids).values_list("agency_id", "pk"))


def drafting_agency_id(actor):
    """The agency for which the actor enters a draft: the first where the actor holds a role for it; None if there is none."""
    return min((agency for role, agency in actor.memberships if role in DRAFTERS), default=None)


def check_drafter(actor):
    """Raises DomainError("refused") for someone who enters no records."""
    if drafting_agency_id(actor) is None:
        raise DomainError("refused", _("信用记录由单位的经办人、审核人或者信用办录入。"))


def credit_office_id():
    """The agency whose people review records. Raises DomainError("no_credit_office") where no one holds that role today."""
    office = Membership.objects.in_force().filter(role=Role.CREDIT_OFFICE).order_by("agency_id").values_list("agency_id", flat=True).first()
    if office is None:
        raise DomainError("no_credit_office", _("还没有人担任信用办工作人员，请系统管理员先设置角色。"))
    return office
