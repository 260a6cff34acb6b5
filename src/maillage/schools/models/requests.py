"""What a teacher asks: school, groups, wished slots; and each step of the answer."""

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.activities.models import Activity
from maillage.core.personal import ALL, Purpose, Until
from maillage.schools import levels
from maillage.schools.enums import Level, RequestState
from maillage.schools.models.schools import Animation, School

TEACHER = Purpose(
    _("Préparer l’animation avec la personne enseignante ; effacé après l’année scolaire."), Until.DECLARED
)


def secret() -> str:
    return secrets.token_urlsafe(24)


class SchoolRequestQuerySet(models.QuerySet["SchoolRequest"]):
    def visible_to(self, user: Any) -> "SchoolRequestQuerySet":
        """The team, without those of withheld schools for those who may not see them; a facilitator, those given to them."""
        if not user.is_authenticated:
            return self.none()
        if user.can(Permission.ACTIVITIES_VIEW):
            return self if user.can(Permission.WITHHELD_VIEW) else self.exclude(self.hidden_rule())
        return self.filter(visits__assignments__facilitator__person__user=user).distinct()

    @staticmethod
    def hidden_rule() -> Q:
        return Q(school__organisation__withheld=True)

    def hidden(self) -> "SchoolRequestQuerySet":
        return self.filter(self.hidden_rule())


class SchoolRequest(models.Model):
    """A teacher asks for an animation; `token` is the private link by which they follow, change and cancel it."""

    PERSONAL = {"contact_name": TEACHER, "contact_email": TEACHER, "contact_phone": TEACHER, "text": TEACHER,
                "needs": TEACHER, "access": TEACHER, "note": TEACHER}  # fmt: skip
    NOT_PERSONAL = (
        "id", "token", "key", "state", "school", "school_name", "school_city", "school_region", "level", "animation",
        "theme", "room", "language", "contact_language", "activity", "evaluation_note", "keep_until", "purged_at",
        "closed_at", "version", "created_at",
    )  # fmt: skip

    token = models.CharField(max_length=40, unique=True, default=secret)
    key = models.CharField(max_length=80, unique=True, default=secret)  # a form sent twice is one request
    state = models.CharField(_("état"), max_length=10, choices=RequestState.choices, default=RequestState.ASKED)
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="requests",
                               verbose_name=_("école"))  # fmt: skip
    school_name = models.CharField(_("école (hors répertoire)"), max_length=200, blank=True)
    school_city = models.CharField(_("ville"), max_length=120, blank=True)
    school_region = models.CharField(_("région ou département"), max_length=12, blank=True)
    level = models.CharField(_("niveau"), max_length=12, choices=Level.choices)
    animation = models.ForeignKey(Animation, on_delete=models.PROTECT, null=True, blank=True, related_name="requests",
                                  verbose_name=_("animation"))  # fmt: skip
    theme = models.CharField(_("thème"), max_length=48, blank=True)  # code of the profile
    text = models.TextField(_("ce que vous souhaitez"), max_length=3000, blank=True)
    room = models.CharField(_("local, étage"), max_length=120, blank=True)
    needs = models.CharField(_("matériel sur place, contraintes"), max_length=500, blank=True)
    language = models.CharField(_("langue de l’animation"), max_length=5, default="fr")
    access = models.CharField(_("besoins particuliers"), max_length=500, blank=True)
    contact_name = models.CharField(_("votre nom"), max_length=150, blank=True)
    contact_email = models.EmailField(_("votre courriel"), blank=True, db_index=True)
    contact_phone = models.CharField(_("votre téléphone"), max_length=40, blank=True)
    contact_language = models.CharField(max_length=5, default="fr")
    note = models.TextField(_("note d’équipe"), max_length=2000, blank=True)
    activity = models.OneToOneField(Activity, on_delete=models.SET_NULL, null=True, blank=True,
                                    related_name="school_request", verbose_name=_("activité"))  # fmt: skip
    evaluation_note = models.TextField(_("évaluation, en quelques mots"), max_length=2000, blank=True)
    keep_until = models.DateField(_("coordonnées gardées jusqu’au"))
    purged_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(_("close le"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(_("reçue le"), default=now)

    objects = SchoolRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande d’animation")
        verbose_name_plural = _("demandes d’animation")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "-created_at"], name="school_request_state")]
        constraints = [
            models.CheckConstraint(condition=Q(school__isnull=False) | ~Q(school_name=""), name="school_request_whose"),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "held", "counted", "evaluated"]) | Q(activity__isnull=False),
                name="school_request_confirmed_is_an_activity",
            ),
        ]

    def __str__(self) -> str:
        return self.school_label

    def get_absolute_url(self) -> str:
        return reverse("schools:request", args=[self.pk])

    def get_level_display(self) -> str:
        """In the words of the country."""
        return levels.label(self.level)

    @property
    def school_label(self) -> str:
        return str(self.school) if self.school_id else self.school_name

    @property
    def subject(self) -> str:
        return str(self.animation) if self.animation_id else ""


class PupilGroup(models.Model):
    """One group of pupils."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    request = models.ForeignKey(SchoolRequest, models.CASCADE, related_name="groups")
    label = models.CharField(_("groupe"), max_length=80)
    pupils = models.PositiveSmallIntegerField(_("élèves"))

    class Meta:
        verbose_name = _("groupe d’élèves")
        verbose_name_plural = _("groupes d’élèves")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(pupils__range=(1, 1000)), name="pupil_group_size")]

    def __str__(self) -> str:
        return f"{self.label} ({self.pupils})"


class WishedSlot(models.Model):
    """A moment that suits the class, the best first."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    request = models.ForeignKey(SchoolRequest, models.CASCADE, related_name="slots", db_index=False)
    rank = models.PositiveSmallIntegerField(_("rang"))
    starts_at = models.DateTimeField(_("de"))
    ends_at = models.DateTimeField(_("à"))

    class Meta:
        verbose_name = _("moment souhaité")
        verbose_name_plural = _("moments souhaités")
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["request", "rank"], name="wished_slot_rank"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="wished_slot_times"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%d/%m/%Y %H:%M}"


class RequestStep(models.Model):
    """One dated step: what the request became, by whom, the word sent with it."""

    PERSONAL = {"by": TEACHER, "word": TEACHER}
    NOT_PERSONAL = ("id", "request", "state", "at")

    request = models.ForeignKey(SchoolRequest, models.CASCADE, related_name="steps")
    state = models.CharField(_("devient"), max_length=10, choices=RequestState.choices)
    word = models.TextField(_("mot"), max_length=2000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("le"), default=now)

    class Meta:
        verbose_name = _("étape d’une demande d’animation")
        verbose_name_plural = _("étapes des demandes d’animation")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.request} {self.state}"
