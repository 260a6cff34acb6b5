"""Documents with their versions, and the images of pages."""

import secrets
from datetime import date
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.core.personal import Purpose, Until
from maillage.core.registry import house
from maillage.files.content import clean_name
from maillage.files.enums import AccessKind, DocumentKind

_FILE = Purpose(_("Garder les documents de la vie du réseau, dont certains nomment des personnes."), Until.MEMBERSHIP)


def public_id() -> str:
    """An address that nobody guesses."""
    return secrets.token_urlsafe(16)


def about_withheld() -> Q:
    """Documents about what is withheld: their very titles name it."""
    found = Q(pk__in=[])
    for one in house.withheld:
        found |= Q(about_kind=one.kind, about_id__in=one.rows().values_list(Cast("pk", models.CharField())))
    return found


class DocumentQuerySet(models.QuerySet["Document"]):
    def current(self, day: date | None = None) -> "DocumentQuerySet":
        return self.filter(removed_at=None).filter(Q(ends_on=None) | Q(ends_on__gte=day or localdate()))

    def visible_to(self, user: Any) -> "DocumentQuerySet":
        """What one may open, and is still in force; those who keep the files also see what has ended."""
        here = self.filter(removed_at=None)
        everyone = Q(access=AccessKind.PUBLIC)
        if not user.is_authenticated:
            return here.current().filter(everyone & ~about_withheld())
        held = [f"{role}:{number}" for role, numbers in user.facts.items() for number in numbers]
        own = (
            Q(access=AccessKind.FACT, access_of__in=held)
            | Q(access=AccessKind.PERSON, access_of=str(user.pk))
            | Q(created_by=user.pk)
        )
        shared = (
            everyone
            | Q(access=AccessKind.SIGNED_IN)
            | Q(access=AccessKind.PERMISSION, access_of__in=[str(p) for p in user.permissions])
        )
        if not user.can(Permission.FILES_VIEW):
            here = here.current()
        else:
            shared |= Q(access=AccessKind.FACT)
        if not user.can(Permission.WITHHELD_VIEW):
            shared &= ~about_withheld()
        return here.filter(own | shared)

    def about(self, row: models.Model) -> "DocumentQuerySet":
        return self.filter(about_kind=row._meta.label_lower, about_id=str(row.pk))


class Document(models.Model):
    """A document: its title, what it is about, who may open it, until when. Its content is in its versions."""

    PERSONAL = {"title": _FILE}
    NOT_PERSONAL = ("id", "public_id", "kind", "about_kind", "about_id", "access", "access_of", "ends_on", "created_at",
                    "created_by", "removed_at")  # fmt: skip

    public_id = models.CharField(max_length=24, unique=True, default=public_id)
    title = models.CharField(_("titre"), max_length=200)
    kind = models.CharField(_("genre"), max_length=12, choices=DocumentKind.choices, default=DocumentKind.OTHER)
    about_kind = models.CharField(_("au sujet de"), max_length=60, blank=True)
    about_id = models.CharField(_("numéro de l’objet"), max_length=40, blank=True)
    access = models.CharField(_("qui peut l’ouvrir"), max_length=12, choices=AccessKind.choices)
    access_of = models.CharField(_("précision de l’accès"), max_length=80, blank=True)
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    created_at = models.DateTimeField(_("déposé le"), default=now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    removed_at = models.DateTimeField(_("retiré le"), null=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["about_kind", "about_id"], name="document_about")]
        constraints = [
            models.CheckConstraint(
                condition=Q(access__in=["public", "signed_in"], access_of="")
                | (Q(access__in=["permission", "fact", "person"]) & ~Q(access_of="")),
                name="document_access",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("files:document", args=[self.pk])

    @property
    def latest(self) -> "DocumentVersion | None":
        """The last version; `prefetch_related("versions")` makes it free in a list."""
        return max(self.versions.all(), key=lambda version: version.number, default=None)

    @property
    def url(self) -> str:
        """Where the file itself is opened."""
        version = self.latest
        return reverse("files:serve", args=[self.public_id, version.name]) if version else ""

    @property
    def is_over(self) -> bool:
        return self.ends_on is not None and self.ends_on < localdate()


class DocumentVersion(models.Model):
    """One content of a document; earlier ones stay until the document is removed."""

    PERSONAL = {"title": _FILE}
    NOT_PERSONAL = ("id", "document", "number", "path", "size", "sha256", "content_type", "created_at", "created_by")

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("titre"), max_length=200)
    path = models.CharField(max_length=200, unique=True)
    size = models.PositiveBigIntegerField(_("taille"))
    sha256 = models.CharField(max_length=64)
    content_type = models.CharField(_("type"), max_length=100)
    created_at = models.DateTimeField(_("déposée le"), default=now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("version de document")
        verbose_name_plural = _("versions de documents")
        ordering = ["document", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="document_version_once"),
            models.CheckConstraint(condition=Q(size__gt=0), name="document_version_size"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    @property
    def name(self) -> str:
        return clean_name(self.title, self.path.rpartition(".")[2])

    def open(self) -> Any:
        return default_storage.open(self.path)


class ImageQuerySet(models.QuerySet["Image"]):
    def visible_to(self, user: Any) -> "ImageQuerySet":
        """Everyone sees an image whose address they were given; nobody guesses one."""
        return self


class Image(models.Model):
    """A logo or a picture of a page, drawn again at two sizes; its address never changes content."""

    PERSONAL = {"alt": _FILE}
    NOT_PERSONAL = ("id", "public_id", "sha256", "width", "height", "renditions", "created_at", "created_by")

    public_id = models.CharField(max_length=24, unique=True, default=public_id)
    alt = models.CharField(_("texte de remplacement"), max_length=200, blank=True)
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(_("largeur"))
    height = models.PositiveIntegerField(_("hauteur"))
    renditions = models.JSONField(default=dict)  # {"96.webp": [path, width, height]}
    created_at = models.DateTimeField(_("déposée le"), default=now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.alt or self.public_id

    def url(self, size: int = 96, ending: str = "webp") -> str:
        return reverse("files:image", args=[self.public_id, size, ending])

    def sources(self) -> dict[str, Any]:
        """What a page needs to show it (fragment `files/logo.html`)."""
        _path, width, height = self.renditions["96.png"]
        return {"webp": self.url(96, "webp"), "webp2": self.url(320, "webp"), "png": self.url(96, "png"),
                "width": width, "height": height, "alt": self.alt}  # fmt: skip
