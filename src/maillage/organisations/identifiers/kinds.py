"""The kinds of identifiers, what an accepted one is, and the sentences that refuse the others."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from maillage.core.errors import Refusal


class IdentifierKind(StrEnum):
    SIREN = "siren"
    SIRET = "siret"
    RNA = "rna"
    BCE = "bce"
    BN = "bn"
    CHARITY = "charity"
    NEQ = "neq"
    IATI = "iati"
    VAT = "vat"
    OTHER = "other"


#: The names people know; the same in every language, but for the explanation in brackets.
LABELS: dict[IdentifierKind, Any] = {
    IdentifierKind.SIREN: _("SIREN (France)"),
    IdentifierKind.SIRET: _("SIRET (France)"),
    IdentifierKind.RNA: _("RNA (association en France)"),
    IdentifierKind.BCE: _("Numéro BCE (Belgique)"),
    IdentifierKind.BN: _("Numéro d’entreprise, NE (Canada)"),
    IdentifierKind.CHARITY: _("Organisme de bienfaisance (Canada)"),
    IdentifierKind.NEQ: _("NEQ (Québec)"),
    IdentifierKind.IATI: _("Identifiant IITA (IATI)"),
    IdentifierKind.VAT: _("Numéro de TVA intracommunautaire"),
    IdentifierKind.OTHER: _("Autre identifiant"),
}


class IdentifierError(Refusal):
    """The text cannot be an identifier of this kind."""

    MESSAGES: ClassVar[dict[str, Any]] = {
        "empty": _("Aucun identifiant n’est donné."),
        "length": _("« %(text)s » n’a pas le bon nombre de chiffres : il en faut %(expected)s."),
        "format": _("« %(text)s » ne s’écrit pas comme un identifiant de ce type (%(expected)s)."),
        "checksum": _("« %(text)s » contient sans doute une faute de frappe : son chiffre de contrôle est faux."),
        "agency": _("« %(text)s » commence par un préfixe de pays ou d’organisme inconnu."),
        # Notes of an accepted identifier.
        "zero-restored": _("Le zéro du début, perdu, a été remis : %(value)s."),
        "tail-unproven": _("Le numéro contenu dans cet identifiant n’a pas le bon chiffre de contrôle."),
        "category": _("Ce code désigne une catégorie d’organisations, pas une organisation en particulier."),
        "unregistered": _("Cet identifiant ne suit pas la forme d’un registre connu."),
    }


def explain(problem: Any) -> str:
    """The sentence of an IdentifierError, or of one of an identifier's notes."""
    return str(IdentifierError.MESSAGES[problem.code]) % problem.params


@dataclass(frozen=True, slots=True)
class IdentifierNote:
    code: str
    params: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Identifier:
    """An accepted identifier: as stored, as shown, and as compared.

    `key` is equal for two writings of one legal person, across kinds: a SIRET has the key of
    its SIREN, BE-BCE_KBO-0407562029 that of the BCE number. It is empty for codes shared by
    many organisations.
    """

    kind: IdentifierKind
    value: str
    display: str
    key: str
    notes: tuple[IdentifierNote, ...] = ()


_PLACEHOLDER = re.compile(
    r"[\s.\-–—_/?*0]*|n[./ ]?[acrd]\.?|#?n/a|s[./ ]?o\.?|x+|nul+|none|nil|aucune?|néant|neant|nihil"
    r"|sans(?: objet)?|inconnue?|unknown|ninguno|desconocido|pas de.*|à compléter|a completer"
    r"|à venir|tbd|tbc|en cours|non|no",
    re.IGNORECASE,
)


def is_placeholder(text: str) -> bool:
    """Whether the cell says in some way that there is nothing."""
    return _PLACEHOLDER.fullmatch(text.strip()) is not None
