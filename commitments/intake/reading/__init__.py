"""The reader (M2): a policy document's text goes in, what it asks of whom by when comes out, nothing decided."""

from .model import DOUBTS, Found, Limit, ReadDocument, ReadHead, ReadTask, Span, Unit
from .tasks import as_json, read_document

__all__ = ["DOUBTS", "Found", "Limit", "ReadDocument", "ReadHead", "ReadTask", "Span", "Unit", "as_json", "read_document"]
