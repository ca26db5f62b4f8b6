"""Whom the rows are about: the directory read at once, people a chunk at a time."""

from collections import defaultdict

from django.utils.translation import gettext as _
from stdnum.cn import uscc

from core.directory.models import Agency, AgencyName, CivilServant, Tenure, normalised_name
from core.errors import DomainError


def refused(field, words, **values):
    return DomainError("subject", words % values, field=field)


class Subjects:
    """Finds the Agency or CivilServant of a row by code, or name, and for a person by name in the agency. Raises DomainError at the column."""

    def __init__(self, by):
        self.agencies = Agency.objects.select_related("successor").in_bulk()
        self.by_code = {agency.credit_code: agency for agency in self.agencies.values() if agency.credit_code}
        self.by_name = defaultdict(set)
        for name, agency in AgencyName.objects.values_list("normalised", "agency_id"):
            self.by_name[name].add(agency)
        self.people = {}
        # nobody enters a record about oneself, or about the agency that one heads
        own = Tenure.objects.in_office().filter(civil_servant__user=by.user) if by.user else Tenure.objects.none()
        self.user_id, self.headed = by.user and by.user.pk, set(own.values_list("agency_id", flat=True))

    def prepare(self, rows):
        """Read the people whom these rows name, in one statement."""
        names = {row.values["person"] for row in rows if row.values.get("person")}
        self.people = defaultdict(list)
        for person in CivilServant.objects.filter(name__in=names):
            self.people[person.agency_id, person.name].append(person)

    def find(self, values):
        agency = self.agency(values.get("code", ""), values.get("agency", ""))
        if not values.get("person"):
            return self.checked_agency(agency)
        return self.checked_person(agency, self.person(agency, values["person"], values.get("post", "")))

    def agency(self, code, name):
        if not (code or name):
            raise refused("agency", _("单位名称和统一社会信用代码至少填一项"))
        named = self.by_name.get(normalised_name(name), set()) if name else set()
        if code:
            return self.coded(code, name, named)
        if len(named) > 1:
            raise refused("agency", _("有%(count)d个单位叫这个名字，请填写统一社会信用代码"), count=len(named))
        if not named:
            raise refused("agency", _("名录里没有“%(name)s”，请写全称，或者填写统一社会信用代码"), name=name)
        return self.agencies[next(iter(named))]

    def coded(self, code, name, named):
        if not uscc.is_valid(code):
            raise refused("code", _("校验位不对，请对照登记证书逐位核对"))
        agency = self.by_code.get(code)
        if agency is None:
            raise refused("code", _("名录里没有这个代码的单位"))
        if name and agency.pk not in named:
            raise refused("agency", _("这个代码是%(agency)s的，和所填的单位名称不一致"), agency=agency.name)
        return agency

    def person(self, agency, name, post):
        found = self.people.get((agency.pk, name), [])
        if post:
            found = [person for person in found if person.title == post]
        serving = [person for person in found if person.left_on is None]
        found = serving or found
        if not found:
            raise refused("person", _("%(agency)s的名录里没有这个人，请核对姓名、职务和单位"), agency=agency.short_name)
        if len(found) > 1:
            raise refused("person", _("%(agency)s有几位同名的，请填写职务"), agency=agency.short_name)
        return found[0]

    def checked_agency(self, agency):
        if agency.dissolved_on:
            words = _("%(agency)s已于%(day)s撤销，不能再批量录入")
            if agency.successor:
                words = _("%(agency)s已于%(day)s撤销，职能由%(successor)s承接，请核对记到哪个单位")
            raise refused("agency", words, agency=agency.short_name, day=agency.dissolved_on, successor=agency.successor)
        if agency.pk in self.headed:
            raise refused("agency", _("这个单位由你负责，请由其他同事录入"))
        return agency

    def checked_person(self, agency, person):
        if person.left_on:
            words = _("%(person)s已于%(day)s离开%(agency)s，不能再批量录入")
            raise refused("person", words, person=person.name, day=person.left_on, agency=agency.short_name)
        if person.user_id and person.user_id == self.user_id:
            raise refused("person", _("这一行记的是你本人，请由其他同事录入"))
        return person
