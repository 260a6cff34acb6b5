"""Dated facts of a partnership: visits and support, what each learned."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from maillage.core.personal import Purpose, Until
from maillage.files.models import Document
from maillage.organisations.models import Person
from maillage.partnerships.enums import LearnedBy, VisitKind
from maillage.partnerships.models.part import PartQuerySet
from maillage.partnerships.models.partnership import USER, Partnership

VISITOR = Purpose(_("Savoir qui est allé voir qui, et ce qui fut dit."), Until.ERASURE)
WRITER = Purpose(_("Savoir qui a noté un fait."), Until.ACCOUNT)


class VisitQuerySet(PartQuerySet):
    def to_follow(self) -> "VisitQuerySet":
        """Those whose follow-up is promised and not done."""
        return self.exclude(follow_up="").filter(followed_on=None)


class PartnerVisit(models.Model):
    """An accompaniment visit or a technical support: when, who, what, and what follows."""

    PERSONAL = {"who": VISITOR, "people": VISITOR, "noted_by": WRITER}
    NOT_PERSONAL = ("id", "partnership", "kind", "title", "starts_on", "ends_on", "place", "what", "report", "follow_up",
                    "follow_up_due", "followed_on", "follow_note", "is_public", "version", "created_at")  # fmt: skip

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="visits")
    kind = models.CharField(_("quoi"), max_length=10, choices=VisitKind.choices, default=VisitKind.ACCOMPANIMENT)
    title = models.CharField(_("objet"), max_length=200)
    starts_on = models.DateField(_("du"))
    ends_on = models.DateField(_("au"), null=True, blank=True)
    place = models.CharField(_("où"), max_length=150, blank=True)
    people = models.ManyToManyField(Person, related_name="+", blank=True, verbose_name=_("personnes de l’annuaire"))
    who = models.CharField(_("qui d’autre"), max_length=300, blank=True)
    what = models.TextField(_("ce qui fut vu et fait"), max_length=10_000, blank=True)
    report = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="+",
                               verbose_name=_("compte rendu"))  # fmt: skip
    follow_up = models.CharField(_("ce qui doit suivre"), max_length=500, blank=True)
    follow_up_due = models.DateField(_("suite attendue le"), null=True, blank=True)
    followed_on = models.DateField(_("suite donnée le"), null=True, blank=True)
    follow_note = models.CharField(_("suite donnée"), max_length=500, blank=True)
    is_public = models.BooleanField(_("visible par tout le monde"), default=False)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("notée par"), **USER)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visite ou appui")
        verbose_name_plural = _("visites et appuis")
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["starts_on"], name="partner_visit_day")]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="partner_visit_title"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="partner_visit_days"
            ),
            models.CheckConstraint(condition=Q(followed_on=None) | ~Q(follow_up=""), name="partner_visit_follows"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partnerships:visit", args=[self.pk])

    @property
    def is_late(self) -> bool:
        """A follow-up was promised for a day that is past."""
        return bool(self.follow_up and not self.followed_on and self.follow_up_due and self.follow_up_due < localdate())


class Learning(models.Model):
    """What one learned from the other."""

    PERSONAL = {"noted_by": WRITER}
    NOT_PERSONAL = ("id", "partnership", "on", "learned_by", "text", "use", "theme", "is_public", "assessment",
                    "version", "created_at")  # fmt: skip

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="learnings")
    on = models.DateField(_("noté le"))
    learned_by = models.CharField(_("qui a appris"), max_length=6, choices=LearnedBy.choices)
    text = models.TextField(_("ce qui fut appris"), max_length=5_000)
    use = models.CharField(_("ce que nous en faisons"), max_length=500, blank=True)
    theme = models.CharField(_("thème"), max_length=48, blank=True)  # code of the profile
    assessment = models.ForeignKey(
        "partnerships.Assessment", models.SET_NULL, null=True, blank=True, related_name="learnings"
    )
    is_public = models.BooleanField(_("visible par tout le monde"), default=False)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("noté par"), **USER)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("apprentissage")
        verbose_name_plural = _("apprentissages")
        ordering = ["-on", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="learning_has_words")]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return self.partnership.get_absolute_url()
