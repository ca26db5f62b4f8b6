"""Money as people write it and as it may be stored: yuan, or another currency, with two places."""

import re
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from core.errors import DomainError

AROUND_MONEY = re.compile(r"[\s,，、：:元¥￥]+")
MOST_MONEY = Decimal("99999999999999.99")
CENT = Decimal("0.01")


def money_of(text):
    """Yuan as people write them: 1,250,000.00元. None for anything else."""
    try:
        found = Decimal(AROUND_MONEY.sub("", text))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def check_money(amount, field):
    """Raises DomainError("bad_amount")."""
    if not isinstance(amount, Decimal) or not amount.is_finite() or not 0 < amount <= MOST_MONEY or amount != amount.quantize(CENT):
        raise DomainError("bad_amount", _("金额写成大于零的数，最多两位小数，例如 125000.00。"), field=field)
