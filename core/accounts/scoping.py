"""The scoping contract: every list, page, file, count and export starts from `visible_to(user)`."""

from django.db import models


class ScopedQuerySet(models.QuerySet):
    """A queryset that knows who may see which of its rows. What one may not see answers 404."""

    def visible_to(self, user):
        """Only the rows that this user (maybe anonymous) may see."""
        raise NotImplementedError(f"{self.model.__name__} says nothing about who may see it")


class Scoped(models.Model):
    """A model whose rows are not for everybody: it brings a ScopedQuerySet of its own as `objects`."""

    class Meta:
        abstract = True
