"""What there is to say about a cell, and what cells have in common: nothing in them, a value refused."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from maillage.core.text import word_set
from maillage.organisations import identifiers

ERROR, WARNING, NOTE = "error", "warning", "note"


@dataclass(frozen=True, slots=True)
class Problem:
    """What there is to say about a cell, without words: `explain` has them."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)
    severity: str = WARNING
    column: int | None = None
    field: str = ""


MESSAGES: dict[str, Any] = {
    "name-missing": _("La ligne n’a pas de nom d’organisation."),
    "name-from-acronym": _("Faute de nom, le sigle est repris comme nom."),
    "text-too-long": _("Le texte a %(length)s caractères ; la limite est de %(limit)s."),
    "text-cut": _("Le texte a %(length)s caractères : il est coupé à %(limit)s."),
    "entities-decoded": _("Des codes HTML ont été remplacés par leurs caractères : %(value)s."),
    "year-invalid": _("« %(text)s » n’est pas une année entre 1789 et aujourd’hui."),
    "date-invalid": _(
        "« %(text)s » n’est pas une date qui existe. Écrivez par exemple 31/12/2024 (jour, mois, année) ou 2024-12-31."
    ),
    "date-guessed": _("« %(text)s » est lu comme le %(value)s."),
    "boolean-invalid": _("« %(text)s » n’est ni oui ni non."),
    "coordinate-invalid": _("« %(text)s » n’est pas une latitude ou une longitude."),
    "coordinates-swapped": _("Latitude et longitude étaient inversées : elles ont été échangées."),
    "coordinates-incomplete": _("Il manque la latitude ou la longitude : le lieu n’est pas placé."),
    "coordinates-zero": _("Le point 0, 0 est au milieu de l’océan : le lieu n’est pas placé."),
    "phone-invalid": _("« %(text)s » n’est pas un numéro de téléphone."),
    "email-invalid": _("« %(text)s » n’est pas une adresse électronique."),
    "url-invalid": _("« %(text)s » n’est pas l’adresse d’un site."),
    "url-completed": _("L’adresse a été complétée : %(value)s."),
    "first-kept": _("La cellule contient plusieurs valeurs ; « %(value)s » est gardée."),
    "amount-invalid": _("« %(text)s » n’est pas un nombre."),
    "kind-unknown": _("« %(text)s » n’est pas un type d’organisation connu."),
    "state-unknown": _("« %(text)s » n’est pas un état connu."),
    "theme-unknown": _("Thèmes absents du profil du réseau : %(text)s."),
    "family-unknown": _("Famille d’acteurs absente du profil du réseau : %(text)s."),
    "region-unknown": _("Région non reconnue : %(text)s."),
    "same-as-row": _("Même organisation que la ligne %(row)s : les deux lignes sont réunies."),
    "merged-since": _("Cette organisation a été fusionnée dans une autre : elle n’est pas changée."),
    "withheld-kept": _("Cette organisation est retenue : l’import ne la rend pas publique."),
    "changed-since": _("Modifiée depuis l’import : elle reste comme elle est."),
    "used-since": _("D’autres choses en dépendent depuis l’import : elle reste."),
    "country-unknown": _("Pays non reconnu : %(text)s."),
    "country-several": _("Un siège n’a qu’un pays ; « %(text)s » en donne plusieurs."),
    "language-unknown": _("Langue non reconnue : %(text)s."),
    "two-values": _("Deux colonnes donnent deux valeurs ; « %(value)s » est gardée."),
    "extra-cells": _("La ligne a %(count)s cellules de plus que les titres de colonnes."),
    "identifier-unknown": _("« %(text)s » ne suit la forme d’aucun registre connu."),
    "identifier-ambiguous": _("« %(text)s » peut être lu de plusieurs façons : %(kinds)s."),
}


def explain(problem: Problem) -> str:
    """The French (or translated) sentence of a problem."""
    if problem.code.startswith("identifier."):
        code = problem.code.removeprefix("identifier.")
        return str(identifiers.IdentifierError.MESSAGES[code]) % problem.params
    return str(MESSAGES[problem.code]) % problem.params


Parsed = tuple[Any, Problem | None]
NOTHING_PARSED: Parsed = (None, None)
_NOTHING = word_set(
    """
    - -- --- – — . ? n/a #n/a n.a. n.a n/d nd n.d. nc n.c. s/o s.o. null none nil néant neant
    nihil aucun aucune ninguno tbd #ref! #value! #valeur!
    """
)


def is_nothing(text: str) -> bool:
    return not text or (len(text) < 9 and text.lower() in _NOTHING)


def shortened(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"


def refused(code: str, text: str) -> Parsed:
    return None, Problem(code, {"text": shortened(text)})
