"""Check digits worked out by hand (check_digits.json says how) against what refuses a wrong code, whoever types it."""

import json
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from core.directory import identity
from core.directory.models import check_credit_code

CASES = json.loads((Path(__file__).parent / "check_digits.json").read_text())


def is_taken(check, code):
    try:
        check(code)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("case", CASES["credit_codes"], ids=lambda case: case["case"])
def test_unified_social_credit_code(case):
    assert is_taken(check_credit_code, case["code"]) is case["right"], case["arithmetic"]


@pytest.mark.parametrize("case", CASES["identity_numbers"], ids=lambda case: case["case"])
def test_identity_number(case):
    assert is_taken(identity.check, case["code"]) is case["right"], case["arithmetic"]
