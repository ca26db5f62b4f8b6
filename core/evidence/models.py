"""Evidence (D6): files with hash and sniffed type, private, seen by whoever may see what they prove."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.accounts.scoping import ScopedQuerySet
from core.directory.models import Agency
from core.history import tracked


class EvidenceQuerySet(ScopedQuerySet):
    def of(self, subject):
        return self.filter(content_type=ContentType.objects.get_for_model(subject), object_id=subject.pk)

    def visible_to(self, user):
        """Whoever may see the subject may see its evidence; evidence of no subject yet is its uploader's alone."""
        allowed = models.Q(object_id=None, uploaded_by_id=user.pk)
        for key in self.order_by().exclude(content_type=None).values_list("content_type_id", flat=True).distinct():
            subjects = ContentType.objects.get_for_id(key).model_class().objects.visible_to(user).values("pk")
            allowed |= models.Q(content_type_id=key, object_id__in=subjects)
        return self.filter(allowed)


def evidence_path(evidence, name):
    """Stored under its hash: the given name decides nothing."""
    return f"evidence/{evidence.sha256[:2]}/{evidence.sha256}"


@tracked
class Evidence(models.Model):
    """证据材料: one uploaded file that proves something about its subject."""

    content_type = models.ForeignKey(ContentType, models.PROTECT, null=True, blank=True)
    object_id = models.BigIntegerField(null=True, blank=True)
    subject = GenericForeignKey("content_type", "object_id")
    file = models.FileField(_("文件"), upload_to=evidence_path)
    name = models.CharField(_("文件名"), max_length=200)
    media_type = models.CharField(_("类型"), max_length=100)
    size = models.PositiveBigIntegerField(_("大小"))
    sha256 = models.CharField(_("摘要"), max_length=64)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("提交单位"))
    uploaded_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("提交人"))
    uploaded_at = models.DateTimeField(_("提交时间"), default=timezone.now)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("证据材料")
        verbose_name_plural = _("证据材料")
        ordering = ["uploaded_at", "id"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="evidence_of_subject")]

    def __str__(self):
        return self.name


class PhotoQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Everybody sees a photo until it is taken down."""
        return self.filter(taken_down_at=None)

    def of(self, subjects):
        """The photos of these rows of one model, in order."""
        subjects = list(subjects)
        if not subjects:
            return self.none()
        return self.filter(content_type=ContentType.objects.get_for_model(subjects[0]), object_id__in=[one.pk for one in subjects])


@tracked
class Photo(models.Model):
    """公开照片: a picture for everybody, drawn anew from a piece of evidence, without what its camera wrote into it (place, device, owner)."""

    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.BigIntegerField()
    subject = GenericForeignKey("content_type", "object_id")
    evidence = models.OneToOneField(Evidence, models.PROTECT, related_name="photo", verbose_name=_("原件"))
    file = models.FileField(_("文件"), upload_to="photos")
    words = models.CharField(_("照片说明"), max_length=200)
    sha256 = models.CharField(_("摘要"), max_length=64)
    width = models.PositiveIntegerField(_("宽"))
    height = models.PositiveIntegerField(_("高"))
    created_at = models.DateTimeField(_("公开时间"), default=timezone.now)
    taken_down_at = models.DateTimeField(_("撤下时间"), null=True, blank=True)
    taken_down_reason = models.CharField(_("撤下理由"), max_length=300, blank=True)
    taken_down_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("撤下人"))

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("公开照片")
        verbose_name_plural = _("公开照片")
        ordering = ["id"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="photo_of_subject")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(taken_down_at=None) | ~models.Q(taken_down_reason=""), name="photo_taken_down_for_a_reason"
            )
        ]

    def __str__(self):
        return self.words
