"""How one enrols in an activity: from when to when, for which places, with which questions."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.activities.enums import Mode
from maillage.activities.models import Activity, Session
from maillage.core.personal import ALL, Purpose
from maillage.enrolments.enums import QuestionKind


class Opening(models.Model):
    """Enrolment in an activity, with its rules. An activity without one is open to all who come."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    activity = models.OneToOneField(Activity, models.CASCADE, related_name="opening", verbose_name=_("activité"))
    opens_at = models.DateTimeField(_("ouvre le"), null=True, blank=True)
    closes_at = models.DateTimeField(_("ferme le"), null=True, blank=True)
    approval = models.BooleanField(_("l’équipe approuve chaque inscription"), default=False)
    waiting_list = models.BooleanField(_("liste d’attente"), default=True)
    answer_hours = models.PositiveSmallIntegerField(_("heures pour accepter une place proposée"), default=48)
    most_places = models.PositiveSmallIntegerField(_("places par inscription, au plus"), default=5)
    ask_names = models.BooleanField(_("demander le nom de chaque personne"), default=False)
    ask_phone = models.BooleanField(_("demander un téléphone"), default=False)
    contribution = models.BooleanField(_("proposer une contribution libre"), default=False)
    contribution_note = models.CharField(_("la contribution, en mots"), max_length=300, blank=True)
    welcome = models.TextField(_("mot dans la confirmation"), max_length=3000, blank=True)
    remind_days = models.JSONField(_("rappels, jours avant"), default=list, blank=True)
    purge_days = models.PositiveSmallIntegerField(_("jours après la fin, où les noms sont effacés"), default=60)
    purged_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("inscriptions d’une activité")
        verbose_name_plural = _("inscriptions des activités")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")), name="opening_times"
            ),
            models.CheckConstraint(condition=Q(most_places__range=(1, 50)), name="opening_most_places"),
            models.CheckConstraint(condition=Q(answer_hours__gte=1), name="opening_answer_hours"),
        ]

    def __str__(self) -> str:
        return str(self.activity)

    def get_absolute_url(self) -> str:
        return reverse("enrolments:opening", args=[self.activity_id])


class Quota(models.Model):
    """So many places, and how many are taken. `taken` moves by conditional updates alone and the database refuses
    one too many: `places.take` and `places.give_back`."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    opening = models.ForeignKey(Opening, models.CASCADE, related_name="quotas")
    session = models.ForeignKey(Session, models.CASCADE, null=True, blank=True, related_name="quotas",
                                verbose_name=_("date"))  # fmt: skip
    name = models.CharField(_("nom"), max_length=120)
    size = models.PositiveIntegerField(_("places"))
    taken = models.PositiveIntegerField(_("prises"), default=0)

    class Meta:
        verbose_name = _("contingent de places")
        verbose_name_plural = _("contingents de places")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(taken__lte=F("size")), name="quota_never_one_too_many"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return self.opening.get_absolute_url()

    @property
    def free(self) -> int:
        return self.size - self.taken


class PlaceKind(models.Model):
    """What one may take: on site, on line, adult, child, with a meal… A place takes one from each of its quotas (those
    of its date, and those without a date)."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    opening = models.ForeignKey(Opening, models.CASCADE, related_name="kinds")
    name = models.CharField(_("sorte de place"), max_length=120)
    detail = models.CharField(_("précision"), max_length=300, blank=True)
    mode = models.CharField(_("comment"), max_length=6, choices=[(Mode.ONSITE.value, Mode.ONSITE.label),
                            (Mode.ONLINE.value, Mode.ONLINE.label)], default=Mode.ONSITE)  # fmt: skip
    quotas = models.ManyToManyField(Quota, related_name="kinds", blank=True, verbose_name=_("contingents"))
    rank = models.PositiveSmallIntegerField(_("ordre"), default=1)
    is_open = models.BooleanField(_("proposée"), default=True)

    class Meta:
        verbose_name = _("sorte de place")
        verbose_name_plural = _("sortes de places")
        ordering = ["rank", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return self.opening.get_absolute_url()


class Question(models.Model):
    """Something asked of each enrolment, always or when another question was answered so."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    opening = models.ForeignKey(Opening, models.CASCADE, related_name="questions")
    label = models.CharField(_("question"), max_length=300)
    help = models.CharField(_("aide"), max_length=300, blank=True)
    kind = models.CharField(_("réponse"), max_length=8, choices=QuestionKind.choices, default=QuestionKind.LINE)
    options = models.JSONField(_("choix"), default=list, blank=True)
    required = models.BooleanField(_("obligatoire"), default=False)
    is_private = models.BooleanField(_("réponse sensible (santé, croyances)"), default=False)
    after = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="followers",
                              verbose_name=_("seulement si la question"))  # fmt: skip
    after_answer = models.CharField(_("a pour réponse"), max_length=200, blank=True)
    rank = models.PositiveSmallIntegerField(_("ordre"), default=1)

    class Meta:
        verbose_name = _("question d’inscription")
        verbose_name_plural = _("questions d’inscription")
        ordering = ["rank", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(after=None) | ~Q(after=F("id")), name="question_not_after_itself"),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return self.opening.get_absolute_url()

    @property
    def key(self) -> str:
        """Its name among an enrolment's answers (a number alone would be read as a rank in a list)."""
        return f"q{self.pk}"
