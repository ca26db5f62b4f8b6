"""D1, D2: the tree of agencies, their names, codes, posts and heads."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from core.accounts.models import User
from core.directory.models import Agency, AgencyName, CivilServant, Post, Tenure, check_credit_code, normalised_name
from portal.demo.cast import credit_code

pytestmark = pytest.mark.django_db


def short_names(agencies):
    return sorted(agencies.values_list("short_name", flat=True))


class TestTree:
    def test_under_is_the_agency_and_all_below(self, agencies):
        assert short_names(Agency.objects.under(agencies["东泽区政府"])) == ["东泽区政府", "柳湾街道办"]
        assert Agency.objects.under(agencies["市政府"]).count() == len(agencies)

    def test_above_is_the_way_to_the_top(self, agencies):
        assert short_names(Agency.objects.above(agencies["柳湾街道办"])) == ["东泽区政府", "市政府", "柳湾街道办"]

    def test_each_is_one_statement_however_deep(self, agencies, django_assert_num_queries):
        parent = agencies["柳湾街道办"]
        for number in range(30):
            parent = Agency.objects.create(
                name=f"第{number}层", short_name=f"{number}层", parent=parent, level="institution", division_code="429900"
            )
        with django_assert_num_queries(2):
            assert len(Agency.objects.above(parent)) == 33
            assert len(Agency.objects.under(agencies["东泽区政府"])) == 32

    def test_it_has_no_circle(self, agencies):
        city = agencies["市政府"]
        city.parent = agencies["柳湾街道办"]
        with pytest.raises(ValidationError):
            city.full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            Agency.objects.filter(pk=city.pk).update(parent=city)

    def test_an_agency_with_others_below_it_is_not_deleted(self, agencies):
        with pytest.raises(IntegrityError), transaction.atomic():
            agencies["市政府"].delete()


class TestNames:
    @pytest.mark.parametrize("name", ["市人社局", "云澜市人力资源和社会保障局", "市人力资源社会保障局", " 市 人社局\u3000", "市人社局"])
    def test_an_agency_is_found_under_each_of_its_names(self, agencies, name):
        assert list(Agency.objects.named(name)) == [agencies["市人社局"]]

    def test_names_are_compared_whatever_their_width(self):
        assert normalised_name("Ａ 局\u3000（办）") == "A局(办)"

    def test_one_alias_may_mean_several(self, agencies):
        for short_name in ("市人社局", "市民政局"):
            AgencyName.objects.create(agency=agencies[short_name], name="主管部门")
        assert Agency.objects.named("主管部门").count() == 2

    def test_an_alias_is_registered_once_an_agency(self, agencies):
        with pytest.raises(IntegrityError), transaction.atomic():
            AgencyName.objects.create(agency=agencies["市人社局"], name="市 人社局")

    def test_a_new_name_keeps_the_old_one_as_an_alias(self, agencies):
        agency = agencies["市教育局"]
        agency.name = "云澜市教育和体育局"
        agency.save()
        assert list(Agency.objects.named("云澜市教育局")) == list(Agency.objects.named("云澜市教育和体育局")) == [agency]

    def test_lists_are_sorted_as_they_are_spoken(self, agencies):
        wanted = [agencies[name] for name in ("市公安局", "市教育局", "市住建局")]
        assert list(Agency.objects.filter(pk__in=[agency.pk for agency in wanted])) == wanted  # gong, jiao, zhu


class TestCodes:
    def test_a_credit_code_is_checked_to_its_last_digit(self):
        good = credit_code(7)
        check_credit_code(good)
        check_credit_code("")
        for bad in (good[:-1] + ("0" if good[-1] != "0" else "1"), good[:-1], "x" * 18):
            with pytest.raises(ValidationError):
                check_credit_code(bad)

    @pytest.mark.parametrize("code", ["", "42990", "4299000", "42990a"])
    def test_a_division_code_has_six_digits(self, agencies, code):
        with pytest.raises((IntegrityError, Exception)), transaction.atomic():
            Agency.objects.filter(pk=agencies["市政府"].pk).update(division_code=code)


class TestTime:
    def test_an_agency_exists_from_its_founding_to_its_end(self, agencies):
        agency = agencies["市教育局"]
        Agency.objects.filter(pk=agency.pk).update(founded_on=date(2020, 1, 1), dissolved_on=date(2025, 1, 1))
        there = [
            Agency.objects.active(day).filter(pk=agency.pk).exists()
            for day in (date(2019, 12, 31), date(2020, 1, 1), date(2024, 12, 31), date(2025, 1, 1))
        ]
        assert there == [False, True, True, False]

    def test_a_head_is_in_office_until_the_day_of_leaving(self, agencies):
        agency = agencies["市住建局"]
        tenure = agency.head
        assert tenure.civil_servant.name == "顾长青"
        Tenure.objects.filter(pk=tenure.pk).update(ended_on=date(2025, 5, 1))
        assert agency.head is None
        assert agency.tenures.in_office(date(2025, 4, 30)).exists()

    def test_an_agency_has_one_head(self, agencies):
        other = CivilServant.objects.create(name="某某", agency=agencies["市住建局"], title="副局长")
        with pytest.raises(IntegrityError), transaction.atomic():
            Tenure.objects.create(agency=agencies["市住建局"], civil_servant=other, began_on=date(2026, 1, 1))

    @pytest.mark.parametrize(
        ("model", "change"),
        [
            (Agency, {"founded_on": date(2026, 1, 2), "dissolved_on": date(2026, 1, 1)}),
            (CivilServant, {"entered_on": date(2026, 1, 2), "left_on": date(2026, 1, 1)}),
            (Tenure, {"began_on": date(2026, 1, 1), "ended_on": date(2026, 1, 1)}),
        ],
    )
    def test_nothing_ends_before_it_begins(self, agencies, people, model, change):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.filter(pk=model.objects.first().pk).update(**change)


class TestPosts:
    def test_a_post_has_two_people(self, agencies):
        post = Post.objects.get(title="综合受理窗口")
        with pytest.raises(IntegrityError), transaction.atomic():
            Post.objects.filter(pk=post.pk).update(b_role=post.a_role)

    def test_a_name_is_masked_for_the_public(self):
        assert CivilServant(name="林晓舟").masked_name == "林某某"
        assert CivilServant(name="林舟").masked_name == "林某"

    def test_a_civil_servant_stays_when_the_account_goes(self, people):
        servant = people["lin"].civil_servant
        User.objects.filter(pk=people["lin"].pk).delete()
        assert CivilServant.objects.get(pk=servant.pk).user is None
