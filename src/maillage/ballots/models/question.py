"""What is put to the vote, with its rule, and the options between which one chooses."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.ballots.enums_votes import Method, QuestionState, Secrecy
from maillage.ballots.models.roll import DEMOCRACY, Roll
from maillage.core.personal import ALL, Purpose


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, user: Any) -> "QuestionQuerySet":
        """Staff by their rights; those who see its roll, once it is opened."""
        if not user.is_authenticated:
            return self.none()
        if user.can(Permission.ASSEMBLIES_VIEW):
            return self
        rolls = Roll.objects.visible_to(user).order_by().values("pk")
        return self.filter(roll__in=rolls).exclude(opened_at=None)

    def open(self) -> "QuestionQuerySet":
        return self.filter(state=QuestionState.OPEN)


class Question(models.Model):
    """A question of a roll: its text, how one votes, the rule that decides, and what came of it. The rule and the seed of
    the lot are fixed when it opens."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    roll = models.ForeignKey(
        Roll, on_delete=models.PROTECT, related_name="questions", verbose_name=_("liste électorale")
    )
    number = models.PositiveSmallIntegerField(_("numéro"))
    source = models.CharField(max_length=40, blank=True, db_index=True)  # "item:12", "motion:5"
    title = models.CharField(_("question"), max_length=300)
    text = models.TextField(_("texte mis aux voix"), max_length=20000, blank=True)
    method = models.CharField(_("mode de scrutin"), max_length=20, choices=Method.choices, default=Method.YESNO)
    secrecy = models.CharField(_("forme du vote"), max_length=12, choices=Secrecy.choices, default=Secrecy.NOMINAL)
    paper_too = models.BooleanField(_("bulletins de papier à côté"), default=False)
    seats = models.PositiveSmallIntegerField(_("sièges à pourvoir"), default=1)
    rule = models.JSONField(_("règle de décision"), default=dict, blank=True)
    constraints = models.JSONField(_("sièges réservés, parité"), default=dict, blank=True)
    grades = models.JSONField(_("mentions, la meilleure d’abord"), default=list, blank=True)
    elects_persons = models.BooleanField(_("élit des personnes"), default=False)
    remote = models.BooleanField(_("vote possible hors de la salle"), default=False)
    in_room = models.BooleanField(_("réservé aux personnes présentes"), default=False)
    state = models.CharField(_("état"), max_length=10, choices=QuestionState.choices, default=QuestionState.DRAFT)
    opens_at = models.DateTimeField(_("ouvre le"), null=True, blank=True)
    closes_at = models.DateTimeField(_("ferme le"), null=True, blank=True)
    remind_hours = models.PositiveSmallIntegerField(_("rappel, heures avant la fin"), null=True, blank=True)
    opened_at = models.DateTimeField(_("ouvert le"), null=True, blank=True)
    closed_at = models.DateTimeField(_("clos le"), null=True, blank=True)
    declared_at = models.DateTimeField(_("proclamé le"), null=True, blank=True)
    cancel_reason = models.CharField(_("raison de l’annulation"), max_length=500, blank=True)
    lot_seed = models.CharField(_("graine du tirage au sort"), max_length=64, blank=True)
    casting_vote = models.CharField(_("voix prépondérante"), max_length=10, blank=True)  # "yes" or "no", by the chair
    outcome = models.JSONField(_("résultat"), null=True, blank=True)
    public_key = models.CharField(max_length=200, blank=True)  # P-256 point, base64
    key_wrapped = models.JSONField(default=list, blank=True)  # the private key under each secret; emptied once opened
    recovery_shown_at = models.DateTimeField(null=True, blank=True)
    urn_opened_at = models.DateTimeField(_("urne ouverte le"), null=True, blank=True)
    folded = models.JSONField(_("collèges réunis"), default=dict, blank=True)  # {college: the class that holds it}
    created_at = models.DateTimeField(default=now)
    version = models.PositiveIntegerField(default=1)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question mise aux voix")
        verbose_name_plural = _("questions mises aux voix")
        ordering = ["roll", "number"]
        constraints = [
            models.UniqueConstraint(fields=["roll", "number"], name="question_number"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="question_seats"),
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")), name="question_times"
            ),
            models.CheckConstraint(
                condition=Q(state="declared", outcome__isnull=False, declared_at__isnull=False)
                | (~Q(state="declared") & Q(declared_at=None)),
                name="question_declared",
            ),
            models.CheckConstraint(
                condition=~Q(state="open", secrecy="confidential") | (~Q(public_key="") & Q(recovery_shown_at__isnull=False)),
                name="question_confidential_has_key",
            ),
            models.CheckConstraint(condition=~Q(state="cancelled") | ~Q(cancel_reason=""), name="question_cancel_reason"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("ballots:question", args=[self.pk])

    @property
    def standing(self) -> QuestionState:
        return QuestionState(self.state)

    @property
    def shape(self) -> str:
        return Method(self.method).shape

    @property
    def is_confidential(self) -> bool:
        return self.secrecy == Secrecy.CONFIDENTIAL

    @property
    def is_online(self) -> bool:
        return Secrecy(self.secrecy).online

    @property
    def takes_paper(self) -> bool:
        return self.paper_too or self.secrecy == Secrecy.PAPER


class Option(models.Model):
    """What one may choose: a candidate, a list, a way. One that withdraws stays on the ballots already cast."""

    PERSONAL = {"label": DEMOCRACY, "gender": DEMOCRACY}
    NOT_PERSONAL = ("id", "question", "number", "source", "college", "withdrawn_at")

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="options")
    number = models.PositiveSmallIntegerField(_("numéro"))
    label = models.CharField(_("choix"), max_length=300)
    source = models.CharField(max_length=40, blank=True)  # "candidacy:4"
    college = models.CharField(_("collège"), max_length=60, blank=True)
    gender = models.CharField(_("genre déclaré"), max_length=20, blank=True)
    withdrawn_at = models.DateTimeField(_("retiré le"), null=True, blank=True)

    class Meta:
        verbose_name = _("choix d’une question")
        verbose_name_plural = _("choix des questions")
        ordering = ["question", "number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="option_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="option_number_from_one"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def names(self) -> list[str]:
        """Who stands on a list, in order; nobody on anything else."""
        people = self.question.constraints.get("lists", {}).get(str(self.number), [])
        return [one["label"] for one in people if not one["withdrawn"]]
