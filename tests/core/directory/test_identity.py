"""Identity numbers (GB 11643-1999): checked, sealed, found without being opened, never shown whole."""

import io
import logging

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from stdnum.cn import ric

from config.embedded.secret import new_sealing_key
from core.directory import identity
from core.directory.logs import MaskingFormatter
from core.directory.models import CivilServant
from core.directory.services import set_identity_number
from core.errors import DomainError
from core.sealed import seal, unseal
from portal.demo.cast import identity_number

EXAMPLE = "11010519491231002X"  # the standard's own example


def with_check_digit(body):
    return body + ric.calc_check_digit(body + "0")


TOO_YOUNG = with_check_digit("42990120060101003")  # 14 on 2020-01-01, the day of entry


class TestCheck:
    @pytest.mark.parametrize("written", [EXAMPLE, "11010519491231002x", "110105 19491231 002X", "１１０１０５１９４９１２３１００２Ｘ"])
    def test_the_standards_example_is_right_however_it_is_written(self, written):
        identity.check(identity.normalised(written))

    @pytest.mark.parametrize(
        "wrong",
        [
            "110105194912310021",
            "1101051949123100X2",
            "110105194912310",
            "",
            "A10105194912310020",
            "110105194913310022",
            "110105209912310023",
        ],
    )
    def test_a_wrong_digit_a_wrong_length_and_an_impossible_birth_are_refused(self, wrong):
        with pytest.raises(ValidationError):
            identity.check(wrong)

    def test_an_impossible_day_is_refused_even_with_a_right_check_digit(self):
        with pytest.raises(ValidationError, match="出生日期"):
            identity.check(with_check_digit("11010519490230002"))


class TestMasking:
    def test_the_birth_date_is_left_out(self):
        assert identity.masked(EXAMPLE) == "110105********002X"

    def test_in_a_text_every_number_is_masked_and_a_credit_code_is_not(self):
        assert identity.masked_text(f"当事人{EXAMPLE}，单位114299000000000012") == "当事人110105********002X，单位114299000000000012"

    def test_logs_are_masked_with_arguments_and_tracebacks(self):
        stream, logger = io.StringIO(), logging.Logger("papers")
        handler = logging.StreamHandler(stream)
        handler.setFormatter(MaskingFormatter())
        logger.addHandler(handler)
        try:
            raise ValueError(EXAMPLE)
        except ValueError:
            logger.exception("未找到 %s", EXAMPLE)
        assert EXAMPLE not in stream.getvalue() and stream.getvalue().count("110105********002X") == 2


@pytest.fixture
def person(people):
    return people["lin"].civil_servant


@pytest.mark.django_db
class TestSealed:
    def test_neither_the_table_nor_its_history_holds_the_number(self, person):
        set_identity_number(person=person, number=EXAMPLE)
        with connection.cursor() as cursor:
            for table in ("core_civilservant", "core_civilservantevent"):
                cursor.execute(f"SELECT row_to_json(one)::text FROM {table} one")
                assert not any(EXAMPLE in text for (text,) in cursor.fetchall())

    def test_it_is_found_by_the_number_and_shown_masked(self, person):
        set_identity_number(person=person, number="110105 19491231 002x")
        assert CivilServant.objects.with_identity_number(EXAMPLE).get() == person
        assert person.masked_identity_number == "110105********002X" and EXAMPLE not in str(person)

    def test_one_number_is_one_person(self, people, person):
        set_identity_number(person=person, number=EXAMPLE)
        with pytest.raises(DomainError, match="另一名公务员"):
            set_identity_number(person=people["he"].civil_servant, number=EXAMPLE)

    def test_the_database_refuses_a_sealed_number_without_an_index(self, person):
        with pytest.raises(IntegrityError), transaction.atomic():
            CivilServant.objects.filter(pk=person.pk).update(identity_index=None)

    def test_nobody_enters_the_service_before_eighteen(self, person):
        with pytest.raises(DomainError, match="18周岁"):
            set_identity_number(person=person, number=TOO_YOUNG)


@pytest.mark.django_db
class TestKeys:
    def test_a_new_key_seals_and_the_old_one_still_opens(self, settings):
        old = seal(EXAMPLE)
        settings.SEALING_KEYS = [new_sealing_key(), *settings.SEALING_KEYS]
        assert unseal(old) == EXAMPLE and Fernet(settings.SEALING_KEYS[0]).decrypt(seal(EXAMPLE).encode()).decode() == EXAMPLE

    def test_after_resealing_the_old_keys_are_not_needed(self, settings, person):
        number = unseal(person.identity_sealed)
        settings.SEALING_KEYS, settings.LOOKUP_KEY = [new_sealing_key(), *settings.SEALING_KEYS], "another"
        call_command("reseal", stdout=io.StringIO())
        settings.SEALING_KEYS = settings.SEALING_KEYS[:1]
        assert CivilServant.objects.with_identity_number(number).get().masked_identity_number == identity.masked(number)

    def test_a_changed_or_foreign_text_is_not_opened(self, settings):
        sealed = seal(EXAMPLE)
        settings.SEALING_KEYS = [new_sealing_key()]
        with pytest.raises(ImproperlyConfigured, match="SEALING_KEYS"):
            unseal(sealed)


@pytest.mark.django_db
class TestAdmin:
    def form(self, person, **changes):
        known = {"name": person.name, "agency": person.agency_id, "title": person.title, "user": person.user_id, "entered_on": "2020-01-01"}
        return known | {"identity_number": ""} | changes

    def test_it_is_typed_in_once_and_then_shown_masked(self, signed_in, person):
        page = reverse("admin:core_civilservant_change", args=[person.pk])
        assert signed_in("admin").post(page, self.form(person, identity_number=EXAMPLE)).status_code == 302
        shown = signed_in("admin").get(page).content.decode()
        assert "110105********002X" in shown and EXAMPLE not in shown

    def test_left_empty_it_stays(self, signed_in, person):
        sealed = person.identity_index
        signed_in("admin").post(reverse("admin:core_civilservant_change", args=[person.pk]), self.form(person, title="科长"))
        person.refresh_from_db()
        assert (person.title, person.identity_index) == ("科长", sealed)

    @pytest.mark.parametrize("wrong", ["110105194912310021", TOO_YOUNG, identity_number(1)])
    def test_a_wrong_one_is_refused_and_not_shown_again(self, signed_in, person, wrong):
        answer = signed_in("admin").post(
            reverse("admin:core_civilservant_change", args=[person.pk]), self.form(person, identity_number=wrong)
        )
        assert answer.status_code == 200 and answer.context["adminform"].form.errors and wrong not in answer.content.decode()

    def test_somebody_is_found_by_the_whole_number(self, signed_in, person):
        page = reverse("admin:core_civilservant_by_number")
        found = signed_in("admin").post(page, {"number": unseal(person.identity_sealed)})
        assert found["Location"] == reverse("admin:core_civilservant_change", args=[person.pk])
        assert "没有登记" in signed_in("admin").post(page, {"number": EXAMPLE}, follow=True).content.decode()
