"""Saved filters, and texts kept when a session ends under an open form."""

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.core.personal import Purpose, Until

KEPT_FOR = timedelta(hours=24)


def token() -> str:
    return secrets.token_urlsafe(24)


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, user: Any) -> "SavedViewQuerySet":
        return self.filter(Q(owner=user) | Q(shared=True))


class SavedView(models.Model):
    """A list as someone filtered, sorted and laid it out, under a name."""

    _habit = Purpose(_("Retrouver vos listes comme vous les avez réglées."), Until.ACCOUNT)
    PERSONAL = {"name": _habit, "query": _habit}
    NOT_PERSONAL = ("id", "owner", "page", "shared", "created_at")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    page = models.CharField(_("liste"), max_length=80)
    name = models.CharField(_("nom de la vue"), max_length=60)
    query = models.CharField(_("filtres"), max_length=2000, blank=True)
    shared = models.BooleanField(_("visible par toute l’équipe"), default=False)
    created_at = models.DateTimeField(_("créée le"), default=now)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("vue enregistrée")
        verbose_name_plural = _("vues enregistrées")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["owner", "page", "name"], name="saved_view_once")]

    def __str__(self) -> str:
        return self.name


class KeptFormQuerySet(models.QuerySet["KeptForm"]):
    def visible_to(self, user: Any) -> "KeptFormQuerySet":
        """Nobody lists what others typed: a kept text is found by its token alone."""
        return self.none()

    def fresh(self) -> "KeptFormQuerySet":
        return self.filter(kept_at__gt=now() - KEPT_FOR)

    def stale(self) -> "KeptFormQuerySet":
        return self.filter(kept_at__lte=now() - KEPT_FOR)


class KeptForm(models.Model):
    """What someone had typed when their session ended: found again after signing in, gone after a day."""

    PERSONAL = {"data": Purpose(_("Vous rendre le texte saisi quand votre session s’est terminée."), Until.DAYS, 1)}
    NOT_PERSONAL = ("id", "token", "path", "kept_at")

    token = models.CharField(max_length=40, unique=True, default=token)
    path = models.CharField(_("page"), max_length=300)
    data = models.JSONField(_("texte"), default=dict)
    kept_at = models.DateTimeField(_("gardé le"), default=now, db_index=True)

    objects = KeptFormQuerySet.as_manager()

    class Meta:
        verbose_name = _("formulaire gardé")
        verbose_name_plural = _("formulaires gardés")

    def __str__(self) -> str:
        return self.path
