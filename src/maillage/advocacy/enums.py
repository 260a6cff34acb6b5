"""States and kinds of what is asked, followed, signed, written down."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(TextChoices):
    """How far an institution has come on what is asked of it."""

    IDENTIFIED = "identified", _("Repérée")
    CONTACTED = "contacted", _("Contactée")
    MET = "met", _("Rencontrée")
    PROMISED = "promised", _("Promesse faite")
    TABLED = "tabled", _("Texte déposé")
    ADOPTED = "adopted", _("Texte adopté")
    APPLIED = "applied", _("Texte appliqué")
    RENEWED = "renewed", _("Texte renouvelé")
    LAPSED = "lapsed", _("Texte caduc")
    REFUSED = "refused", _("Refus opposé")

    def can_become(self, other: "Stage") -> bool:
        """Institutions skip stages, postpone a vote, come back after a refusal; they do not un-adopt: that is lapsed."""
        return other in _NEXT[self]

    @property
    def holds(self) -> bool:
        """The institution is committed today."""
        return self in (Stage.ADOPTED, Stage.APPLIED, Stage.RENEWED)

    @property
    def tone(self) -> str:
        return "ok" if self.holds else {"lapsed": "al", "refused": "er"}.get(self.value, "nu")


_S = Stage
_NEXT: dict[Stage, tuple[Stage, ...]] = {
    _S.IDENTIFIED: (_S.CONTACTED, _S.MET, _S.PROMISED, _S.TABLED, _S.ADOPTED, _S.APPLIED, _S.REFUSED),
    _S.CONTACTED: (_S.MET, _S.PROMISED, _S.TABLED, _S.ADOPTED, _S.APPLIED, _S.REFUSED),
    _S.MET: (_S.MET, _S.PROMISED, _S.TABLED, _S.ADOPTED, _S.APPLIED, _S.REFUSED),
    _S.PROMISED: (_S.MET, _S.TABLED, _S.ADOPTED, _S.APPLIED, _S.REFUSED),
    _S.TABLED: (_S.MET, _S.PROMISED, _S.TABLED, _S.ADOPTED, _S.REFUSED),
    _S.ADOPTED: (_S.APPLIED, _S.RENEWED, _S.LAPSED),
    _S.APPLIED: (_S.RENEWED, _S.LAPSED),
    _S.RENEWED: (_S.APPLIED, _S.RENEWED, _S.LAPSED),
    _S.LAPSED: (_S.CONTACTED, _S.MET, _S.PROMISED, _S.TABLED, _S.ADOPTED, _S.RENEWED),
    _S.REFUSED: (_S.CONTACTED, _S.MET, _S.PROMISED, _S.TABLED, _S.ADOPTED),
}
PUBLISHED = (Stage.ADOPTED, Stage.APPLIED, Stage.RENEWED)  # what a network shows unless it says otherwise


class AskState(TextChoices):
    DRAFT = "draft", _("En préparation")
    OPEN = "open", _("En cours")
    CLOSED = "closed", _("Terminée")

    def can_become(self, other: "AskState") -> bool:
        """What people have read is closed, not hidden; a closed one may open again."""
        return (self.value, other.value) in {("draft", "open"), ("open", "closed"), ("closed", "open")}


class Scope(TextChoices):
    WHOLE = "whole", _("Toute l’institution")
    SERVICE = "service", _("Un service")
    SITES = "sites", _("Certains lieux")


class Met(TextChoices):
    """What a text says of a clause."""

    MET = "met", _("Oui")
    PARTLY = "partly", _("En partie")
    NOT = "not", _("Non")


class PositionState(TextChoices):
    DRAFT = "draft", _("En préparation")
    OPEN = "open", _("Ouverte aux signatures")
    PUBLISHED = "published", _("Publiée")

    def can_become(self, other: "PositionState") -> bool:
        """Once public, a position stays so; signatures may open again."""
        return self is not other and other is not PositionState.DRAFT


class ExchangeKind(TextChoices):
    MEETING = "meeting", _("Rencontre")
    LETTER = "letter", _("Lettre")
    CALL = "call", pgettext_lazy("téléphone", "Appel")
    HEARING = "hearing", _("Audition, mémoire")
    QUESTION = "question", _("Question publique")


class Outcome(TextChoices):
    """What came of a demand."""

    WAITING = "waiting", _("Sans réponse")
    PROMISE = "promise", _("Engagement pris")
    PARTLY = "partly", _("Réponse partielle")
    REFUSAL = "refusal", _("Refus")
    NONE = "none", _("Rien n’était demandé")


class Level(TextChoices):
    """Of what a mandate is."""

    LOCAL = "local", _("Commune ou municipalité")
    DISTRICT = "district", _("Canton, département, province ou MRC")
    REGION = "region", _("Région, communauté ou province canadienne")
    STATE = "state", _("État, fédéral ou national")
    EUROPE = "europe", _("Union européenne")
    OTHER = "other", _("Autre")


class LetterState(TextChoices):
    DRAFT = "draft", _("En préparation")
    OPEN = "open", _("Ouverte")
    CLOSED = "closed", _("Close")

    def can_become(self, other: "LetterState") -> bool:
        return (self.value, other.value) in {("draft", "open"), ("open", "closed"), ("closed", "open")}


class RosterState(TextChoices):
    """Where a list of elected people stands: looked at, or written."""

    READ = "read", _("Lue, rien n’est écrit")
    WRITTEN = "written", _("Écrite")
