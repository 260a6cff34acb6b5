"""An organisation: what it is, where it is, what of it is public."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.core.personal import ALL, Purpose, Until
from maillage.core.text import fold
from maillage.organisations.enums import PlaceKind, State

CONTACT = Purpose(_("Écrire à l’organisation."), Until.ERASURE)
VERIFIER = Purpose(_("Savoir qui a vérifié une fiche."), Until.ACCOUNT)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def public(self) -> "OrganisationQuerySet":
        """What anyone may see: never what is withheld, merged or kept to the network."""
        return self.filter(Organisation.seen_by_anyone())

    def visible_to(self, user: Any) -> "OrganisationQuerySet":
        """Staff by their rights; a delegate or contributor sees their own; everyone sees what is public."""
        if user.is_authenticated and user.can(Permission.ORGANISATIONS_VIEW):
            everything = user.can(Permission.WITHHELD_VIEW)
            return self if everything else self.filter(~self.hidden_rule() | Q(pk__in=self.own_ids(user)))
        own = self.own_ids(user)
        return self.filter(Organisation.seen_by_anyone() | Q(pk__in=own)) if own else self.public()

    @staticmethod
    def hidden_rule() -> Q:
        """Withheld, or merged into a withheld one: that same organisation, under an earlier name."""
        return Q(withheld=True) | Q(merged_into__withheld=True) | Q(merged_into__merged_into__withheld=True)

    def hidden(self) -> "OrganisationQuerySet":
        """What only those who read what is withheld may know of."""
        return self.filter(self.hidden_rule())

    @staticmethod
    def own_ids(user: Any) -> frozenset[int]:
        if not user.is_authenticated:
            return frozenset()
        return user.facts.get("delegate", frozenset()) | user.facts.get("contributor", frozenset())

    def own(self, user: Any) -> "OrganisationQuerySet":
        """Those whose page this person keeps."""
        return self.filter(pk__in=self.own_ids(user))

    def alive(self) -> "OrganisationQuerySet":
        return self.filter(Organisation.living())

    def named(self, name: str) -> "Organisation | None":
        """The living one that bears this name, as people type it; a public one first."""
        known = fold(name.replace("\x00", ""))[:300] or None
        return self.alive().filter(sort_name=known).order_by("-is_public", "pk").first()


class Organisation(models.Model):
    """An organisation *is*; member, partner, funder, host are roles it plays."""

    PERSONAL = {"email": CONTACT, "phone": CONTACT, "verified_by": VERIFIER}
    NOT_PERSONAL = (
        "id", "name", "sort_name", "short_name", "other_names", "kind", "family", "founded", "state", "merged_into",
        "is_public", "withheld", "withheld_reason", "hidden_fields", "website", "social", "languages", "zones",
        "logo", "source_key", "verified_on", "version", "created_at", "updated_at",
    )  # fmt: skip

    name = models.CharField(_("nom"), max_length=300)
    sort_name = models.CharField(max_length=300, editable=False, db_index=True)  # folded: sorts and compares
    short_name = models.CharField(_("sigle ou nom court"), max_length=60, blank=True)
    other_names = models.JSONField(_("autres noms"), default=list, blank=True)
    kind = models.CharField(_("genre"), max_length=48, blank=True)  # code of the profile, or of Kind
    family = models.CharField(_("famille d’acteurs"), max_length=48, blank=True)  # code of the profile
    founded = models.PositiveSmallIntegerField(_("année de fondation"), null=True, blank=True)
    state = models.CharField(_("état"), max_length=10, choices=State.choices, default=State.ACTIVE)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="absorbed")
    is_public = models.BooleanField(_("visible par tout le monde"), default=True)
    withheld = models.BooleanField(_("retenue"), default=False)
    withheld_reason = models.CharField(_("pourquoi elle est retenue"), max_length=300, blank=True)
    hidden_fields = models.JSONField(_("champs non publics"), default=list, blank=True)
    website = models.URLField(_("site web"), max_length=300, blank=True)
    social = models.JSONField(_("réseaux sociaux"), default=list, blank=True)
    email = models.EmailField(_("courriel"), blank=True)
    phone = models.CharField(_("téléphone"), max_length=40, blank=True)
    languages = models.JSONField(_("langues de travail"), default=list, blank=True)
    zones = models.CharField(_("zones d’action, en mots"), max_length=300, blank=True)
    logo = models.CharField(_("logo"), max_length=64, blank=True)  # public id of an image of the room files
    source_key = models.CharField(_("clé dans la source importée"), max_length=120, blank=True, db_index=True)
    verified_on = models.DateField(_("vérifiée le"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("vérifiée par"))  # fmt: skip
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(_("créée le"), default=now)
    updated_at = models.DateTimeField(_("modifiée le"), auto_now=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["sort_name", "pk"]
        indexes = [
            models.Index(fields=["state", "sort_name"], name="org_state_name"),
            models.Index(fields=["family", "sort_name"], name="org_family_name"),
            models.Index(fields=["kind", "sort_name"], name="org_kind_name"),
            models.Index(fields=["is_public", "withheld", "sort_name"], name="org_public_name"),
            models.Index(fields=["verified_on", "sort_name"], name="org_verified_name"),
            models.Index(fields=["updated_at"], name="org_updated"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="org_has_a_name"),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False) | ~Q(state="merged") & Q(merged_into=None),
                name="org_merged_into_one",
            ),
            models.CheckConstraint(condition=Q(founded=None) | Q(founded__range=(1000, 2200)), name="org_founded"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_name = fold(self.name)[:300]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("organisations:detail", args=[self.pk])

    @staticmethod
    def seen_by_anyone(path: str = "") -> Q:
        """What anyone may see, of the organisation at the end of a path of relations."""
        at = f"{path}__" if path else ""
        return Q(**{f"{at}is_public": True, f"{at}withheld": False}) & ~Q(**{f"{at}state": State.MERGED})

    @staticmethod
    def living(path: str = "") -> Q:
        """Neither closed nor merged, of the organisation at the end of a path of relations."""
        return Q(**{f"{path}__state__in" if path else "state__in": (State.ACTIVE, State.DORMANT)})

    @property
    def shows_publicly(self) -> bool:
        return self.is_public and not self.withheld and self.state != State.MERGED

    def is_shown(self, field: str) -> bool:
        """Is this field public on the organisation's page?"""
        return field not in self.hidden_fields


# The rows beside an organisation: `db_index=False` where the constraint begins with the organisation.


class Description(models.Model):
    """What an organisation says of itself, in one language."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="descriptions", db_index=False)
    language = models.CharField(_("langue"), max_length=5)
    text = models.TextField(_("description"), max_length=5000)

    class Meta:
        verbose_name = _("description")
        verbose_name_plural = _("descriptions")
        constraints = [models.UniqueConstraint(fields=["organisation", "language"], name="description_once")]

    def __str__(self) -> str:
        return self.text[:80]


class Identifier(models.Model):
    """A legal identifier, in canonical form; its check digit was verified on the way in."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="identifiers", db_index=False)
    kind = models.CharField(_("sorte"), max_length=20)
    value = models.CharField(_("valeur"), max_length=80)

    class Meta:
        verbose_name = _("identifiant")
        verbose_name_plural = _("identifiants")
        indexes = [models.Index(fields=["kind", "value"], name="identifier_value")]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "value"], name="identifier_once"),
        ]

    def __str__(self) -> str:
        return self.value


class PlaceQuerySet(models.QuerySet["Place"]):
    def seats(self) -> "PlaceQuerySet":
        """The seats of some organisations: said the other way round, so that SQLite goes by them and not by kind."""
        return self.exclude(kind=PlaceKind.FIELD)


class Place(models.Model):
    """Where an organisation sits, or acts. `region` is a code of the network's territory."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="places")
    kind = models.CharField(_("sorte"), max_length=5, choices=PlaceKind.choices, default=PlaceKind.SEAT)
    street = models.CharField(_("adresse"), max_length=300, blank=True)
    postal_code = models.CharField(_("code postal"), max_length=20, blank=True)
    city = models.CharField(_("ville"), max_length=120, blank=True)
    region = models.CharField(_("région ou département"), max_length=12, blank=True)
    country = models.CharField(_("pays"), max_length=2, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("lieu")
        verbose_name_plural = _("lieux")
        indexes = [
            models.Index(fields=["kind", "region"], name="place_region"),
            models.Index(fields=["kind", "country"], name="place_country"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["organisation"], condition=Q(kind="seat"), name="one_seat"),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="place_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.city, self.region, self.country) if part)


class ActionCountry(models.Model):
    """A country where an organisation acts."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="action_countries", db_index=False)
    country = models.CharField(_("pays"), max_length=2)

    class Meta:
        verbose_name = _("pays d’action")
        verbose_name_plural = _("pays d’action")
        indexes = [models.Index(fields=["country", "organisation"], name="action_country")]
        constraints = [models.UniqueConstraint(fields=["organisation", "country"], name="action_country_once")]

    def __str__(self) -> str:
        return self.country


class OrganisationTheme(models.Model):
    """A theme of the profile that an organisation works on."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="themes", db_index=False)
    theme = models.CharField(_("thème"), max_length=48)  # code of the profile

    class Meta:
        verbose_name = _("thème d’une organisation")
        verbose_name_plural = _("thèmes des organisations")
        indexes = [models.Index(fields=["theme", "organisation"], name="organisation_theme")]
        constraints = [models.UniqueConstraint(fields=["organisation", "theme"], name="organisation_theme_once")]

    def __str__(self) -> str:
        return self.theme


class Size(models.Model):
    """A size of an organisation in a year, as declared: budget (minor units), staff, represented members, inhabitants."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="sizes", db_index=False)
    measure = models.CharField(_("mesure"), max_length=24)
    year = models.PositiveSmallIntegerField(_("année"))
    value = models.BigIntegerField(_("valeur"))
    evidence = models.CharField(_("pièce ou source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("taille")
        verbose_name_plural = _("tailles")
        ordering = ["measure", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "measure", "year"], name="size_once"),
            models.CheckConstraint(condition=Q(value__gte=0), name="size_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.year} : {self.value}"
