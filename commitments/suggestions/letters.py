"""The mail that asks a proposer."""

from django.conf import settings
from django.utils.translation import gettext as _

from core.notices.services import LetterDraft
from core.texts import in_the_portals_language


@in_the_portals_language
def please_answer(proposer, path):
    commitment = proposer.commitment
    words = {
        "name": proposer.name,
        "title": commitment.title,
        "agency": commitment.agency.name,
        "state": commitment.get_state_display(),
        "code": proposer.code,
        "url": f"{settings.SITE_URL}{path}",
    }
    paragraphs = [
        _("%(name)s：") % words,
        _("你提出的“%(title)s”由%(agency)s办理，结果是：%(state)s。") % words,
        _("请评价办理结果。打开下面的网址，填写评价码%(code)s：\n%(url)s") % words,
        _("评价码只能用一次。评价的等次会公开，姓名和说明不公开。"),
    ]
    title = _("请评价办理结果：%(title)s") % words
    return LetterDraft(proposer.address_sealed, None, title, "\n\n".join(paragraphs), key=f"proposer:{proposer.pk}")
