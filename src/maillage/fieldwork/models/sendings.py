"""How a report travels: what a phone sent, what two phones wrote at once, the links of those without an account."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.core.personal import Purpose, Until
from maillage.fieldwork.models.report import USER, WORDS, OwnedQuerySet, PartnerReport

SENT_BY = Purpose(_("Savoir quel téléphone a envoyé quoi, pour ne rien compter deux fois."), Until.DAYS, days=400)
HELD_BY = Purpose(_("Savoir à qui un rapport a été confié, et le lui retirer."), Until.DECLARED)


class OfReportQuerySet(OwnedQuerySet):
    AT = "report__"


class ReportSending(models.Model):
    """One sending of a form, by its key: the same one again changes nothing."""

    PERSONAL = {"by": SENT_BY}
    NOT_PERSONAL = ("id", "report", "key", "digest", "at")

    report = models.ForeignKey(PartnerReport, models.CASCADE, related_name="sendings")
    key = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)  # of what was sent: a page sent again with other words is another sending
    by = models.ForeignKey(settings.AUTH_USER_MODEL, **USER)
    at = models.DateTimeField(default=now)

    objects = OfReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("envoi d’un rapport")
        verbose_name_plural = _("envois d’un rapport")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["report", "key", "digest"], name="report_sending_once")]

    def __str__(self) -> str:
        return self.key


class ReportCopy(models.Model):
    """What another phone wrote of the same things, set aside: shown beside what stands, until someone chooses."""

    PERSONAL = {"by": SENT_BY, "values": WORDS}
    NOT_PERSONAL = ("id", "report", "key", "at", "settled_at")

    report = models.ForeignKey(PartnerReport, models.CASCADE, related_name="copies")
    key = models.CharField(max_length=80)
    values = models.JSONField(_("ce qui était écrit"), default=dict)  # {name: value}
    by = models.ForeignKey(settings.AUTH_USER_MODEL, **USER)
    at = models.DateTimeField(_("reçue le"), default=now)
    settled_at = models.DateTimeField(_("réglée le"), null=True, blank=True)

    objects = OfReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("copie mise de côté")
        verbose_name_plural = _("copies mises de côté")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="report_copy_once")]

    def __str__(self) -> str:
        return str(self.report)


class ReportLinkQuerySet(OfReportQuerySet):
    def visible_to(self, user: Any) -> Any:
        """Those who follow projects: whoever holds the address may write, so partners do not see each other's."""
        if not (user.is_authenticated and user.can(Permission.PROJECTS_EDIT)):
            return self.none()
        return super().visible_to(user)

    def usable(self) -> "ReportLinkQuerySet":
        return self.filter(revoked_at=None, ends_at__gt=now())


class ReportLink(models.Model):
    """A signed link by which someone without an account writes one report."""

    PERSONAL = {"label": HELD_BY, "email": HELD_BY, "made_by": HELD_BY}
    NOT_PERSONAL = ("id", "report", "ends_at", "created_at", "revoked_at")

    report = models.ForeignKey(PartnerReport, models.CASCADE, related_name="links")
    label = models.CharField(_("pour qui"), max_length=80, blank=True)
    email = models.EmailField(_("courriel"), blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, **USER)
    ends_at = models.DateTimeField(_("sert jusqu’au"))
    created_at = models.DateTimeField(default=now)
    revoked_at = models.DateTimeField(_("retiré le"), null=True, blank=True)

    objects = ReportLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("lien vers un rapport")
        verbose_name_plural = _("liens vers un rapport")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.label or str(_("Lien vers un rapport"))

    @property
    def is_usable(self) -> bool:
        return self.revoked_at is None and self.ends_at > now()
