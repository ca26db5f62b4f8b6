"""Guides as their pages show them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.items.models import ServiceItem
from core.pages.parts import Fact, Mark
from core.pages.words import amount, as_date, day

MARKS = {"draft": "plain", "in_review": "warn", "published": "done", "withdrawn": "plain"}
FORMS = {"original": gettext_lazy("原件"), "copy": gettext_lazy("复印件"), "both": gettext_lazy("原件和复印件")}


def state_mark(item):
    return Mark(MARKS[item.state], item.get_state_display())


def working_days(count):
    return amount(count, "working_day")


def kind_words(code):
    """In the reader's language."""
    return ServiceItem.Kind(code).label


def materials(rows):
    """(name, form, copies, needed) in words."""
    return [(row["name"], FORMS[row["form"]], row["copies"], _("必要") if row["needed"] else _("视情况")) for row in rows]


def limits(content):
    """The two limits beside each other."""
    return [
        Fact(_("承诺期限"), working_days(content["promised_days"]), _("自受理之日的次日起算")),
        Fact(_("法定期限"), working_days(content["statutory_days"]), content["statutory_basis"]),
    ]


def head_facts(content, agency_url):
    return [
        Fact(_("实施机关"), content["agency"]["name"], "", agency_url),
        Fact(_("类型"), kind_words(content["kind"]["code"])),
        *limits(content),
    ]


def where_and_how(content):
    """What one needs to know before setting out."""
    return [
        Fact(_("办理地点"), content["place"]),
        Fact(_("办理时间"), content["hours"]),
        Fact(_("收费"), content["fee"] or _("不收费"), content["fee_basis"]),
        Fact(_("投诉电话"), content["complaints"]),
    ]


def participants(content):
    return [one["name"] for one in content["participants"]]


def version_tabs(versions, chosen):
    """(words, address, whether it is this one) of each version, the newest first."""
    return [
        (
            _("第%(number)d版，%(day)s公布") % {"number": one["number"], "day": day(as_date(one["published_on"]))},
            f"?version={one['number']}",
            one is chosen,
        )
        for one in versions
    ]
