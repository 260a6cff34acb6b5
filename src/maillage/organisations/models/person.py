"""People, and the typed links between people and organisations."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.core.personal import Purpose, Until
from maillage.core.text import fold
from maillage.organisations.enums import Relation, State
from maillage.organisations.models.organisation import Organisation

DIRECTORY = Purpose(_("Savoir qui agit pour chaque organisation, et lui écrire."), Until.ERASURE)
FIGURES = Purpose(_("Connaître l’âge des membres, par tranche, jamais un par un en public."), Until.MEMBERSHIP)
POST = Purpose(_("Envoyer une facture, un reçu ou une convocation."), Until.MEMBERSHIP)
UNION = Purpose(
    _("Savoir qui représente une organisation ; peut révéler une appartenance syndicale."), Until.ERASURE, special=True
)


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, user: Any) -> "PersonQuerySet":
        """Staff by their rights; a delegate sees the people of their own organisations, and everyone sees themselves."""
        if not user.is_authenticated:
            return self.none()
        if user.can(Permission.PEOPLE_VIEW):
            return self if user.can(Permission.WITHHELD_VIEW) else self.filter(withheld=False)
        own = Organisation.objects.own_ids(user)
        linked = Link.objects.filter(from_organisation__in=own, to_person__isnull=False).values("to_person")
        return self.filter(Q(user=user) | Q(pk__in=linked, withheld=False))

    def present(self) -> "PersonQuerySet":
        """Neither erased nor merged into another."""
        return self.filter(erased_at=None, merged_into=None)


class Person(models.Model):
    """A person of the directory; some of them sign in (`user`)."""

    PERSONAL = {
        "first_name": DIRECTORY, "last_name": DIRECTORY, "sort_name": DIRECTORY, "email": DIRECTORY,
        "phone": DIRECTORY, "language": DIRECTORY, "note": DIRECTORY, "birth_year": FIGURES, "street": POST,
        "postal_code": POST, "city": POST, "country": POST, "user": DIRECTORY, "withheld_reason": DIRECTORY,
    }  # fmt: skip
    NOT_PERSONAL = ("id", "withheld", "erased_at", "merged_into", "version", "created_at", "updated_at")

    first_name = models.CharField(_("prénom"), max_length=100, blank=True)
    last_name = models.CharField(_("nom de famille"), max_length=100)
    sort_name = models.CharField(max_length=210, editable=False, db_index=True)
    email = models.EmailField(_("courriel"), blank=True, db_index=True)
    phone = models.CharField(_("téléphone"), max_length=40, blank=True)
    language = models.CharField(_("langue"), max_length=5, default="fr")
    birth_year = models.PositiveSmallIntegerField(_("année de naissance"), null=True, blank=True)
    street = models.CharField(_("adresse"), max_length=300, blank=True)
    postal_code = models.CharField(_("code postal"), max_length=20, blank=True)
    city = models.CharField(_("ville"), max_length=120, blank=True)
    country = models.CharField(_("pays"), max_length=2, blank=True)
    note = models.TextField(_("note"), blank=True, max_length=2000)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="person",
        verbose_name=_("compte"),
    )  # fmt: skip
    withheld = models.BooleanField(_("retenue"), default=False)
    withheld_reason = models.CharField(_("pourquoi elle est retenue"), max_length=300, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="absorbed")
    erased_at = models.DateTimeField(_("effacée le"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(_("créée le"), default=now)
    updated_at = models.DateTimeField(_("modifiée le"), auto_now=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("personne")
        verbose_name_plural = _("personnes")
        ordering = ["sort_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_year=None) | Q(birth_year__range=(1880, 2100)), name="person_birth"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or str(_("Personne effacée"))

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_name = fold(f"{self.last_name} {self.first_name}")[:210]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("organisations:person", args=[self.pk])


class LinkQuerySet(models.QuerySet["Link"]):
    def current(self, on: Any = None) -> "LinkQuerySet":
        day = on or localdate()
        return self.filter(Q(started_on=None) | Q(started_on__lte=day), Q(ended_on=None) | Q(ended_on__gte=day))

    def visible_to(self, user: Any) -> "LinkQuerySet":
        """Links whose both ends this person may see."""
        # What stayed on a merged record is its history alone.
        organisations = Organisation.objects.visible_to(user).exclude(state=State.MERGED).values("pk")
        people = Person.objects.visible_to(user).values("pk")
        return self.filter(
            Q(from_organisation=None) | Q(from_organisation__in=organisations),
            Q(to_organisation=None) | Q(to_organisation__in=organisations),
            Q(from_person=None) | Q(from_person__in=people),
            Q(to_person=None) | Q(to_person__in=people),
        )


class Link(models.Model):
    """One end of a typed link. Each link is written twice, once from each end (same `pair`): read without OR."""

    PERSONAL = {"from_person": UNION, "to_person": UNION, "role": DIRECTORY}
    NOT_PERSONAL = ("id", "pair", "relation", "is_reverse", "from_organisation", "to_organisation", "started_on",
                    "ended_on", "is_public", "keeps_page")  # fmt: skip

    pair = models.UUIDField(default=uuid.uuid4, db_index=True)
    relation = models.CharField(_("lien"), max_length=20, choices=Relation.choices)
    is_reverse = models.BooleanField(default=False)
    from_organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="links")
    from_person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="links")
    to_organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="+")
    to_person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="links_in")
    role = models.CharField(_("fonction"), max_length=120, blank=True)
    started_on = models.DateField(_("depuis"), null=True, blank=True)
    ended_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    is_public = models.BooleanField(_("montré au public"), default=False)
    # This person keeps the organisation's page from the member's space (see `facts.contributors`).
    keeps_page = models.BooleanField(_("tient la page de l’organisation"), default=False)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("lien")
        verbose_name_plural = _("liens")
        indexes = [
            models.Index(fields=["from_organisation", "relation", "is_reverse"], name="link_from_org"),
            models.Index(fields=["from_person", "relation"], name="link_from_person"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["pair", "is_reverse"], name="link_two_ends"),
            models.CheckConstraint(condition=Q(from_organisation=None) ^ Q(from_person=None), name="link_one_origin"),
            models.CheckConstraint(condition=Q(to_organisation=None) ^ Q(to_person=None), name="link_one_target"),
            models.CheckConstraint(
                condition=Q(started_on=None) | Q(ended_on=None) | Q(started_on__lte=models.F("ended_on")),
                name="link_dates",
            ),
            models.CheckConstraint(
                condition=Q(keeps_page=False) | Q(from_person__isnull=False) | Q(to_person__isnull=False),
                name="link_page_kept_by_someone",
            ),
        ]

    def __str__(self) -> str:
        relation = Relation(self.relation)
        return f"{self.origin} {relation.reverse_label if self.is_reverse else relation.label} {self.target}"

    def get_absolute_url(self) -> str:
        """The page of the organisation that it is read from."""
        organisation_id = self.from_organisation_id or self.to_organisation_id
        return reverse("organisations:detail", args=[organisation_id])

    @property
    def is_current(self) -> bool:
        today = localdate()
        return (self.started_on is None or self.started_on <= today) and not self.is_over

    @property
    def is_over(self) -> bool:
        return self.ended_on is not None and self.ended_on < localdate()

    @property
    def origin(self) -> Any:
        return self.from_organisation or self.from_person

    @property
    def target(self) -> Any:
        return self.to_organisation or self.to_person

    @property
    def label(self) -> str:
        relation = Relation(self.relation)
        return relation.reverse_label if self.is_reverse else str(relation.label)
