"""A body of the network, and its seats by group."""

from typing import Any

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.bodies.enums import BodyKind, QuorumKind
from maillage.core.personal import ALL, Purpose

ASSEMBLY, BOARD = "ag", "ca"
NAMES = {ASSEMBLY: "Assemblée générale", BOARD: "Conseil d’administration"}  # as they are written
SAID = {ASSEMBLY: _("Assemblée générale"), BOARD: _("Conseil d’administration")}  # in the reader's language


class BodyQuerySet(models.QuerySet["Body"]):
    def visible_to(self, user: Any) -> "BodyQuerySet":
        """Staff by their rights; whoever sits sees theirs; everyone the public ones."""
        if user.is_authenticated and user.can(Permission.ASSEMBLIES_VIEW):
            return self
        seated = user.facts.get("seated", frozenset()) if user.is_authenticated else frozenset()
        return self.filter(Q(is_public=True, active=True) | Q(pk__in=seated))

    def public(self) -> "BodyQuerySet":
        return self.filter(is_public=True, active=True)


class BodyManager(models.Manager.from_queryset(BodyQuerySet)):  # type: ignore[misc]
    def general_assembly(self) -> "Body":
        """The assembly of the members: there is always one."""
        return self._always(ASSEMBLY, BodyKind.ASSEMBLY)

    def board(self) -> "Body":
        """The board: there is always one."""
        return self._always(BOARD, BodyKind.BOARD)

    def _always(self, code: str, kind: str) -> "Body":
        values = {"kind": kind, "name": NAMES[code], "decisions_public": kind == BodyKind.ASSEMBLY,
                  "quorum_kind": QuorumKind.SHARE if kind == BodyKind.BOARD else QuorumKind.NONE,
                  "quorum_share": "1/2" if kind == BodyKind.BOARD else "", "quorum_strict": kind == BodyKind.BOARD}  # fmt: skip
        found, _made = self.get_or_create(code=code, defaults=values)  # a race makes one: the code is unique
        return found  # type: ignore[no-any-return]


class Body(models.Model):
    """The general assembly, the board, a table, a committee."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    code = models.SlugField(_("code"), max_length=40, unique=True)
    kind = models.CharField(_("sorte"), max_length=10, choices=BodyKind.choices, default=BodyKind.COMMITTEE)
    name = models.CharField(_("nom"), max_length=160)
    purpose = models.TextField(_("à quoi elle sert"), max_length=2000, blank=True)
    quorum_kind = models.CharField(_("quorum"), max_length=6, choices=QuorumKind.choices, default=QuorumKind.NONE)
    quorum_share = models.CharField(_("fraction"), max_length=9, blank=True, validators=[
        RegexValidator(r"^[1-9][0-9]{0,2}/[1-9][0-9]{0,2}$", _("Écrivez une fraction, par exemple 1/2."))
    ])  # fmt: skip
    quorum_strict = models.BooleanField(_("plus que cette fraction (et non au moins)"), default=False)
    quorum_number = models.PositiveSmallIntegerField(_("nombre"), null=True, blank=True)
    quorum_by_college = models.BooleanField(_("dans chaque collège"), default=False)
    quorum_proxies = models.BooleanField(_("les procurations comptent au quorum"), default=False)
    quorum_source = models.CharField(_("d’où vient cette règle"), max_length=300, blank=True)
    decisions_public = models.BooleanField(_("décisions publiques"), default=False)
    is_public = models.BooleanField(_("composition publique"), default=True)
    active = models.BooleanField(_("en fonction"), default=True)
    seats_text = models.TextField(_("ce que les statuts disent de ses sièges"), max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)

    objects = BodyManager()

    class Meta:
        verbose_name = _("instance")
        verbose_name_plural = _("instances")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(code="") & ~Q(name=""), name="body_is_named"),
            models.CheckConstraint(
                condition=Q(quorum_kind="none") | (Q(quorum_kind="share") & ~Q(quorum_share=""))
                | Q(quorum_kind="number", quorum_number__gte=1),
                name="body_quorum_is_said",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(SAID[self.code]) if self.name == NAMES.get(self.code) else self.name

    def get_absolute_url(self) -> str:
        return reverse("bodies:detail", args=[self.pk])

    @property
    def always(self) -> bool:
        """The assembly and the board of a network stay."""
        return self.code in (ASSEMBLY, BOARD)


class SeatGroupQuerySet(models.QuerySet["SeatGroup"]):
    def visible_to(self, user: Any) -> "SeatGroupQuerySet":
        return self.filter(body__in=Body.objects.visible_to(user).values("pk"))


class SeatGroup(models.Model):
    """So many seats of a body, kept for a college or a category of members, or open to all."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="groups", verbose_name=_("instance"))
    college = models.SlugField(_("code du collège"), max_length=48)
    label = models.CharField(_("nom du collège ou du groupe"), max_length=120)
    seats = models.PositiveSmallIntegerField(_("sièges"), validators=[MinValueValidator(1)])
    term_months = models.PositiveSmallIntegerField(_("durée d’un mandat, en mois"), default=24)
    max_terms = models.PositiveSmallIntegerField(_("mandats de suite, au plus"), null=True, blank=True)
    category = models.CharField(_("réservés à la catégorie"), max_length=48, blank=True)  # code of the profile
    staggered = models.BooleanField(_("renouvelés par moitié"), default=False)
    order = models.PositiveSmallIntegerField(_("ordre"), default=1)

    objects = SeatGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("groupe de sièges")
        verbose_name_plural = _("groupes de sièges")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "college"], name="seat_group_once"),
            models.CheckConstraint(condition=Q(seats__gte=1, term_months__gte=1), name="seat_group_has_seats"),
            models.CheckConstraint(condition=Q(max_terms=None) | Q(max_terms__gte=1), name="seat_group_terms"),
        ]

    def __str__(self) -> str:
        return self.label or self.college

    def get_absolute_url(self) -> str:
        return self.body.get_absolute_url()
