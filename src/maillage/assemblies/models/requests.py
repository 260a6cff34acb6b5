"""What members ask: an item on the agenda, an assembly; and the word of those who cannot come."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.assemblies.enums import ExcuseAnswer, ItemKind, RequestState
from maillage.assemblies.models.agenda import AgendaItem
from maillage.assemblies.models.assembly import MEETING, OF_MEMBERS, Assembly
from maillage.bodies.models import Body
from maillage.members.models import Member
from maillage.organisations.facts import person_of
from maillage.organisations.models import Person


class Asked(models.Model):
    """Something that members ask together, with enough support for it to bind."""

    PERSONAL = {"asked_by": MEETING}
    VERB: str  # its verbs in the journal begin so

    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.TextField(_("pourquoi, et ce qui serait décidé"), max_length=4000)
    state = models.CharField(_("état"), max_length=9, choices=RequestState.choices, default=RequestState.OPEN)
    needed = models.PositiveIntegerField(_("membres nécessaires"), default=0)  # 0: the board decides
    law = models.CharField(_("source de la règle"), max_length=400, blank=True)
    reason = models.CharField(_("motif de la décision"), max_length=1000, blank=True)
    asked_at = models.DateTimeField(_("demandé le"), default=now)
    reached_at = models.DateTimeField(_("appuis réunis le"), null=True, blank=True)
    decided_at = models.DateTimeField(_("décidé le"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.title)  # type: ignore[attr-defined]

    @property
    def tone(self) -> str:
        return RequestState(self.state).tone

    @property
    def is_waiting(self) -> bool:
        return RequestState(self.state).is_waiting


class Support(models.Model):
    """A member that supports what another asked."""

    PERSONAL = {"person": MEETING}

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("le"), default=now)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)  # never a name: the journal keeps this


class ItemRequestQuerySet(models.QuerySet["ItemRequest"]):
    def visible_to(self, user: Any) -> "ItemRequestQuerySet":
        return self.filter(assembly__in=Assembly.objects.visible_to(user).values("pk"))


class ItemRequest(Asked):
    """An item that members ask for; enough of them, and the agenda must answer."""

    NOT_PERSONAL = ("id", "assembly", "member", "title", "text", "kind", "state", "needed", "law", "item", "reason",
                    "asked_at", "reached_at", "decided_at")  # fmt: skip
    VERB = "item_request"

    assembly = models.ForeignKey(Assembly, on_delete=models.CASCADE, related_name="item_requests")
    title = models.CharField(_("titre du point"), max_length=200)
    kind = models.CharField(_("sorte de point"), max_length=11, choices=ItemKind.choices, default=ItemKind.DEBATE)
    item = models.OneToOneField(AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="request")

    objects = ItemRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande de point")
        verbose_name_plural = _("demandes de points")
        ordering = ["assembly", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(reason=""), name="item_request_refused_why"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("assemblies:request", args=[self.pk])


class ItemSupport(Support):
    """A member that supports a request of item."""

    NOT_PERSONAL = ("id", "request", "member", "at")

    request = models.ForeignKey(ItemRequest, on_delete=models.CASCADE, related_name="supports")

    class Meta:
        verbose_name = _("appui à un point")
        verbose_name_plural = _("appuis à un point")
        constraints = [models.UniqueConstraint(fields=["request", "member"], name="item_support_once")]


class RequisitionQuerySet(models.QuerySet["Requisition"]):
    def visible_to(self, user: Any) -> "RequisitionQuerySet":
        if not user.is_authenticated:
            return self.none()
        if user.can(Permission.ASSEMBLIES_VIEW) or any(user.holds(role) for role in OF_MEMBERS):
            return self
        return self.filter(asked_by=person_of(user))


class Requisition(Asked):
    """Members ask for an assembly that the board does not call."""

    NOT_PERSONAL = ("id", "body", "member", "title", "text", "state", "needed", "law", "board_days", "board_due",
                    "assembly", "reason", "asked_at", "reached_at", "decided_at")  # fmt: skip
    VERB = "requisition"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="requisitions")
    title = models.CharField(_("objet de l’assemblée demandée"), max_length=200)
    board_days = models.PositiveSmallIntegerField(_("jours laissés au conseil"), null=True, blank=True)
    board_due = models.DateField(_("le conseil doit convoquer avant le"), null=True, blank=True)
    assembly = models.OneToOneField(Assembly, on_delete=models.PROTECT, null=True, blank=True,
                                    related_name="requisition")  # fmt: skip

    objects = RequisitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande d’assemblée")
        verbose_name_plural = _("demandes d’assemblée")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(reason=""), name="requisition_refused_why"),
            models.CheckConstraint(condition=~Q(state="accepted") | Q(assembly__isnull=False),
                                   name="requisition_called"),
        ]  # fmt: skip

    def get_absolute_url(self) -> str:
        return reverse("assemblies:requisition", args=[self.pk])


class RequisitionSupport(Support):
    """A member that supports the request of an assembly."""

    NOT_PERSONAL = ("id", "requisition", "member", "at")

    requisition = models.ForeignKey(Requisition, on_delete=models.CASCADE, related_name="supports")

    class Meta:
        verbose_name = _("appui à une assemblée")
        verbose_name_plural = _("appuis à une assemblée")
        constraints = [models.UniqueConstraint(fields=["requisition", "member"], name="requisition_support_once")]


class ExcuseQuerySet(models.QuerySet["Excuse"]):
    def visible_to(self, user: Any) -> "ExcuseQuerySet":
        if not user.is_authenticated:
            return self.none()
        return self if user.can(Permission.ASSEMBLIES_VIEW) else self.filter(person__user=user)


class Excuse(models.Model):
    """Someone says that they cannot come, and who takes their place."""

    PERSONAL = {"person": MEETING, "name": MEETING, "note": MEETING}
    NOT_PERSONAL = ("id", "assembly", "member", "answer", "at", "withdrawn_at")

    assembly = models.ForeignKey(Assembly, on_delete=models.CASCADE, related_name="excuses")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("nom"), max_length=200)
    answer = models.CharField(_("qui me remplace"), max_length=10, choices=ExcuseAnswer.choices,
                              default=ExcuseAnswer.NONE)  # fmt: skip
    note = models.CharField(_("un mot à l’assemblée"), max_length=500, blank=True)
    at = models.DateTimeField(_("dit le"), default=now)
    withdrawn_at = models.DateTimeField(_("retiré le"), null=True, blank=True)

    objects = ExcuseQuerySet.as_manager()

    class Meta:
        verbose_name = _("excuse")
        verbose_name_plural = _("excuses")
        ordering = ["assembly", "name"]
        constraints = [
            models.UniqueConstraint(fields=["assembly", "person"], condition=Q(withdrawn_at=None), name="excuse_once"),
        ]

    def __str__(self) -> str:
        return f"{self.assembly_id}/{self.pk}"
