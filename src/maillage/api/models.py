"""Keys of the API."""

import hashlib
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.api.enums import Scope
from maillage.core.personal import Purpose, Until


class TokenQuerySet(models.QuerySet["Token"]):
    def visible_to(self, user: Any) -> "TokenQuerySet":
        return self if user.can(Permission.API_TOKENS) else self.none()

    def usable(self) -> "TokenQuerySet":
        return self.filter(revoked_at=None, expires_on__gte=localdate())


class Token(models.Model):
    """A key that a program shows to read the API. Only its digest is kept: who reads the database cannot use it."""

    PERSONAL: ClassVar[dict[str, Purpose]] = {
        "created_by": Purpose(_("Savoir qui a fait une clé de l’API : elle ne lit rien de plus que cette personne."),
                              Until.ACCOUNT),
    }  # fmt: skip
    NOT_PERSONAL: ClassVar[tuple[str, ...]] = (
        "id", "name", "prefix", "digest", "scopes", "created_at", "last_used_on", "expires_on", "revoked_at",
    )  # fmt: skip

    name = models.CharField(_("à quoi elle sert"), max_length=120)
    prefix = models.CharField(_("début de la clé"), max_length=8, unique=True)
    digest = models.CharField(max_length=64)
    scopes = models.JSONField(_("ce qu’elle lit"), default=list, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True,
                                   related_name="+",
                                   verbose_name=_("faite par"))  # fmt: skip
    created_at = models.DateTimeField(_("faite le"), default=now)
    last_used_on = models.DateField(_("dernier usage"), null=True, blank=True)
    expires_on = models.DateField(_("valable jusqu’au"))
    revoked_at = models.DateTimeField(_("retirée le"), null=True, blank=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("clé de l’API")
        verbose_name_plural = _("clés de l’API")
        ordering = ["-created_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="token_has_a_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("api:token", args=[self.pk])

    @staticmethod
    def digest_of(secret: str) -> str:
        return hashlib.sha256(secret.encode()).hexdigest()

    @property
    def state(self) -> str:
        if self.revoked_at:
            return "revoked"
        return "expired" if self.expires_on < localdate() else "open"

    @property
    def start(self) -> str:
        """What is shown of the key, to recognise it."""
        return f"mlg_{self.prefix}…"

    @property
    def scope_labels(self) -> list[str]:
        return [str(Scope(code).label) for code in self.scopes if code in Scope.values] or [
            str(_("Ce que tout le monde peut lire"))
        ]
