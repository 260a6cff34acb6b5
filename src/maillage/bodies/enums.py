"""Kinds of bodies, how their quorum is said, how one comes to sit and why one leaves."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BodyKind(TextChoices):
    ASSEMBLY = "assembly", _("Assemblée")
    BOARD = "board", _("Conseil")
    TABLE = "table", _("Table de concertation")
    COMMITTEE = "committee", _("Comité")


class QuorumKind(TextChoices):
    NONE = "none", pgettext_lazy("quorum", "Aucun")
    SHARE = "share", pgettext_lazy("quorum", "Une fraction des droits de vote")
    NUMBER = "number", pgettext_lazy("quorum", "Un nombre de personnes")


class Office(TextChoices):
    """In the order in which a composition is read."""

    CHAIR = "chair", _("Présidence")
    VICE_CHAIR = "vice_chair", _("Vice-présidence")
    SECRETARY = "secretary", _("Secrétariat")
    TREASURER = "treasurer", _("Trésorerie")
    MEMBER = "member", pgettext_lazy("mandat", "Membre")


class How(TextChoices):
    ELECTED = "elected", pgettext_lazy("mandat", "Élection")
    COOPTED = "coopted", _("Cooptation")
    APPOINTED = "appointed", pgettext_lazy("mandat", "Nomination")
    EX_OFFICIO = "ex_officio", _("De droit")


class Leaving(TextChoices):
    """Why a mandate ended."""

    TERM = "term", _("Fin du mandat")
    OFFICE = "office", _("Changement de fonction")  # the same mandate goes on, on another line
    RESIGNED = "resigned", _("Démission")
    REVOKED = "revoked", _("Révocation")
    QUALITY = "quality", _("Perte de la qualité qui permettait de siéger")
    REFUSED = "refused", _("Cooptation non confirmée par l’assemblée")
    DECEASED = "deceased", _("Décès")
    OTHER = "other", _("Autre")


OFFICES = tuple(Office.values)
