"""The roll of those who may vote, each right of it, who stays off it and why, its challenges and corrections."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.ballots.enums import ChallengeState, CorrectionKind, RollState
from maillage.core.personal import Purpose, Until
from maillage.members.models import Member
from maillage.members.rights import Reason
from maillage.organisations.facts import person_of
from maillage.organisations.models import Person

DEMOCRACY = Purpose(_("Établir qui peut voter, et pouvoir le vérifier plus tard."), Until.MEMBERSHIP)


class RollQuerySet(models.QuerySet["Roll"]):
    def visible_to(self, user: Any) -> "RollQuerySet":
        """Staff by their rights; those who stand on it, carry a right of it or hold a proxy; the members left off it."""
        if not user.is_authenticated:
            return self.none()
        if user.can(Permission.ASSEMBLIES_VIEW):
            return self
        rows = self.exclude(state=RollState.DRAFT)
        absent = RightAbsence.objects.visible_to(user)
        own = Q(pk__in=Right.objects.carried_by(person_of(user)).values("roll"))
        of_members = Q(pk__in=Right.objects.filter(member__in=members_of(user)).values("roll"))
        held = Q(rights__proxies__holder__user=user)
        return rows.filter(own | of_members | Q(pk__in=absent.values("roll")) | held).distinct()


class Roll(models.Model):
    """Who may vote, on a day fixed by the by-laws. The rule of proxies is copied from the legal profile with its source:
    a profile that changes later does not change a roll."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ("id", "title", "rights_on", "state", "frozen_at", "challenges_until", "proxies_allowed",
                    "proxies_max", "proxies_same_category", "proxies_items", "proxies_source", "seated", "created_at",
                    "version")  # fmt: skip

    title = models.CharField(_("titre"), max_length=200)
    rights_on = models.DateField(_("droits au"))
    state = models.CharField(_("état"), max_length=10, choices=RollState.choices, default=RollState.DRAFT)
    frozen_at = models.DateTimeField(_("arrêtée le"), null=True, blank=True)
    challenges_until = models.DateField(_("contestations jusqu’au"), null=True, blank=True)
    proxies_allowed = models.BooleanField(_("procurations permises"), default=False)
    proxies_max = models.PositiveSmallIntegerField(_("procurations par personne"), null=True, blank=True)
    proxies_same_category = models.BooleanField(_("dans la même catégorie seulement"), default=False)
    proxies_items = models.BooleanField(_("peuvent se limiter à des points"), default=False)
    proxies_source = models.CharField(_("source de la règle"), max_length=500, blank=True)
    seated = models.BooleanField(_("sièges d’une instance"), default=False)
    created_at = models.DateTimeField(_("créée le"), default=now)
    version = models.PositiveIntegerField(default=1)

    objects = RollQuerySet.as_manager()

    class Meta:
        verbose_name = _("liste électorale")
        verbose_name_plural = _("listes électorales")
        ordering = ["-rights_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", frozen_at=None) | Q(state__in=["frozen", "closed"], frozen_at__isnull=False),
                name="roll_frozen",
            ),
            models.CheckConstraint(
                condition=Q(proxies_max=None) | Q(proxies_allowed=True, proxies_max__gte=1), name="roll_proxies"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("ballots:roll", args=[self.pk])


def members_of(user: Any) -> models.QuerySet[Member]:
    """The members that this person is, or speaks for today."""
    mine = Q(person__user=user) | Q(organisation__in=user.facts.get("delegate", frozenset()))
    return Member.objects.filter(mine)


class RightQuerySet(models.QuerySet["Right"]):
    def visible_to(self, user: Any) -> "RightQuerySet":
        """Staff by their rights; a person, what they carry and the rights of their members."""
        if not user.is_authenticated:
            return self.none()
        if user.can(Permission.ASSEMBLIES_VIEW):
            return self
        own = self.model.objects.carried_by(person_of(user)).values("pk")
        return self.filter(Q(pk__in=own) | Q(member__in=members_of(user))).exclude(roll__state=RollState.DRAFT)

    def active(self) -> "RightQuerySet":
        return self.filter(active=True)

    def carried_by(self, person: Any) -> "RightQuerySet":
        """Rights that a person (or its id) carries: named, its own, or as a substitute."""
        if person is None:
            return self.none()
        substituted = Substitute.objects.filter(person=person).values("right")
        return self.filter(Q(delegate=person) | Q(pk__in=substituted))


class Right(models.Model):
    """One vote: of a member (or a seat of a body), carried by a person. A delegation of n votes is n rights, each with
    its carrier. A correction may strike a right; nothing erases it."""

    PERSONAL = {"person": DEMOCRACY, "name": DEMOCRACY, "delegate": DEMOCRACY, "substitutes": DEMOCRACY}
    NOT_PERSONAL = ("id", "roll", "member", "category", "college", "weight", "seat", "block_vote", "active")

    roll = models.ForeignKey(Roll, on_delete=models.PROTECT, related_name="rights", verbose_name=_("liste"))
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
                               verbose_name=_("membre"))  # fmt: skip
    # The one whose right it is, when that is a person: an individual member, or who sits in a body.
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("titulaire"), max_length=300)  # as it was written that day
    category = models.CharField(_("catégorie"), max_length=48, blank=True)
    college = models.CharField(_("collège"), max_length=60, blank=True)
    weight = models.PositiveIntegerField(_("poids"), default=1)
    seat = models.PositiveSmallIntegerField(_("voix nº"), default=1)
    delegate = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
                                 verbose_name=_("personne déléguée"))  # fmt: skip
    substitutes: "models.ManyToManyField[Person, Substitute]" = models.ManyToManyField(
        Person, through="Substitute", related_name="+"
    )
    block_vote = models.BooleanField(_("la délégation vote d’un bloc"), default=False)
    active = models.BooleanField(_("en vigueur"), default=True)

    objects = RightQuerySet.as_manager()

    class Meta:
        verbose_name = _("droit de vote")
        verbose_name_plural = _("droits de vote")
        ordering = ["name", "seat", "pk"]
        indexes = [models.Index(fields=["roll", "active"], name="right_of_roll")]
        constraints = [
            models.UniqueConstraint(fields=["roll", "member", "seat"], name="right_once"),
            models.UniqueConstraint(
                fields=["roll", "person", "seat"], condition=Q(member=None), name="right_seat_once"
            ),
            models.CheckConstraint(condition=Q(weight__gte=1), name="right_weight"),
            models.CheckConstraint(condition=Q(seat__gte=1), name="right_seat"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("ballots:right", args=[self.pk])


class SubstituteQuerySet(models.QuerySet["Substitute"]):
    def visible_to(self, user: Any) -> "SubstituteQuerySet":
        return self.filter(right__in=Right.objects.visible_to(user).values("pk"))


class Substitute(models.Model):
    """Who may carry a right when its delegate is away, in order."""

    PERSONAL = {"person": DEMOCRACY}
    NOT_PERSONAL = ("id", "right", "rank")

    right = models.ForeignKey(Right, on_delete=models.PROTECT, related_name="stand_ins")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField(_("ordre"), default=1)

    objects = SubstituteQuerySet.as_manager()

    class Meta:
        verbose_name = _("suppléance d’un droit")
        verbose_name_plural = _("suppléances d’un droit")
        ordering = ["rank", "pk"]
        constraints = [models.UniqueConstraint(fields=["right", "person"], name="substitute_once")]

    def __str__(self) -> str:
        return f"{self.person} ({self.rank})"


class AbsenceQuerySet(models.QuerySet["RightAbsence"]):
    def visible_to(self, user: Any) -> "AbsenceQuerySet":
        if not user.is_authenticated:
            return self.none()
        if user.can(Permission.ASSEMBLIES_VIEW):
            return self
        return self.filter(member__in=members_of(user)).exclude(roll__state=RollState.DRAFT)


class RightAbsence(models.Model):
    """A member, or some of its votes, left off the roll, and why."""

    PERSONAL = {"name": DEMOCRACY}
    NOT_PERSONAL = ("id", "roll", "member", "category", "reason", "explanation", "votes")

    roll = models.ForeignKey(Roll, on_delete=models.PROTECT, related_name="absences")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("membre"), max_length=300)
    category = models.CharField(_("catégorie"), max_length=48, blank=True)
    reason = models.CharField(_("motif"), max_length=20, choices=[(one.value, one.label) for one in Reason])
    explanation = models.CharField(_("explication"), max_length=300, blank=True)
    votes = models.PositiveSmallIntegerField(_("voix perdues"), default=0)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence de la liste électorale")
        verbose_name_plural = _("absences de la liste électorale")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["roll", "member"], name="absence_once")]

    def __str__(self) -> str:
        return self.name


class ChallengeQuerySet(models.QuerySet["RollChallenge"]):
    def visible_to(self, user: Any) -> "ChallengeQuerySet":
        if not user.is_authenticated:
            return self.none()
        return self if user.can(Permission.ASSEMBLIES_VIEW) else self.filter(raised_by=user)

    def open(self) -> "ChallengeQuerySet":
        return self.filter(state=ChallengeState.OPEN)


class RollChallenge(models.Model):
    """Someone says that the roll is wrong, about themselves or another; a decision answers, with its reasons."""

    PERSONAL = {"name": DEMOCRACY, "text": DEMOCRACY, "raised_by": DEMOCRACY, "decision": DEMOCRACY}
    NOT_PERSONAL = ("id", "roll", "member", "raised_at", "state", "decided_by", "decided_at")

    roll = models.ForeignKey(Roll, on_delete=models.PROTECT, related_name="challenges")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("au sujet de"), max_length=300)
    text = models.TextField(_("ce qui est contesté"), max_length=3000)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    raised_at = models.DateTimeField(_("reçue le"), default=now)
    state = models.CharField(_("état"), max_length=10, choices=ChallengeState.choices, default=ChallengeState.OPEN)
    decision = models.TextField(_("décision"), max_length=3000, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(_("tranchée le"), null=True, blank=True)

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        verbose_name = _("contestation de la liste électorale")
        verbose_name_plural = _("contestations de la liste électorale")
        ordering = ["raised_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", decided_at=None) | (~Q(state="open") & Q(decided_at__isnull=False)),
                name="challenge_decided",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("ballots:roll", args=[self.roll_id])


class CorrectionQuerySet(models.QuerySet["RollCorrection"]):
    def visible_to(self, user: Any) -> "CorrectionQuerySet":
        return self.filter(right__in=Right.objects.visible_to(user).values("pk"))


class RollCorrection(models.Model):
    """A change of a frozen roll, by a decision that is written; with what stood before, so that each version is known."""

    PERSONAL = {"decision": DEMOCRACY, "changes": DEMOCRACY}
    NOT_PERSONAL = ("id", "roll", "right", "challenge", "kind", "by", "at")

    roll = models.ForeignKey(Roll, on_delete=models.PROTECT, related_name="corrections")
    right = models.ForeignKey(Right, on_delete=models.PROTECT, related_name="corrections")
    challenge = models.ForeignKey(RollChallenge, on_delete=models.PROTECT, null=True, blank=True,
                                  related_name="corrections")  # fmt: skip
    kind = models.CharField(_("correction"), max_length=10, choices=CorrectionKind.choices)
    decision = models.TextField(_("décision"), max_length=3000)
    changes = models.JSONField(_("ce qui change"), default=dict)  # {field: [before, after]}
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("le"), default=now)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction de la liste électorale")
        verbose_name_plural = _("corrections de la liste électorale")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(decision=""), name="correction_has_decision"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} : {self.right}"
