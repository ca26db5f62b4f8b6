"""Who may have which paper, and issuing it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.accounts.models import Role
from core.errors import DomainError
from core.papers.services import issue
from core.texts import checked_words, in_the_portals_language
from credit_records.records.models import FileLook
from credit_records.records.queries import office_name
from credit_records.records.services import is_subject, log_look
from credit_records.reports.kinds import NOTHING_FOUND, PUBLIC_REPORT, REPORT, bad_public_records
from credit_records.reports.queries import was_bad_in_public
from credit_records.reports.sections import Reading, read_all


@transaction.atomic
@in_the_portals_language
def issue_report(*, file, by, on=None, to=""):
    """A credit report of the file as of the day `on` (default today). Raises DomainError: "refused", "not_yet", "words_too_long"."""
    check_issuer(file, by)
    on = day_asked(on)
    content = {
        "issuer": office_name(),
        "name": str(file.subject),
        "shown_name": file.agency.name if file.agency else file.civil_servant.masked_name,
        "scope": scope(),
        "sections": read_all(Reading(file, file.agency, on, by.user)),
    }
    log_look(file=file, by=by, way=FileLook.Way.PAPER)
    to = checked_words(to, field="to", label=_("出具给"), most=100, needed=False)
    return issue(kind=REPORT, subject=file, as_of=on, content=content, to=to, by=by)


def check_issuer(file, by):
    """The credit office, and the subject for itself. Raises DomainError("refused")."""
    if not (by.has(Role.CREDIT_OFFICE) or is_subject(file, by)):
        raise DomainError("refused", _("信用报告由信用办、本人或者本单位开具。"))


@transaction.atomic
@in_the_portals_language
def issue_public_report(*, agency, by, on=None):
    """What everybody may know of an agency. Of a day that is over, the records that stood then and are public now. Raises DomainError("not_yet")."""
    on = day_asked(on)
    sections = read_all(Reading(None, agency, on))
    scope = _("本报告只列法律允许公开、还在公示期内的信用记录，不含不公开的内容。异议处理中的记录照列。")
    if on < timezone.localdate():
        scope = _(
            "本报告只列签发时仍在公示、在截至日期已经生效的信用记录，内容以签发时的版本为准。签发以前已经期满、修复、撤销的不再公开，也不列入，所以本报告不说明截至日期当天公示过的全部情况。"
        )
    content = {"issuer": office_name(), "name": agency.name, "shown_name": agency.name, "scope": scope, "sections": sections}
    return issue(kind=PUBLIC_REPORT, subject=agency, as_of=on, content=content, to=_("社会公众"), by=by)


@transaction.atomic
@in_the_portals_language
def certify_nothing_found(*, agency, by):
    """That the public entries show no bad-faith record of the agency today. Raises DomainError("found")."""
    if bad_public_records(agency).exists():
        raise DomainError("found", _("这个单位有公示中的失信记录，不能开具证明。"))
    scope = _("本证明只说明查询当日公示的信息，不说明公示期已满、已修复、已撤销或者依法不公开的情况。")
    return certificate(agency, timezone.localdate(), scope, _("社会公众"), by)


@transaction.atomic
@in_the_portals_language
def certify_nothing_found_on(*, file, by, on):
    """The same of a day that is over, for the agency itself and the credit office: whether there was none can't be told from what is public
    now, and what has come down since is not the public's any more. Raises DomainError: "refused", "no_agency", "not_yet", "found".
    """
    check_issuer(file, by)
    on = day_asked(on)
    if file.agency is None:
        raise DomainError("no_agency", _("个人的信用档案不公示，没有这种证明；需要的请开具信用报告。"))
    log_look(file=file, by=by, way=FileLook.Way.PAPER)
    if was_bad_in_public(file, on):
        raise DomainError("found", _("这一天有公示中的失信记录，不能开具证明。"), field="on")
    scope = _("本证明只说明截至日期当天公示的信息，不说明其他日子的情况，也不说明当天已经期满、修复、撤销或者依法不公开的情况。")
    return certificate(file.agency, on, scope, file.agency.name, by)


def certificate(agency, on, scope, to, by):
    content = {"issuer": office_name(), "name": agency.name, "credit_code": agency.credit_code or "", "scope": scope}
    return issue(kind=NOTHING_FOUND, subject=agency, as_of=on, content=content, to=to, by=by)


def day_asked(on):
    """The day that a paper is about: today, where none is given. Raises DomainError("not_yet")."""
    today = timezone.localdate()
    if on and on > today:
        raise DomainError("not_yet", _("截至日期不能晚于今天。"), field="on")
    return on or today


def scope():
    return _(
        "本报告列出截至日期当天生效的信用记录，内容以当天的版本为准；已撤销、已修复、期满的不列。异议处理中的记录照列。报告涉及个人信息的，只能用于开具时说明的用途。"
    )
