"""Agreements: their text by versions, who signed which one, what each side commits to."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from maillage.core.personal import ALL, Purpose, Until
from maillage.files.models import Document
from maillage.partnerships.enums import AgreementKind, AgreementState, CommitmentState, Party
from maillage.partnerships.models.part import PartQuerySet
from maillage.partnerships.models.partnership import Partnership

SIGNATORY = Purpose(_("Prouver qui a signé un accord, et pour qui."), Until.ACCOUNTS)


class AgreementQuerySet(PartQuerySet):
    def ending(self, before: object) -> "AgreementQuerySet":
        return self.filter(state=AgreementState.FORCE, ends_on__lte=before)


class Agreement(models.Model):
    """What the two sides agreed. The text is a document with its versions; a signature holds for one version."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="agreements")
    kind = models.CharField(_("genre"), max_length=12, choices=AgreementKind.choices, default=AgreementKind.AGREEMENT)
    title = models.CharField(_("titre"), max_length=200)
    state = models.CharField(_("état"), max_length=8, choices=AgreementState.choices, default=AgreementState.DRAFT)
    starts_on = models.DateField(_("prend effet le"))
    ends_on = models.DateField(_("prend fin le"), null=True, blank=True)
    notice_months = models.PositiveSmallIntegerField(_("préavis (mois)"), null=True, blank=True)
    purpose = models.TextField(_("objet"), max_length=5_000, blank=True)
    document = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="+",
                                 verbose_name=_("texte"))  # fmt: skip
    in_force_on = models.DateField(_("en vigueur depuis le"), null=True, blank=True)
    ended_on = models.DateField(_("terminé le"), null=True, blank=True)
    end_note = models.CharField(_("pourquoi"), max_length=500, blank=True)
    renews = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="renewed_by",
                                  verbose_name=_("renouvelle"))  # fmt: skip
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("accord de partenariat")
        verbose_name_plural = _("accords de partenariat")
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["state", "ends_on"], name="agreement_ends")]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="agreement_has_a_title"),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="agreement_days"),
            models.CheckConstraint(
                condition=Q(state="draft", in_force_on=None, ended_on=None)
                | Q(state="force", in_force_on__isnull=False, ended_on=None)
                | Q(state__in=["ended", "renewed"], ended_on__isnull=False),
                name="agreement_state_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partnerships:agreement", args=[self.pk])

    @property
    def text_number(self) -> int:
        """The version of the text to sign; 0 while there is none."""
        latest = self.document.latest if self.document else None
        return latest.number if latest else 0

    @property
    def is_over_term(self) -> bool:
        return self.state == AgreementState.FORCE and self.ends_on is not None and self.ends_on < localdate()


class AgreementSignature(models.Model):
    """Who signed which version of the text, for whom, when."""

    PERSONAL = {"name": SIGNATORY, "role": SIGNATORY}
    NOT_PERSONAL = ("id", "agreement", "party", "text_number", "signed_on", "noted_at", "purged_at")

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="signatures", db_index=False)
    party = models.CharField(_("pour qui"), max_length=8, choices=Party.choices)
    name = models.CharField(_("qui a signé"), max_length=200)
    role = models.CharField(_("fonction"), max_length=120, blank=True)
    text_number = models.PositiveIntegerField(_("version signée"))
    signed_on = models.DateField(_("signé le"))
    noted_at = models.DateTimeField(default=now)
    purged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("signature d’un accord")
        verbose_name_plural = _("signatures d’un accord")
        ordering = ["text_number", "signed_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "party", "text_number", "name"], name="agreement_signed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_party_display()})"


class AgreementCommitment(models.Model):
    """What one side commits to, by when, and whether it was kept."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="commitments")
    party = models.CharField(_("qui s’engage"), max_length=8, choices=Party.choices)
    rank = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(_("engagement"), max_length=500)
    due_on = models.DateField(_("pour le"), null=True, blank=True)
    state = models.CharField(_("état"), max_length=8, choices=CommitmentState.choices, default=CommitmentState.OPEN)
    settled_on = models.DateField(_("constaté le"), null=True, blank=True)
    note = models.CharField(_("constat"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("engagement d’un accord")
        verbose_name_plural = _("engagements d’un accord")
        ordering = ["party", "rank", "pk"]
        indexes = [models.Index(fields=["state", "due_on"], name="agreement_commitment_due")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="agreement_commitment_has_words"),
            models.CheckConstraint(
                condition=Q(state="open", settled_on=None) | ~Q(state="open") & Q(settled_on__isnull=False),
                name="agreement_commitment_settled",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return self.agreement.get_absolute_url()

    @property
    def is_late(self) -> bool:
        return self.state == CommitmentState.OPEN and self.due_on is not None and self.due_on < localdate()
