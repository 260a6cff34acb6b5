"""Schools, which are a role of organisations; and the animations that the network offers them."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.bookings.models import Bookable
from maillage.core.personal import ALL, Purpose
from maillage.organisations.models import Organisation


class SchoolQuerySet(models.QuerySet["School"]):
    def visible_to(self, user: Any) -> "SchoolQuerySet":
        if not user.is_authenticated or not user.can(Permission.ACTIVITIES_VIEW):
            return self.filter(Organisation.seen_by_anyone("organisation"))
        return self if user.can(Permission.WITHHELD_VIEW) else self.exclude(self.hidden_rule())

    @staticmethod
    def hidden_rule() -> Q:
        return Q(organisation__withheld=True)

    def hidden(self) -> "SchoolQuerySet":
        return self.filter(self.hidden_rule())

    def offered(self) -> "SchoolQuerySet":
        """Those that a teacher may choose."""
        return self.filter(Organisation.seen_by_anyone("organisation"), Organisation.living("organisation"))


class School(models.Model):
    """An organisation that is a school; its territory is the region of its seat."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="school",
                                        verbose_name=_("organisation"))  # fmt: skip
    levels = models.JSONField(_("niveaux"), default=list, blank=True)  # codes of enums.Level
    pupils = models.PositiveIntegerField(_("élèves"), null=True, blank=True)
    note = models.CharField(_("note d’équipe"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = _("école")
        verbose_name_plural = _("écoles")
        ordering = ["organisation__sort_name", "pk"]

    def __str__(self) -> str:
        return str(self.organisation)

    def get_absolute_url(self) -> str:
        return reverse("schools:school", args=[self.pk])


class AnimationQuerySet(models.QuerySet["Animation"]):
    def offered(self) -> "AnimationQuerySet":
        return self.filter(is_offered=True)


class Animation(models.Model):
    """An animation that teachers may ask for: for whom, how long, about what, what it needs."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    title = models.CharField(_("titre"), max_length=200)
    summary = models.TextField(_("en quelques phrases"), max_length=3000, blank=True)
    levels = models.JSONField(_("niveaux"), default=list, blank=True)  # codes of enums.Level
    minutes = models.PositiveSmallIntegerField(_("durée en minutes"), default=75)
    themes = models.JSONField(_("thèmes"), default=list, blank=True)  # codes of the profile
    languages = models.JSONField(_("langues"), default=list, blank=True)
    needs = models.CharField(_("ce qu’il faut dans la classe"), max_length=500, blank=True)
    largest = models.PositiveSmallIntegerField(_("élèves au plus, par groupe"), null=True, blank=True)
    kit = models.ForeignKey(Bookable, on_delete=models.SET_NULL, null=True, blank=True, related_name="animations",
                            verbose_name=_("trousse"))  # fmt: skip
    is_offered = models.BooleanField(_("offerte aux écoles"), default=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)

    objects = AnimationQuerySet.as_manager()

    class Meta:
        verbose_name = _("animation")
        verbose_name_plural = _("animations")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="animation_has_a_title"),
            models.CheckConstraint(condition=Q(minutes__range=(5, 600)), name="animation_minutes"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("schools:animation", args=[self.pk])

    @property
    def slug(self) -> str:
        return slugify(self.title)[:60].strip("-") or "animation"
