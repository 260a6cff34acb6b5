"""Who sits in a body, from a day to a day: a fact that is dated, never written over."""

from typing import Any

from django.db import models
from django.db.models import Case, F, IntegerField, Q, Value, When
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.bodies.enums import OFFICES, How, Leaving, Office
from maillage.bodies.models.body import Body, SeatGroup
from maillage.core.personal import Purpose, Until
from maillage.organisations.models import Organisation, Person

REGISTER = Purpose(
    _("Tenir le registre des personnes qui dirigent l’association, que la loi demande."), Until.MEMBERSHIP
)
RANKS = Case(
    *[When(office=office, then=Value(rank)) for rank, office in enumerate(OFFICES)], output_field=IntegerField()
)


class SeatedQuerySet(models.QuerySet["Mandate"]):
    def on(self, day: Any = None) -> "SeatedQuerySet":
        """Running on a day (both ends included); a term that is past runs until someone ends it."""
        day = day or localdate()
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=day), started_on__lte=day, substitute_rank=None)

    def ranked(self) -> "SeatedQuerySet":
        """As a composition is read: by group, then office, then name."""
        return self.order_by("group__order", RANKS, "person__sort_name", "pk")

    def visible_to(self, user: Any) -> "SeatedQuerySet":
        """Staff by their rights (withheld ones apart); everyone their own, and those of the body where they sit."""
        if not user.is_authenticated:
            return self.none()
        if user.can(Permission.ASSEMBLIES_VIEW):
            return self if user.can(Permission.WITHHELD_VIEW) else self.exclude(self.hidden_rule())
        seated = user.facts.get("seated", frozenset())
        return self.filter(Q(person__user=user) | (Q(body__in=seated) & ~self.hidden_rule()))

    @staticmethod
    def hidden_rule() -> Q:
        return Q(person__withheld=True) | Q(organisation__withheld=True, organisation__isnull=False)


class Mandate(models.Model):
    """A seat held: by whom, for which organisation, in which office, how it came and how it ended."""

    PERSONAL = {"person": REGISTER, "note": REGISTER}
    NOT_PERSONAL = ("id", "body", "group", "organisation", "office", "started_on", "due_on", "ended_on", "how",
                    "end_reason", "substitute_rank", "source", "replaces", "to_confirm", "confirmed_on", "terms_served",
                    "created_at")  # fmt: skip

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="mandates", verbose_name=_("instance"))
    group = models.ForeignKey(SeatGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="mandates",
                              verbose_name=_("groupe de sièges"))  # fmt: skip
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates", verbose_name=_("personne"))
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True,
                                     related_name="mandates", verbose_name=_("au nom de"))  # fmt: skip
    office = models.CharField(_("fonction"), max_length=10, choices=Office.choices, default=Office.MEMBER)
    started_on = models.DateField(_("depuis le"))
    due_on = models.DateField(_("fin prévue le"), null=True, blank=True)
    ended_on = models.DateField(_("terminé le"), null=True, blank=True)
    how = models.CharField(_("comment"), max_length=10, choices=How.choices, default=How.ELECTED)
    end_reason = models.CharField(_("fin"), max_length=8, choices=Leaving.choices, blank=True)
    note = models.CharField(_("précision"), max_length=300, blank=True)
    substitute_rank = models.PositiveSmallIntegerField(_("rang de suppléance"), null=True, blank=True)
    source = models.CharField(_("origine"), max_length=40, blank=True)  # "election:3"
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
                                 verbose_name=_("remplace"))  # fmt: skip
    to_confirm = models.BooleanField(_("à confirmer par l’assemblée"), default=False)
    confirmed_on = models.DateField(_("confirmé le"), null=True, blank=True)
    # Terms that this person had served in a row before the house knew them.
    terms_served = models.PositiveSmallIntegerField(_("mandats déjà accomplis"), default=0)
    created_at = models.DateTimeField(default=now)

    objects = SeatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandat")
        verbose_name_plural = _("mandats")
        ordering = ["-started_on", "pk"]
        indexes = [models.Index(fields=["body", "started_on"], name="seat_mandate_body_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="seat_mandate_days"
            ),
            models.CheckConstraint(condition=Q(due_on=None) | Q(due_on__gte=F("started_on")), name="seat_mandate_term"),
            models.CheckConstraint(condition=Q(ended_on=None) | ~Q(end_reason=""), name="seat_mandate_end_has_reason"),
            # One seat of a person in a body at a time: days that overlap are refused by the verb, open ones here too.
            models.UniqueConstraint(fields=["body", "person"], condition=Q(ended_on=None), name="one_open_mandate"),
            models.UniqueConstraint(fields=["body", "person", "started_on"], name="one_mandate_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_office_display()})"

    def get_absolute_url(self) -> str:
        return reverse("bodies:detail", args=[self.body_id])

    @property
    def is_running(self) -> bool:
        today = localdate()
        return self.started_on <= today and (self.ended_on is None or self.ended_on >= today)
