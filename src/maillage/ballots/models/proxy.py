"""A proxy: someone carries another's right, as far as the rule of the roll lets them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.ballots.enums import LIVE, ProxyHow, ProxyState
from maillage.ballots.models.roll import DEMOCRACY, Right, Roll
from maillage.files.models import Document
from maillage.organisations.models import Person


class ProxyQuerySet(models.QuerySet["Proxy"]):
    def visible_to(self, user: Any) -> "ProxyQuerySet":
        """Staff by their rights; a person, the proxies of the rights that they see, and those they hold."""
        if not user.is_authenticated:
            return self.none()
        if user.can(Permission.ASSEMBLIES_VIEW):
            return self
        return self.filter(Q(right__in=Right.objects.visible_to(user).values("pk")) | Q(holder__user=user))

    def live(self) -> "ProxyQuerySet":
        return self.filter(state__in=LIVE)


class Proxy(models.Model):
    """A right given to be carried by a holder. One live proxy for a right: the database says so. `items` are sources of
    questions (« item:12 »); none means all of them."""

    PERSONAL = {"holder": DEMOCRACY, "instructions": DEMOCRACY, "revoked_why": DEMOCRACY}
    NOT_PERSONAL = ("id", "roll", "right", "items", "state", "how", "document", "signed_by", "signed_at",
                    "answered_at", "revoked_at", "by_arrival")  # fmt: skip

    roll = models.ForeignKey(Roll, on_delete=models.PROTECT, related_name="proxies")
    right = models.ForeignKey(Right, on_delete=models.PROTECT, related_name="proxies", verbose_name=_("droit"))
    holder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("mandataire"))
    items = models.JSONField(_("limitée aux points"), default=list, blank=True)
    state = models.CharField(_("état"), max_length=10, choices=ProxyState.choices, default=ProxyState.PENDING)
    how = models.CharField(_("signée"), max_length=10, choices=ProxyHow.choices, default=ProxyHow.ONLINE)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    instructions = models.TextField(_("consignes de vote"), max_length=2000, blank=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    signed_at = models.DateTimeField(_("signée le"), default=now)
    answered_at = models.DateTimeField(_("acceptée ou déclinée le"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("retirée le"), null=True, blank=True)
    revoked_why = models.CharField(_("pourquoi"), max_length=300, blank=True)
    by_arrival = models.BooleanField(_("retirée par l’arrivée de la personne"), default=False)

    objects = ProxyQuerySet.as_manager()

    class Meta:
        verbose_name = _("procuration")
        verbose_name_plural = _("procurations")
        ordering = ["signed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["right"], condition=Q(state__in=["pending", "accepted"]), name="one_live_proxy"
            ),
            models.CheckConstraint(
                condition=Q(state="revoked", revoked_at__isnull=False) | (~Q(state="revoked") & Q(revoked_at=None)),
                name="proxy_revoked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.right} → {self.holder}"

    def get_absolute_url(self) -> str:
        return reverse("ballots:roll", args=[self.roll_id])
