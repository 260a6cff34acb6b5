"""A questionnaire opened for an activity, and what came back: sheets without a name, counts typed from paper."""

import secrets
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.activities.models import Activity
from maillage.core.personal import ALL, Purpose
from maillage.evaluations.enums import Moment, Source
from maillage.evaluations.models.questionnaire import Item, Questionnaire

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read for another


def poll_code() -> str:
    return "".join(secrets.choice(LETTERS) for _n in range(10))


class PollQuerySet(models.QuerySet["Poll"]):
    def visible_to(self, user: Any) -> "PollQuerySet":
        return self if user.is_authenticated and user.can(Permission.ACTIVITIES_VIEW) else self.none()

    def open(self) -> "PollQuerySet":
        today = localdate()
        return self.filter(
            Q(closes_on=None) | Q(closes_on__gte=today),
            closed_at=None,
            opens_on__lte=today,
            activity__cancelled_at=None,
        )


class Poll(models.Model):
    """An evaluation: whoever has the address or the QR code answers, without a name and without an account."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="polls", verbose_name=_("activité"))
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="polls",
                                      verbose_name=_("questionnaire"))  # fmt: skip
    moment = models.CharField(_("moment"), max_length=6, choices=Moment.choices, default=Moment.AFTER)
    code = models.CharField(max_length=16, unique=True, default=poll_code, editable=False)
    opens_on = models.DateField(_("ouverte le"), default=localdate)
    closes_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    closed_at = models.DateTimeField(_("close le"), null=True, blank=True)
    invite = models.BooleanField(_("écrire aux personnes venues, le lendemain"), default=False)
    invited_at = models.DateTimeField(_("invitations envoyées le"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)

    objects = PollQuerySet.as_manager()

    class Meta:
        verbose_name = _("évaluation")
        verbose_name_plural = _("évaluations")
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "questionnaire", "moment"], name="poll_once"),
            models.CheckConstraint(condition=Q(closes_on=None) | Q(closes_on__gte=F("opens_on")), name="poll_days"),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire} – {self.activity}"

    def get_absolute_url(self) -> str:
        return reverse("evaluations:poll", args=[self.pk])

    @property
    def is_open(self) -> bool:
        today = localdate()
        over = self.closes_on is not None and self.closes_on < today
        return self.closed_at is None and self.opens_on <= today and not over and self.activity.cancelled_at is None


class Sheet(models.Model):
    """What one person answered. No name, no address, no hour: the day alone."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="sheets")
    key = models.CharField(max_length=40, unique=True)  # of the page that was filled: a double click is one sheet
    source = models.CharField(_("venue"), max_length=6, choices=Source.choices, default=Source.ONLINE)
    received_on = models.DateField(_("reçue le"), default=localdate)

    class Meta:
        verbose_name = _("feuille d’évaluation")
        verbose_name_plural = _("feuilles d’évaluation")

    def __str__(self) -> str:
        return f"{self.poll_id}/{self.pk}"


class Answer(models.Model):
    """An answer of a sheet: a number (the point of a scale, the rank of a choice from 0, the number given) or a text.
    Several choices are several rows."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="answers")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="answers")
    number = models.IntegerField(null=True)
    text = models.TextField(max_length=3000, blank=True)
    redacted = models.BooleanField(default=False)  # the team hid a text that named someone

    class Meta:
        verbose_name = _("réponse d’évaluation")
        verbose_name_plural = _("réponses d’évaluation")
        indexes = [models.Index(fields=["item", "number"], name="answer_item_number")]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "item", "number"], name="answer_once"),
            models.CheckConstraint(condition=Q(number__isnull=False) | ~Q(text="") | Q(redacted=True),
                                   name="answer_says_something"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.text or str(self.number)

    def get_absolute_url(self) -> str:
        """Where it is read: among the results."""
        return self.sheet.poll.get_absolute_url()


class Tally(models.Model):
    """So many paper sheets gave this answer: a class's show of hands, typed in one screen."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="tallies", db_index=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="tallies")
    number = models.IntegerField(_("réponse"))
    count = models.PositiveIntegerField(_("fois"))

    class Meta:
        verbose_name = _("décompte d’évaluation")
        verbose_name_plural = _("décomptes d’évaluation")
        constraints = [models.UniqueConstraint(fields=["poll", "item", "number"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.item} {self.number} : {self.count}"
