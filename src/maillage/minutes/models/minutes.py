"""The minutes of a meeting: every version kept, one of them adopted, that one signed."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.assemblies.models import Assembly
from maillage.core.personal import Purpose, Until
from maillage.minutes.enums import MinutesState, Signing
from maillage.organisations.models import Person

RECORD = Purpose(
    _("Le procès-verbal dit qui était là et ce qui fut décidé : le registre des décisions se garde aussi longtemps que "
      "l’association."), Until.MEMBERSHIP,
)  # fmt: skip


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def visible_to(self, user: Any) -> "MinutesQuerySet":
        """Staff; and, from the review on, those who may see the meeting."""
        if not user.is_authenticated:
            return self.none()
        if user.can(Permission.ASSEMBLIES_VIEW):
            return self
        seen = Assembly.objects.visible_to(user).values("pk")
        return self.exclude(state=MinutesState.DRAFT).filter(assembly__in=seen)


class OfMinutesQuerySet(models.QuerySet[Any]):
    """Rows that belong to minutes: seen with them."""

    def visible_to(self, user: Any) -> "OfMinutesQuerySet":
        return self.filter(minutes__in=Minutes.objects.visible_to(user).order_by().values("pk"))


class Minutes(models.Model):
    """One for each meeting. `version` is for two people at once; the texts are in `MinutesVersion`."""

    PERSONAL = {"filed": RECORD}
    NOT_PERSONAL = ("id", "assembly", "state", "adopted_on", "adopted_at", "decision", "public", "link", "version",
                    "created_at", "changed_at")  # fmt: skip

    assembly = models.OneToOneField(Assembly, on_delete=models.PROTECT, related_name="minutes")
    state = models.CharField(_("état"), max_length=10, choices=MinutesState.choices, default=MinutesState.DRAFT)
    adopted_on = models.DateField(_("adopté le"), null=True, blank=True)
    adopted_at = models.ForeignKey(Assembly, on_delete=models.PROTECT, null=True, blank=True,
                                   related_name="minutes_adopted", verbose_name=_("adopté à"))  # fmt: skip
    decision = models.CharField(_("décision"), max_length=300, blank=True)
    public = models.BooleanField(_("lisible par tout le monde"), default=False)
    link = models.CharField(max_length=64, blank=True)
    filed = models.JSONField(default=dict, blank=True)  # {path: text} of the record's papers, the day of the adoption
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)
    changed_at = models.DateTimeField(auto_now=True)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = _("procès-verbal")
        verbose_name_plural = _("procès-verbaux")
        ordering = ["-assembly__starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "review"]) | Q(adopted_on__isnull=False),
                name="minutes_adopted_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return str(self.assembly)

    def get_absolute_url(self) -> str:
        return reverse("minutes:minutes", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return MinutesState(self.state).is_open

    @property
    def text(self) -> "MinutesVersion":
        """The last version: the one in force."""
        return self.versions.latest("number")


class MinutesVersion(models.Model):
    """The whole text at a moment. `sections`: [{"key", "title", "facts", "text"}]; facts are the house's, text is people's."""

    PERSONAL = {"sections": RECORD, "by": RECORD}
    NOT_PERSONAL = ("id", "minutes", "number", "note", "digest", "at")

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    sections = models.JSONField(_("texte"), default=list)
    note = models.CharField(_("ce qui change"), max_length=300, blank=True)
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    objects = OfMinutesQuerySet.as_manager()

    class Meta:
        verbose_name = _("version du procès-verbal")
        verbose_name_plural = _("versions du procès-verbal")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["minutes", "number"], name="minutes_version_once")]

    def __str__(self) -> str:
        return f"{self.minutes} v{self.number}"


class MinutesRemark(models.Model):
    """What a reader asks to mend while the minutes are read over."""

    PERSONAL = {"by": RECORD, "text": RECORD}
    NOT_PERSONAL = ("id", "minutes", "section", "at", "answer", "settled_at")

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="remarks")
    section = models.CharField(_("point"), max_length=60, blank=True)
    text = models.TextField(_("remarque"), max_length=3000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)
    answer = models.CharField(_("réponse"), max_length=500, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = OfMinutesQuerySet.as_manager()

    class Meta:
        verbose_name = _("remarque sur le procès-verbal")
        verbose_name_plural = _("remarques sur le procès-verbal")
        ordering = ["at"]

    def __str__(self) -> str:
        return self.text[:60]

    def get_absolute_url(self) -> str:
        return self.minutes.get_absolute_url()


class MinutesSignature(models.Model):
    """Who signed which text: the digest is that of the version signed."""

    PERSONAL = {"person": RECORD, "name": RECORD, "by": RECORD}
    NOT_PERSONAL = ("id", "minutes", "office", "digest", "at")

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="signatures")
    office = models.CharField(_("en qualité de"), max_length=10, choices=Signing.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("nom"), max_length=210)
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    objects = OfMinutesQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature du procès-verbal")
        verbose_name_plural = _("signatures du procès-verbal")
        constraints = [models.UniqueConstraint(fields=["minutes", "office"], name="one_signature_an_office")]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_office_display()})"


class RecordLink(models.Model):
    """A link of the chain of records: what was declared, decided or signed, tied to all that came before."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ("id", "number", "kind", "ref", "on", "content", "previous", "digest")

    number = models.PositiveIntegerField(unique=True)
    kind = models.CharField(max_length=20)  # vote, resolution, minutes, signature
    ref = models.CharField(max_length=60)  # « assemblee-12/vote-3 »: the meeting, then what it is of it
    on = models.DateField()
    content = models.CharField(max_length=64)  # SHA-256 of what it stands for
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("maillon du registre")
        verbose_name_plural = _("maillons du registre")
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.kind} {self.ref}"
