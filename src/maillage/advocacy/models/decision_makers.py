"""Elected people and officials, their mandates, and the lists they come from."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.advocacy import levels
from maillage.advocacy.enums import Level, RosterState
from maillage.core.personal import ALL, Purpose, Until
from maillage.core.text import fold
from maillage.organisations.models import Person

KEPT_AFTER_DAYS = 730  # two years after the last mandate ends
LIST_DAYS = 7
OFFICE = Purpose(
    _("Écrire à qui exerce un mandat public, à l’adresse de sa fonction, et savoir ce qui lui fut demandé."),
    Until.DAYS, days=KEPT_AFTER_DAYS,
)  # fmt: skip
LIST = Purpose(_("Relire une liste de mandats publics avant de l’écrire."), Until.DAYS, days=LIST_DAYS)


class DecisionMakerQuerySet(models.QuerySet["DecisionMaker"]):
    def visible_to(self, user: Any) -> "DecisionMakerQuerySet":
        if not user.is_authenticated or not user.can(Permission.ADVOCACY_VIEW):
            return self.none()
        return self if user.can(Permission.WITHHELD_VIEW) else self.exclude(person__withheld=True)

    def hidden(self) -> "DecisionMakerQuerySet":
        return self.filter(person__withheld=True)

    def in_office(self, on: date | None = None) -> "DecisionMakerQuerySet":
        return self.filter(pk__in=Mandate.objects.current(on).values("decision_maker"))


class DecisionMaker(models.Model):
    """Someone who decides for the public: what is kept is the data of the office, for two years after it ends."""

    PERSONAL = {"first_name": OFFICE, "last_name": OFFICE, "sort_name": OFFICE, "email": OFFICE, "phone": OFFICE,
                "note": OFFICE, "person": OFFICE}  # fmt: skip
    NOT_PERSONAL = ("id", "source_key", "forgotten_at", "version", "created_at", "updated_at")

    first_name = models.CharField(_("prénom"), max_length=100, blank=True)
    last_name = models.CharField(_("nom de famille"), max_length=100, blank=True)
    sort_name = models.CharField(max_length=210, editable=False, db_index=True)
    email = models.EmailField(_("courriel de la fonction"), blank=True)
    phone = models.CharField(_("téléphone de la fonction"), max_length=40, blank=True)
    note = models.TextField(_("note de l’équipe, jamais publique"), max_length=2000, blank=True)
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("la même personne dans l’annuaire"),
    )  # fmt: skip
    source_key = models.CharField(_("clé dans la liste importée"), max_length=120, blank=True, db_index=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = DecisionMakerQuerySet.as_manager()

    class Meta:
        verbose_name = _("personne qui décide")
        verbose_name_plural = _("personnes qui décident")
        ordering = ["sort_name", "pk"]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or str(_("Ancien mandat, nom effacé"))

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_name = fold(f"{self.last_name} {self.first_name}")[:210]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("advocacy:decision_maker", args=[self.pk])


class MandateQuerySet(models.QuerySet["Mandate"]):
    def current(self, on: date | None = None) -> "MandateQuerySet":
        day = on or localdate()
        return self.filter(Q(started_on=None) | Q(started_on__lte=day), Q(ended_on=None) | Q(ended_on__gte=day))

    def public(self, on: date | None = None) -> "MandateQuerySet":
        """Mandates held today, of those whom nothing withholds: a public office is public."""
        return self.current(on).filter(
            Q(decision_maker__person=None) | Q(decision_maker__person__withheld=False),
            decision_maker__forgotten_at=None,
        )


class Mandate(models.Model):
    """A public office held from a day to another, somewhere."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    decision_maker = models.ForeignKey(DecisionMaker, on_delete=models.CASCADE, related_name="mandates")
    title = models.CharField(_("fonction"), max_length=160)
    level = models.CharField(_("échelon"), max_length=8, choices=Level.choices, default=Level.LOCAL)
    institution = models.CharField(_("institution"), max_length=200, blank=True)
    territory = models.CharField(_("territoire (commune, circonscription…)"), max_length=160, blank=True)
    territory_key = models.CharField(max_length=160, editable=False, db_index=True)  # folded: compared
    region = models.CharField(_("région"), max_length=12, blank=True)
    postal_codes = models.CharField(_("débuts des codes postaux"), max_length=500, blank=True)
    started_on = models.DateField(_("depuis le"), null=True, blank=True)
    ended_on = models.DateField(_("jusqu’au"), null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandat")
        verbose_name_plural = _("mandats")
        ordering = ["decision_maker", "-started_on", "pk"]
        indexes = [models.Index(fields=["level", "region"], name="mandate_level_region")]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="mandate_has_a_title"),
            models.CheckConstraint(
                condition=Q(started_on=None) | Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="mandate_days"
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.title, self.institution or self.territory) if part)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.territory_key = fold(self.territory)[:160]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("advocacy:decision_maker", args=[self.decision_maker_id])

    @property
    def where(self) -> str:
        """« Conseil régional – Hérault »; a town whose name its institution already says is said once."""
        named = fold(self.territory) in fold(self.institution)
        return " – ".join(part for part in (self.institution, "" if named else self.territory) if part)

    def get_level_display(self) -> str:
        """In the words of the country."""
        return levels.label(self.level)


class RosterQuerySet(models.QuerySet["Roster"]):
    def visible_to(self, user: Any) -> "RosterQuerySet":
        return self if user.is_authenticated and user.can(Permission.ADVOCACY_EDIT) else self.none()


class Roster(models.Model):
    """A list of mandates being brought in: its columns, its lines, what became of them; forgotten after a week."""

    PERSONAL = {"rows": LIST, "created_by": LIST}
    NOT_PERSONAL = ("id", "name", "headers", "mapping", "state", "ends_others", "counts", "created_at", "written_at")

    name = models.CharField(_("fichier"), max_length=200)
    headers = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)  # {field: column}
    state = models.CharField(_("état"), max_length=8, choices=RosterState.choices, default=RosterState.READ)
    ends_others = models.BooleanField(_("terminer les mandats absents de la liste"), default=False)
    counts = models.JSONField(default=dict)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=now)
    written_at = models.DateTimeField(null=True, blank=True)

    objects = RosterQuerySet.as_manager()

    class Meta:
        verbose_name = _("liste de mandats")
        verbose_name_plural = _("listes de mandats")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("advocacy:roster", args=[self.pk])
