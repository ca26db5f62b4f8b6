"""What the public sees of a record."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core.deadlines.projection import ShownDeadline
from core.ledger.queries import latest_entry
from core.pages.parts import Crumb, Fact, Mark
from core.pages.views import DetailPage
from core.pages.words import as_date
from core.search.models import PublicEntry
from credit_records.records import shown
from credit_records.records.public import key_of


class PublicRecord(DetailPage):
    """What the public sees of a record: its public entry, nothing else."""

    public, section = True, "agencies"
    model, lookup = PublicEntry, "key"
    template_name = "credit_records/records/public.html"

    def setup(self, request, *args, pk, **kwargs):
        super().setup(request, *args, key=key_of(pk), **kwargs)
        self.record_pk = pk

    def crumbs(self):
        agency = self.object.facts["agency"]
        return [
            Crumb(_("首页"), reverse("home")),
            Crumb(agency["short_name"], reverse("agency", args=[agency["id"]])),
            Crumb(self.object.number),
        ]

    def get_context_data(self, **kwargs):
        entry, facts = self.object, self.object.facts
        until = facts["public_until"]
        return super().get_context_data(
            kind=_("信用记录，%(number)s") % {"number": entry.number},
            state=Mark(entry.mark, entry.state_words),
            facts=[
                Fact(_("被记录单位"), facts["agency"]["name"], url=reverse("agency", args=[facts["agency"]["id"]])),
                Fact(_("类型"), facts["type"], shown.dimension_line(facts["dimension"]["name"], facts["grade"])),
                Fact(_("认定"), as_date(facts["decided_on"])),
                Fact(_("最长公示到"), as_date(until) if until else _("长期")),
            ],
            deadline=ShownDeadline.of(facts["deadline"]),
            proof=latest_entry(entry.key),
            **kwargs,
        )
