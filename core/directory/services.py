"""Identity numbers of civil servants: written, looked up, sealed anew."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from core.directory import identity
from core.directory.models import IDENTITY_TAKEN, CivilServant
from core.errors import DomainError
from core.sealed import blind_index, reseals, seal, unseal

CHUNK = 500


@transaction.atomic
def set_identity_number(*, person, number):
    """Keep the number of a civil servant, sealed. Raises DomainError("identity_number_refused")."""
    number = identity.normalised(number)
    try:
        person.check_identity_number(number)
        person.keep_identity_number(number)
        with transaction.atomic():
            person.save(update_fields=["identity_sealed", "identity_index"])
    except ValidationError as refused:
        raise DomainError("identity_number_refused", refused.messages[0], field="identity_number") from None
    except IntegrityError:  # somebody was faster
        raise DomainError("identity_number_refused", str(IDENTITY_TAKEN), field="identity_number") from None
    return person


@reseals
def reseal():
    """Seal every number with the first key and index it with today's look-up key. Returns how many."""
    count, last = 0, 0
    while people := list(CivilServant.objects.filter(pk__gt=last).exclude(identity_sealed="").order_by("pk")[:CHUNK]):
        with transaction.atomic():
            for person in CivilServant.objects.filter(pk__in=[one.pk for one in people]).order_by("pk").select_for_update(no_key=True):
                number = unseal(person.identity_sealed)
                person.identity_sealed, person.identity_index = seal(number), blind_index(number)
                person.save(update_fields=["identity_sealed", "identity_index"])
        count, last = count + len(people), people[-1].pk
    return count
