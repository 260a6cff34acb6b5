"""An activity: what it is, for whom, who makes it; its dates are in `session`."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.activities.enums import ActivityState, Kind, Part, Structure
from maillage.activities.models.sources import CalendarSource
from maillage.campaigns.models import Campaign
from maillage.core.personal import ALL, Purpose, Until
from maillage.files.models import Document
from maillage.organisations.models import Organisation
from maillage.projects.models import Project

AUTHOR = Purpose(_("Savoir qui a proposé une activité, et lui répondre."), Until.ACCOUNT)
CONTACT = Purpose(_("Dire au public à qui s’adresser."), Until.ERASURE)
TOLD = (ActivityState.ANNOUNCED, ActivityState.HELD, ActivityState.ACCOUNTED)


class ActivityQuerySet(models.QuerySet["Activity"]):
    def visible_to(self, user: Any) -> "ActivityQuerySet":
        """The team sees all; a member, what is public and what it proposed; anyone, what is public."""
        if user.is_authenticated and user.can(Permission.ACTIVITIES_VIEW):
            return self
        own = Organisation.objects.own_ids(user)
        shown = Q(pk__in=self.model._default_manager.public().values("pk"))
        return self.filter(shown | Q(proposed_by__in=own)) if own else self.public()

    def public(self) -> "ActivityQuerySet":
        """What the calendar shows: told to everyone, cancelled ones included so that they are seen as such."""
        return self.filter(Activity.is_told())

    def own(self, user: Any) -> "ActivityQuerySet":
        """Those that this person's organisations proposed."""
        return self.filter(proposed_by__in=Organisation.objects.own_ids(user))

    def classified(self, kind: str, codes: Any) -> "ActivityQuerySet":
        """Those that bear one of these codes."""
        return self.filter(pk__in=Classification.objects.filter(kind=kind, code__in=codes).values("activity"))


class Activity(models.Model):
    """An activity of the network, of a member, or that the network joins. Its first and last instants are derived
    from its sessions by the verbs that change them."""

    PERSONAL = {"contact_name": CONTACT, "contact_email": CONTACT, "contact_phone": CONTACT, "proposer": AUTHOR}
    NOT_PERSONAL = (
        "id", "title", "summary", "text", "language", "form", "structure", "part", "state", "is_public", "organiser",
        "organiser_name", "movement", "movement_year", "campaign", "project", "project_name", "childcare", "interpretation",
        "meal", "is_free", "price", "outside_url", "poster", "poster_alt", "expected", "proposed_by", "proposal_note",
        "answer", "source", "source_uid", "source_stamp", "announced_at", "cancelled_at", "cancel_reason", "starts_at",
        "ends_at", "copied_from", "version", "created_at", "updated_at",
    )  # fmt: skip

    title = models.CharField(_("titre"), max_length=200)
    summary = models.CharField(_("en une phrase"), max_length=300, blank=True)
    text = models.TextField(_("description"), max_length=20_000, blank=True)
    language = models.CharField(_("langue de ce texte"), max_length=5, default="fr")
    form = models.CharField(_("forme"), max_length=48)  # code of the profile
    structure = models.CharField(
        _("construction"), max_length=10, choices=Structure.choices, default=Structure.SESSIONS
    )
    part = models.CharField(_("rôle du réseau"), max_length=12, choices=Part.choices, default=Part.ORGANISES)
    state = models.CharField(_("état"), max_length=10, choices=ActivityState.choices, default=ActivityState.DRAFT)
    is_public = models.BooleanField(_("au calendrier public"), default=True)
    organiser = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True,
                                  related_name="activities", verbose_name=_("organisée par"))  # fmt: skip
    organiser_name = models.CharField(_("organisée par (hors annuaire)"), max_length=200, blank=True)
    movement = models.CharField(_("mouvement ou rendez-vous"), max_length=48, blank=True)  # code of the profile
    movement_year = models.PositiveSmallIntegerField(_("édition"), null=True, blank=True)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, null=True, blank=True, related_name="activities",
                                 verbose_name=_("campagne"))  # fmt: skip
    # The project that it comes from; in words where it is not one of ours.
    project = models.ForeignKey(Project, models.SET_NULL, null=True, blank=True, related_name="+",
                                verbose_name=_("projet"))  # fmt: skip
    project_name = models.CharField(_("projet de coopération d’où elle vient"), max_length=200, blank=True)
    childcare = models.BooleanField(_("garde d’enfants sur demande"), default=False)
    interpretation = models.CharField(_("interprétation offerte"), max_length=200, blank=True)
    meal = models.BooleanField(_("repas servi"), default=False)
    is_free = models.BooleanField(_("gratuite"), default=True)
    price = models.CharField(_("prix, en mots"), max_length=200, blank=True)
    outside_url = models.URLField(_("inscription ou page ailleurs"), max_length=500, blank=True)
    poster = models.CharField(_("affiche"), max_length=64, blank=True)  # public id of an image of the room files
    poster_alt = models.CharField(_("l’affiche, en mots"), max_length=300, blank=True)
    expected = models.PositiveIntegerField(_("personnes attendues"), null=True, blank=True)
    contact_name = models.CharField(_("personne à joindre"), max_length=150, blank=True)
    contact_email = models.EmailField(_("courriel à joindre"), blank=True)
    contact_phone = models.CharField(_("téléphone à joindre"), max_length=40, blank=True)
    proposed_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True,
                                    related_name="proposed_activities", verbose_name=_("proposée par"))  # fmt: skip
    proposer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True,
                                 related_name="+")  # fmt: skip
    proposal_note = models.CharField(_("mot à l’équipe"), max_length=500, blank=True)
    answer = models.CharField(_("réponse de l’équipe"), max_length=500, blank=True)
    source = models.ForeignKey(CalendarSource, on_delete=models.SET_NULL, null=True, blank=True,
                               related_name="activities")  # fmt: skip
    source_uid = models.CharField(max_length=255, blank=True)
    source_stamp = models.CharField(max_length=64, blank=True)  # fingerprint of the event when it was last read
    announced_at = models.DateTimeField(_("annoncée le"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("annulée le"), null=True, blank=True)
    cancel_reason = models.CharField(_("motif de l’annulation"), max_length=300, blank=True)
    starts_at = models.DateTimeField(_("début"), null=True, blank=True, db_index=True)
    ends_at = models.DateTimeField(_("fin"), null=True, blank=True)
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="copies")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activité")
        verbose_name_plural = _("activités")
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["state", "starts_at"], name="activity_state_start"),
            models.Index(fields=["form", "starts_at"], name="activity_form_start"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="activity_has_a_title"),
            models.CheckConstraint(condition=Q(starts_at=None) | Q(ends_at__gte=F("starts_at")), name="activity_times"),
            models.CheckConstraint(condition=~Q(state="announced") | Q(announced_at__isnull=False),
                                   name="activity_announced_when"),
            models.CheckConstraint(condition=~Q(state="cancelled") | Q(cancelled_at__isnull=False),
                                   name="activity_cancelled_when"),
            models.CheckConstraint(condition=Q(movement_year=None) | ~Q(movement=""), name="activity_edition_of"),
            models.UniqueConstraint(fields=["source", "source_uid"], condition=~Q(source_uid=""),
                                    name="activity_source_once"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("activities:detail", args=[self.pk])

    @property
    def public_url(self) -> str:
        """Its page, in the reader's language."""
        return reverse("site:activity", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        return slugify(self.title)[:60].strip("-") or "activite"

    @staticmethod
    def is_told(path: str = "") -> Q:
        """What anyone may see, of the activity at the end of a path of relations."""
        at = f"{path}__" if path else ""
        cancelled = Q(**{f"{at}state": ActivityState.CANCELLED, f"{at}announced_at__isnull": False})
        return Q(**{f"{at}is_public": True}) & (Q(**{f"{at}state__in": TOLD}) | cancelled)

    @property
    def shows_publicly(self) -> bool:
        told = self.state in TOLD or (self.state == ActivityState.CANCELLED and self.announced_at is not None)
        return self.is_public and told


class Translation(models.Model):
    """The same activity told in another language of the network."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="translations", db_index=False)
    language = models.CharField(_("langue"), max_length=5)
    title = models.CharField(_("titre"), max_length=200)
    summary = models.CharField(_("en une phrase"), max_length=300, blank=True)
    text = models.TextField(_("description"), max_length=20_000, blank=True)

    class Meta:
        verbose_name = _("traduction")
        verbose_name_plural = _("traductions")
        constraints = [models.UniqueConstraint(fields=["activity", "language"], name="activity_translation_once")]

    def __str__(self) -> str:
        return self.title


class Classification(models.Model):
    """A code that an activity bears: audience, theme, point of attention, axis, heading of a framework, language,
    access. `attention` and `heading` are written « whole/part »."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="classifications", db_index=False)
    kind = models.CharField(_("par"), max_length=10, choices=Kind.choices)
    code = models.CharField(_("code"), max_length=100)

    class Meta:
        verbose_name = _("classement")
        verbose_name_plural = _("classements")
        indexes = [models.Index(fields=["kind", "code", "activity"], name="classification_code")]
        constraints = [models.UniqueConstraint(fields=["activity", "kind", "code"], name="classification_once")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.code}"


class CoOrganiser(models.Model):
    """Who makes it with the organiser: an organisation of the directory, or a name outside it."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="co_organisers")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True,
                                     related_name="co_organised_activities")  # fmt: skip
    name = models.CharField(_("nom (hors annuaire)"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("coorganisation")
        verbose_name_plural = _("coorganisations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "organisation"], name="co_organiser_once"),
            models.CheckConstraint(condition=Q(organisation__isnull=False) ^ ~Q(name=""), name="co_organiser_one"),
        ]

    def __str__(self) -> str:
        return str(self.organisation or self.name)


class ActivityDocument(models.Model):
    """A document shown on the activity's page to those who may open it."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="documents", db_index=False)
    document = models.ForeignKey(Document, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("document d’une activité")
        verbose_name_plural = _("documents des activités")
        constraints = [models.UniqueConstraint(fields=["activity", "document"], name="activity_document_once")]

    def __str__(self) -> str:
        return str(self.document)
