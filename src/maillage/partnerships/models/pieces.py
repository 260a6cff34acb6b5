"""The due-diligence file: each piece, who saw it and when, until when it holds."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from maillage.core.personal import Purpose, Until
from maillage.files.models import Document
from maillage.partnerships.diligence import SOON_DAYS, Standing, standing
from maillage.partnerships.enums import PieceKind, PieceState, Verdict
from maillage.partnerships.models.assessments import nonce
from maillage.partnerships.models.part import PartQuerySet
from maillage.partnerships.models.partnership import USER, Partnership

LOOKER = Purpose(_("Prouver qui a regardé une pièce, et quand."), Until.ACCOUNTS)


class PieceQuerySet(PartQuerySet):
    def of_living(self) -> "PieceQuerySet":
        return self.exclude(partnership__state="ended")

    def lapsing(self, day: date | None = None) -> "PieceQuerySet":
        """Lapsed, or soon: those to renew."""
        last = (day or localdate()) + timedelta(days=SOON_DAYS)
        return self.filter(state__in=[PieceState.ACCEPTED, PieceState.RECEIVED], lapses_on__lte=last)

    def missing(self) -> "PieceQuerySet":
        return self.filter(state__in=[PieceState.MISSING, PieceState.REFUSED], required=True)

    def wanting(self, day: date | None = None) -> "PieceQuerySet":
        """What keeps a file from being in order, or soon will."""
        last = (day or localdate()) + timedelta(days=SOON_DAYS)
        return self.filter(
            Q(state__in=[PieceState.MISSING, PieceState.REFUSED], required=True)
            | Q(state__in=[PieceState.ACCEPTED, PieceState.RECEIVED], lapses_on__lte=last)
        )

    def to_look_at(self) -> "PieceQuerySet":
        return self.filter(state=PieceState.RECEIVED)


class DuePiece(models.Model):
    """One piece of the file. Renewed, it is a new version of the same document."""

    PERSONAL = {"received_from": LOOKER}
    NOT_PERSONAL = ("id", "partnership", "kind", "title", "required", "state", "document", "issued_on", "lapses_on",
                    "received_on", "note", "nonce", "asked_on", "version", "created_at")  # fmt: skip

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="pieces", db_index=False)
    kind = models.CharField(_("pièce"), max_length=14, choices=PieceKind.choices)
    title = models.CharField(_("précision"), max_length=150, blank=True)
    required = models.BooleanField(_("exigée"), default=True)
    state = models.CharField(_("état"), max_length=10, choices=PieceState.choices, default=PieceState.MISSING)
    document = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="+",
                                 verbose_name=_("document"))  # fmt: skip
    issued_on = models.DateField(_("datée du"), null=True, blank=True)
    lapses_on = models.DateField(_("valable jusqu’au"), null=True, blank=True)
    received_on = models.DateField(_("reçue le"), null=True, blank=True)
    received_from = models.CharField(_("envoyée par"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    nonce = models.CharField(max_length=24, default=nonce, editable=False)
    asked_on = models.DateField(_("demandée au partenaire le"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)

    objects = PieceQuerySet.as_manager()

    class Meta:
        verbose_name = _("pièce du dossier")
        verbose_name_plural = _("pièces des dossiers")
        ordering = ["kind", "pk"]
        indexes = [models.Index(fields=["state", "lapses_on"], name="due_piece_lapses")]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "kind", "title"], name="due_piece_once"),
            models.CheckConstraint(condition=~Q(kind="other") | ~Q(title=""), name="due_piece_named"),
            models.CheckConstraint(
                condition=Q(issued_on=None) | Q(lapses_on=None) | Q(lapses_on__gte=F("issued_on")),
                name="due_piece_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.title}" if self.title else str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        return reverse("partnerships:piece", args=[self.pk])

    def standing(self, day: date | None = None) -> Standing:
        return standing(self.state, self.lapses_on, day or localdate(), required=self.required)


class PieceLook(models.Model):
    """Someone looked at a piece, at this version of it, and said what it is worth."""

    PERSONAL = {"by": LOOKER, "name": LOOKER}
    NOT_PERSONAL = ("id", "piece", "on", "verdict", "text_number", "lapses_on", "note", "noted_at")

    piece = models.ForeignKey(DuePiece, models.CASCADE, related_name="looks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("par"), **USER)
    name = models.CharField(_("vue par"), max_length=200, blank=True)  # stays when the account goes
    on = models.DateField(_("vue le"))
    verdict = models.CharField(_("avis"), max_length=10, choices=Verdict.choices)
    text_number = models.PositiveIntegerField(_("version vue"), default=0)
    lapses_on = models.DateField(_("valable jusqu’au"), null=True, blank=True)
    note = models.CharField(_("remarque"), max_length=500, blank=True)
    noted_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("regard sur une pièce")
        verbose_name_plural = _("regards sur les pièces")
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.name} {self.on}"
