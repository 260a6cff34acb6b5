"""What can be in one place at a time: a person, a kit, an exhibition, equipment, a room; and when people may be asked."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.bookings.enums import BookableKind, Weekday
from maillage.core.personal import Purpose, Until
from maillage.organisations.models import Person

TURN = Purpose(_("Savoir quand une personne peut animer, et ne pas la demander à deux endroits."), Until.ERASURE)


class BookableQuerySet(models.QuerySet["Bookable"]):
    def visible_to(self, user: Any) -> "BookableQuerySet":
        """The team sees objects, and the people it may see; a person sees their own calendar; anyone, the public ones."""
        if not user.is_authenticated:
            return self.public()
        if user.can(Permission.ACTIVITIES_VIEW):
            people = Person.objects.visible_to(user).values("pk")
            return self.filter(Q(person=None) | Q(person__in=people))
        return self.filter(Q(pk__in=self.model._default_manager.public().values("pk")) | Q(person__user=user))

    def objects_only(self) -> "BookableQuerySet":
        return self.exclude(kind=BookableKind.PERSON)

    def in_use(self) -> "BookableQuerySet":
        return self.filter(is_active=True)

    def public(self) -> "BookableQuerySet":
        """What anyone may ask to borrow."""
        return self.filter(is_public=True, is_active=True).exclude(kind=BookableKind.PERSON)

    def hidden(self) -> "BookableQuerySet":
        """The calendars of people who are withheld."""
        return self.filter(person__withheld=True)


class Bookable(models.Model):
    """A person or an object that can be in one place at a time."""

    PERSONAL = {"person": TURN}
    NOT_PERSONAL = (
        "id", "kind", "name", "description", "contents", "deposit", "currency", "kept_at", "volume", "themes",
        "is_public", "is_active", "photo", "photo_alt", "out_from", "out_until", "out_reason", "margin_before",
        "margin_after", "longest_days", "version", "created_at",
    )  # fmt: skip

    kind = models.CharField(_("sorte"), max_length=10, choices=BookableKind.choices)
    name = models.CharField(_("nom"), max_length=200, blank=True)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="bookable",
                                  verbose_name=_("personne"))  # fmt: skip
    description = models.TextField(_("description"), max_length=5000, blank=True)
    contents = models.TextField(_("contenu, une ligne par pièce"), max_length=5000, blank=True)
    deposit = models.BigIntegerField(_("caution"), null=True, blank=True)  # minor units
    currency = models.CharField(_("monnaie"), max_length=3, blank=True)
    kept_at = models.CharField(_("où c’est rangé"), max_length=300, blank=True)
    volume = models.CharField(_("volume et poids"), max_length=120, blank=True)
    themes = models.JSONField(_("thèmes"), default=list, blank=True)  # codes of the profile
    is_public = models.BooleanField(_("au catalogue public"), default=False)
    is_active = models.BooleanField(_("en service"), default=True)
    photo = models.CharField(_("photo"), max_length=64, blank=True)  # public id of an image of the room files
    photo_alt = models.CharField(_("la photo, en mots"), max_length=200, blank=True)
    out_from = models.DateField(_("hors service depuis le"), null=True, blank=True)
    out_until = models.DateField(_("hors service jusqu’au"), null=True, blank=True)
    out_reason = models.CharField(_("pourquoi"), max_length=300, blank=True)
    margin_before = models.PositiveIntegerField(_("minutes avant (trajet, préparation)"), default=0)
    margin_after = models.PositiveIntegerField(_("minutes après (retour, rangement)"), default=0)
    longest_days = models.PositiveSmallIntegerField(_("jours de prêt au plus"), default=28)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)

    objects = BookableQuerySet.as_manager()

    class Meta:
        verbose_name = _("objet ou personne à réserver")
        verbose_name_plural = _("objets et personnes à réserver")
        ordering = ["kind", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="person", person__isnull=False) | (~Q(kind="person") & Q(person=None) & ~Q(name="")),
                name="bookable_someone_or_something",
            ),
            models.CheckConstraint(condition=Q(deposit=None) | Q(deposit__gte=0) & ~Q(currency=""),
                                   name="bookable_deposit"),
            models.CheckConstraint(condition=Q(out_until=None) | Q(out_from__isnull=False, out_until__gte=F("out_from")),
                                   name="bookable_out_dates"),
            models.CheckConstraint(condition=~Q(kind="person") | Q(is_public=False), name="bookable_people_not_public"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.person) if self.person_id else self.name

    def get_absolute_url(self) -> str:
        return reverse("bookings:detail", args=[self.pk])

    @property
    def slug(self) -> str:
        return slugify(self.name)[:60].strip("-") or "objet"

    @property
    def public_url(self) -> str:
        return reverse("site:kit", args=[self.pk, self.slug])

    @property
    def pieces(self) -> list[str]:
        """Its contents, piece by piece."""
        return [line.strip() for line in self.contents.splitlines() if line.strip()]

    @property
    def is_person(self) -> bool:
        return self.kind == BookableKind.PERSON

    @property
    def is_out_of_order(self) -> bool:
        today = localdate()
        return (
            self.out_from is not None and self.out_from <= today and (self.out_until is None or today <= self.out_until)
        )


class Availability(models.Model):
    """Hours at which a person said they may be asked: of a day of the week, or of some dates. Outside, they said nothing."""

    PERSONAL = {"weekday": TURN, "first_on": TURN, "last_on": TURN, "begins": TURN, "ends": TURN}
    NOT_PERSONAL = ("id", "bookable", "created_at")

    bookable = models.ForeignKey(Bookable, models.CASCADE, related_name="availabilities")
    weekday = models.PositiveSmallIntegerField(_("chaque"), choices=Weekday.choices, null=True, blank=True)
    first_on = models.DateField(_("du"), null=True, blank=True)
    last_on = models.DateField(_("au"), null=True, blank=True)
    begins = models.TimeField(_("de"))
    ends = models.TimeField(_("à"))
    created_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("disponibilité")
        verbose_name_plural = _("disponibilités")
        ordering = ["weekday", "first_on", "begins", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="availability_hours"),
            models.CheckConstraint(
                condition=Q(weekday__isnull=False) | Q(first_on__isnull=False, last_on__isnull=False),
                name="availability_some_day",
            ),
            models.CheckConstraint(condition=Q(weekday=None) | Q(weekday__lte=6), name="availability_weekday"),
            models.CheckConstraint(
                condition=Q(first_on=None) | Q(last_on=None) | Q(last_on__gte=F("first_on")), name="availability_dates"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.begins:%H:%M}–{self.ends:%H:%M}"


class Absence(models.Model):
    """Days on which a person cannot be asked: refused, not only said."""

    PERSONAL = {"first_on": TURN, "last_on": TURN, "note": TURN}
    NOT_PERSONAL = ("id", "bookable", "created_at")

    bookable = models.ForeignKey(Bookable, models.CASCADE, related_name="absences")
    first_on = models.DateField(_("du"))
    last_on = models.DateField(_("au"))
    note = models.CharField(_("mot"), max_length=200, blank=True)
    created_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["first_on", "pk"]
        constraints = [models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="absence_dates")]

    def __str__(self) -> str:
        return f"{self.first_on} – {self.last_on}"
