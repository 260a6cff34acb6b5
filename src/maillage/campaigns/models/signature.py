"""Signatures: on line, each by its address once; on paper, by sheets."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.campaigns.enums import BatchState, BlockState, SignatureState
from maillage.campaigns.models.petition import Petition, PetitionText
from maillage.core.personal import ALL, Purpose, Until
from maillage.files.models import Document

SIGNING = Purpose(_("Compter votre signature une fois, et la remettre à qui la pétition s’adresse."), Until.DECLARED)
PAPER = Purpose(_("Vérifier les feuilles signées, et ne compter personne deux fois."), Until.DECLARED)


class AddressBlock(models.Model):
    """A corner of the internet (a /24, or a /64) from which people signed, as a keyed fingerprint kept thirty days."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="blocks", db_index=False)
    fingerprint = models.CharField(max_length=64, blank=True)
    state = models.CharField(_("état"), max_length=10, choices=BlockState.choices, default=BlockState.QUIET)
    seen = models.PositiveIntegerField(_("signatures reçues"), default=0)
    created_at = models.DateTimeField(_("depuis le"), default=now)
    decided_at = models.DateTimeField(_("décidé le"), null=True, blank=True)
    reason = models.CharField(_("raison"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("groupe d’une même origine")
        verbose_name_plural = _("groupes d’une même origine")
        ordering = ["-seen", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["petition", "fingerprint"], condition=~Q(fingerprint=""),
                                    name="address_block_once"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(_("Groupe %(number)s") % {"number": self.pk})

    def get_absolute_url(self) -> str:
        return reverse("campaigns:block", args=[self.pk])


class SignatureQuerySet(models.QuerySet["Signature"]):
    def visible_to(self, user: Any) -> "SignatureQuerySet":
        """Names are for those who have the right to them; anyone else sees figures."""
        if not user.is_authenticated:
            return self.none()
        return self if user.can(Permission.SIGNATURES_VIEW) else self.none()

    def counted(self) -> "SignatureQuerySet":
        return self.filter(state=SignatureState.CONFIRMED)

    def named(self) -> "SignatureQuerySet":
        """Those whose names everyone may read."""
        return self.counted().filter(shows_name=True, purged_at=None)


class Signature(models.Model):
    """One address on one petition. Its fingerprint stays when the address goes: nobody signs twice, ever."""

    PERSONAL = {"name": SIGNING, "email": SIGNING, "area": SIGNING, "message": SIGNING, "name_key": SIGNING}
    NOT_PERSONAL = ("id", "petition", "version", "language", "state", "fingerprint", "region", "shows_name",
                    "wants_news", "news_wording", "mail", "letters", "block", "asked_at", "confirmed_at", "ended_at",
                    "purged_at")  # fmt: skip

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="signatures", db_index=False)
    version = models.ForeignKey(PetitionText, models.PROTECT, related_name="+", verbose_name=_("version signée"))
    language = models.CharField(_("langue"), max_length=5, default="fr")
    state = models.CharField(_("état"), max_length=10, choices=SignatureState.choices, default=SignatureState.PENDING)
    fingerprint = models.CharField(max_length=64)
    name = models.CharField(_("nom"), max_length=120, blank=True)
    email = models.CharField(_("courriel"), max_length=254, blank=True)
    area = models.CharField(_("code postal"), max_length=16, blank=True)
    region = models.CharField(_("région"), max_length=12, blank=True)
    name_key = models.CharField(
        max_length=64, blank=True
    )  # fingerprint of the name and the area: finds a double on paper
    shows_name = models.BooleanField(_("nom public"), default=False)
    message = models.CharField(_("mot à qui décide"), max_length=600, blank=True)
    wants_news = models.BooleanField(_("veut des nouvelles"), default=False)
    news_wording = models.CharField(_("accord tel qu’il était écrit"), max_length=300, blank=True)
    mail = models.BigIntegerField(_("dernier courriel (numéro)"), null=True, blank=True)
    letters = models.PositiveSmallIntegerField(_("courriels envoyés"), default=0)
    block = models.ForeignKey(AddressBlock, models.SET_NULL, null=True, blank=True, related_name="signatures")
    asked_at = models.DateTimeField(_("demandée le"), default=now)
    confirmed_at = models.DateTimeField(_("confirmée le"), null=True, blank=True)
    ended_at = models.DateTimeField(_("sortie du compte le"), null=True, blank=True)
    purged_at = models.DateTimeField(_("effacée le"), null=True, blank=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["petition", "state"], name="signature_state"),
            models.Index(fields=["petition", "-confirmed_at"], condition=Q(state="confirmed"), name="signature_counted"),
            models.Index(fields=["petition", "-confirmed_at"], name="signature_named",
                         condition=Q(state="confirmed", shows_name=True, purged_at=None)),
            models.Index(fields=["name_key"], condition=~Q(name_key=""), name="signature_name_key"),
            models.Index(fields=["asked_at"], condition=Q(state="pending"), name="signature_waiting"),
            models.Index(fields=["email"], condition=~Q(email=""), name="signature_email"),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(fields=["petition", "fingerprint"], name="signature_once"),
            models.CheckConstraint(condition=~Q(state__in=["confirmed", "aside"]) | Q(confirmed_at__isnull=False),
                                   name="signature_confirmed_when"),
            models.CheckConstraint(condition=Q(purged_at=None) | Q(name="", email="", area="", message="", name_key=""),
                                   name="signature_purged"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return _("Signature %(number)s") % {"number": self.pk}  # never the name: the journal keeps this

    def get_absolute_url(self) -> str:
        return reverse("campaigns:signature", args=[self.pk])

    @property
    def tone(self) -> str:
        return SignatureState(self.state).tone


class PaperBatchQuerySet(models.QuerySet["PaperBatch"]):
    def visible_to(self, user: Any) -> "PaperBatchQuerySet":
        if not user.is_authenticated or not user.can(Permission.CAMPAIGNS_VIEW):
            return self.none()
        return self


class PaperBatch(models.Model):
    """A sheet signed on paper: what it claims, what is left out, what is counted once someone has checked it."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="batches", db_index=False)
    sheet = models.CharField(_("feuille nº"), max_length=40)
    place = models.CharField(_("lieu"), max_length=150, blank=True)
    region = models.CharField(_("région"), max_length=12, blank=True)
    on = models.DateField(_("signée le"))
    claimed = models.PositiveIntegerField(_("signatures sur la feuille"))
    excluded = models.PositiveIntegerField(_("signatures écartées"), default=0)
    state = models.CharField(_("état"), max_length=10, choices=BatchState.choices, default=BatchState.ENTERED)
    scan = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="+",
                             verbose_name=_("feuille numérisée"))  # fmt: skip
    note = models.CharField(_("remarque"), max_length=300, blank=True)
    entered_at = models.DateTimeField(_("saisie le"), default=now)
    checked_at = models.DateTimeField(_("vérifiée le"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PaperBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("feuille de signatures")
        verbose_name_plural = _("feuilles de signatures")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state"], name="paper_batch_state")]
        constraints = [
            models.UniqueConstraint(fields=["petition", "sheet"], name="paper_batch_once"),
            models.CheckConstraint(condition=Q(claimed__gt=0), name="paper_batch_claims"),
            models.CheckConstraint(condition=Q(excluded__lte=F("claimed")), name="paper_batch_excluded"),
            models.CheckConstraint(condition=~Q(state="checked") | Q(checked_at__isnull=False),
                                   name="paper_batch_checked_when"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(_("Feuille %(sheet)s") % {"sheet": self.sheet})

    def get_absolute_url(self) -> str:
        return reverse("campaigns:batch", args=[self.pk])

    @property
    def counted(self) -> int:
        return 0 if self.state == BatchState.REFUSED else self.claimed - self.excluded

    @property
    def tone(self) -> str:
        return BatchState(self.state).tone


class PaperNameQuerySet(models.QuerySet["PaperName"]):
    def visible_to(self, user: Any) -> "PaperNameQuerySet":
        if not user.is_authenticated or not user.can(Permission.SIGNATURES_VIEW):
            return self.none()
        return self


class PaperName(models.Model):
    """A name typed from a sheet; left out of the count when the same person already signed elsewhere."""

    PERSONAL = {"name": PAPER, "area": PAPER, "name_key": PAPER}
    NOT_PERSONAL = ("id", "batch", "line", "double", "excluded")

    batch = models.ForeignKey(PaperBatch, models.CASCADE, related_name="names", db_index=False)
    line = models.PositiveSmallIntegerField(_("ligne"))
    name = models.CharField(_("nom"), max_length=120)
    area = models.CharField(_("code postal"), max_length=16, blank=True)
    name_key = models.CharField(max_length=64, blank=True, db_index=True)
    double = models.BooleanField(_("semble déjà compté"), default=False)
    excluded = models.BooleanField(_("écarté du compte"), default=False)

    objects = PaperNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("nom sur une feuille")
        verbose_name_plural = _("noms sur une feuille")
        ordering = ["line"]
        constraints = [models.UniqueConstraint(fields=["batch", "line"], name="paper_name_line")]

    def __str__(self) -> str:
        return f"{self.batch_id}.{self.line}"

    def get_absolute_url(self) -> str:
        return self.batch.get_absolute_url()
