"""信用档案: one file a subject."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor
from core.accounts.models import Grant, Role
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.directory.models import Agency, CivilServant
from core.history import tracked

# who works on an agency's own drafts, and reads what is in force about the agency
AGENCY_STAFF = (Role.CLERK, Role.AGENCY_REVIEWER)
# the permission that a granted query (查档) gives on one file
VIEW = "view_creditfile"
# who enters records
DRAFTERS = (*AGENCY_STAFF, Role.CREDIT_OFFICE)


def staff_agencies(actor):
    """Primary keys of the agencies on whose drafts the actor works, and about which the actor reads what is in force."""
    return {agency for role, agency in actor.memberships if role in AGENCY_STAFF}


def files_granted_to(user):
    """Primary keys of the files that an authorised query (查档) lets the user read, until it ends."""
    return Grant.objects.targets(user=user, model=CreditFile, permission=VIEW)


class CreditFileQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Those who look across agencies see every file; agency staff see their agency's; civil servants their own; others by a grant."""
        actor = Actor.of(user)
        if not actor.is_person:
            return self.none()
        if actor.oversees:
            return self
        return self.filter(Q(agency__in=staff_agencies(actor)) | Q(civil_servant__user=user) | Q(pk__in=files_granted_to(user)))


@tracked
class CreditFile(Scoped):
    """信用档案: the one file of an agency or of a civil servant."""

    agency = models.OneToOneField(Agency, models.PROTECT, null=True, blank=True, related_name="credit_file", verbose_name=_("机构"))
    civil_servant = models.OneToOneField(
        CivilServant, models.PROTECT, null=True, blank=True, related_name="credit_file", verbose_name=_("公务员")
    )
    opened_on = models.DateField(_("建档日期"), default=timezone.localdate)

    objects = CreditFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("信用档案")
        verbose_name_plural = _("信用档案")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agency__isnull=False, civil_servant=None) | Q(agency=None, civil_servant__isnull=False),
                name="credit_file_of_one_subject",
                violation_error_message=_("一份档案只属于一个机构或者一名公务员。"),
            )
        ]

    def __str__(self):
        return str(self.subject)

    def get_absolute_url(self):
        return reverse("file", args=[self.pk])

    @property
    def subject(self):
        """The Agency or the CivilServant."""
        return self.agency or self.civil_servant

    @property
    def number(self):
        return gettext("信档第%(number)06d号") % {"number": self.pk}
