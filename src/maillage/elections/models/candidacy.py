"""Who stands, for which seats, with what they say of themselves."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.bodies.models import SeatGroup
from maillage.core.personal import Purpose, Until
from maillage.elections.enums import CandidacyState, Fate, Gender
from maillage.elections.models.election import Election, ElectionState
from maillage.elections.models.slate import Slate
from maillage.files.models import Image
from maillage.organisations.models import Organisation, Person

REGISTER = Purpose(_("Savoir qui s’est présenté, et ce que le vote en a fait."), Until.MEMBERSHIP)
CAMPAIGN = Purpose(_("Vous présenter à celles et ceux qui votent ; effacé le jour dit."), Until.DECLARED)
PARITY = Purpose(
    _("Appliquer la parité que les statuts imposent au résultat ; facultatif, effacé avec votre présentation, gardé avec le"
      " dépouillement là où il a compté."),
    Until.DECLARED, special=True,
)  # fmt: skip


class CandidacyQuerySet(models.QuerySet["Candidacy"]):
    def visible_to(self, user: Any) -> "CandidacyQuerySet":
        """Staff by their rights (withheld ones apart); everyone their own; others those that stand, once they are closed."""
        if not user.is_authenticated:
            return self.none()
        if user.can(Permission.ASSEMBLIES_VIEW):
            return self if user.can(Permission.WITHHELD_VIEW) else self.exclude(self.hidden_rule())
        shown = Q(state=CandidacyState.ACCEPTED, election__in=Election.objects.visible_to(user).values("pk"))
        closed = ~Q(election__state=ElectionState.CANDIDATURES)
        return self.filter(Q(person__user=user) | (shown & closed & ~self.hidden_rule()))

    @staticmethod
    def hidden_rule() -> Q:
        return Q(person__withheld=True) | Q(organisation__withheld=True, organisation__isnull=False)

    def standing(self) -> "CandidacyQuerySet":
        """Found receivable and not withdrawn."""
        return self.filter(state=CandidacyState.ACCEPTED)

    def shown(self) -> "CandidacyQuerySet":
        """What anyone may read of the candidates."""
        return self.standing().exclude(self.hidden_rule())

    def named(self) -> "CandidacyQuerySet":
        return self.select_related("person", "organisation", "group", "slate", "photo").order_by(
            "group__order", "slate__title", "place", "person__sort_name"
        )


class Candidacy(models.Model):
    """A person stands for a seat of a group, for the organisation that they represent when there is one."""

    PERSONAL = {"person": REGISTER, "statement": CAMPAIGN, "photo": CAMPAIGN, "interests": CAMPAIGN, "gender": PARITY,
                "refusal": REGISTER}  # fmt: skip
    NOT_PERSONAL = ("id", "election", "organisation", "group", "slate", "place", "category", "state", "terms_served", "fate", "rank",
                    "kept_until", "submitted_at", "decided_at", "withdrawn_at", "version")  # fmt: skip

    election = models.ForeignKey(
        Election, on_delete=models.PROTECT, related_name="candidacies", verbose_name=_("élection")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="candidacies", verbose_name=_("personne"))
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
                                     verbose_name=_("au nom de"))  # fmt: skip
    group = models.ForeignKey(SeatGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="candidacies",
                              verbose_name=_("groupe de sièges"))  # fmt: skip
    slate = models.ForeignKey(Slate, on_delete=models.PROTECT, null=True, blank=True, related_name="candidates",
                              verbose_name=_("liste"))  # fmt: skip
    place = models.PositiveSmallIntegerField(_("place sur la liste"), null=True, blank=True)
    category = models.CharField(_("catégorie de membre"), max_length=48, blank=True)
    statement = models.TextField(_("présentation"), max_length=4000, blank=True)
    photo = models.ForeignKey(Image, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
                              verbose_name=_("photo"))  # fmt: skip
    interests = models.TextField(_("intérêts déclarés"), max_length=2000, blank=True)
    gender = models.CharField(_("genre déclaré"), max_length=1, choices=Gender.choices, blank=True)
    state = models.CharField(_("état"), max_length=9, choices=CandidacyState.choices, default=CandidacyState.PROPOSED)
    refusal = models.CharField(_("motif du refus"), max_length=300, blank=True)
    terms_served = models.PositiveSmallIntegerField(_("mandats de suite déjà accomplis"), default=0)
    fate = models.CharField(_("résultat"), max_length=11, choices=Fate.choices, blank=True)
    rank = models.PositiveSmallIntegerField(_("rang"), null=True, blank=True)
    kept_until = models.DateField(_("présentation gardée jusqu’au"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("déposée le"), default=now)
    decided_at = models.DateTimeField(_("vérifiée le"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("retirée le"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CandidacyQuerySet.as_manager()

    class Meta:
        verbose_name = _("candidature")
        verbose_name_plural = _("candidatures")
        ordering = ["election", "submitted_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["election", "person"], condition=Q(state__in=["proposed", "accepted"]), name="candidacy_once"
            ),
            models.UniqueConstraint(fields=["slate", "place"], name="candidacy_place"),
            models.CheckConstraint(condition=Q(place=None) | Q(slate__isnull=False), name="candidacy_place_of_a_slate"),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(refusal=""), name="candidacy_refused_why"),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(withdrawn_at__isnull=False), name="candidacy_withdrawn_when"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)

    def get_absolute_url(self) -> str:
        return reverse("elections:candidacy", args=[self.pk])

    @property
    def source(self) -> str:
        return f"candidacy:{self.pk}"

    @property
    def stands(self) -> bool:
        return CandidacyState(self.state).stands

    @property
    def tone(self) -> str:
        return CandidacyState(self.state).tone

    @property
    def is_past(self) -> bool:
        """Is what they wrote due to be erased?"""
        return self.kept_until is not None and self.kept_until < localdate()
