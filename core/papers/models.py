"""What was issued: enough to print the same paper again, and to say what has changed since."""

import secrets
import unicodedata

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor
from core.accounts.models import Role, User
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.history import tracked
from core.papers import registry
from core.papers.templates import ACCEPTED, PLACEHOLDERS, unknown

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is mistaken for something else
LENGTH, GROUP = 12, 4  # 31^12: nobody finds one by trying


def new_code():
    return "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))


def grouped(code):
    """K7MP-4XQD-9RTW."""
    return "-".join(code[place : place + GROUP] for place in range(0, LENGTH, GROUP))


def normalised_code(words):
    """A code as it is stored, however it was typed: width, case, blanks and dashes do not count."""
    return "".join(character for character in unicodedata.normalize("NFKC", words).upper() if character.isalnum())


class IssuedPaperQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """The credit office sees the whole register, everybody else what was issued to them, and of some kinds what the kind says. Who holds a
        code needs no register."""
        actor = Actor.of(user)
        if not actor.is_person:
            return self.none()
        return self if actor.has(Role.CREDIT_OFFICE) else self.filter(Q(issued_by=user) | of_readers(user))


def of_readers(user):
    """The condition on papers whose kinds have readers beside those to whom they were issued."""
    found = Q(pk__in=[])
    for kind in registry.kinds():
        if kind.readers:
            found |= Q(kind=kind.code) & kind.readers(user)
    return found


class IssuedPaper(Scoped):
    """签发文书: a paper of some kind about a subject as of a day. Never changed; whether it still holds is asked anew each time."""

    kind = models.SlugField(_("种类"), max_length=40)
    number = models.CharField(_("文号"), max_length=60, unique=True)
    code = models.CharField(_("核验码"), max_length=LENGTH, unique=True, default=new_code)
    content_type = models.ForeignKey(ContentType, models.PROTECT, null=True, blank=True)
    object_id = models.BigIntegerField(null=True, blank=True)
    subject = GenericForeignKey("content_type", "object_id")  # none where it is about something that was not found
    as_of = models.DateField(_("截至日期"))
    issued_at = models.DateTimeField(_("签发时间"), default=timezone.now)
    issued_to = models.CharField(_("出具给"), max_length=100, blank=True)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("申请人"))
    content = models.JSONField(_("内容"))
    content_sha256 = models.CharField(_("内容摘要"), max_length=64)
    pdf_sha256 = models.CharField(_("文件摘要"), max_length=64)

    objects = IssuedPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("签发文书")
        verbose_name_plural = _("签发文书")
        ordering = ["-issued_at", "-id"]
        indexes = [
            models.Index(F("issued_at").desc(), F("id").desc(), name="issued_paper_newest"),
            models.Index(fields=["content_type", "object_id", "kind", "as_of"], name="issued_paper_subject"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(code__regex=rf"^[{ALPHABET}]{{{LENGTH}}}$"), name="issued_paper_code"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("paper", args=[self.pk])

    @property
    def shown_code(self):
        return grouped(self.code)

    @property
    def check_url(self):
        """The address that stands in the QR code."""
        return settings.SITE_URL.rstrip("/") + reverse("verify_code", args=[self.shown_code])

    @property
    def kind_label(self):
        return registry.kind(self.kind).label


@tracked
class LetterTemplate(models.Model):
    """公函模板: the words of a kind of letter, kept by administrators. What was issued keeps its words whatever becomes of the template."""

    code = models.SlugField(_("代码"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=40)
    title = models.CharField(_("标题"), max_length=200)
    addressee = models.CharField(_("主送"), max_length=200)
    body = models.TextField(_("正文"), help_text=_("一行一段。单独成行的{items}换成事项表，其他大括号换成相应的内容。"))

    WITH_PLACEHOLDERS = ("title", "addressee", "body")

    class Meta:
        verbose_name = _("公函模板")
        verbose_name_plural = _("公函模板")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(title__regex=ACCEPTED, addressee__regex=ACCEPTED, body__regex=ACCEPTED),
                name="letter_template_placeholders",
                violation_error_message=_("模板里有不认识的大括号。"),
            )
        ]

    def __str__(self):
        return self.name

    def clean(self):
        known = "".join(f"{{{name}}}" for name in PLACEHOLDERS)
        found = {field: unknown(getattr(self, field)) for field in self.WITH_PLACEHOLDERS}
        words = _("不认识%(unknown)s。可以用的有%(known)s，此外不能写大括号。")
        errors = {field: words % {"unknown": _("、").join(names), "known": known} for field, names in found.items() if names}
        if errors:
            raise ValidationError(errors)
