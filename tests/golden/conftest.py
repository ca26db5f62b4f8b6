"""Records that the services enter, confirm and revoke, for tables of their dates."""

from tests.credit_records.conftest import draft, in_force, in_review, record_type, revoke

__all__ = ["draft", "in_force", "in_review", "record_type", "revoke"]
