"""What is said of a project: who takes part, where, with which codes, in which words. IATI 2.03 names in the comments."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.core.narratives import said
from maillage.core.personal import ALL, Purpose, Until
from maillage.organisations.models import Organisation
from maillage.projects.enums import CodeKind, Exactness, PlaceKind, Role
from maillage.projects.models.project import Project

CONTACT = Purpose(_("Joindre les responsables d’un projet."), Until.ERASURE)
PERCENT = {"max_digits": 12, "decimal_places": 9, "null": True, "blank": True,
           "validators": [MinValueValidator(0), MaxValueValidator(100)]}  # fmt: skip


def within(field: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{field: None}) | Q(**{f"{field}__range": (0, 100)}), name=name)


class Description(models.Model):
    """Words on a project, by type (`description`): 1 general, 2 objectives, 3 target groups, 4 other."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    project = models.ForeignKey(Project, models.CASCADE, related_name="descriptions")
    rank = models.PositiveSmallIntegerField(default=0)
    type = models.CharField(_("type"), max_length=20, blank=True)
    texts = models.JSONField(_("texte"), default=list)  # narratives

    class Meta:
        verbose_name = _("description d’un projet")
        verbose_name_plural = _("descriptions d’un projet")
        ordering = ["rank", "pk"]

    def __str__(self) -> str:
        return said(self.texts, "fr")[:80]


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def public(self) -> "ParticipantQuerySet":
        return self.filter(Q(organisation=None) | Organisation.seen_by_anyone("organisation"))

    def visible_to(self, user: Any) -> "ParticipantQuerySet":
        shown = Organisation.objects.visible_to(user).values("pk")
        return self.filter(Q(organisation=None) | Q(organisation__in=shown))


class Participant(models.Model):
    """Who takes part (`participating-org`, `reporting-org`), with shares of the work and of the money where several carry it."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    project = models.ForeignKey(Project, models.CASCADE, related_name="participants")
    rank = models.PositiveSmallIntegerField(default=0)
    role = models.CharField(_("rôle"), max_length=10, choices=Role.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True,
                                     related_name="project_parts", verbose_name=_("organisation de l’annuaire"))  # fmt: skip
    names = models.JSONField(
        _("nom"), default=list, blank=True
    )  # narratives: as the source writes it, or outside the directory
    ref = models.CharField(_("identifiant IATI"), max_length=200, blank=True)
    type = models.CharField(_("genre IATI"), max_length=20, blank=True)
    activity_id = models.CharField(_("activité IATI correspondante"), max_length=200, blank=True)
    channel = models.CharField(_("canal (code SNPC)"), max_length=20, blank=True)  # crs-channel-code
    work_share = models.DecimalField(_("part du travail (%)"), **PERCENT)
    money_share = models.DecimalField(_("part de l’argent (%)"), **PERCENT)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation à un projet")
        verbose_name_plural = _("participations à un projet")
        ordering = ["rank", "pk"]
        constraints = [within("work_share", "participant_work_share"), within("money_share", "participant_money_share")]

    def __str__(self) -> str:
        return said(self.names, "fr") or (str(self.organisation) if self.organisation else self.ref)


class Place(models.Model):
    """Where (`recipient-country`, `recipient-region`, `location`)."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    project = models.ForeignKey(Project, models.CASCADE, related_name="places")
    rank = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("quoi"), max_length=10, choices=PlaceKind.choices)
    code = models.CharField(_("code"), max_length=60, blank=True)  # of a country or a region; `ref` of a location
    vocabulary = models.CharField(_("vocabulaire"), max_length=20, blank=True)
    vocabulary_uri = models.CharField(max_length=500, blank=True)
    percentage = models.DecimalField(_("part (%)"), **PERCENT)
    percentage_written = models.CharField(max_length=60, blank=True)  # as the source writes it, when it is finer
    names = models.JSONField(_("nom"), default=list, blank=True)  # narratives
    descriptions = models.JSONField(_("description du lieu"), default=list, blank=True)
    activity_words = models.JSONField(_("ce qui s’y fait"), default=list, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    position = models.CharField(max_length=80, blank=True)  # « lat lon » exactly as written
    srs = models.CharField(max_length=200, blank=True)
    exactness = models.CharField(_("précision"), max_length=20, choices=Exactness.choices, blank=True)
    reach = models.CharField(max_length=20, blank=True)
    location_class = models.CharField(max_length=20, blank=True)
    feature = models.CharField(max_length=20, blank=True)
    ids = models.JSONField(default=list, blank=True)  # location-id: [[vocabulary, code]]
    administrative = models.JSONField(default=list, blank=True)  # [[vocabulary, level, code]]

    class Meta:
        verbose_name = _("lieu d’un projet")
        verbose_name_plural = _("lieux d’un projet")
        ordering = ["rank", "pk"]
        indexes = [models.Index(fields=["kind", "code", "project"], name="project_place_code")]
        constraints = [
            within("percentage", "project_place_share"),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="project_place_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return said(self.names, "fr") or self.code


class Code(models.Model):
    """A code that a project bears (`sector`, `tag`, `policy-marker`), or one of the profile (theme, axis, heading…)."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    project = models.ForeignKey(Project, models.CASCADE, related_name="codes")
    rank = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("par"), max_length=10, choices=CodeKind.choices)
    vocabulary = models.CharField(_("vocabulaire"), max_length=20, blank=True)
    vocabulary_uri = models.CharField(max_length=500, blank=True)
    code = models.CharField(_("code"), max_length=500)
    percentage = models.DecimalField(_("part (%)"), **PERCENT)
    percentage_written = models.CharField(max_length=60, blank=True)  # as the source writes it, when it is finer
    significance = models.CharField(_("importance"), max_length=20, blank=True)  # of a marker: 0, 1, 2…
    names = models.JSONField(_("en mots"), default=list, blank=True)  # narratives

    class Meta:
        verbose_name = _("code d’un projet")
        verbose_name_plural = _("codes d’un projet")
        ordering = ["rank", "pk"]
        indexes = [models.Index(fields=["kind", "code", "project"], name="project_code")]
        constraints = [within("percentage", "project_code_share")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.vocabulary}:{self.code}"


class OtherIdentifier(models.Model):
    """Another number of the same project (`other-identifier`): the funder's, or one that it had before."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    project = models.ForeignKey(Project, models.CASCADE, related_name="other_identifiers")
    rank = models.PositiveSmallIntegerField(default=0)
    ref = models.CharField(_("identifiant"), max_length=200)
    type = models.CharField(_("genre"), max_length=20, blank=True)
    owner_ref = models.CharField(_("identifiant de son propriétaire"), max_length=200, blank=True)
    owner_names = models.JSONField(_("propriétaire"), default=list, blank=True)

    class Meta:
        verbose_name = _("autre identifiant d’un projet")
        verbose_name_plural = _("autres identifiants d’un projet")
        ordering = ["rank", "pk"]

    def __str__(self) -> str:
        return self.ref


class RelatedActivity(models.Model):
    """Another activity that it is tied to (`related-activity`), when the tree of projects does not say it."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    project = models.ForeignKey(Project, models.CASCADE, related_name="related")
    rank = models.PositiveSmallIntegerField(default=0)
    ref = models.CharField(_("identifiant IATI"), max_length=200)
    type = models.CharField(_("lien"), max_length=20)

    class Meta:
        verbose_name = _("activité liée")
        verbose_name_plural = _("activités liées")
        ordering = ["rank", "pk"]

    def __str__(self) -> str:
        return self.ref


class Contact(models.Model):
    """How to reach those who answer for a project (`contact-info`)."""

    PERSONAL = {"person_names": CONTACT, "email": CONTACT, "phone": CONTACT, "addresses": CONTACT}
    NOT_PERSONAL = ("id", "project", "rank", "type", "organisation_names", "department_names", "job_titles", "website")

    project = models.ForeignKey(Project, models.CASCADE, related_name="contacts")
    rank = models.PositiveSmallIntegerField(default=0)
    type = models.CharField(_("pour"), max_length=20, blank=True)
    organisation_names = models.JSONField(_("organisation"), default=list, blank=True)
    department_names = models.JSONField(_("service"), default=list, blank=True)
    person_names = models.JSONField(_("personne"), default=list, blank=True)
    job_titles = models.JSONField(_("fonction"), default=list, blank=True)
    phone = models.JSONField(_("téléphone"), default=list, blank=True)  # several
    email = models.JSONField(_("courriel"), default=list, blank=True)
    website = models.JSONField(_("site web"), default=list, blank=True)
    addresses = models.JSONField(_("adresse"), default=list, blank=True)  # [narratives]

    class Meta:
        verbose_name = _("contact d’un projet")
        verbose_name_plural = _("contacts d’un projet")
        ordering = ["rank", "pk"]

    def __str__(self) -> str:
        return said(self.organisation_names, "fr") or ", ".join(self.email)
