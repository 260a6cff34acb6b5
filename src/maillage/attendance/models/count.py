"""How many people came to a date, and who they were as far as anyone knows. Never who by name."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maillage.accounts.roles import Permission
from maillage.activities.models import Activity, Session
from maillage.attendance import breakdown
from maillage.attendance.enums import Method, Origin
from maillage.core.personal import ALL, Purpose

MOST = 1_000_000  # people at one date: beyond, a figure was mistyped


class CountQuerySet(models.QuerySet["Count"]):
    def visible_to(self, user: Any) -> "CountQuerySet":
        """The team; a number is nobody's secret, but its note is not for the public."""
        seen = user.is_authenticated and user.can(Permission.FIGURES_VIEW)
        return self if seen else self.none()

    def known(self) -> "CountQuerySet":
        return self.exclude(present=None)


class Count(models.Model):
    """The attendance of one date. Without a row, the date is « non comptée »; with the method « unknown », nobody
    will ever know: neither is a zero."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    session = models.OneToOneField(Session, on_delete=models.PROTECT, related_name="count", verbose_name=_("date"))
    method = models.CharField(_("comment"), max_length=9, choices=Method.choices, default=Method.COUNTED)
    present = models.PositiveIntegerField(_("personnes présentes"), null=True, blank=True)
    remote = models.PositiveIntegerField(_("dont à distance, en direct"), null=True, blank=True)
    registered = models.PositiveIntegerField(_("personnes inscrites"), null=True, blank=True)
    indirect = models.PositiveIntegerField(_("personnes touchées indirectement"), null=True, blank=True)
    online_views = models.PositiveIntegerField(_("vues en ligne, ensuite"), null=True, blank=True)
    helpers = models.PositiveIntegerField(_("bénévoles et organisation, hors du public"), null=True, blank=True)
    minutes = models.PositiveIntegerField(_("minutes par personne"), null=True, blank=True)
    note = models.CharField(_("note d’équipe"), max_length=300, blank=True)
    origin = models.CharField(_("dit par"), max_length=6, choices=Origin.choices, default=Origin.TEAM)
    recorded_at = models.DateTimeField(default=now)
    version = models.PositiveIntegerField(default=1)

    objects = CountQuerySet.as_manager()

    class Meta:
        verbose_name = _("présence à une date")
        verbose_name_plural = _("présences aux dates")
        constraints = [
            models.CheckConstraint(condition=Q(present=None, method="unknown") | Q(present__isnull=False)
                                   & ~Q(method="unknown"), name="count_unknown_has_no_number"),
            models.CheckConstraint(condition=Q(present=None) | Q(present__lte=MOST), name="count_present_most"),
            models.CheckConstraint(condition=Q(remote=None) | Q(present__isnull=False, remote__lte=F("present")),
                                   name="count_remote_among_present"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.session)

    @property
    def kept(self) -> list[breakdown.Row]:
        """Its breakdown, for the arithmetic."""
        return [row.plain for row in self.rows.all()]


class CountRow(models.Model):
    """A cell of a breakdown: so many people of whom this is known. Empty is « unknown ». See ADR 18."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    count = models.ForeignKey(Count, models.CASCADE, related_name="rows", db_index=False)
    owns = models.PositiveSmallIntegerField()  # bits of the dimensions of its table
    mask = models.PositiveSmallIntegerField()  # bits of the dimensions whose value it knows
    sex = models.CharField(_("sexe"), max_length=1, blank=True)
    age = models.CharField(_("âge"), max_length=5, blank=True)
    audience = models.CharField(pgettext_lazy("qui vient", "public"), max_length=48, blank=True)  # code of the profile
    region = models.CharField(_("région"), max_length=12, blank=True)  # code of the territory, or "outside"
    first_time = models.CharField(_("première fois"), max_length=3, blank=True)
    people = models.PositiveIntegerField(_("personnes"))

    class Meta:
        verbose_name = _("répartition d’une présence")
        verbose_name_plural = _("répartitions des présences")
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1, owns__gte=1, mask__gte=F("owns"), mask__lte=31),
                                   name="count_row_is_someone"),
            models.UniqueConstraint(fields=["count", "owns", "sex", "age", "audience", "region", "first_time"],
                                    name="count_row_once"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.people} : {' '.join(value for value in self.plain.values if value)}"

    @property
    def plain(self) -> breakdown.Row:
        return breakdown.Row(self.owns, self.mask, tuple(getattr(self, name) for name in breakdown.DIMENSIONS),
                             self.people)  # fmt: skip


class Reach(models.Model):
    """How many different people an activity of several dates reached, when the team knows; else it is worked out."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    activity = models.OneToOneField(Activity, models.CASCADE, related_name="reach")
    people = models.PositiveIntegerField(_("personnes différentes"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("personnes d’une activité")
        verbose_name_plural = _("personnes des activités")
        constraints = [models.CheckConstraint(condition=Q(people__gte=1), name="reach_is_someone")]

    def __str__(self) -> str:
        return f"{self.activity} : {self.people}"
