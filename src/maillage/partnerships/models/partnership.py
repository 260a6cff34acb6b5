"""A partnership: with whom, carried by whom, since when, in what state, under which regime."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.core.narratives import said
from maillage.core.personal import ALL, Purpose, Until
from maillage.organisations.models import Organisation, Person
from maillage.partnerships.enums import SHOWN, EndReason, PartnershipState, Regime, Side

FOLLOWER = Purpose(_("Savoir qui, dans l’équipe, suit un partenariat."), Until.ACCOUNT)
CONTACT = Purpose(_("Savoir à qui parler chez un partenaire."), Until.ERASURE)
DECIDER = Purpose(_("Savoir qui a changé l’état d’un partenariat."), Until.ACCOUNT)
USER = {"on_delete": models.SET_NULL, "null": True, "blank": True, "related_name": "+"}


def hidden_at(path: str) -> Q:
    """What follows from an organisation withheld at the end of a path, or merged into one that is."""
    return (
        Q(**{f"{path}__withheld": True})
        | Q(**{f"{path}__merged_into__withheld": True})
        | Q(**{f"{path}__merged_into__merged_into__withheld": True})
    )


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    def visible_to(self, user: Any) -> "PartnershipQuerySet":
        """Staff by their rights, without those of whom is withheld unless they may; a partner sees its own, and a
        member those that it carries."""
        if not user.is_authenticated:
            return self.none()
        if user.can(Permission.PARTNERSHIPS_VIEW):
            return self if user.can(Permission.WITHHELD_VIEW) else self.filter(~hidden_at("organisation"))
        return self.own(user)

    def own(self, user: Any) -> "PartnershipQuerySet":
        """Those of the organisations whose page this person keeps: theirs, and those that they carry."""
        ids = Organisation.objects.own_ids(user)
        if not ids:
            return self.none()
        carried = Carrier.objects.filter(organisation__in=ids).values("partnership")
        return self.filter(Q(organisation__in=ids) | Q(pk__in=carried) & ~hidden_at("organisation"))

    def answered_by(self, user: Any) -> "PartnershipQuerySet":
        """Those whose partner this person speaks for."""
        return self.filter(organisation__in=Organisation.objects.own_ids(user))

    def public(self) -> "PartnershipQuerySet":
        """What anyone may see: decided so, alive, and with an organisation that anyone may see."""
        return self.filter(Organisation.seen_by_anyone("organisation"), is_public=True, state__in=SHOWN)

    def hidden(self) -> "PartnershipQuerySet":
        return self.filter(hidden_at("organisation"))


class Partnership(models.Model):
    """A lasting tie between the network, or several of its members, and one organisation."""

    PERSONAL = {"followed_by": FOLLOWER}
    NOT_PERSONAL = (
        "id", "organisation", "side", "partner_type", "country", "state", "since", "until", "end_reason", "end_note",
        "by_network", "carriers", "languages", "regime", "is_public", "summaries", "note", "version", "created_at",
        "updated_at",
    )  # fmt: skip

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="partnerships",
                                     verbose_name=_("organisation partenaire"))  # fmt: skip
    side = models.CharField(_("où est le partenaire"), max_length=8, choices=Side.choices, default=Side.THERE)
    partner_type = models.CharField(_("type de partenaire"), max_length=48, blank=True)  # code of the profile
    country = models.CharField(_("pays"), max_length=2, blank=True, db_index=True)
    state = models.CharField(_("état"), max_length=12, choices=PartnershipState.choices,
                             default=PartnershipState.EXPLORING)  # fmt: skip
    since = models.DateField(_("depuis le"), null=True, blank=True)
    until = models.DateField(_("terminé le"), null=True, blank=True)
    end_reason = models.CharField(_("pourquoi il s’est terminé"), max_length=12, choices=EndReason.choices, blank=True)
    end_note = models.CharField(_("précision sur la fin"), max_length=500, blank=True)
    by_network = models.BooleanField(_("porté par le réseau lui-même"), default=True)
    carriers = models.ManyToManyField(Organisation, through="Carrier", related_name="+", verbose_name=_("porté par"))
    languages = models.JSONField(_("langues entre nous"), default=list, blank=True)
    regime = models.CharField(_("régime des envois d’argent"), max_length=8, choices=Regime.choices, blank=True,
                              default=Regime.NONE)  # fmt: skip
    is_public = models.BooleanField(_("visible par tout le monde"), default=False)
    summaries = models.JSONField(_("le partenariat en quelques phrases"), default=list, blank=True)  # narratives
    note = models.TextField(_("note de l’équipe"), max_length=5_000, blank=True)
    followed_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("suivi par"), **USER)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("partenariat")
        verbose_name_plural = _("partenariats")
        ordering = ["organisation__sort_name", "pk"]
        indexes = [models.Index(fields=["state", "country"], name="partnership_state")]
        constraints = [
            models.UniqueConstraint(fields=["organisation"], condition=~Q(state="ended"), name="partnership_once"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gte=F("since")), name="partnership_days"
            ),
            models.CheckConstraint(
                condition=Q(state="ended", until__isnull=False) & ~Q(end_reason="")
                | ~Q(state="ended") & Q(until=None, end_reason=""),
                name="partnership_end_is_told",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    def get_absolute_url(self) -> str:
        return reverse("partnerships:detail", args=[self.pk])

    def summary(self, language: str) -> str:
        return said(self.summaries, language)

    @property
    def is_living(self) -> bool:
        return self.state != PartnershipState.ENDED

    @property
    def is_hidden(self) -> bool:
        """Nothing of its name may stand where more people read."""
        one = self.organisation
        return one.withheld or bool(one.merged_into and one.merged_into.withheld)


class CarrierQuerySet(models.QuerySet["Carrier"]):
    def public(self) -> "CarrierQuerySet":
        return self.filter(Organisation.seen_by_anyone("organisation"))

    def visible_to(self, user: Any) -> "CarrierQuerySet":
        return self.filter(organisation__in=Organisation.objects.visible_to(user).values("pk"))


class Carrier(models.Model):
    """A member organisation that carries the partnership."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="carrier_rows", db_index=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="carried_partnerships",
                                     verbose_name=_("organisation membre"))  # fmt: skip
    role = models.CharField(_("à quel titre"), max_length=120, blank=True)

    objects = CarrierQuerySet.as_manager()

    class Meta:
        verbose_name = _("membre qui porte un partenariat")
        verbose_name_plural = _("membres qui portent un partenariat")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["partnership", "organisation"], name="carrier_once")]

    def __str__(self) -> str:
        return str(self.organisation)


class ContactQuerySet(models.QuerySet["PartnershipContact"]):
    def visible_to(self, user: Any) -> "ContactQuerySet":
        return self.filter(person__in=Person.objects.visible_to(user).values("pk"))


class PartnershipContact(models.Model):
    """A person of the directory to whom one speaks at the partner's."""

    PERSONAL = {"person": CONTACT, "role": CONTACT}
    NOT_PERSONAL = ("id", "partnership", "gets_letters")

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="contacts", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("personne"))
    role = models.CharField(_("fonction"), max_length=120, blank=True)
    gets_letters = models.BooleanField(_("reçoit les demandes"), default=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact d’un partenariat")
        verbose_name_plural = _("contacts d’un partenariat")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["partnership", "person"], name="partnership_contact_once")]

    def __str__(self) -> str:
        return str(self.person)

    def get_absolute_url(self) -> str:
        return self.partnership.get_absolute_url()


class PartnershipTransition(models.Model):
    """From one state to another, on a day, why."""

    PERSONAL = {"by": DECIDER}
    NOT_PERSONAL = ("id", "partnership", "before", "after", "on", "reason", "noted_at")

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="transitions")
    before = models.CharField(_("de l’état"), max_length=12, choices=PartnershipState.choices, blank=True)
    after = models.CharField(_("à l’état"), max_length=12, choices=PartnershipState.choices)
    on = models.DateField(_("le"))
    reason = models.CharField(_("raison"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, **USER)
    noted_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("changement d’état d’un partenariat")
        verbose_name_plural = _("changements d’état des partenariats")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
