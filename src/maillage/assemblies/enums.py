"""Kinds and states of an assembly, of its agenda, of its notice and of what members ask."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AssemblyKind(TextChoices):
    ANNUAL = "annual", _("assemblée générale annuelle")
    EXTRAORDINARY = "extraordinary", _("assemblée générale extraordinaire")
    FOUNDING = "founding", _("assemblée de fondation")
    BOARD = "board", _("réunion du conseil d’administration")
    TABLE = "table", _("réunion d’une table")
    COMMITTEE = "committee", _("réunion d’un comité")

    @property
    def is_general(self) -> bool:
        """Does it bring all members together?"""
        return self in (AssemblyKind.ANNUAL, AssemblyKind.EXTRAORDINARY, AssemblyKind.FOUNDING)


class Mode(TextChoices):
    ON_SITE = "on_site", _("sur place")
    REMOTE = "remote", _("à distance")
    HYBRID = "hybrid", _("sur place et à distance")


class AssemblyState(TextChoices):
    DRAFT = "draft", _("en préparation")
    CALLED = "called", _("convoquée")
    OPEN = "open", _("ouverte")
    SUSPENDED = "suspended", _("suspendue")
    CLOSED = "closed", _("levée")
    CANCELLED = "cancelled", pgettext_lazy("assemblée", "annulée")

    @property
    def tone(self) -> str:
        return {"draft": "nu", "called": "al", "open": "ok", "suspended": "al", "closed": "nu", "cancelled": "er"}[
            self.value
        ]

    @property
    def is_over(self) -> bool:
        return self in (AssemblyState.CLOSED, AssemblyState.CANCELLED)

    def can_become(self, other: "AssemblyState") -> bool:
        one = AssemblyState
        return (
            other
            in {
                one.DRAFT: {one.CALLED, one.OPEN, one.CANCELLED},
                one.CALLED: {one.OPEN, one.CANCELLED},
                one.OPEN: {one.SUSPENDED, one.CLOSED},
                one.SUSPENDED: {one.OPEN, one.CLOSED},
                one.CLOSED: set(),
                one.CANCELLED: set(),
            }[self]
        )


class ItemKind(TextChoices):
    INFORMATION = "information", pgettext_lazy("ordre du jour", "information")
    DEBATE = "debate", pgettext_lazy("ordre du jour", "débat")
    DECISION = "decision", pgettext_lazy("ordre du jour", "décision")
    ELECTION = "election", pgettext_lazy("ordre du jour", "élection")


class DecisionKind(TextChoices):
    ORDINARY = "ordinary", _("décision ordinaire")
    BYLAWS = "bylaws", _("modification des statuts ou règlements")
    PURPOSE = "purpose", _("modification de l’objet")
    EXCLUSION = "exclusion", _("exclusion d’un membre")
    DISSOLUTION = "dissolution", _("dissolution")


class ItemState(TextChoices):
    PLANNED = "planned", pgettext_lazy("ordre du jour", "à venir")
    CURRENT = "current", pgettext_lazy("ordre du jour", "en cours")
    DONE = "done", pgettext_lazy("ordre du jour", "traité")
    POSTPONED = "postponed", pgettext_lazy("ordre du jour", "remis")


class NoticeKind(TextChoices):
    NOTICE = "notice", _("convocation")
    CHANGE = "change", _("avis de changement")
    CANCELLATION = "cancellation", _("avis d’annulation")


class DeliveryRoute(TextChoices):
    MAIL = "mail", pgettext_lazy("convocation", "par courriel")
    LETTER = "letter", pgettext_lazy("convocation", "par lettre")


class DeliveryState(TextChoices):
    QUEUED = "queued", pgettext_lazy("convocation", "en attente")
    SENT = "sent", pgettext_lazy("convocation", "envoyée")
    BOUNCED = "bounced", pgettext_lazy("convocation", "revenue")
    OPENED = "opened", pgettext_lazy("convocation", "lien ouvert")

    @property
    def tone(self) -> str:
        return {"queued": "", "sent": "ok", "bounced": "er", "opened": "ok"}[self.value]


class Standing(TextChoices):
    """In what capacity one is called."""

    VOTER = "voter", pgettext_lazy("convocation", "droit de vote")
    SUBSTITUTE = "substitute", pgettext_lazy("convocation", "suppléance")
    SUPPORTER = "supporter", pgettext_lazy("convocation", "membre de soutien, sans vote")
    NO_VOTE = "no_vote", pgettext_lazy("convocation", "membre dont le vote est suspendu")


class RequestState(TextChoices):
    OPEN = "open", pgettext_lazy("demande de membres", "cherche des appuis")
    REACHED = "reached", pgettext_lazy("demande de membres", "attend une décision")
    ACCEPTED = "accepted", pgettext_lazy("demande de membres", "acceptée")
    REFUSED = "refused", pgettext_lazy("demande de membres", "refusée")

    @property
    def tone(self) -> str:
        return {"open": "", "reached": "al", "accepted": "ok", "refused": "er"}[self.value]

    @property
    def is_waiting(self) -> bool:
        return self in (RequestState.OPEN, RequestState.REACHED)


class ExcuseAnswer(TextChoices):
    NONE = "none", _("personne ne me remplace")
    SUBSTITUTE = "substitute", _("ma suppléance vient à ma place")
    PROXY = "proxy", _("je donne procuration")
