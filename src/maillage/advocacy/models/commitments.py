"""An institution followed on what is asked of it: its steps, the text it adopted, what was counted."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.advocacy.enums import Met, Scope, Stage
from maillage.advocacy.models.asks import Ask, Clause, Criterion
from maillage.core.generation import remembered
from maillage.core.personal import ALL, Purpose, Until
from maillage.files.models import Document
from maillage.organisations.models import Organisation

KEPT_DAYS = 730  # after a refusal or a lapse, whom one spoke to is forgotten
THERE = Purpose(_("Savoir à qui l’on parle dans une institution, le temps de la suivre."), Until.DAYS, days=KEPT_DAYS)
OURS = Purpose(_("Savoir qui, au réseau, suit une institution et a vérifié une étape."), Until.ACCOUNT)


def shown_stages() -> list[tuple[int, list[str]]]:
    """The stages that each public ask shows."""
    return list(Ask.objects.public().values_list("pk", "shown_stages"))


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def visible_to(self, user: Any) -> "CommitmentQuerySet":
        if not user.is_authenticated or not user.can(Permission.ADVOCACY_VIEW):
            return self.none()
        return self if user.can(Permission.WITHHELD_VIEW) else self.exclude(self.hidden_rule())

    @staticmethod
    def hidden_rule() -> Q:
        """Of an institution that is withheld, or was merged into one that is."""
        return (Q(organisation__withheld=True) | Q(organisation__merged_into__withheld=True)
                | Q(organisation__merged_into__merged_into__withheld=True))  # fmt: skip

    def hidden(self) -> "CommitmentQuerySet":
        return self.filter(self.hidden_rule())

    def public(self) -> "CommitmentQuerySet":
        """What anyone may read: at the stages that each public ask shows, of institutions that anyone may see."""
        shown = Q(pk__in=[])
        for pk, stages in remembered("advocacy.asks", shown_stages):
            shown |= Q(ask=pk, stage__in=stages)
        return self.filter(shown).filter(Organisation.seen_by_anyone("organisation"))

    def late(self, on: date | None = None) -> "CommitmentQuerySet":
        """Whose next step or renewal has its day behind it."""
        day = on or localdate()
        return self.filter(Q(next_on__lt=day) | Q(due_on__lt=day))

    def to_renew(self, until: date) -> "CommitmentQuerySet":
        return self.filter(due_on__lte=until)


class Commitment(models.Model):
    """Institution × ask. The stage and its days are read from the steps (`stages.standing`) and kept here to be sorted."""

    PERSONAL = {"owner": OURS, "contact": THERE, "contact_email": THERE}
    NOT_PERSONAL = ("id", "ask", "organisation", "stage", "stage_on", "adopted_on", "confirmed_on", "due_on", "scope",
                    "scope_note", "population", "next_step", "next_on", "return_on", "version", "created_at",
                    "updated_at")  # fmt: skip

    ask = models.ForeignKey(
        Ask, on_delete=models.PROTECT, related_name="commitments", verbose_name=_("demande"), db_index=False
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="commitments", verbose_name=_("institution")
    )
    stage = models.CharField(_("étape"), max_length=10, choices=Stage.choices, default=Stage.IDENTIFIED)
    stage_on = models.DateField(_("depuis le"), null=True, blank=True)
    adopted_on = models.DateField(_("adopté le"), null=True, blank=True)
    confirmed_on = models.DateField(_("confirmé le"), null=True, blank=True)
    due_on = models.DateField(_("à renouveler avant le"), null=True, blank=True)
    scope = models.CharField(_("portée"), max_length=8, choices=Scope.choices, default=Scope.WHOLE)
    scope_note = models.CharField(_("quel service, quels lieux"), max_length=300, blank=True)
    population = models.PositiveIntegerField(_("population, si l’annuaire ne la dit pas"), null=True, blank=True)
    contact = models.CharField(_("à qui l’on parle là-bas"), max_length=200, blank=True)
    contact_email = models.EmailField(_("son courriel"), blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("suivie par"),
    )  # fmt: skip
    next_step = models.CharField(_("prochain pas"), max_length=300, blank=True)
    next_on = models.DateField(_("pour le"), null=True, blank=True)
    return_on = models.DateField(_("revenir vers elle à partir du"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("suivi d’une institution")
        verbose_name_plural = _("suivis d’institutions")
        ordering = ["organisation__sort_name", "pk"]
        indexes = [
            models.Index(fields=["ask", "stage"], name="commitment_stage"),
            models.Index(fields=["due_on"], name="commitment_due"),
            models.Index(fields=["next_on"], name="commitment_next"),
        ]
        constraints = [models.UniqueConstraint(fields=["ask", "organisation"], name="commitment_once")]

    def __str__(self) -> str:
        return f"{self.organisation} – {self.ask}"

    def get_absolute_url(self) -> str:
        return reverse("advocacy:detail", args=[self.pk])

    @property
    def is_due(self) -> bool:
        return self.due_on is not None and self.due_on < localdate()

    @property
    def is_late(self) -> bool:
        return self.is_due or (self.next_on is not None and self.next_on < localdate())


class Part(models.Model):
    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return reverse("advocacy:detail", args=[self.commitment_id])  # type: ignore[attr-defined]


class Step(Part):
    """A stage reached on a day, with what proves it. Never changed: it is corrected by another, and both are kept."""

    PERSONAL = {"note": THERE, "contact": THERE, "verified_by": OURS, "by": OURS, "corrected_by": OURS}
    NOT_PERSONAL = ("id", "commitment", "stage", "on", "link", "document", "verified_on", "created_at", "corrected_at",
                    "correction", "corrects")  # fmt: skip

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="steps", db_index=False)
    stage = models.CharField(_("étape"), max_length=10, choices=Stage.choices)
    on = models.DateField(_("le"))
    note = models.TextField(_("ce qui s’est passé"), max_length=2000, blank=True)
    link = models.URLField(_("lien qui le prouve"), max_length=500, blank=True)
    document = models.ForeignKey(Document, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    contact = models.CharField(_("avec qui, là-bas"), max_length=200, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    verified_on = models.DateField(_("vérifié le"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=now)
    corrected_at = models.DateTimeField(null=True, blank=True)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    correction = models.CharField(_("pourquoi elle est corrigée"), max_length=300, blank=True)
    corrects = models.OneToOneField("self", on_delete=models.CASCADE, null=True, blank=True, related_name="replaced_by")

    class Meta:
        verbose_name = _("étape d’un suivi")
        verbose_name_plural = _("étapes des suivis")
        ordering = ["on", "pk"]
        indexes = [models.Index(fields=["commitment", "on"], name="step_commitment")]
        constraints = [
            models.CheckConstraint(
                condition=Q(corrected_at=None, correction="") | Q(corrected_at__isnull=False) & ~Q(correction=""),
                name="step_corrected_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_stage_display())


class AdoptedText(Part):
    """A version of the text that an institution adopted, read clause by clause."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="texts", db_index=False)
    number = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("titre"), max_length=200)
    adopted_on = models.DateField(_("adopté le"))
    language = models.CharField(_("langue"), max_length=5, default="fr")
    text = models.TextField(_("texte"), max_length=100_000, blank=True)
    link = models.URLField(_("adresse du texte"), max_length=500, blank=True)
    document = models.ForeignKey(Document, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_public = models.BooleanField(_("montré au public"), default=True)
    created_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("texte adopté")
        verbose_name_plural = _("textes adoptés")
        ordering = ["commitment", "-number"]
        constraints = [models.UniqueConstraint(fields=["commitment", "number"], name="adopted_text_once")]

    def __str__(self) -> str:
        return self.title


class ClauseAnswer(models.Model):
    """What an adopted text says of a clause, with the passage."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    text = models.ForeignKey(AdoptedText, on_delete=models.CASCADE, related_name="answers", db_index=False)
    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="answers")
    met = models.CharField(_("remplie"), max_length=6, choices=Met.choices)
    passage = models.TextField(_("passage"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("clause lue")
        verbose_name_plural = _("clauses lues")
        constraints = [models.UniqueConstraint(fields=["text", "clause"], name="clause_answer_once")]

    def __str__(self) -> str:
        return str(self.get_met_display())


class CriterionCount(Part):
    """How many were counted on a day; earlier counts stay."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="counts", db_index=False)
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="counts")
    value = models.PositiveIntegerField(_("combien"))
    on = models.DateField(_("compté le"))
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("compte d’un critère")
        verbose_name_plural = _("comptes des critères")
        ordering = ["criterion", "-on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "criterion", "on"], name="criterion_count_once"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} : {self.value}"
