"""A motion, every version of its text, and who backs it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.assemblies.enums import AssemblyKind
from maillage.assemblies.models import AgendaItem, Assembly
from maillage.bodies.models import Body
from maillage.core.personal import ALL, Purpose, Until
from maillage.members.models import Member
from maillage.motions import texts
from maillage.motions.enums import TOLD, BackerRole, Cause, MotionState, Opinion, Origin
from maillage.organisations.models import Person

PROPOSAL = Purpose(
    _("Débattre de ce qui est proposé à une assemblée, et garder trace de qui l’a proposé."), Until.MEMBERSHIP
)


GENERAL = [kind for kind in AssemblyKind if kind.is_general]
OF_MEMBERS = ("delegate", "individual_member")


class MotionCall(models.Model):
    """An assembly calls for motions: until when, and until when they may be amended before the meeting."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    assembly = models.OneToOneField(Assembly, on_delete=models.CASCADE, related_name="motion_call")
    until = models.DateTimeField(_("propositions reçues jusqu’au"))
    amend_until = models.DateTimeField(_("amendements reçus jusqu’au"), null=True, blank=True)
    seconders_needed = models.PositiveSmallIntegerField(_("appuis demandés par proposition"), default=0)
    note = models.CharField(_("d’où vient cette règle"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("appel à propositions")
        verbose_name_plural = _("appels à propositions")
        constraints = [
            models.CheckConstraint(condition=Q(amend_until=None) | Q(amend_until__gte=models.F("until")),
                                   name="motion_call_order"),
            models.CheckConstraint(condition=Q(seconders_needed__lte=100), name="motion_call_seconders"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.assembly)

    def get_absolute_url(self) -> str:
        return self.assembly.get_absolute_url()


def backed_by(user: Any) -> Q:
    """Rows of backers (or amendments) of this person, or of the members they speak for."""
    spoken = user.facts.get("delegate", frozenset())
    return Q(person__user=user) | Q(member__person__user=user) | Q(member__organisation__in=spoken)


class MotionQuerySet(models.QuerySet["Motion"]):
    def visible_to(self, user: Any) -> "MotionQuerySet":
        """Staff all but the drafts of members; members theirs, and what is told of the assemblies they see, or that call
        for motions before they are convened."""
        if not user.is_authenticated:
            return self.none()
        mine = self.mine_rule(user)
        if user.can(Permission.ASSEMBLIES_VIEW):
            return self.filter(Q(submitted_at__isnull=False) | Q(origin=Origin.BOARD) | mine)
        seen = Q(assembly__in=Assembly.objects.visible_to(user).values("pk"))
        if any(user.holds(role) for role in OF_MEMBERS):
            seen |= Q(assembly__motion_call__isnull=False, assembly__kind__in=GENERAL)
        return self.filter(mine | (seen & self.told_rule()))

    @staticmethod
    def told_rule() -> Q:
        """Those found admissible (they have a number: one withdrawn before has none); and, where supports are asked, those
        that look for them."""
        return Q(state__in=TOLD, number__isnull=False) | Q(
            state=MotionState.SUBMITTED, assembly__motion_call__seconders_needed__gt=0
        )

    @staticmethod
    def mine_rule(user: Any) -> Q:
        backed = Q(pk__in=MotionBacker.objects.filter(backed_by(user)).values("motion"))
        return backed | Q(created_by=user) if user.can(Permission.ASSEMBLIES_EDIT) else backed

    def mine(self, user: Any) -> "MotionQuerySet":
        """Proposed or seconded by this person or for a member they speak for today; the team's, those they wrote too."""
        return self.filter(self.mine_rule(user))


class Motion(models.Model):
    """Something that an assembly is asked to decide: a statement of why, and a text by paragraphs."""

    PERSONAL = dict.fromkeys(("created_by", "statement"), PROPOSAL)
    NOT_PERSONAL = ("id", "assembly", "item", "left_item", "number", "title", "origin", "state", "refusal", "late_reason", "opinion",
                    "opinion_text", "referred_to", "outcome_text", "submitted_at", "decided_at", "key", "version",
                    "created_at")  # fmt: skip

    assembly = models.ForeignKey(
        Assembly, on_delete=models.PROTECT, related_name="motions", verbose_name=_("assemblée")
    )
    item = models.ForeignKey(AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="motions",
                             verbose_name=_("point de l’ordre du jour"))  # fmt: skip
    # Where it stood at the last meeting that did not decide it: the minutes of that one tell it.
    left_item = models.ForeignKey(AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
                                  verbose_name=_("point où elle est restée sans vote"))  # fmt: skip
    number = models.PositiveSmallIntegerField(_("numéro"), null=True, blank=True)
    title = models.CharField(_("titre"), max_length=200)
    statement = models.TextField(_("pourquoi"), max_length=10_000, blank=True)
    origin = models.CharField(_("vient de"), max_length=6, choices=Origin.choices, default=Origin.MEMBER)
    state = models.CharField(_("état"), max_length=10, choices=MotionState.choices, default=MotionState.DRAFT)
    refusal = models.CharField(_("motif"), max_length=1000, blank=True)  # refused, referred, tabled: why
    late_reason = models.CharField(_("pourquoi hors délai"), max_length=500, blank=True)
    opinion = models.CharField(_("avis du conseil"), max_length=7, choices=Opinion.choices, blank=True)
    opinion_text = models.TextField(_("motifs de l’avis"), max_length=4000, blank=True)
    referred_to = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
                                    verbose_name=_("renvoyée à"))  # fmt: skip
    outcome_text = models.TextField(_("texte mis aux voix"), blank=True)  # as it was decided, carried or lost
    submitted_at = models.DateTimeField(_("déposée le"), null=True, blank=True)
    decided_at = models.DateTimeField(_("décidée le"), null=True, blank=True)
    key = models.CharField(
        max_length=40, unique=True, null=True, blank=True, editable=False
    )  # a form sent twice is one
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True,
                                   related_name="+")  # fmt: skip
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(_("écrite le"), default=now)

    objects = MotionQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposition")
        verbose_name_plural = _("propositions")
        ordering = ["assembly", "number", "pk"]
        indexes = [models.Index(fields=["assembly", "state"], name="motion_assembly_state")]
        constraints = [
            models.UniqueConstraint(fields=["assembly", "number"], name="motion_number_once"),
            models.CheckConstraint(condition=~Q(title=""), name="motion_has_a_title"),
            models.CheckConstraint(condition=Q(state__in=MotionState.values), name="motion_known_state"),
            models.CheckConstraint(condition=Q(state__in=["draft", "withdrawn"]) | Q(submitted_at__isnull=False),
                                   name="motion_submitted"),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(refusal=""), name="motion_refused_why"),
            models.CheckConstraint(condition=~Q(state="referred") | Q(referred_to__isnull=False), name="motion_referred"),
            models.CheckConstraint(condition=~Q(state__in=["carried", "lost"]) | Q(decided_at__isnull=False),
                                   name="motion_decided"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number}. {self.title}" if self.number else self.title

    def get_absolute_url(self) -> str:
        return reverse("motions:motion", args=[self.pk])

    @property
    def member_url(self) -> str:
        return reverse("motions:own", args=[self.pk])

    @property
    def source(self) -> str:
        """How a vote names this motion."""
        return f"motion:{self.pk}"

    @property
    def is_live(self) -> bool:
        return MotionState(self.state).can_be_amended

    @cached_property
    def latest(self) -> "MotionVersion":
        """The text in force: the last version. Prefetched versions serve, when there are some."""
        return max(self.versions.all(), key=lambda row: row.number)

    @property
    def text(self) -> texts.Text:
        return self.latest.text

    @property
    def voted_text(self) -> str:
        """What was put to the vote, where it is not the text in force word for word."""
        return "" if self.outcome_text == texts.plain(self.text) else self.outcome_text


class MotionVersion(models.Model):
    """One version of a text, kept for ever: its paragraphs as [key, text]; a struck one has an empty text."""

    PERSONAL = {"by": PROPOSAL}
    NOT_PERSONAL = ("id", "motion", "number", "paragraphs", "cause", "amendment", "at")

    motion = models.ForeignKey(Motion, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    paragraphs = models.JSONField(default=list)
    cause = models.CharField(_("pourquoi"), max_length=9, choices=Cause.choices, default=Cause.WRITTEN)
    amendment = models.ForeignKey(
        "motions.Amendment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("le"), default=now)

    class Meta:
        verbose_name = _("version d’une proposition")
        verbose_name_plural = _("versions des propositions")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["motion", "number"], name="motion_version_once")]

    def __str__(self) -> str:
        return f"{self.motion_id}/{self.number}"

    @property
    def text(self) -> texts.Text:
        return tuple(texts.Paragraph(key, text) for key, text in self.paragraphs)


class MotionBacker(models.Model):
    """Who proposes or supports a motion: a member (by whoever speaks for it), or a person who sits."""

    PERSONAL = {"person": PROPOSAL, "member": PROPOSAL}
    NOT_PERSONAL = ("id", "motion", "role", "at")

    motion = models.ForeignKey(Motion, on_delete=models.CASCADE, related_name="backers")
    role = models.CharField(_("à quel titre"), max_length=8, choices=BackerRole.choices, default=BackerRole.MOVER)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("depuis le"), default=now)

    class Meta:
        verbose_name = _("appui d’une proposition")
        verbose_name_plural = _("appuis des propositions")
        ordering = ["role", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(member__isnull=False) | Q(person__isnull=False), name="backer_is_someone"
            ),
            models.UniqueConstraint(fields=["motion", "member"], name="backer_member_once"),
            models.UniqueConstraint(fields=["motion", "person"], condition=Q(member=None), name="backer_person_once"),
        ]

    def __str__(self) -> str:
        return str(self.member or self.person)
